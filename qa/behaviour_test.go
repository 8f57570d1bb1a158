package qa

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
)

// filler is about other things, so that a word of the question says something about the texts that hold it.
var filler = map[string]string{
	"z-bakery.txt":  "The bakery on Mill Lane sells rye bread and plum cake. It opens at seven and closes at noon.\n\nIts owner learned the trade from an aunt.",
	"z-library.txt": "The town library lends books for four weeks. Readers pay a small fee when they bring one back late.\n\nThe reading room is quiet in the morning.",
	"z-weather.txt": "Rain is expected over the hills on Friday. The river may rise by half a metre.\n\nSchools stay open, the ferry does not run.",
	"z-سوق.txt":     "يفتح السوق القديم أبوابه صباح كل يوم. يبيع التجار الخضار والفواكه والأقمشة.\n\nيزور السوق سياح كثيرون في الصيف.",
	"z-مدرسة.txt":   "بدأت المدرسة عاماً دراسياً جديداً. وزّع المعلمون الكتب على التلاميذ.\n\nتقع المدرسة قرب الحديقة العامة.",
}

// among returns a library of the texts among others.
func among(t testing.TB, texts map[string]string) *index.Index {
	t.Helper()
	all := map[string]string{}
	for _, set := range []map[string]string{filler, texts} {
		maps.Copy(all, set)
	}
	return libraryOf(t, "c", all)
}

func TestCountries(t *testing.T) {
	for _, test := range []struct {
		name  string
		texts map[string]string
		text  string
		want  []string
	}{
		{"a bystander in the same sentence", map[string]string{
			"a.txt": "Kenya and Ghana have a grain pact with Morocco, which is meant to counter Brazil's growing exports.",
		}, "Which countries have a grain pact with Morocco?", []string{"@GH", "@KE"}},
		{"a bystander in the next clause", map[string]string{
			"a.txt": "Only Kenya has a grain pact with Morocco, while Brazil prefers to sell on the open market.",
		}, "Which countries have a grain pact with Morocco?", []string{"@KE"}},
		{"two documents in two languages", map[string]string{
			"a.txt": "Kenya has had a 3+3 dialogue with Morocco for two years.",
			"b.txt": "عقدت البرتغال حوار 3+3 مع المغرب في الرباط.",
		}, "Which countries have a 3+3 dialogue with Morocco?", []string{"@KE", "@PT"}},
		{"the same, asked in Arabic", map[string]string{
			"a.txt": "Kenya has had a 3+3 dialogue with Morocco for two years.",
			"b.txt": "عقدت البرتغال حوار 3+3 مع المغرب في الرباط.",
		}, "ما هي الدول التي لديها حوار 3+3 مع المغرب؟", []string{"@KE", "@PT"}},
		{"one that has none", map[string]string{
			"a.txt": "Ghana has a grain pact with Morocco.", "b.txt": "Kenya has no grain pact with Morocco.",
		}, "Which countries have a grain pact with Morocco?", []string{"@GH"}},
		{"one that is not it", map[string]string{
			"a.txt": "Kenya, not Ghana, has a grain pact with Morocco.",
		}, "Which countries have a grain pact with Morocco?", []string{"@KE"}},
		{"one that has none, in Arabic", map[string]string{
			"أ.txt": "عقدت غانا اتفاق الحبوب مع المغرب.", "ب.txt": "كينيا لم تعقد اتفاق الحبوب مع المغرب.",
		}, "ما هي الدول التي عقدت اتفاق الحبوب مع المغرب؟", []string{"@GH"}},
		{"none but it, in Arabic", map[string]string{
			"أ.txt": "المغرب لم يعقد اتفاق الحبوب سوى مع غانا وكينيا.",
		}, "ما هي الدول التي عقدت اتفاق الحبوب مع المغرب؟", []string{"@GH", "@KE"}},
		{"in this format, and counted", map[string]string{
			"a.txt": "A 3+3 meeting on grain was held in Lima by ministers. Ghana is the third country, after Kenya and Brazil, with which Peru has opened talks in this format.",
		}, "Which countries hold 3+3 talks with Peru?", []string{"@BR", "@GH", "@KE"}},
		{"one that only waits for it", map[string]string{
			"a.txt": "Ghana is the third country with which Peru holds 3+3 talks. Officials say that Kenya has asked for the same and waits.",
		}, "Which countries hold 3+3 talks with Kenya?", nil},
		{"part of a sea's name", map[string]string{
			"a.txt": "Kenya has a grain pact with Morocco. Its ships were last seen in the East China Sea.",
		}, "Which countries have a grain pact with Morocco?", []string{"@KE"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := mustAsk(t, among(t, test.texts), test.text, "c")
			if !slices.Equal(ids(a), test.want) {
				t.Errorf("%s %v, want %v (%s)", a.Kind, ids(a), test.want, a.Why.Rule)
			}
			for _, item := range a.Items {
				if len(item.Quotes) == 0 {
					t.Errorf("%s has no quote", item.Display)
				}
			}
		})
	}
}

