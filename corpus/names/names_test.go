package names

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// found lists mentions as "text=ID", for tests.
func found(text string, ms []Mention) []string {
	var out []string
	for _, m := range ms {
		out = append(out, m.Of(text)+"="+m.ID)
	}
	return out
}

func find(text, lang string) []string {
	return found(text, Find(text, analysis.Tokenize(text), lang))
}

// TestForms has every form alone, as a question may hold it, in its language.
func TestForms(t *testing.T) {
	forms := map[string]string{
		"@RU": "Russian Russians Russia Moscow روسيا الروسيين الروسي والروسيان الروسية الروس موسكو لموسكو وروسيا للروس Россия Rusia Russland 俄罗斯 ロシア России روسيات",
		"@US": "US U.S. USA U.S.A. America American Americans Washington أميركية الأميركي الأمريكيين واشنطن أمريكا أميركا امريكا لواشنطن والأميركيون 美国 США",
		"@JP": "Japan Japanese Tokyo اليابان اليابانيان اليابانية طوكيو بطوكيو لليابان وباليابان 日本",
		"@CN": "China Chinese Beijing Peking بكين لبكين الصين للصين والصينيين بالصين 中国",
		"@AU": "Australia Australian Canberra استراليا أستراليا الأسترالية",
		"@DE": "German Germans Germany ألمانيا الألمان للألمان والألماني Deutschland",
		"@UA": "Ukrainian Kyiv Kiev أوكرانيا الأوكرانية كييف",
		"@GB": "UK U.K. British Britain بريطانيا البريطانيين London",
		"@TR": "Turkey Türkiye Turkish الأتراك تركيا التركية أنقرة",
		"@EG": "مصر المصريون القاهرة Egypt Egyptians",
		"@SA": "السعودية سعودي الرياض Saudis",
		"@FR": "French فرنسيين France",
		"@NL": "Dutch Netherlands هولندا",
		"@SU": "Soviet USSR السوفيتي السوفييت سوفياتية",
		"@AE": "UAE الإمارات الإماراتية Emirati",
		"@IQ": "بغداد العراق العراقيون",
		"@VN": "Vietnamese Vietnam فيتنام",
		"@LB": "لبنان اللبناني للبنانيين بيروت",
		"@CI": "كوت_ديفوار Ivory_Coast Côte_d’Ivoire Cote_d'Ivoire",
		"@KP": "North_Korea North_Koreans كوريا_الشمالية الكوري_الشمالي الكوريين_الشماليين وكورية_شمالية",
		"@ZA": "جنوب_أفريقيا South_African الجنوب_أفريقي",
	}
	langs := map[string]string{"Россия": "ru", "России": "ru", "США": "ru", "Rusia": "es", "Russland": "de", "Deutschland": "de",
		"俄罗斯": "zh", "中国": "zh", "美国": "zh", "日本": "zh", "ロシア": "ja"}
	n := 0
	for id, list := range forms {
		for form := range strings.FieldsSeq(list) {
			n++
			form = strings.ReplaceAll(form, "_", " ")
			toks := analysis.Tokenize(form)
			ms := Find(form, toks, langs[form])
			if len(ms) != 1 || ms[0].ID != id || ms[0].First != 0 || ms[0].Last != len(toks) {
				t.Errorf("%s: found %v, want %s", form, found(form, ms), id)
			}
		}
	}
	for form, id := range map[string]string{"United States": "@US", "the United States of America": "@US", "الولايات المتحدة": "@US",
		"والولايات المتحدة": "@US", "للولايات المتحدة": "@US", "بالولايات المتحدة الأمريكية": "@US", "الولايات المتحدة الأميركية": "@US"} {
		n++
		if got := find(form, ""); len(got) != 1 || !strings.HasSuffix(got[0], "="+id) {
			t.Errorf("%s: found %v, want %s", form, got, id)
		}
	}
	if n < 68 {
		t.Errorf("only %d forms", n)
	}
}

