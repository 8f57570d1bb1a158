package pdf

import (
	"regexp"
	"strings"
	"unicode"
)

// pdftotext gives the two letters of a ligature such as لا in the order of the shape and turns them round with the rest of
// the line, so that they come out as ال, which is also how the article is written. What cannot be Arabic is put right:
//
//   - the article before an alef: االمن is الامن, األول is الأول
//   - two lams before an alef: لالستقرار is للاستقرار (with a hamza, لألمان, it may be right as it is)
//   - the words لا and إلا, which would be an article by itself
//   - a vowel sign behind a space, which belongs to the word before it
//
// In the midst of a word both orders occur. There the one is taken that the document has elsewhere.
var (
	articleAlef = regexp.MustCompile(`^([وفبك]?)ا([اأإآ])ل`)
	twoLams     = regexp.MustCompile(`^([وف]?)لال`)
	looseSign   = regexp.MustCompile(` ([\x{064B}-\x{0652}])`)
	wholeWords  = map[string]string{"ال": "لا", "وال": "ولا", "فال": "فلا", "بال": "بلا", "إال": "إلا", "أال": "ألا", "اال": "الا", "هال": "هلا"}
)

// repairAll puts right the lines of all paragraphs that pdftotext read.
func repairAll(paragraphs [][]string) {
	seen := map[string]bool{}
	for _, lines := range paragraphs {
		for i := range lines {
			if strings.IndexFunc(lines[i], arabic) < 0 {
				continue
			}
			lines[i] = eachWord(looseSign.ReplaceAllString(lines[i], "$1"), repaired)
			eachWord(lines[i], func(w string) string { seen[w] = true; return w })
		}
	}
	for _, lines := range paragraphs {
		for i := range lines {
			if strings.IndexFunc(lines[i], arabic) >= 0 {
				lines[i] = eachWord(lines[i], func(w string) string { return elsewhere(w, seen) })
			}
		}
	}
}

func arabic(r rune) bool { return unicode.Is(unicode.Arabic, r) }

// eachWord puts what f gives in the place of each run of Arabic letters and signs.
func eachWord(s string, f func(string) string) string {
	var b strings.Builder
	for s != "" {
		i := strings.IndexFunc(s, arabicWord)
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		n := strings.IndexFunc(s, func(r rune) bool { return !arabicWord(r) })
		if n < 0 {
			n = len(s)
		}
		b.WriteString(f(s[:n]))
		s = s[n:]
	}
	b.WriteString(s)
	return b.String()
}

func arabicWord(r rune) bool { return arabic(r) && (unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)) }

// repaired applies the rules that hold for every word.
func repaired(w string) string {
	if s, ok := wholeWords[w]; ok {
		return s
	}
	w = articleAlef.ReplaceAllString(w, "${1}ال$2")
	return twoLams.ReplaceAllString(w, "${1}للا")
}

// elsewhere returns the word with one ال in its midst turned round when only that form stands elsewhere, whole.
func elsewhere(w string, seen map[string]bool) string {
	const turned, right = "ال", "لا"
	for at := len("س"); at < len(w); {
		i := strings.Index(w[at:], turned)
		if i < 0 {
			return w
		}
		at += i
		if other := w[:at] + right + w[at+len(turned):]; seen[other] {
			return other
		}
		at += len(turned)
	}
	return w
}
