package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A vocabulary counts the words of a document, those that a line's end may have cut aside, to tell hyphens that were put
// in to break a word from those that belong to it.
type vocabulary struct {
	words map[string]int
	cut   bool // the document breaks words at line ends
}

// vocabularyOf reads the lines of all paragraphs.
func vocabularyOf(paragraphs [][]string) vocabulary {
	v := vocabulary{words: map[string]int{}}
	lines, hyphens := 0, 0
	for _, ls := range paragraphs {
		for i, l := range ls {
			fields := strings.Fields(l)
			if i+1 < len(ls) {
				lines++
				if _, ok := broken(l, ls[i+1]); ok {
					hyphens++
					fields = fields[:len(fields)-1]
				}
			}
			if i > 0 && len(fields) > 0 {
				if _, ok := broken(ls[i-1], l); ok {
					fields = fields[1:]
				}
			}
			for _, w := range fields {
				v.words[strings.ToLower(strings.TrimFunc(w, notLetter))]++
			}
		}
	}
	joined, kept := 0, 0
	for _, ls := range paragraphs {
		for i := 1; i < len(ls); i++ {
			if b, ok := broken(ls[i-1], ls[i]); ok {
				switch v.known(b) {
				case "joined":
					joined++
				case "kept":
					kept++
				}
			}
		}
	}
	v.cut = joined > kept || joined == kept && hyphens*25 >= lines && hyphens > 1
	return v
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// A breach is a word with a hyphen at the end of a line, and what the next line begins with.
type breach struct {
	head, tail string
	soft       bool
}

// broken returns the word that stands on two lines.
func broken(above, below string) (breach, bool) {
	r, n := utf8.DecodeLastRuneInString(above)
	if r != '-' && r != '\u2010' && r != '\u00AD' {
		return breach{}, false
	}
	head := above[:len(above)-n]
	head = head[strings.LastIndexFunc(head, unicode.IsSpace)+1:]
	tail := below
	if i := strings.IndexFunc(tail, unicode.IsSpace); i >= 0 {
		tail = tail[:i]
	}
	last, _ := utf8.DecodeLastRuneInString(head)
	first, _ := utf8.DecodeRuneInString(tail)
	if !unicode.IsLetter(last) && !unicode.IsDigit(last) || !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return breach{}, false
	}
	return breach{head: head, tail: tail, soft: r == '\u00AD'}, true
}

// known looks a broken word up: "joined" or "kept" by which way the document has it elsewhere, "" when it has neither.
func (v vocabulary) known(b breach) string {
	head, tail := strings.ToLower(strings.TrimLeftFunc(b.head, notLetter)), strings.ToLower(strings.TrimRightFunc(b.tail, notLetter))
	joined, kept := v.words[head+tail], v.words[head+"-"+tail]
	switch {
	case joined > kept:
		return "joined"
	case kept > 0:
		return "kept"
	}
	return ""
}

// hyphen reports whether the hyphen of a broken word stays: before a capital or a figure, in a word that has another,
// in one that the document writes with it, and in one of two words where words are not broken otherwise.
func (v vocabulary) hyphen(b breach) bool {
	first, _ := utf8.DecodeRuneInString(b.tail)
	switch {
	case b.soft:
		return false
	case !unicode.IsLower(first), strings.Contains(b.head, "-"):
		return true
	}
	switch v.known(b) {
	case "joined":
		return false
	case "kept":
		return true
	}
	head, tail := strings.ToLower(strings.TrimLeftFunc(b.head, notLetter)), strings.ToLower(strings.TrimRightFunc(b.tail, notLetter))
	return !v.cut || v.words[head] > 0 && v.words[tail] > 0 && len(head) > 2 && len(tail) > 3
}

// join makes one line of the lines of a paragraph.
func (v vocabulary) join(lines []string) string {
	var out []byte
	for i, l := range lines {
		if i > 0 {
			w, ok := broken(lines[i-1], l)
			switch {
			case ok && !v.hyphen(w):
				_, n := utf8.DecodeLastRune(out)
				out = out[:len(out)-n]
			case !ok && !unspaced(lines[i-1], l):
				out = append(out, ' ')
			}
		}
		out = append(out, l...)
	}
	return strings.ReplaceAll(string(out), "\u00AD", "")
}

// unspaced reports whether lines are joined without a space: scripts without spaces between words, and a dash that has
// none before it.
func unspaced(above, below string) bool {
	last, n := utf8.DecodeLastRuneInString(above)
	first, _ := utf8.DecodeRuneInString(below)
	if last == '—' {
		before, _ := utf8.DecodeLastRuneInString(above[:len(above)-n])
		return !unicode.IsSpace(before)
	}
	return dense(last) && dense(first)
}

func dense(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) ||
		r >= 0x3000 && r <= 0x30FF || r >= 0xFF00 && r <= 0xFFEF
}

// startsLower reports whether a text begins with a small letter.
func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// endsSentence reports whether a text ends like a sentence or a line that announces something, closing marks aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»›)]」』）*_ ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?؟…。！？．।۔:;؛：", r)
}
