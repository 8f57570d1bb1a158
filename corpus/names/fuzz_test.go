package names

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// FuzzMentions checks the invariants of the package comment on every function that gives mentions.
func FuzzMentions(f *testing.F) {
	for _, s := range []string{"", "President Vladimir Putin's visit to Japan", "وزير الخارجية الروسي سيرغي لافروف ووزير الدفاع سيرغي شويغو",
		"وَرُوسيا للصين", "俄罗斯和ロシア", "Osama bin", "U.S.\xff of the", "Ministry of", "عبد", "وزارة", "J. R.", "Japan’", "ا'ب Sana'a's", "بن بن بن و و"} {
		f.Add(s, "ar")
		f.Add(s, "zh")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		toks := analysis.Tokenize(text)
		lists := map[string][]Mention{"Find": Find(text, toks, lang), "People": People(text, toks, lang),
			"Organisations": Organisations(text, toks, lang), "ProperNouns": ProperNouns(text, toks)}
		for name, ms := range lists {
			checkMentions(t, name, text, toks, ms)
		}
	})
}

func checkMentions(t *testing.T, name, text string, toks []analysis.Token, ms []Mention) {
	t.Helper()
	for i, m := range ms {
		if m.First < 0 || m.First >= m.Last || m.Last > len(toks) {
			t.Fatalf("%s of %q: tokens [%d, %d) of %d", name, text, m.First, m.Last, len(toks))
		}
		if m.Start < toks[m.First].Start || m.End > toks[m.Last-1].End || m.Start >= m.End {
			t.Fatalf("%s of %q: span %v not within its tokens", name, text, m.Span)
		}
		if !utf8.RuneStart(text[m.Start]) || m.End < len(text) && !utf8.RuneStart(text[m.End]) && utf8.ValidString(text) {
			t.Fatalf("%s of %q: span %v splits a rune", name, text, m.Span)
		}
		if i > 0 && m.First < ms[i-1].Last {
			t.Fatalf("%s of %q: %v overlaps the one before it", name, text, m.Span)
		}
		if m.Kind != Proper && m.ID == "" {
			t.Fatalf("%s of %q: %q has no ID", name, text, m.Of(text))
		}
	}
}

// benchText is prose in the style of news, half English and half Arabic.
var benchText = strings.Repeat("Talks between the two governments went on in Tokyo on Monday, and the Russian side said that nothing had been agreed about "+
	"the islands. Foreign Minister Sergei Lavrov told reporters that his country would send a list of questions before the end of the year. "+
	"وقال وزير الخارجية الياباني في مؤتمر صحفي إن المحادثات مع الجانب الروسي كانت مفيدة وإن بلاده ستواصل التعاون مع الولايات المتحدة في هذا المجال. ", 200)

func BenchmarkFind(b *testing.B) {
	toks := analysis.Tokenize(benchText)
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		Find(benchText, toks, "en")
	}
}

func BenchmarkPeople(b *testing.B) {
	toks := analysis.Tokenize(benchText)
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		People(benchText, toks, "en")
	}
}

func BenchmarkOrganisations(b *testing.B) {
	toks := analysis.Tokenize(benchText)
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		Organisations(benchText, toks, "en")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		build("de")
	}
}
