package values

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clitics takes an Arabic conjunction, preposition and article off a word that the lexicon does not know, and leaves the
// conjunction and the preposition outside the item. Words of two letters are too short for
// that, for "بين" is not "by" + "yen"; but "وفي" is "and" + "in".
func (l *lexer) clitics(it *item) {
	if l.stem(it, it.start, l.buf, false) {
		return
	}
	key, start, conj := l.buf, it.start, false
	if k, s := l.strip(it, key, start, "وف"); k != nil {
		if l.stem(it, s, k, true) {
			return
		}
		key, start, conj = k, s, true
	}
	k, s := l.strip(it, key, start, "بلك")
	if k == nil || l.stem(it, s, k, conj) {
		return
	}
	if k, s = l.strip(it, k, s, "ل"); k != nil { // "للعام"
		l.stem(it, s, k, conj)
	}
}

// strip takes one letter of a set off a key and its vowel signs off the text, or returns nil.
func (l *lexer) strip(it *item, key []byte, start int, set string) ([]byte, int) {
	r, n := utf8.DecodeRune(key)
	if !strings.ContainsRune(set, r) || utf8.RuneCount(key) < 3 {
		return nil, start
	}
	_, size := utf8.DecodeRuneInString(l.text[start:])
	for start += size; start < it.end; start += size {
		if r, size = utf8.DecodeRuneInString(l.text[start:]); foldRune(r) >= 0 {
			break
		}
	}
	return key[n:], start
}

const article = "ال"

// stem looks a key up as it is and without the article, and gives the item what it finds.
func (l *lexer) stem(it *item, start int, key []byte, conj bool) bool {
	w := l.x.words[string(key)]
	if rest, ok := bytes.CutPrefix(key, []byte(article)); ok && w == nil {
		key, w = rest, l.x.words[string(rest)]
	}
	if w == nil || utf8.RuneCount(key) < 3 && (!conj || w.kinds&(1<<roleIn|1<<roleFrom) == 0) {
		return false
	}
	it.word, it.start, it.conj = w, start, conj
	return true
}

// phrases joins the words of phrases that the lexicon knows, longest first.
func (l *lexer) phrases() {
	out := l.items[:0]
	for i := 0; i < len(l.items); i++ {
		it := &l.items[i]
		taken := 0
		if it.word != nil && it.word.phrase > 0 {
			taken = l.phrase(i, it)
		}
		out = append(out, *it)
		i += taken
	}
	l.items = out
}

// phrase extends the item over the longest phrase that begins with it and returns how many more items it took.
func (l *lexer) phrase(i int, it *item) int {
	limit, taken := it.word.phrase, 0
	l.buf = append(l.buf[:0], it.word.key...)
	for words, j := 1, i+1; words < limit && j < len(l.items); j++ {
		next := &l.items[j]
		if next.punct("-/") && next.glued {
			continue
		}
		if next.class != wordItem || next.gap {
			break
		}
		l.buf = append(l.buf, ' ')
		from := next.start
		if next.conj {
			from = l.items[j-1].end
			for from < next.start && unicode.IsSpace(rune(l.text[from])) {
				from++
			}
		}
		l.buf = fold(l.buf, l.text[from:next.end])
		words++
		if w := l.x.words[string(l.buf)]; w != nil {
			it.end, it.word, taken = next.end, w, j-i
		}
	}
	return taken
}
