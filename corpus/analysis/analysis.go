// Package analysis turns text into tokens and terms: it is what makes "2 + 2" and "two-plus-two", أمريكا and اميركا, and
// ٢٠١٣ and 2013 the same thing, for documents and questions alike.
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

// A Token is a piece of text that can be looked for.
type Token struct {
	corpus.Span        // in the text as it stands
	Fold        string // the folded form: see Fold; of a Symbol its canonical form
	Kind        TokenKind
}

// A Term is what goes into an index field for a token.
type Term struct {
	Text  string
	Token int // index of the token that it stands for
}