func TestFind(t *testing.T) {
	long := strings.Repeat("Nothing of interest is said here by anybody at all. ", 8)
	tests := []struct {
		name, text, lang string
		want             []string
	}{
		{"possessive outside", "Japan's ministers met the U.S.'s envoys", "en", []string{"Japan=@JP", "U.S.=@US"}},
		{"pronoun", long + "They told us and the US delegation", "en", []string{"US=@US"}},
		{"clitics outside", "زار وروسيا ثم لموسكو وباليابان", "ar", []string{"روسيا=@RU", "موسكو=@RU", "اليابان=@JP"}},
		{"article behind a preposition", "قال للصين وللولايات المتحدة", "ar", []string{"للصين=@CN", "للولايات المتحدة=@US"}},
		{"vowel signs", "سافر إلى وَرُوسيا", "ar", []string{"رُوسيا=@RU"}},
		{"longest", "North Korea and Papua New Guinea", "en", []string{"North Korea=@KP", "Papua New Guinea=@PG"}},
		{"blocked", "New Mexico, South America and the Indian Ocean; المحيط الهندي وأمريكا الجنوبية", "en", nil},
		{"lower case in prose", long + "They ate turkey off china with polish.", "en", nil},
		{"lower case question", "which countries have 2+2 with japan and turkey?", "en", []string{"japan=@JP", "turkey=@TR"}},
		{"dotted in a question", "which u.s. president told us?", "en", []string{"u.s.=@US"}},
		{"polish", "how to polish shoes", "en", nil},
		{"given names", "Michael Jordan met Chad Smith, George Washington and Jordan Peele in Jordan.", "en", []string{"Jordan=@JO"}},
		{"islands in English", "The Islands are green", "en", nil},
		{"island in German", "Island liegt im Norden; Russlands Nachbar", "de", []string{"Island=@IS", "Russlands=@RU"}},
		{"finance is not Mali", "دعم مالي واقتصاد في مالي", "ar", []string{"مالي=@ML"}},
		{"the right hand", "اليد اليمنى والشعب اليمني", "ar", []string{"اليمني=@YE"}},
		{"a diameter", "دائرة قطر 5 أمتار في قطر", "ar", []string{"قطر=@QA"}},
		{"dual", "مع نظيريهما الروسيين", "ar", []string{"الروسيين=@RU"}},
		{"no country", "the European Union and NATO met", "en", nil},
		{"Chinese text", "俄罗斯和日本的会谈", "zh", []string{"俄罗斯=@RU", "日本=@JP"}},
		{"Japanese within a word", "マリアとマリ", "ja", []string{"マリ=@ML"}},
		{"headline capitals", "JAPAN AND RUSSIA AGREE", "en", []string{"JAPAN=@JP", "RUSSIA=@RU"}},
		{"line break", "the United\nStates", "en", []string{"United\nStates=@US"}},
		{"paragraphs", "the United\n\nStates", "en", nil},
		{"the two Chinas", "جمهورية الصين الشعبية وجمهورية الصين", "ar", []string{"جمهورية الصين الشعبية=@CN", "جمهورية الصين=@TW"}},
		{"the Americas", "القارتين الأمريكيتين وجنود السوفيات", "ar", []string{"السوفيات=@SU"}},
		{"New South Wales", "حاكم نيو ساوث ويلز", "ar", nil},
		{"brackets", "刚果（金）", "zh", []string{"刚果（金=@CD"}},
		{"own language first", "El Congo y la China", "es", []string{"Congo=@CG", "China=@CN"}},
		{"hyphenated", "the Franco-German and US-led talks, Guinea-Bissau", "en", []string{"German=@DE", "US=@US", "Guinea-Bissau=@GW"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, find(tt.text, tt.lang)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestDisplay(t *testing.T) {
	tests := []struct{ id, lang, want string }{
		{"@US", "en", "United States"}, {"@US", "ar", "الولايات المتحدة"}, {"@RU", "ar", "روسيا"}, {"@GB", "en", "United Kingdom"},
		{"@SU", "en", "Soviet Union"}, {"@EU", "ar", "الاتحاد الأوروبي"}, {"@TR", "en", "Turkey"}, {"@JP", "de", "Japan"},
		{"@JP", "xx", "Japan"}, {"@ZZ", "en", "ZZ"}, {"@CI", "en", "Ivory Coast"}, {"@VN", "ru", "Вьетнам"}, {"@UAX", "ar", "UAX"},
	}
	for _, tt := range tests {
		if got := Display(tt.id, tt.lang); got != tt.want {
			t.Errorf("Display(%s, %s) = %q, want %q", tt.id, tt.lang, got, tt.want)
		}
	}
	if !Article("@US") || Article("@JP") {
		t.Error("the United States takes an article and Japan does not")
	}
	if got := CapitalOf("@JP", "ar"); got != "طوكيو" {
		t.Errorf("CapitalOf(@JP, ar) = %q", got)
	}
	if IsCountry("@EU") || !IsCountry("@SU") || !IsCountry("@JP") {
		t.Error("@EU is no country; @SU and @JP are")
	}
	if n := len(Countries()); n != 250 {
		t.Errorf("%d countries, want the 249 of ISO 3166-1 and @XK", n)
	}
	for _, id := range Countries() {
		if Display(id, "en") == "" || Display(id, "ar") == "" {
			t.Errorf("%s has no name to display", id)
		}
	}
}
