package index

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

func TestRecordsComeBack(t *testing.T) {
	doc := dated(text("book", "One page.", "The same page.", "A row.", "No place."), "2024-02-29")
	doc.Blocks[0].Place = corpus.Place{Kind: corpus.Page, Number: 3}
	doc.Blocks[1].Place = doc.Blocks[0].Place
	doc.Blocks[2].Place = corpus.Place{Kind: corpus.Row, Number: 12, Name: "Müller", URL: "https://example.org/t#12"}
	got, err := decodeDocument(encodeDocument(doc), "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(doc, got); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}

	at := time.Date(2024, 3, 1, 12, 0, 0, 5, time.UTC)
	info := &Info{
		ID: "book", Title: "Book", Lang: "en", Hash: doc.Hash, Date: doc.Date, Bytes: len(doc.Text), Passages: 4,
		State: State{
			Source: "shelf", Entry: "box.zip", Size: 7, ModTime: at, Hash: doc.Hash, Version: `"tag"`, From: "https://example.org/",
		},
		FirstSeen: at, Since: at.Add(time.Hour), Lost: true, LastSeen: at.Add(2 * time.Hour),
		Earlier: []Version{{Hash: doc.Hash, Since: at, Until: at.Add(time.Hour), number: 4}, {number: 2}},
		number:  9, fields: map[string]fieldCount{"en": {Passages: 4, Tokens: 9}},
	}
	again, err := decodeInfo(encodeInfo(info))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(info, again, cmp.AllowUnexported(Info{}, Version{})); diff != "" {
		t.Errorf("info (-want +got):\n%s", diff)
	}
}
