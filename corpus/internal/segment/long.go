package segment

import (
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
)

// A quote is a sentence, and one of more than 60 words is no quote but a paragraph. Arabic prose in particular strings
// clauses together for hundreds of words. Such a sentence is cut at the strongest mark that it has, as near to its middle
// as possible, until no piece is too long; pieces have at least 12 words, so that none is a fragment.
const (
	longWords   = 60
	pieceWords  = 12
	commaWords  = 90  // a plain comma, which may part the items of a list, cuts only what is longer
	forcedWords = 180 // with no mark at all, cut at any space, and with no space anywhere
	thaiRunes   = 60  // Thai and Lao have no sentence marks: pieces of about a line, at spaces
)

// The marks at which a long sentence is cut, strongest first.
const (
	semicolon = iota
	clauseComma
	comma
	anywhere
)

// appendShort appends a sentence of s, or its pieces when it is too long.
func appendShort(out []corpus.Span, s string, p corpus.Span) []corpus.Span {
	if p.Len() > 3*thaiRunes*2 && mostlyThai(p.Of(s)) {
		return appendAtSpaces(out, s, p)
	}
	return appendPieces(out, s, p, semicolon)
}

// appendPieces cuts at marks of the given strength or weaker: what has no strong mark to cut at has none in its pieces.
func appendPieces(out []corpus.Span, s string, p corpus.Span, strength int) []corpus.Span {
	if p.Len() <= longWords*2 {
		return append(out, p)
	}
	words := Words(p.Of(s))
	if words <= longWords {
		return append(out, p)
	}
	cut := 0
	for ; strength < anywhere && cut == 0 && (strength < comma || words > commaWords); strength++ {
		cut = bestCut(p.Of(s), strength, words)
	}
	switch {
	case cut > 0:
		strength--
	case words <= forcedWords:
		return append(out, p)
	default:
		cut = middle(p.Of(s))
	}
	left := trim(s, corpus.Span{Start: p.Start, End: p.Start + cut})
	right := trim(s, corpus.Span{Start: p.Start + cut, End: p.End})
	return appendPieces(appendPieces(out, s, left, strength), s, right, strength)
}

// middle returns the end of the space nearest before the middle of s, or the rune boundary there when there is no space
// within a kilobyte.
func middle(s string) int {
	mid := runeStart(s, len(s)/2)
	if i := strings.LastIndexByte(s[max(0, mid-1024):mid], ' '); i > 0 {
		return max(0, mid-1024) + i + 1
	}
	return mid
}

// bestCut returns the offset nearest to the middle of s where a mark of that strength allows a cut, 0 when there is none.
func bestCut(s string, strength, total int) int {
	best, bestGap := 0, total
	last, words := 0, 0
	for i := 0; i < len(s); {
		_, n := utf8.DecodeRuneInString(s[i:])
		end := i + n
		if end < len(s) && s[i] != ' ' && cutsAfter(s[i:end], s[end:], strength) {
			words += Words(s[last:end])
			last = end
			gap := max(words-total/2, total/2-words)
			if words >= pieceWords && total-words >= pieceWords && gap < bestGap {
				best, bestGap = end, gap
			}
		}
		i = end
	}
	return best
}

// cutsAfter reports whether a sentence may be cut between the mark and the rest.
func cutsAfter(mark, rest string, strength int) bool {
	spaced := rest[0] == ' '
	switch strength {
	case semicolon:
		return mark == "؛" || mark == "；" || mark == ";" && spaced
	case clauseComma:
		return mark == "，" || (mark == "،" || spaced && (mark == "," || mark == "–" || mark == "—")) && beginsClause(trimLeft(rest))
	}
	return mark == "،" || mark == "、" || spaced && (mark == "," || mark == ":" || mark == ")")
}

// beginsClause reports whether s begins with a conjunction: the Arabic و and ف written to their word, or a word.
func beginsClause(s string) bool {
	if strings.HasPrefix(s, "و") || strings.HasPrefix(s, "ف") {
		return true
	}
	return conjunctions[strings.ToLower(firstWord(s))]
}

// conjunctions begin clauses in the languages with most documents.
var conjunctions = set(`and but or while whereas although because so which who when where if since as
	لكن لكنّ ثم بينما حيث كما إذ أو أما غير بل لأن
	und aber oder während weil dass wobei der die das et mais ou qui que tandis car y pero o que mientras porque и но а или который которая которые что`)

// mostlyThai reports whether the text is in Thai or Lao script.
func mostlyThai(s string) bool {
	n := 0
	for _, r := range s[:min(len(s), 120)] {
		if r >= 0x0E00 && r <= 0x0EFF {
			n++
		}
	}
	return n >= 20
}

// appendAtSpaces cuts text without sentence marks at spaces between letters once a piece has a line's length.
func appendAtSpaces(out []corpus.Span, s string, p corpus.Span) []corpus.Span {
	start, runes := p.Start, 0
	for i, r := range p.Of(s) {
		runes++
		at := p.Start + i
		if r != ' ' || runes < thaiRunes || at+1 >= p.End || fewerRunes(s[at:p.End], thaiRunes/2) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(s[start:at])
		after, _ := utf8.DecodeRuneInString(s[at+1:])
		if isDense(before) && isDense(after) || runes > 2*thaiRunes {
			out = append(out, trim(s, corpus.Span{Start: start, End: at}))
			start, runes = at+1, 0
		}
	}
	return append(out, trim(s, corpus.Span{Start: start, End: p.End}))
}

// fewerRunes reports whether s has fewer than n characters, without counting more of them than that.
func fewerRunes(s string, n int) bool {
	return len(s) < n*utf8.UTFMax && utf8.RuneCountInString(s) < n
}
