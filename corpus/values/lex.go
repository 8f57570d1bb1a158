package values

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A class says what an item of text is.
type class uint8

const (
	wordItem   class = iota // letters; the lexicon says what it can do
	numberItem              // digits with their separators
	dateItem                // 2013-11-02, 02.11.2013
	timeItem                // 16:44
	punctItem               // one other rune
	breakItem               // a name or address with digits in it: no value begins, ends or continues here
)

// An item is a piece of text as the rules see it.
type item struct {
	start, end int
	class      class
	glued      bool  // nothing stands between it and the item before
	conj       bool  // an Arabic "and" was taken off its front
	gap        bool  // a blank line stands before it
	upper      bool  // a word that begins with a capital letter
	latin      bool  // a word in a script with letters like ours, glued to digits only as part of a name
	letter     byte  // of a word of one Latin letter: that letter in lower case
	plural     bool  // a word that ends in s
	word       *word // what the lexicon says of it, nil for nothing
	r          rune  // of punctuation
	num        decimal
	digits     int  // of a number without separators: how many digits, leading zeros counted
	a, b, c    int  // of a date as written, of a time: hour, minute, second
	slash      bool // of a date: whether day or month comes first is open
}

func (it *item) punct(set string) bool {
	return it.class == punctItem && strings.ContainsRune(set, it.r)
}

// A lexer cuts text into items.
type lexer struct {
	text  string
	lang  langs
	group byte // which of '.' and ',' parts thousands where it is open, 0 for neither
	x     *lexicon
	items []item
	buf   []byte
}

func newLexer(text, lang string) *lexer {
	l := &lexer{text: text, lang: bit(lang), x: theLexicon(), items: make([]item, 0, len(text)/7+8), group: '.'}
	switch {
	case l.lang&commaGroups != 0:
		l.group = ','
	case l.lang&^(inArabic|inPersian) == 0:
		l.group = 0
	}
	return l
}

// run cuts the whole text.
func (l *lexer) run() []item {
	newlines, glued := 0, false
	for pos := 0; pos < len(l.text); {
		r, n := utf8.DecodeRuneInString(l.text[pos:])
		if r == '\n' {
			newlines++
		}
		if unicode.IsSpace(r) || r == 0x200e || r == 0x200f || r == 0x200b || r == 0xfeff {
			pos, glued = pos+n, glued && !unicode.IsSpace(r)
			continue
		}
		it := item{start: pos, end: pos + n, glued: glued, gap: newlines > 1}
		switch {
		case digit(r) >= 0:
			l.number(&it)
		case wordRune(r):
			l.word(&it, r)
		default:
			it.class, it.r = punctItem, r
		}
		l.keep(&it)
		pos, glued, newlines = it.end, true, 0
	}
	l.phrases()
	return spoil(l.items)
}

// unknowns is how many unknown words in a row are kept: the first may tell that the number before it counts something,
// two may be of a phrase, and the last may be the name that a number after it belongs to.
const unknowns = 3

// keep appends an item. Of a run of unknown words only the first and the last ones are kept, for most of any text is such.
func (l *lexer) keep(it *item) {
	n := len(l.items)
	if it.unknown() && n >= unknowns && l.items[n-1].unknown() && l.items[n-2].unknown() && l.items[n-3].unknown() {
		it.gap = it.gap || l.items[n-1].gap
		it.glued = false
		l.items[n-1] = *it
		return
	}
	l.items = append(l.items, *it)
}

func (it *item) unknown() bool { return it.class == wordItem && it.word == nil }

// word reads a word, a dotted abbreviation, or an address.
func (l *lexer) word(it *item, first rune) {
	it.class, it.upper, it.latin = wordItem, unicode.IsUpper(first), first < 0x590
	it.end = l.wordEnd(it.start)
	rest := l.text[it.end:]
	if strings.HasPrefix(rest, "://") || strings.HasPrefix(rest, "@") || rest != "" && rest[0] == '.' && l.is(it, "www") {
		it.class = breakItem
		it.end += spaceAt(rest)
		return
	}
	if rest != "" && rest[0] == '.' && l.dotted(it) {
		return
	}
	if rest != "" && digit(rune(rest[0])) >= 0 && l.mixed(it, first) {
		return
	}
	l.buf = fold(l.buf[:0], l.text[it.start:it.end])
	it.plural = plural(l.buf)
	if len(l.buf) == 1 {
		it.letter = l.buf[0]
	}
	it.word = l.x.words[string(l.buf)]
	if it.word == nil && arabic(first) {
		l.clitics(it)
	}
}

// plural reports whether an English word looks like one.
func plural(w []byte) bool {
	if len(w) < 4 || w[len(w)-1] != 's' || strings.IndexByte("sui", w[len(w)-2]) >= 0 {
		return false
	}
	return string(w) != "series" && string(w) != "news"
}

func (l *lexer) is(it *item, word string) bool {
	return strings.EqualFold(l.text[it.start:it.end], word)
}

func (l *lexer) wordEnd(pos int) int {
	start := pos
	for pos < len(l.text) && (l.text[pos]|0x20) >= 'a' && (l.text[pos]|0x20) <= 'z' {
		pos++
	}
	if pos == len(l.text) || l.text[pos] < utf8.RuneSelf {
		return pos
	}
	for i, r := range l.text[pos:] {
		if !wordRune(r) || pos+i > start && standalone(r) {
			return pos + i
		}
		if standalone(r) {
			return pos + utf8.RuneLen(r)
		}
	}
	return len(l.text)
}

// spaceAt returns the offset of the first white space, or the length.
func spaceAt(s string) int {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return i
	}
	return len(s)
}

// dotted reads abbreviations such as "p.m.", "ق.م" and "พ.ศ." that the lexicon knows without their dots.
func (l *lexer) dotted(it *item) bool {
	key := fold(nil, l.text[it.start:it.end])
	end := it.end
	for len(key) <= 16 && end+1 < len(l.text) && l.text[end] == '.' {
		next := l.wordEnd(end + 1)
		if next == end+1 {
			break
		}
		key = fold(key, l.text[end+1:next])
		end = next
	}
	w := l.x.words[string(key)]
	if end == it.end || w == nil || strings.Count(l.text[it.start:end], ".") == 0 || utf8.RuneCount(key) > 4 {
		return false
	}
	if end < len(l.text) && l.text[end] == '.' {
		end++
	}
	it.end, it.word = end, w
	return true
}

// mixed reads letters with digits after them: a unit such as "km2", or a name such as "B2B", which breaks values. A
// currency code before an amount, and Arabic and Asian words, stay words.
func (l *lexer) mixed(it *item, first rune) bool {
	if w := l.x.words[string(fold(nil, l.text[it.start:it.end+1]))]; w != nil && !digitAt(l.text, it.end+1) {
		it.end, it.word = it.end+1, w
		return true
	}
	if first >= 0x590 {
		return false
	}
	for _, r := range l.x.words[string(fold(nil, l.text[it.start:it.end]))].list() {
		if r.kind == roleCurrency && len(r.id) == 3 {
			return false
		}
	}
	it.class = breakItem
	for it.end < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[it.end:])
		if !wordRune(r) && digit(r) < 0 {
			break
		}
		it.end += n
	}
	return true
}

func digitAt(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }
