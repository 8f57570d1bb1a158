// Package sample holds a small corpus that travels inside the binary, so that a question can be asked before anything
// was indexed: articles in English and Arabic on 2+2 dialogues and a few other subjects, with what real ones have, such as
// left-over navigation, share and comment blocks, agency slugs, a near-duplicate, figures that disagree and a correction.
//
// What the articles say about meetings of ministers is true. Ports, banks, towns, museums, news agencies and everybody
// who is quoted at length are made up.
package sample

import (
	"embed"
	"io/fs"
)

// FS holds the folder "articles" and the file "questions.jsonl".
//
//go:embed articles questions.jsonl
var FS embed.FS

// Collection is the name of the collection that the articles are indexed into where they stand in for a corpus.
const Collection = "sample"

// Articles returns the articles alone, as a folder of files.
func Articles() fs.FS {
	articles, err := fs.Sub(FS, "articles")
	if err != nil {
		panic(err) // the name is a constant and valid
	}
	return articles
}

// Questions returns the golden questions on the articles, one JSON object a line: id, lang and question with the answers
// that are right, the groups of a list, or that there is none. Documents are named relative to Articles.
func Questions() []byte {
	questions, err := FS.ReadFile("questions.jsonl")
	if err != nil {
		panic(err) // embedded above
	}
	return questions
}
