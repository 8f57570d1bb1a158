package analysis

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// seeds are texts with everything that the scanner looks ahead for, cut short too.
var seeds = []string{
	"", "The U.S.'s two-plus-two talks, 2 + 2 = 4; C++ and .NET 1,000.50 on 02.11.2013 with S-400s & AT&T",
	"إس 400 و«اثنين زائد اثنين» ٢٠١٣ خمسة عشر أ.ف.ب م", "С-400 МиГ-29 ёлка", "日本2プラス2ﾊﾞｽ", "ที่ญี่ปุ่น ၂", "\u200f\ufeffa\u00ad\u200b",
	"two", "two-", "two-plus", "2+", "2 plus ", "U.", "U.S", "S-", "إس", "إس -", "1,", "1,0", "1.2.3.", "twenty-", "l'", "x’s", "İIı", "\xff\xd8a\xe2\x80",
	"١٬٠٠٠٫٥", "1 000", "ﷺ ﷲ ﻻ", "2️⃣", "a\u0301\u0301", "ª ͺ ﾞ ㍿", "ᾳ ǰ ŉ ẞ", "𝟐+𝟐 ٠", "ـ ـَ", "'s's", "US'S", "1’s", "0ʼ", "xʼ", "ʼx",
}

func checkTokens(t *testing.T, text string, tokens []Token) {
	t.Helper()
	at := 0
	for i, tok := range tokens {
		if tok.Start < at || tok.End <= tok.Start || tok.End > len(text) {
			t.Fatalf("token %d of %q: span %v after %d", i, text, tok.Span, at)
		}
		if !onBoundary(text, tok.Start) || !onBoundary(text, tok.End) {
			t.Fatalf("token %d of %q: span %v is not on rune boundaries", i, text, tok.Span)
		}
		if tok.Fold == "" || !utf8.ValidString(tok.Fold) {
			t.Fatalf("token %d of %q: folded form %q", i, text, tok.Fold)
		}
		at = tok.End
	}
}

// onBoundary reports whether i is not within a valid rune.
func onBoundary(text string, i int) bool {
	for j := max(0, i-utf8.UTFMax+1); j < i; j++ {
		if r, size := utf8.DecodeRuneInString(text[j:]); r != utf8.RuneError && j+size > i && utf8.RuneStart(text[j]) {
			return false
		}
	}
	return true
}

func FuzzTokenize(f *testing.F) {
	for _, s := range append(seeds, englishText[:300], arabicText[:300]) {
		f.Add(s)
	}
	for _, p := range pathological {
		f.Add(strings.Repeat(p.piece, 20))
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokenize(text)
		checkTokens(t, text, tokens)
		for _, tok := range tokens {
			word := tok.Of(text)
			again := Tokenize(word)
			if len(again) != 1 || again[0].Fold != tok.Fold || again[0].Kind != tok.Kind || again[0].Len() != len(word) {
				t.Errorf("%q of %q is %q, alone %s", word, text, tok.Fold, show(word, again))
			}
		}
	})
}

func FuzzTerms(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	languages := []string{"ar", "en", "fr", "tr", "hi", "ckb", "fa", "hu", "it", "ja", "th", "xx"}
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokenize(text)
		for _, lang := range languages {
			checkTerms(t, For(lang).Terms(tokens), len(tokens))
		}
		checkTerms(t, Shared(tokens), len(tokens))
		Detect(text, "en")
	})
}

func checkTerms(t *testing.T, terms []Term, tokens int) {
	t.Helper()
	at := 0
	for _, term := range terms {
		if term.Token < at || term.Token >= tokens || term.Text == "" {
			t.Fatalf("term %+v after token %d of %d", term, at, tokens)
		}
		at = term.Token
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fold := Fold(s)
		if again := Fold(fold); again != fold {
			t.Errorf("Fold(%q) = %q, folded again %q", s, fold, again)
		}
		if slow := foldRunes(s); fold != slow {
			t.Errorf("Fold(%q) = %q, foldRunes %q", s, fold, slow)
		}
		if slow := bareRunes(fold); slow != Bare(fold) {
			t.Errorf("Bare(%q) = %q, bareRunes %q", fold, Bare(fold), slow)
		}
		if bare := Bare(fold); Bare(bare) != bare {
			t.Errorf("Bare(%q) = %q, again %q", fold, bare, Bare(bare))
		}
	})
}

// TestClasses holds the fast tables to what Unicode says.
func TestClasses(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if got, want := classOf(r), slowClass(r); got != want {
			t.Errorf("classOf(%U) = %v, want %v", r, got, want)
		}
	}
}

func TestDeterministic(t *testing.T) {
	for _, text := range seeds {
		first := Shared(Tokenize(text))
		if !slices.Equal(first, Shared(Tokenize(strings.Clone(text)))) {
			t.Errorf("two results for %q", text)
		}
	}
}

// TestEveryRune folds and tokenizes each character alone, in a word and before a mark; Han, Hangul and most of the
// supplementary planes, where all are alike, are left out.
func TestEveryRune(t *testing.T) {
	for r := rune(1); r <= 0x1FFFF; r++ {
		if 0x3400 <= r && r < 0xF900 || 0x10000 <= r && r < 0x1D400 {
			continue
		}
		for _, s := range []string{string(r), "a" + string(r) + "b", string(r) + "\u0301"} {
			fold := Fold(s)
			if slow := foldRunes(s); slow != fold {
				t.Errorf("%U: Fold(%q) = %q, foldRunes %q", r, s, fold, slow)
			}
			if slow := bareRunes(fold); slow != Bare(fold) {
				t.Errorf("%U: Bare(%q) = %q, bareRunes %q", r, fold, Bare(fold), slow)
			}
			if again := Fold(fold); again != fold {
				t.Errorf("%U: Fold(%q) = %q, folded again %q", r, s, fold, again)
			}
			for _, tok := range Tokenize(s) {
				word := tok.Of(s)
				again := Tokenize(word)
				if len(again) != 1 || again[0].Fold != tok.Fold || again[0].Kind != tok.Kind {
					t.Errorf("%U: %q of %q is %q, alone %s", r, word, s, tok.Fold, show(word, again))
				}
			}
		}
	}
}
