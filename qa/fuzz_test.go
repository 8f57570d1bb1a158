package qa

import (
	"strings"
	"testing"

	embedded "github.com/dalil-bot/dalil/corpus/sample"
)

// FuzzAsk asks whatever, alone and behind another question: there is an answer, it keeps what every answer keeps, and
// asking again gives the same.
func FuzzAsk(f *testing.F) {
	lib := sampleLibrary(f)
	answerer := New(lib, Options{Threshold: 1e-9})
	for _, text := range sampleQuestions() {
		f.Add(text, "")
	}
	for _, text := range []string{
		"\u202ewho\u202c is \u2066the\u2069 governor?", "wh\u200bich coun\u200dtries have 2\u2060+\u20602 with Japan?", "\ufeffport",
		"who\xff is\xc3 the \xe2\x80 governor", "\x00\x01\x02", strings.Repeat("port of Marsa Nour ", 2000), strings.Repeat("\u0301", 500),
		strings.Repeat("a", 10000), strings.Repeat("2+", 700), "؟؟؟", "و", "ال", "كم كم كم", "what what what", "who are are", "name of", "how", "which",
		"ما هي", "من هو", "\u0640\u0640", "東京 の 人口", "ประเทศ", "👍🏽", "U.S.", "C++?", "S-400", "١٢٣٤", "1e309", "-0", "99999999999999999999",
	} {
		f.Add(text, "which countries have 2+2 with Japan?")
	}
	f.Add("and with Russia?", "\xff")
	f.Add("who else?", "")
	f.Fuzz(func(t *testing.T, text, before string) {
		q := Question{Text: text, Collections: []string{embedded.Collection}}
		if before != "" {
			q.History = []Turn{{Question: before, Items: []string{"Russia", text}}}
		}
		a := mustAnswer(t, lib, answerer, q)
		again := mustAnswer(t, lib, answerer, q)
		if one, two := image(t, a), image(t, again); one != two {
			t.Errorf("%q: the answer differs:\n%s", text, firstDifference(one, two))
		}
	})
}

// FuzzDocument asks a question of any document.
func FuzzDocument(f *testing.F) {
	f.Add("The mill opened in 1890. It was built by Ada Thorn, Ben Ost and Cy Wren.", "Who built the mill?")
	f.Add("Only Peru, Chile and Bolivia grow it – and, they say, Japan's gardeners (in Kyoto).", "Which countries grow it?")
	f.Add("افتتحت المطحنة عام ١٨٩٠، وبنتها ليلى حداد ومروان قاسم.", "من بنى المطحنة؟")
	f.Add("a, b, and, , or c; (the) of – “it”.", "what is it")
	f.Add("was because because of the was. and and", "why was it?")
	f.Add("\u202bالقاهرة\u202c and\u200b \u00a0 2 + 2 – 3.5 million\u0301 dollars", "how much?")
	f.Fuzz(func(t *testing.T, document, text string) {
		document = strings.ToValidUTF8(document, "")
		if strings.TrimSpace(document) == "" || len(document) > 5000 {
			t.Skip("nothing to index, or too much")
		}
		lib := libraryOf(t, "c", map[string]string{"doc": document})
		answerer := New(lib, Options{Threshold: 1e-9})
		mustAnswer(t, lib, answerer, Question{Text: text, Collections: []string{"c"}})
		mustAnswer(t, lib, answerer, Question{Text: "which countries " + text, Collections: []string{"c"}})
	})
}
