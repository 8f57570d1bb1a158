package names

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

func texts(text string, ms []Mention) []string {
	var out []string
	for _, m := range ms {
		out = append(out, m.Of(text))
	}
	return out
}

func TestPeople(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"title", "In Tokyo President Vladimir Putin met Prime Minister Shinzo Abe.", []string{"Vladimir Putin", "Shinzo Abe"}},
		{"nationality before a title", "Russian Foreign Minister Sergei Lavrov spoke.", []string{"Sergei Lavrov"}},
		{"small title", "The singer Amal Hijazi and foreign minister Fumio Kishida", []string{"Amal Hijazi", "Fumio Kishida"}},
		{"surname alone later", "Sergei Lavrov left. Later Lavrov's deputy called.", []string{"Sergei Lavrov", "Lavrov"}},
		{"title and surname", "Then President Obama spoke.", []string{"Obama"}},
		{"initials", "Books by J. R. R. Tolkien and John F. Kennedy", []string{"J. R. R. Tolkien", "John F. Kennedy"}},
		{"no new sentence", "They need vitamin C. This helps.", nil},
		{"initials together", "He met J.R.R. Tolkien there", []string{"J.R.R. Tolkien"}},
		{"trade", "the archaeologist Mortima Vheeler", []string{"Mortima Vheeler"}},
		{"doctor of no name", "The Ninth Doctor said so. The Doctor left.", nil},
		{"particles", "Osama bin Laden, Bashar al-Assad and Ludwig van Beethoven", []string{"Osama bin Laden", "Bashar al-Assad", "Ludwig van Beethoven"}},
		{"verb of speech", "Zinta Karklina said no.", []string{"Zinta Karklina"}},
		{"of a country", "King Philip II of Spain", []string{"Philip II"}},
		{"the day behind", "President Obama Monday signed", []string{"Obama"}},
		{"possessive", "Angela Merkel's visit", []string{"Angela Merkel"}},
		{"no persons", "The Super Bowl, the Ministry of Finance, New York City and the United States. However the General Assembly met.", nil},
		{"sentence start", "Yesterday David Cohen came. When Anna Lindh left, he stayed.", []string{"David Cohen", "Anna Lindh"}},

		{"Arabic president", "قال الرئيس الروسي فلاديمير بوتين إن", []string{"فلاديمير بوتين"}},
		{"Arabic minister", "التقى وزير الخارجية الياباني فوميو كيشيدا نظيره الأسترالي", []string{"فوميو كيشيدا"}},
		{"two ministers", "وزير الخارجية سيرغي لافروف ووزير الدفاع سيرغي شويغو", []string{"سيرغي لافروف", "سيرغي شويغو"}},
		{"dual", "مع نظيريهما الروسيين سيرغي لافروف وسيرغي شويغو في طوكيو", []string{"سيرغي لافروف", "سيرغي شويغو"}},
		{"surname behind a title", "زار الرئيس بوتين القاهرة أمس", []string{"بوتين"}},
		{"verb behind", "وكان رئيس الوزراء شينزو آبي قد زار", []string{"شينزو آبي"}},
		{"chain", "الأمير محمد بن سلمان آل سعود", []string{"محمد بن سلمان آل سعود"}},
		{"compound", "الرئيس عبد الفتاح السيسي اليوم", []string{"عبد الفتاح السيسي"}},
		{"given name alone", "كتب محمد حسين هيكل ذلك", []string{"محمد حسين هيكل"}},
		{"behind a clitic", "لقاء بمحمد حسني مبارك", []string{"محمد حسني مبارك"}},
		{"preposition is not Ali", "على أحمد أن يذهب", nil},
		{"Arabic surname later", "قال وزير الدفاع سيرغي شويغو إن. ولشويغو رأي", []string{"سيرغي شويغو", "شويغو"}},
		{"chain of compounds", "الملك سلمان بن عبد العزيز ثم علي بن أبي طالب", []string{"سلمان بن عبد العزيز", "علي بن أبي طالب"}},
		{"accusative", "زار الرئيس مركزًا جديدا", nil},
		{"age of the teachers", "يبلغ عمر المدرسين خمسين", nil},
		{"no Arabic persons", "زار الوفد العاصمة أمس وبحث التعاون بين البلدين", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := texts(tt.text, People(tt.text, analysis.Tokenize(tt.text), ""))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestPeopleIDs(t *testing.T) {
	text := "President Sergei Lavrov met. Lavrov left; ولسيرغي لافروف رأي"
	want := []string{"Sergei Lavrov=sergei lavrov", "Lavrov=sergei lavrov", "سيرغي لافروف=سيرغي لافروف"}
	if diff := cmp.Diff(want, found(text, People(text, analysis.Tokenize(text), ""))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOrganisations(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"known", "The European Union and NATO met the U.N. Security Council.", []string{"European Union=@EU", "NATO=@NATO", "U.N. Security Council=@UNSC"}},
		{"ministry", "The Ministry of Foreign Affairs and the Finance Ministry", []string{"Ministry of Foreign Affairs=ministry of foreign affairs", "Finance Ministry=finance ministry"}},
		{"university", "At Harvard University and the University of Warsaw", []string{"Harvard University=harvard university", "University of Warsaw=university of warsaw"}},
		{"acronym", "The KGB and the CEO on TV", []string{"KGB=kgb"}},
		{"no organisation", "The party and the bank. COMPANY NEWS TODAY", nil},
		{"pronoun of French", "un homme et eu", nil},
		{"Arabic known", "قال الاتحاد الأوروبي وللأمم المتحدة", []string{"الاتحاد الأوروبي=@EU", "للأمم المتحدة=@UN"}},
		{"Arabic ministry", "أعلنت وزارة الدفاع الروسية أمس", []string{"وزارة الدفاع الروسية=وزاره الدفاع الروسيه"}},
		{"Arabic company", "وقعت شركة غازبروم وجامعة القاهرة", []string{"شركة غازبروم=شركه غازبروم", "جامعة القاهرة=جامعه القاهره"}},
		{"Arabic party", "حزب العدالة والتنمية في تركيا", []string{"حزب العدالة والتنمية=حزب العداله والتنميه"}},
		{"a company", "شركة كبيرة ومنظمة دولية", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := found(tt.text, Organisations(tt.text, analysis.Tokenize(tt.text), ""))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestProperNouns(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"runs", "The Super Bowl was won by Denver in Santa Clara.", []string{"Super Bowl", "Denver", "Santa Clara"}},
		{"small words", "the University of Warsaw and the Bank of the West", []string{"University of Warsaw", "Bank of the West"}},
		{"sentence start", "However, Luther wrote. Luther's church; I saw", []string{"Luther", "Luther"}},
		{"initials", "By J. K. Rowling. The end", []string{"J. K. Rowling"}},
		{"heading", "Foreign News\nTokyo talks", []string{"Foreign News", "Tokyo"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := texts(tt.text, ProperNouns(tt.text, analysis.Tokenize(tt.text)))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestSamePerson(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"Sergei Lavrov", "Lavrov", true},
		{"Sergei Lavrov", "Sergey Lavrov", true},
		{"Sergei Lavrov", "Foreign Minister Lavrov", true},
		{"Volodymyr Zelensky", "Volodymyr Zelenskyy", true},
		{"Muhammad Ali", "Mohammed Ali", true},
		{"Mohamed Morsi", "Mohammed Mursi", true},
		{"J. Kerry", "John Kerry", true},
		{"George W. Bush", "George Bush", true},
		{"محمد بن سلمان", "محمد بن سلمان آل سعود", true},
		{"سيرغي لافروف", "سيرجي لافروف", true},
		{"الرئيس السيسي", "عبد الفتاح السيسي", true},
		{"Sergei Lavrov", "Sergei Shoigu", false},
		{"Maria Lopez", "Mario Lopez", false},
		{"John Adams", "Jan Adams", false},
		{"Alexander Petrov", "Alexandra Petrov", false},
		{"Bill Clinton", "Hillary Clinton", false},
		{"Hansen", "Peter Hanson", false},
		{"سيرغي لافروف", "سيرغي شويغو", false},
		{"", "Lavrov", false},
	}
	for _, tt := range tests {
		if got := SamePerson(tt.a, tt.b); got != tt.want {
			t.Errorf("SamePerson(%q, %q) = %v", tt.a, tt.b, got)
		}
		if SamePerson(tt.a, tt.b) != SamePerson(tt.b, tt.a) {
			t.Errorf("SamePerson(%q, %q) depends on the order", tt.a, tt.b)
		}
	}
}
