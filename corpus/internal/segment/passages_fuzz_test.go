package segment

import (
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

func FuzzPassages(f *testing.F) {
	f.Add("One. Two.\x00Three: \x00- four\x00five", "ppip")
	f.Add(strings.Repeat("Some words here and there. ", 60)+"\x00x", "ph")
	f.Add("```\na\n```\x00| a |\n|--|\x00> b", "pip")
	f.Fuzz(func(t *testing.T, parts, kinds string) {
		var list []string
		for i, p := range strings.Split(strings.ToValidUTF8(parts, "\uFFFD"), "\x00") {
			kind := "p"
			if i < len(kinds) && strings.Contains("thpib", kinds[i:i+1]) {
				kind = kinds[i : i+1]
			}
			if p = strings.TrimSpace(p); p != "" {
				list = append(list, kind+":"+p)
			}
		}
		text, blocks := layout(list...)
		end := 0
		for _, p := range Passages(text, blocks, "en") {
			if len(p.Sentences) == 0 || p.Start != p.Sentences[0].Start || p.End != p.Sentences[len(p.Sentences)-1].End || p.Start < end {
				t.Fatalf("passage %v after %d", p, end)
			}
			for _, s := range p.Sentences {
				if s.Start < end || s.End <= s.Start {
					t.Fatalf("sentence %v after %d", s, end)
				}
				end = s.End
			}
			for _, b := range blocks {
				if b.Kind != corpus.Paragraph && b.Kind != corpus.Item && b.Start < p.End && p.Start < b.End {
					t.Fatalf("passage %v overlaps the %s %v", p.Span, b.Kind, b.Span)
				}
			}
		}
	})
}