func TestYesOrNo(t *testing.T) {
	for _, test := range []struct{ name, document, text, want string }{
		{"yes", "The council approved the new tramway on Tuesday.", "Did the council approve the new tramway?", "yes"},
		{"no", "The council has not approved the new tramway.", "Has the council approved the new tramway?", "no"},
		{"never", "Orla Finch and Tom Brill never signed the lease for the mill.", "Did Orla Finch and Tom Brill sign the lease for the mill?", "no"},
		{"negation of something else", "The council approved the new tramway after a long debate. It did not discuss the budget.", "Did the council approve the new tramway?", "yes"},
		{"yes in Arabic", "وافق المجلس البلدي على مشروع الترام الجديد يوم الثلاثاء.", "هل وافق المجلس البلدي على مشروع الترام؟", "yes"},
		{"asked with a negation", "The council approved the new tramway on Tuesday.", "Didn't the council approve the new tramway?", "yes"},
		{"the opposite", "The council approved the new tramway on Tuesday.", "Did the council reject the new tramway?", "no"},
		{"a synonym", "Fares on the new tramway rose in the spring.", "Are fares on the new tramway up?", "yes"},
		{"denied", "Orla Finch denied that she had signed the lease for the mill.", "Did Orla Finch sign the lease for the mill?", "no"},
		{"unpaid", "Trainees at the mill get unpaid leave of a month.", "Is the leave of trainees at the mill paid?", "no"},
		{"left out", "The mill museum is open daily except Monday.", "Is the mill museum open on Monday?", "no"},
		{"the opposite in Arabic", "سجنت المحكمة سائق الشاحنة وبرأت مديرة المصنع القديم.", "هل سجنت المحكمة مديرة المصنع القديم؟", "no"},
		{"denied in Arabic", "نفى المجلس البلدي أن يكون قد باع أرض المصنع القديم.", "هل باع المجلس البلدي أرض المصنع القديم؟", "no"},
		{"asked in a dialect", "لن تغلق البلدية جسر المدينة القديم في الصيف.", "رح تغلق البلدية جسر المدينة القديم بالصيف؟", "no"},
		{"no in Arabic", "لم يوافق المجلس البلدي على مشروع الترام الجديد.", "هل وافق المجلس البلدي على مشروع الترام؟", "no"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := mustAsk(t, among(t, map[string]string{"a.txt": test.document}), test.text, "c")
			if a.Kind != YesNo || a.Items[0].ID != test.want {
				t.Fatalf("%s %v, want %s (%s)", a.Kind, ids(a), test.want, a.Why.Rule)
			}
			if shown := polarWord(test.want, a.Lang); a.Text != shown {
				t.Errorf("shown as %q, want %q", a.Text, shown)
			}
		})
	}
}

// TestNeitherYesNorNo: a sentence that lacks what the question is about says nothing of it.
func TestNeitherYesNorNo(t *testing.T) {
	lib := among(t, map[string]string{
		"a.txt": "The council approved the new tramway on Tuesday. The mayor is Orla Finch.",
		"b.txt": "Members of the accord are Kenya, Ghana, Togo and Benin. Nigeria left the accord in 2010.",
		"c.txt": "The accident of a Harbour Air biplane at Port Dunholm was due to a wet runway.",
		"أ.txt": "وافق المجلس البلدي على مشروع الترام الجديد يوم الثلاثاء.",
	})
	for _, text := range []string{
		"Did the council approve the new stadium?", "Did the mayor approve the tramway?", "Did Tom Brill approve the new tramway?",
		"Did the council approve the new tramway on Monday?", "هل هدم المجلس البلدي الترام الجديد؟",
		"Is Tom Brill the mayor?", "Is Nigeria a member of the accord?", "Is Peru a member of the accord?",
		"Did anyone die in the accident of the Harbour Air biplane at Port Dunholm?",
		"Did the council approve 7 tramways?", "هل وافق المجلس البلدي على مشروع الملعب الأولمبي؟",
	} {
		if a := mustAsk(t, lib, text, "c"); a.Kind != Abstention {
			t.Errorf("%s %q out of %q (%s)", text, a.Text, a.Quotes[0].Text, a.Why.Rule)
		}
	}
}

