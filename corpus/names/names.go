// Package names finds countries, people and organisations in tokenized text, so that Russian, Moscow, روسيا and الروسيين
// are one thing.
//
// Countries come out of a table that is embedded (countries.tsv; corpus/names/gen makes it): names, short forms, demonyms
// and capitals in English and Arabic, and names in fifteen more languages. Find looks for English and Arabic forms in
// every text, for others only in texts of their language, since Island is Iceland in German and nothing of the kind in
// English. The longest form wins. Arabic forms are found behind the clitics و ف ب ل ك and the article, with the endings
// of gender and number; other languages are found in their dictionary form, German and Russian also in the other cases.
//
// People and Organisations go by pattern: titles, given names, capitals, words such as Ministry or وزارة. They are precise
// rather than complete; what they cannot see is said beside each. ProperNouns gives every run of capitalised words.
//
// Invariants: mentions are in order of the text and do not overlap; First and Last are a token range that holds the span;
// spans begin and end on rune boundaries and hold neither clitics, where these can be cut off, nor a possessive ending.
// An ID is "@" and an ISO 3166 code for a country (one of ISO 3166-3 for a past one such as @SU, of 3166-2 for a nation
// within a state such as @GB-SCT), "@" and a short name for a well-known organisation (@EU, @NATO), and a folded name
// without "@" for a person or another organisation.
package names

import (
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// A Type says what kind of name a mention is.
type Type string

// The types of mentions. The first three stand for a country.
const (
	Country      Type = "country"      // a country's name or short form
	Demonym      Type = "demonym"      // its people or the adjective
	Capital      Type = "capital"      // its capital, which newspapers take for the government
	Person       Type = "person"       // a person's name without its title
	Organisation Type = "organisation" // an organisation's name
	Proper       Type = "proper"       // a run of capitalised words, whatever it names
)

// A Mention is a place in a text where something is named.
type Mention struct {
	corpus.Span        // the name, without clitics and possessive ending
	First, Last int    // the tokens [First, Last) that hold it
	Kind        Type   // what is named, and how
	ID          string // what makes equal names equal: see the package comment; "" for a Proper
}

// Find returns the countries that text names, by name, demonym or capital. The tokens are those of text, and lang is its
// language ("" where unknown: English and Arabic only).
//
// Latin, Greek and Cyrillic forms need their capitals, except that texts of at most 300 bytes, which may be typed
// questions, may do without, unless the word is a common one too (polish, turkey). Known limits: Georgia is always the
// country, عمان always Oman, Washington always the capital; Jordan, Chad and Georgia before another capitalised word are
// taken for given names; Korean without North or South names no state; مالي is Mali only behind a word such as في.
func Find(text string, toks []analysis.Token, lang string) []Mention {
	var out []Mention
	newScanner(text, toks, lang).scan(func(m Mention) {
		if m.Kind != Organisation {
			out = append(out, m)
		}
	})
	return out
}
