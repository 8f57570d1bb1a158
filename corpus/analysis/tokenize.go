package analysis

import (
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
)

// bytesPerToken is the mean length of an English token with what stands between it and the next; Arabic is longer.
const bytesPerToken = 6

// Tokenize cuts text into tokens. A word is a run of letters, digits and marks; an apostrophe between letters belongs to
// it, a hyphen does not. The possessive ending 's is within the token and not in its folded form. Bytes that are not
// UTF-8 separate tokens. Folded forms may share memory with text.
//
// Number tokens are numerals ("1,000" is 1000, "٢٤٫٤" is 24.4, "007" is 7, "1.234,56" is 1234.56; dates such as
// 02.11.2013 and versions are several) and English and Arabic number words ("two", "twenty-one", "مئتين"). "One" and
// واحد are Word tokens with the folded form 1, for they are pronouns more often than numbers.
//
// Symbol tokens are sums ("2 + 2", "two-plus-two", "اثنين زائد اثنين" are 2+2), c++, c#, .net and the like, names of a
// letter and a number ("S-400", "S400", "إس 400" are s400), ordinals from 11th to 20th ("التاسع عشر" is 19th), initials joined by an ampersand (at&t), dotted acronyms
// ("U.N." is un), words that mix letters and digits (20th, mp3), and US in capitals.
func Tokenize(text string) []Token {
	s := scanner{text: text, tokens: make([]Token, 0, len(text)/bytesPerToken+1)}
	for i := 0; i < len(text); {
		r, size := s.rune(i)
		switch classOf(r) {
		case letter:
			i = s.word(i)
		case digit:
			i = s.number(i)
		case gram:
			i = s.gram(i, size)
		default:
			if r == '.' {
				size = s.dotted(i)
			}
			i += size
		}
	}
	return s.tokens
}

// A scanner is a text with the tokens found so far.
type scanner struct {
	text   string
	tokens []Token
}

// rune gives the rune at i and its size; at the end of the text, U+FFFD and 0.
func (s *scanner) rune(i int) (rune, int) {
	if i >= len(s.text) {
		return utf8.RuneError, 0
	}
	c := s.text[i]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	return decodeRune(s.text, i)
}

// add appends a token unless nothing is left of it.
func (s *scanner) add(kind TokenKind, span corpus.Span, fold string) {
	if fold != "" {
		s.tokens = append(s.tokens, Token{Span: span, Fold: fold, Kind: kind})
	}
}

// word scans the token that begins with the letter at start and returns where to go on.
func (s *scanner) word(start int) int {
	end, digits := s.wordEnd(start)
	if next, ok := s.symbol(corpus.Span{Start: start, End: end}); ok {
		return next
	}
	span := corpus.Span{Start: start, End: end}
	fold := foldToken(span.Of(s.text))
	if digits {
		s.add(Symbol, span, fold)
		return end
	}
	if len(fold) <= maxNumberWord {
		if next, ok := s.known(span, fold); ok {
			return next
		}
	}
	s.add(Word, span, fold)
	return end
}

// known scans what begins with a number word or the name of a letter.
func (s *scanner) known(span corpus.Span, fold string) (next int, ok bool) {
	switch known := knownWords[fold]; known.kind {
	case numberWord:
		return s.numberWord(span, known.value), true
	case ordinalWord:
		return s.ordinal(span, known.value)
	case letterWord:
		name, next, ok := s.designation(span.Start)
		if ok {
			s.add(Symbol, corpus.Span{Start: span.Start, End: next}, name)
		}
		return next, ok
	}
	return 0, false
}

// wordEnd gives the end of the word that begins at start, and whether digits are in it. Digits go on with a Latin word
// only: in other scripts a numeral may lean on a word without being part of it. Invisible characters at the end stay
// outside.
func (s *scanner) wordEnd(start int) (end int, digits bool) {
	first, size := s.rune(start)
	latin := first < 0x250
	end = start + size
	for i := end; i < len(s.text); {
		if c := s.text[i]; c < utf8.RuneSelf && classTable[c] == letter {
			i++
			end = i
			continue
		}
		r, size := s.rune(i)
		switch classOf(r) {
		case letter, mark:
			end = i + size
		case separator:
			if !isApostrophe(r) || !s.letterAt(i+size) {
				return end, digits
			}
		case digit:
			if !latin {
				return end, digits
			}
			digits = true
			end = i + size
		case gram:
			return end, digits
		}
		i += size
	}
	return end, digits
}

// letterAt reports whether the rune at i is a letter of a word.
func (s *scanner) letterAt(i int) bool {
	r, _ := s.rune(i)
	return classOf(r) == letter
}

// wordAt reports whether the rune at i would go on a word.
func (s *scanner) wordAt(i int) bool {
	r, _ := s.rune(i)
	c := classOf(r)
	return c == letter || c == digit || c == mark
}

// gram scans one character of a script without spaces, with its marks.
func (s *scanner) gram(start, size int) int {
	end := start + size
	for {
		r, size := s.rune(end)
		if classOf(r) != mark {
			break
		}
		end += size
	}
	span := corpus.Span{Start: start, End: end}
	s.add(Word, span, Fold(span.Of(s.text)))
	return end
}

// foldToken gives the folded form of a word, without a possessive ending.
func foldToken(word string) string {
	fold := Fold(word)
	if stem, ok := strings.CutSuffix(fold, "'s"); ok && stem != "" {
		return stem
	}
	return fold
}