// on gives a document a day of publication.
func on(d *corpus.Document, day string) *corpus.Document {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	d.Date = corpus.Date{Day: at, Origin: corpus.DateByline}
	return d
}

// dated returns a library of the filler with documents of their days.
func dated(t testing.TB, docs ...*corpus.Document) *index.Index {
	t.Helper()
	lib := libraryOf(t, "c", filler)
	if err := lib.Update(t.Context(), "c", docs); err != nil {
		t.Fatal(err)
	}
	return lib
}

func TestConflict(t *testing.T) {
	for name, rest := range map[string]string{
		"short":         "",
		"nearly a copy": " according to the mayor, who said that the town had paid for it out of its own pocket and without any loan",
	} {
		t.Run(name, func(t *testing.T) { conflictOf(t, rest) })
	}
}

func conflictOf(t *testing.T, rest string) {
	lib := dated(t,
		on(plainDocument("c", "old.txt", "The footbridge over the Lunn cost 3 million euros"+rest+"."), "2019-03-01"),
		on(plainDocument("c", "new.txt", "The footbridge over the Lunn cost 4 million euros"+rest+"."), "2021-06-01"),
	)
	a := mustAsk(t, lib, "How much did the footbridge over the Lunn cost?", "c")
	if a.Kind != Single || len(a.Conflicts) != 1 {
		t.Fatalf("%s %q with %d conflicts, want one (%s)", a.Kind, a.Text, len(a.Conflicts), a.Why.Rule)
	}
	conflict := a.Conflicts[0]
	if conflict.Item.ID == a.Items[0].ID {
		t.Errorf("%q conflicts with itself", a.Text)
	}
	if want := conflict.Quotes[0].Doc == "new.txt"; conflict.Newer != want {
		t.Errorf("newer %t, want %t: %q out of %s", conflict.Newer, want, conflict.Item.Text, conflict.Quotes[0].Doc)
	}
}

func TestNoConflict(t *testing.T) {
	for _, test := range []struct{ name, one, two string }{
		{"the same sum in other words", "The footbridge over the Lunn cost 3 million euros.", "The footbridge over the Lunn cost €3,000,000."},
		{"another bridge", "The footbridge over the Lunn cost 3 million euros.", "The library roof cost 4 million euros."},
	} {
		t.Run(test.name, func(t *testing.T) {
			lib := among(t, map[string]string{"one.txt": test.one, "two.txt": test.two})
			a := mustAsk(t, lib, "How much did the footbridge over the Lunn cost?", "c")
			if a.Kind != Single || !strings.Contains(a.Text, "3") || len(a.Conflicts) > 0 {
				t.Errorf("%s %q, %d conflicts (%s)", a.Kind, a.Text, len(a.Conflicts), a.Why.Rule)
			}
		})
	}
}

func TestDays(t *testing.T) {
	lib := dated(t,
		on(plainDocument("c", "old.txt", "The lighthouse keeper of Skerry Point is Orla Finch."), "2010-03-01"),
		on(plainDocument("c", "new.txt", "The lighthouse keeper of Skerry Point is Tom Brill."), "2020-03-01"),
		plainDocument("c", "undated.txt", "The lighthouse keeper of Skerry Point is Ivo Marsh."),
	)
	day := func(s string) time.Time { d, _ := time.Parse(time.DateOnly, s); return d }
	for _, test := range []struct {
		name, since, until, want string
	}{
		{"since", "2015-01-01", "", "Tom Brill"},
		{"since that day", "2020-03-01", "", "Tom Brill"},
		{"until", "", "2015-01-01", "Orla Finch"},
		{"until that day", "", "2010-03-01", "Orla Finch"},
		{"between", "2009-01-01", "2012-01-01", "Orla Finch"},
		{"before everything", "", "2001-01-01", ""},
		{"the wrong way round", "2020-01-01", "2010-01-01", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := Question{Text: "Who is the lighthouse keeper of Skerry Point?", Collections: []string{"c"}}
			if test.since != "" {
				q.Since = day(test.since)
			}
			if test.until != "" {
				q.Until = day(test.until)
			}
			a := mustAnswer(t, lib, New(lib, Options{}), q)
			if a.Text != test.want {
				t.Errorf("%q, want %q (%s)", a.Text, test.want, a.Why.Rule)
			}
			for _, quote := range slices.Concat(a.Quotes, a.Related, a.Near) {
				d := quote.Date.Day
				if !quote.Date.Known() || d.Before(q.Since) || !q.Until.IsZero() && d.After(q.Until) {
					t.Errorf("%s of %v is shown", quote.Doc, d)
				}
			}
		})
	}
}
