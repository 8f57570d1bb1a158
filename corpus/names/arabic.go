package names

import (
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// isArabic reports whether the folded form begins in the Arabic block, U+0600 to U+06FF.
func isArabic(fold string) bool { return len(fold) > 1 && fold[0] >= 0xD8 && fold[0] <= 0xDB }

// The article, alone and as it is written behind the preposition ل.
const (
	article   = "ال"
	toArticle = "لل"
)

// nisbaEndings are what a nisba takes behind its ي in folded form: feminine, dual and plural, and the accusative, whose
// alif carries the tanwin.
var nisbaEndings = []string{"", "ه", "ين", "ون", "ان", "ات", "تين", "تان", "ا", "تا", "تي"}

// addArabic inserts a form, and for one with the article what it is behind ل.
func (t *trie) addArabic(form string, e entry) {
	t.addFolds(folds(form), e)
}

// addFolds inserts a form, and for one with the article what it is behind ل: the alif goes, and the article's lam where
// the word itself begins with one.
func (t *trie) addFolds(f []string, e entry) {
	if len(f) == 0 {
		return
	}
	t.insert(f, &e)
	stem, ok := strings.CutPrefix(f[0], article)
	if !ok {
		return
	}
	behind := append([]string{toArticle + strings.TrimPrefix(stem, "ل")}, f[1:]...)
	t.insert(behind, &e)
}

// addDemonym inserts an Arabic demonym with and without the article. A nisba, which ends in ي, takes all its endings; in
// one of two words, such as كوري شمالي, both do and agree, or the first stays where it is a noun, as in جنوب أفريقي.
func (t *trie) addDemonym(form string, e entry) {
	f := folds(form)
	last := f[len(f)-1]
	if !strings.HasSuffix(last, "ي") {
		bare := strings.TrimPrefix(last, article)
		t.addFolds([]string{article + bare}, e)
		return
	}
	for _, ending := range nisbaEndings {
		if len(f) == 1 {
			t.addFolds([]string{last + ending}, e)
			t.addFolds([]string{article + last + ending}, e)
			continue
		}
		first := f[0]
		if strings.HasSuffix(first, "ي") {
			first += ending
		}
		t.addFolds([]string{first, last + ending}, e)
		t.addFolds([]string{article + first, last + ending}, e)
		t.addFolds([]string{article + first, article + last + ending}, e)
	}
}

func folds(form string) []string {
	toks := analysis.Tokenize(form)
	out := make([]string, len(toks))
	for i, tok := range toks {
		out[i] = tok.Fold
	}
	return out
}

// A stem is a word with leading clitics cut off.
type stem struct {
	fold  string
	start int // byte offset of it in the text, or of the whole word where the clitics cannot be cut off there
}

// stems gives what a word may be without its clitics, the word itself first: the conjunction و or ف, then one of the
// prepositions ب ل ك, then the article. They are at most six.
func stems(text string, tok analysis.Token, out []stem) []stem {
	out = append(out, stem{tok.Fold, tok.Start})
	s := out[0]
	if next, ok := cut(text, tok, s, "و", "ف"); ok {
		out = append(out, next)
		s = next
		if next, ok := cut(text, tok, s, "ب", "ل", "ك"); ok {
			out = append(out, next)
		}
	}
	if next, ok := cut(text, tok, out[0], "ب", "ل", "ك"); ok {
		out = append(out, next)
	}
	return out
}

// minStem is the least number of bytes, two a letter, that a name has without clitics: the shortest is that of قطر.
const minStem = 6

// cut takes one of the letters off the front of a stem.
func cut(text string, tok analysis.Token, s stem, letters ...string) (stem, bool) {
	for _, l := range letters {
		rest, ok := strings.CutPrefix(s.fold, l)
		if !ok || len(rest) < minStem {
			continue
		}
		return stem{rest, skipLetter(text, s.start, tok.End, l)}, true
	}
	return stem{}, false
}

// skipLetter gives the offset behind letter and its marks at start, or start where the text has it in another shape.
func skipLetter(text string, start, end int, letter string) int {
	if !strings.HasPrefix(text[start:end], letter) {
		return start
	}
	i := start + len(letter)
	for i < end {
		r, size := utf8.DecodeRuneInString(text[i:end])
		if !isArabicMark(r) {
			break
		}
		i += size
	}
	return i
}

// isArabicMark reports whether r is a vowel sign, tatweel or an invisible character.
func isArabicMark(r rune) bool {
	return 0x64B <= r && r <= 0x65F || r == 0x670 || r == 0x640 || 0x200B <= r && r <= 0x200F || r == 0xFEFF
}
