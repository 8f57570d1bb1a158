// Package terms says what a text is looked for by: its words in the field of its language, and in the field that all
// languages share its folded words, numbers and the identifiers of what it names. Passages are indexed by it, and questions
// and sentences are taken apart by it, so that all of them agree.
package terms

import (
	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/names"
)

// Version is raised whenever Analyze gives other terms than before for any text, also where packages analysis or names are
// the reason: an index that was built with another version has to be built anew.
const Version = 1

// A Text is a text that was taken apart.
type Text struct {
	Source   string
	Lang     string // the language that it was taken for
	Tokens   []analysis.Token
	Own      []analysis.Term // for the field of the language: stems, without stop words
	Shared   []analysis.Term // for the shared field: folded forms, numbers, and identifiers such as "@JP"; by token
	Mentions []names.Mention
}

// Analyze takes a text apart. An unknown language or "" gives folded words and no stems. It may be called from several
// goroutines at once.
func Analyze(text, lang string) *Text {
	tokens := analysis.Tokenize(text)
	t := &Text{
		Source: text, Lang: lang, Tokens: tokens,
		Own: analysis.For(lang).Terms(tokens), Mentions: names.Find(text, tokens, lang),
	}
	t.Shared = withIDs(analysis.Shared(tokens), t.Mentions)
	return t
}

// withIDs adds a term for every mention that has an identifier, in front of the terms of its first token. Both lists are in
// the order of the tokens.
func withIDs(shared []analysis.Term, mentions []names.Mention) []analysis.Term {
	if len(mentions) == 0 {
		return shared
	}
	all := make([]analysis.Term, 0, len(mentions)+len(shared))
	for _, m := range mentions {
		if m.ID == "" {
			continue
		}
		n := 0
		for n < len(shared) && shared[n].Token < m.First {
			n++
		}
		all = append(append(all, shared[:n]...), analysis.Term{Text: m.ID, Token: m.First})
		shared = shared[n:]
	}
	return append(all, shared...)
}
