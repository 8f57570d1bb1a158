package terms

import (
	"slices"
	"testing"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

func words(terms []analysis.Term) []string {
	var out []string
	for _, t := range terms {
		out = append(out, t.Text)
	}
	return out
}

func TestSharedTermsMeetAcrossLanguages(t *testing.T) {
	tests := []struct {
		name, text, lang string
		want             []string // among the shared terms
	}{
		{"english names", "Japanese envoys met in Moscow in 2013", "en", []string{"@JP", "@RU", "2013"}},
		{"arabic names and digits", "التقى مبعوثون من اليابان وروسيا عام ٢٠١٣", "ar", []string{"@JP", "@RU", "2013"}},
		{"a format of talks", "the two-plus-two talks", "en", []string{"2+2"}},
		{"unknown language", "Japan 7", "", []string{"@JP", "7"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := words(Analyze(tt.text, tt.lang).Shared)
			for _, w := range tt.want {
				if !slices.Contains(got, w) {
					t.Errorf("%q is not among %q", w, got)
				}
			}
		})
	}
}

func TestTermsStandInOrderOfTokens(t *testing.T) {
	text := Analyze("Talks of Japan with Russia, and of Russia with Japan, in 1999.", "en")
	for name, terms := range map[string][]analysis.Term{"own": text.Own, "shared": text.Shared} {
		for i, term := range terms {
			if term.Token < 0 || term.Token >= len(text.Tokens) || i > 0 && term.Token < terms[i-1].Token {
				t.Errorf("%s term %d of %+v is out of order", name, i, terms)
			}
		}
	}
	if got := words(text.Shared); slices.Index(got, "@JP") != slices.Index(got, "japan")-1 {
		t.Errorf("an identifier is not in front of its word: %q", got)
	}
}

func TestEmptyText(t *testing.T) {
	if got := Analyze("", "en"); len(got.Tokens)+len(got.Own)+len(got.Shared)+len(got.Mentions) != 0 {
		t.Errorf("something was made of nothing: %+v", got)
	}
}
