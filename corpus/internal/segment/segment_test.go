package segment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

// sentence returns a sentence of n words.
func sentence(n int) string {
	return "Word" + strings.Repeat(" word", n-1) + "."
}

// layout builds a text of blocks; a block is its kind's first letter, a colon and its text.
func layout(parts ...string) (string, []corpus.Block) {
	kinds := map[byte]corpus.Kind{'t': corpus.Title, 'h': corpus.Heading, 'p': corpus.Paragraph, 'i': corpus.Item, 'b': corpus.Boilerplate}
	var b strings.Builder
	var blocks []corpus.Block
	for _, p := range parts {
		start := b.Len()
		b.WriteString(p[2:])
		blocks = append(blocks, corpus.Block{Span: corpus.Span{Start: start, End: b.Len()}, Kind: kinds[p[0]]})
		b.WriteString("\n\n")
	}
	return b.String(), blocks
}

func TestPassages(t *testing.T) {
	tests := []struct {
		name   string
		blocks []string
		want   []int // words of each passage
	}{
		{"nothing", nil, nil},
		{"a natural paragraph stays one", []string{"p:" + sentence(30) + " " + sentence(35)}, []int{65}},
		{"the longest natural paragraph", []string{"p:" + strings.Repeat(sentence(30)+" ", 6)}, []int{180}},
		{"a long paragraph is halved", []string{"p:" + strings.Repeat(sentence(20)+" ", 10)}, []int{100, 100}},
		{"a very long paragraph", []string{"p:" + strings.Repeat(sentence(20)+" ", 21)}, []int{140, 140, 140}},
		{"short paragraphs go together", []string{"p:" + sentence(30), "p:" + sentence(40), "p:" + sentence(20)}, []int{90}},
		{"many short paragraphs are balanced", []string{
			"p:" + sentence(50), "p:" + sentence(50), "p:" + sentence(50), "p:" + sentence(50)}, []int{100, 100}},
		{"natural paragraphs stay apart from short ones", []string{"p:" + sentence(10), "p:" + sentence(40) + " " + sentence(40), "p:" + sentence(10)}, []int{10, 80, 10}},
		{"headings part", []string{"h:One", "p:" + sentence(10), "h:Two", "p:" + sentence(10)}, []int{10, 10}},
		{"boilerplate parts and is left out", []string{"p:" + sentence(10), "b:Sign in", "p:" + sentence(10)}, []int{10, 10}},
		{"only boilerplate", []string{"b:Sign in"}, nil},
		{"a list with its lead-in", []string{"p:You need the following:", "i:- a passport", "i:- two photographs"}, []int{8}},
		{"a lead-in moves to its list", []string{
			"p:" + sentence(59), "p:" + sentence(59), "p:" + sentence(59), "p:They are:", "i:- " + sentence(59), "i:- " + sentence(59)}, []int{177, 120}},
		{"no words", []string{"p:* * *", "p:..."}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, blocks := layout(tt.blocks...)
			var got []int
			for _, p := range Passages(text, blocks, "en") {
				words := 0
				for _, s := range p.Sentences {
					words += Words(s.Of(text))
				}
				got = append(got, words)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestPassageHeading(t *testing.T) {
	text, blocks := layout("p:Before any heading.", "h:## Leave ##", "p:Under the heading.", "h:Hours\n=====", "p:Below the line.")
	var got []string
	for _, p := range Passages(text, blocks, "en") {
		got = append(got, p.Heading.Of(text))
	}
	if d := cmp.Diff([]string{"", "Leave", "Hours"}, got); d != "" {
		t.Error(d)
	}
}

func TestLabel(t *testing.T) {
	tests := []struct {
		kind corpus.Kind
		in   string
		want string
	}{
		{corpus.Item, "- milk", "milk"},
		{corpus.Item, "• milk", "milk"},
		{corpus.Item, "12. milk", "milk"},
		{corpus.Item, "٣. حليب", "حليب"},
		{corpus.Item, "a) milk", "milk"},
		{corpus.Item, "- [x] milk", "milk"},
		{corpus.Item, "| milk | 2 litres |", "milk | 2 litres"},
		{corpus.Item, "1.5 litres", "1.5 litres"},
		{corpus.Item, "-5 degrees", "-5 degrees"},
		{corpus.Item, "2013. A year", "2013. A year"},
		{corpus.Item, "5", "5"},
		{corpus.Heading, "# Milk", "Milk"},
		{corpus.Heading, "#milk", "#milk"},
		{corpus.Title, "Milk\n----", "Milk"},
		{corpus.Paragraph, "> milk", "milk"},
		{corpus.Paragraph, "- milk", "- milk"},
	}
	for _, tt := range tests {
		b := corpus.Block{Span: corpus.Span{End: len(tt.in)}, Kind: tt.kind}
		if got := Label(tt.in, b).Of(tt.in); got != tt.want {
			t.Errorf("Label(%s %q) = %q, want %q", tt.kind, tt.in, got, tt.want)
		}
	}
}

func TestWords(t *testing.T) {
	tests := []struct {
		in   string
		want int
	}{
		{"", 0}, {"one", 1}, {"one two", 2}, {"don't re-enter", 2}, {"3.5 km", 3}, {"نعم، هذا صحيح.", 3},
		{"東京都", 2}, {"naïve café", 2}, {"“quoted” – words", 2}, {strings.Repeat("A", 640), 10},
	}
	for _, tt := range tests {
		if got := Words(tt.in); got != tt.want {
			t.Errorf("Words(%q) = %d, want %d", tt.in, got, tt.want)
		}
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range []string{
		"One. Two.", "Dr. No said: \"Go.\" He went.", "للاستقرار.منذ عام 2016", "a.B.c. D", "\u200f.؟", "*** \n\r\n.[12] x", "“\n”",
		strings.Repeat("ไทย ", 200), strings.Repeat("كلمة ", 400), strings.Repeat("word, ", 100), "1. \u2028", "\xff\xfe. A",
	} {
		f.Add(s, "en")
		f.Add(s, "de")
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		if !utf8.ValidString(s) {
			s = strings.ToValidUTF8(s, "\uFFFD")
		}
		text := "é" + s + "é"
		span := corpus.Span{Start: 2, End: len(text) - 2}
		end := span.Start
		for _, got := range Sentences(text, span, lang) {
			if got.Start < end || got.End <= got.Start || got.End > span.End {
				t.Fatalf("span %v after %d in %v", got, end, span)
			}
			body := got.Of(text)
			if !utf8.ValidString(body) || strings.TrimSpace(body) != body {
				t.Fatalf("sentence %q", body)
			}
			if gap := text[end:got.Start]; hasWord(gap) {
				t.Fatalf("words %q in no sentence", gap)
			}
			end = got.End
		}
		if gap := text[end:span.End]; hasWord(gap) {
			t.Fatalf("words %q in no sentence", gap)
		}
	})
}
