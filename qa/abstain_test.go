package qa

import (
	"slices"
	"strings"
	"testing"

	embedded "github.com/dalil-bot/dalil/corpus/sample"
)

func TestAbstention(t *testing.T) {
	lib := among(t, map[string]string{
		"mill.txt":   "The water mill at Tarn was built by Ada Thorn. It ground barley until the great flood.",
		"طاحونة.txt": "بنت ليلى حداد طاحونة الماء في تارن. توقفت الطاحونة بعد الفيضان.",
	})
	empty := emptyIndex(t)
	for _, test := range []struct {
		name        string
		lib         Library
		text        string
		collections []string
		o           Options
		reason      string
	}{
		{"no words", lib, "", []string{"c"}, Options{}, ReasonEmptyQuestion},
		{"white space", lib, " \n\t ", []string{"c"}, Options{}, ReasonEmptyQuestion},
		{"punctuation", lib, "?!… – ؟", []string{"c"}, Options{}, ReasonEmptyQuestion},
		{"nothing but a word that asks", lib, "Who?", []string{"c"}, Options{}, ReasonEmptyQuestion},
		{"nothing permitted", lib, "Who built the water mill at Tarn?", nil, Options{}, ReasonEmptyCorpus},
		{"nothing permitted in an empty index", empty, "Who built the water mill at Tarn?", nil, Options{}, ReasonEmptyCorpus},
		{"no word in common", lib, "Who invented photocopiers?", []string{"c"}, Options{}, ReasonNothingFound},
		{"no word in common, in Arabic", lib, "من اخترع المصباح الكهربائي؟", []string{"c"}, Options{}, ReasonNothingFound},
		{"below the threshold", lib, "Who built the water mill at Tarn?", []string{"c"}, Options{Threshold: 1}, ReasonUnsure},
		{"a name that stands nowhere", lib, "Which prize did Wilhelmina Prokosch win for the mill?", []string{"c"}, Options{}, ReasonUnsure},
		{"a country that stands nowhere", lib, "Which countries have a fishing pact with Iceland about barley?", []string{"c"}, Options{}, ReasonNoCandidate},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := Question{Text: test.text, Collections: test.collections}
			a := mustAnswer(t, test.lib, New(test.lib, test.o), q)
			if a.Kind != Abstention || a.Reason != test.reason {
				t.Fatalf("%s %q for %q, want %q (%s)", a.Kind, a.Text, a.Reason, test.reason, a.Why.Rule)
			}
			near := test.reason == ReasonUnsure || test.reason == ReasonNoCandidate
			if near != (len(a.Near) > 0) || len(a.Near) > nearMisses {
				t.Errorf("%d near misses", len(a.Near))
			}
		})
	}
}

// TestThreshold: of the same question, a lower threshold never refuses what a higher one answers, and confidence is the
// same whatever the threshold.
func TestThreshold(t *testing.T) {
	lib := sampleLibrary(t)
	steps := []float64{1e-9, 0.1, 0.3, 0.5, 0.9, 1}
	for i, text := range sampleQuestions() {
		if i%4 != 0 {
			continue
		}
		refused := false
		confidence := -1.0
		for _, step := range steps {
			q := Question{Text: text, Collections: []string{embedded.Collection}}
			a := mustAnswer(t, lib, New(lib, Options{Threshold: step}), q)
			if refused && a.Kind != Abstention {
				t.Errorf("%q: answered at %v, refused below", text, step)
			}
			refused = a.Kind == Abstention
			if confidence >= 0 && a.Confidence != confidence {
				t.Errorf("%q: confidence %v at %v, %v below", text, a.Confidence, step, confidence)
			}
			confidence = a.Confidence
		}
	}
}

// TestOtherLanguage: a quote stays in the language of its document, whatever the question's.
func TestOtherLanguage(t *testing.T) {
	lib := among(t, map[string]string{
		"mill.txt":  "The Tarn 7 turbine was started on 4 May 1987 by the minister.",
		"ميناء.txt": "افتتحت مصر ميناء S-90 في 6 أكتوبر 1973.",
	})
	for _, test := range []struct{ text, lang, doc, quoted, shown string }{
		{"When did Egypt open the S-90 port?", "", "ميناء.txt", "6 أكتوبر 1973", "6 October 1973"},
		{"متى افتتحت مصر ميناء S-90؟", "", "ميناء.txt", "6 أكتوبر 1973", "6 أكتوبر 1973"},
		{"متى افتتحت مصر ميناء S-90؟", "en", "ميناء.txt", "6 أكتوبر 1973", "6 October 1973"},
	} {
		t.Run(test.text+test.lang, func(t *testing.T) {
			q := Question{Text: test.text, Lang: test.lang, Collections: []string{"c"}}
			a := mustAnswer(t, lib, New(lib, Options{}), q)
			if a.Kind != Single || a.Quotes[0].Doc != test.doc || a.Items[0].Text != test.quoted || a.Text != test.shown {
				t.Errorf("%s %q, stored as %+v in %+v; want %q (%s)", a.Kind, a.Text, a.Items, a.Quotes, test.shown, a.Why.Rule)
			}
		})
	}
}

// TestBoilerplate asks for the words of menus, share blocks and calls to sign in: none is ever shown, not even as near.
func TestBoilerplate(t *testing.T) {
	lib := sampleLibrary(t)
	for _, text := range []string{
		"How do I sign in to read more free stories?", "Share on Facebook", "Subscribe to our newsletter", "Leave a comment",
		"Who may comment in English?", "اشترك في نشرتنا البريدية", "شارك الخبر فيسبوك تويتر", "اقرأ أيضاً",
	} {
		a := mustAsk(t, lib, text, embedded.Collection) // checkQuote looks at the blocks
		for _, quote := range slices.Concat(a.Quotes, a.Related, a.Near) {
			for _, word := range []string{"Sign in", "Facebook", "newsletter", "Leave a comment", "نشرتنا", "فيسبوك"} {
				if strings.Contains(quote.Text, word) {
					t.Errorf("%s: %q is shown", text, quote.Text)
				}
			}
		}
	}
}

func TestLongQuestion(t *testing.T) {
	lib := among(t, map[string]string{"mill.txt": "The water mill at Tarn was built by Ada Thorn."})
	const text = "Who built the water mill at Tarn?"
	short := mustAsk(t, lib, text, "c")
	if len(short.Notes) > 0 {
		t.Errorf("notes %q", short.Notes)
	}
	for name, tail := range map[string]string{
		"ten thousand bytes": strings.Repeat(" ", 10000), "cut within a letter": strings.Repeat("ن", 5000), "cut within an emoji": strings.Repeat("👍🏽", 2000),
	} {
		t.Run(name, func(t *testing.T) {
			a := mustAsk(t, lib, text+" "+tail, "c")
			if !slices.Contains(a.Notes, NoteCut) || len(a.Question) > longestQuestion {
				t.Errorf("notes %q, %d bytes read", a.Notes, len(a.Question))
			}
		})
	}
	a := mustAsk(t, lib, text+strings.Repeat(" ", 10000), "c")
	if a.Text != short.Text || a.Kind != short.Kind {
		t.Errorf("%s %q, want %q", a.Kind, a.Text, short.Text)
	}
}
