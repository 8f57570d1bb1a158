package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
)

// symbol adds the Symbol that the word at span is or begins, and returns where to go on; false where it is none. The rune
// after the word decides what to try, so that ordinary words cost one look.
func (s *scanner) symbol(word corpus.Span) (next int, ok bool) {
	fold := ""
	switch r, _ := s.rune(word.End); {
	case r == '.':
		fold, next = s.acronym(word)
	case r == '+' || r == '#':
		fold, next = s.language(word)
	case r == '&':
		fold, next = s.ampersand(word)
	case isDash(r):
		fold, next = s.hyphenated(word)
	}
	if fold == "" && isUS(word.Of(s.text)) {
		fold, next = "us", word.End
	}
	if fold == "" {
		return 0, false
	}
	s.add(Symbol, corpus.Span{Start: word.Start, End: next}, fold)
	return next, true
}

// isUS reports whether word is the United States, in capitals, and not the pronoun.
func isUS(word string) bool {
	return word == "US" || len(word) > 2 && word[:2] == "US" && foldToken(word) == "us"
}

// acronym scans single letters each before a full stop: U.N., e.g., أ.ف.ب. The last needs no full stop.
func (s *scanner) acronym(first corpus.Span) (fold string, next int) {
	if !isOneRune(first.Of(s.text)) {
		return "", 0
	}
	letters := 1
	end := first.End + 1
	for s.letterAt(end) {
		wordEnd, _ := s.wordEnd(end)
		word := s.text[end:wordEnd]
		dot := wordEnd < len(s.text) && s.text[wordEnd] == '.'
		if stem, ok := cutPossessive(word); ok {
			word = stem
		}
		if !isOneRune(word) {
			break
		}
		letters++
		end = wordEnd
		if !dot {
			break
		}
		end++
	}
	if letters < 2 {
		return "", 0
	}
	if stem, ok := cutPossessive(s.text[end:s.possessiveEnd(end)]); ok && stem == "" {
		end = s.possessiveEnd(end)
	}
	fold = strings.ReplaceAll(foldToken(s.text[first.Start:end]), ".", "")
	return fold, end
}

// possessiveEnd gives the end of a possessive ending at i, or i.
func (s *scanner) possessiveEnd(i int) int {
	r, size := s.rune(i)
	if !isApostrophe(r) {
		return i
	}
	if c, _ := s.rune(i + size); c != 's' && c != 'S' || s.wordAt(i+size+1) {
		return i
	}
	return i + size + 1
}

func cutPossessive(word string) (string, bool) {
	for _, ending := range []string{"'s", "'S", "’s", "’S"} {
		if stem, ok := strings.CutSuffix(word, ending); ok {
			return stem, true
		}
	}
	return word, false
}

func isOneRune(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	return size == len(word)
}

// language scans the name of a programming language: a letter with ++ or #.
func (s *scanner) language(word corpus.Span) (fold string, next int) {
	if word.Len() != 1 {
		return "", 0
	}
	letter := strings.ToLower(word.Of(s.text))
	if rest := s.text[word.End:]; strings.HasPrefix(rest, "++") && !s.letterAt(word.End+2) {
		return letter + "++", word.End + 2
	}
	if s.text[word.End] == '#' && !s.wordAt(word.End+1) {
		return letter + "#", word.End + 1
	}
	return "", 0
}

// dotted scans .NET, whose full stop belongs to it, and returns how far to go on from i.
func (s *scanner) dotted(i int) int {
	const name = ".net"
	end := i + len(name)
	if end > len(s.text) || !strings.EqualFold(s.text[i:end], name) || s.wordAt(end) {
		return 1
	}
	if r, _ := utf8.DecodeLastRuneInString(s.text[:i]); i > 0 && (classOf(r) != separator || r == '.') {
		return 1
	}
	s.add(Symbol, corpus.Span{Start: i, End: end}, name)
	return len(name)
}

// maxInitials is how many capitals may stand on each side of an ampersand.
const maxInitials = 3

// ampersand scans capitals joined by an ampersand, such as AT&T.
func (s *scanner) ampersand(word corpus.Span) (fold string, next int) {
	if !isInitials(word.Of(s.text)) || !s.letterAt(word.End+1) {
		return "", 0
	}
	end, _ := s.wordEnd(word.End + 1)
	if !isInitials(s.text[word.End+1 : end]) {
		return "", 0
	}
	return Fold(s.text[word.Start:end]), end
}

func isInitials(word string) bool {
	return len(word) <= maxInitials && strings.IndexFunc(word, func(r rune) bool { return r < 'A' || 'Z' < r }) < 0
}

// hyphenated scans a name of letters, a dash and a number: S-400, MH-17, Su-30MKI, إف-16.
func (s *scanner) hyphenated(word corpus.Span) (fold string, next int) {
	prefix := word.Of(s.text)
	if !isDesignator(prefix) {
		return "", 0
	}
	_, size := s.rune(word.End)
	return s.designated(Fold(prefix), word.End+size)
}

// designators are letters in lower or mixed case that name aircraft, rockets and the like before a dash and a number; in
// capitals any four letters may, and a single letter in any case.
var designators = map[string]bool{
	"su": true, "mig": true, "tu": true, "il": true, "mi": true, "ka": true, "an": true, "be": true, "yak": true, "kh": true,
	"mh": true, "ak": true, "rs": true, "ss": true, "th": true, "ch": true, "uh": true, "pm": true, "co": false,
}

// maxDesignator is the longest run of capitals that a number may follow; COVID-19 is two tokens, as Covid 19 is.
const maxDesignator = 4

func isDesignator(prefix string) bool {
	if r, size := utf8.DecodeRuneInString(prefix); size == len(prefix) {
		return unicode.In(r, unicode.Latin)
	}
	if len(prefix) > maxDesignator {
		return false
	}
	upper := true
	for i := 0; i < len(prefix); i++ {
		if prefix[i] >= utf8.RuneSelf {
			return false
		}
		upper = upper && 'A' <= prefix[i] && prefix[i] <= 'Z'
	}
	return upper || designators[strings.ToLower(prefix)]
}

// designated goes on from folded letters with the number at i and letters on its end; an s that makes a plural goes.
func (s *scanner) designated(letters string, i int) (fold string, next int) {
	if r, _ := s.rune(i); classOf(r) != digit {
		return "", 0
	}
	end := s.digitsEnd(i)
	fold = letters + asciiDigits(s.text[i:end])
	if s.letterAt(end) {
		wordEnd, _ := s.wordEnd(end)
		if suffix := foldToken(s.text[end:wordEnd]); suffix[0] < utf8.RuneSelf {
			if suffix != "s" {
				fold += suffix
			}
			end = wordEnd
		}
	}
	return fold, end
}
