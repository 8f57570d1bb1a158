// Package analysis turns text into tokens and terms: it is what makes "2 + 2" and "two-plus-two", أمريكا and اميركا, and
// ٢٠١٣ and 2013 the same thing, for documents and questions alike.
//
// Text goes up in three steps. Tokenize cuts it into tokens, each a span of the text as it stands with a folded form: no
// case, no invisible characters, one spelling of each Arabic letter, ASCII digits (see Fold). An Analyzer, one a language,
// makes the terms of its index field out of tokens: stop words go, words are stemmed, scripts without spaces become
// character grams. Shared makes the terms of the one field that all languages have in common, where a name or a number
// of an English question meets an Arabic sentence. Detect says which language's analyzer to ask for.
//
// Four invariants hold. Spans of tokens are in order, do not overlap and lie on rune boundaries of the text. No token has
// an empty folded form. A token's folded form and kind depend on its own text only, so that tokenizing a token's text
// alone gives that token again. Nothing here depends on the order of a map, on time or on what was analysed before.
package analysis

import "github.com/dalil-bot/dalil/corpus"

// A TokenKind says what a token is.
type TokenKind uint8

// The kinds of tokens.
const (
	Word   TokenKind = iota // letters
	Number                  // digits, with separators, a sign of currency or percent outside; or a number word
	Symbol                  // kept whole and never stemmed: 2+2, c++, s400, us, a dotted acronym
)

// A Token is a piece of text that can be looked for. In scripts written without spaces (Han, Kana, Thai, Lao, Khmer,
// Burmese) a token is one character with its marks.
type Token struct {
	corpus.Span        // in the text as it stands
	Fold        string // the folded form: see Fold; of a Symbol its canonical form
	Kind        TokenKind
}

// A Term is what goes into an index field for a token.
type Term struct {
	Text  string
	Token int // index of the token that it stands for; of a gram, the one that it begins in
}
