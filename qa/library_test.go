package qa

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/index"
)

// libraryOf returns an index in memory with one collection of texts by name. Paragraphs are passages, and a sentence ends
// at a full stop or question mark before a space.
func libraryOf(t testing.TB, collection string, texts map[string]string) *index.Index {
	t.Helper()
	ix, err := index.Open("", index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	var docs []*corpus.Document
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		docs = append(docs, plainDocument(collection, name, texts[name]))
	}
	if err := ix.Update(t.Context(), collection, docs); err != nil {
		t.Fatal(err)
	}
	return ix
}

func plainDocument(collection, name, text string) *corpus.Document {
	sum := sha256.Sum256([]byte(text))
	d := &corpus.Document{
		Collection: collection, ID: name, Text: text, Hash: hex.EncodeToString(sum[:]), Lang: analysis.Detect(text, "en"),
	}
	at := 0
	for _, paragraph := range strings.SplitAfter(text, "\n\n") {
		start, end := at, at+len(strings.TrimRight(paragraph, " \n"))
		at += len(paragraph)
		if end <= start {
			continue
		}
		d.Blocks = append(d.Blocks, corpus.Block{Span: corpus.Span{Start: start, End: end}, Kind: corpus.Paragraph})
		p := corpus.Passage{Span: corpus.Span{Start: start, End: end}, Lang: d.Lang}
		p.Sentences = plainSentences(text, start, end)
		d.Passages = append(d.Passages, p)
	}
	return d
}

func plainSentences(text string, start, end int) []corpus.Span {
	var out []corpus.Span
	for start < end {
		stop := end
		for i := start; i < end; i++ {
			if next := i + 1; next < end && strings.ContainsRune(".?!", rune(text[i])) && (text[next] == ' ' || text[next] == '\n') {
				stop = next
				break
			}
			if strings.HasPrefix(text[i:end], "؟") {
				stop = min(end, i+len("؟"))
				break
			}
		}
		out = append(out, corpus.Span{Start: start, End: stop})
		for start = stop; start < end && (text[start] == ' ' || text[start] == '\n'); start++ {
		}
	}
	return out
}
