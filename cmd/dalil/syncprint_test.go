package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/cmd/dalil/internal/render"
	"github.com/dalil-bot/dalil/corpus/ingest"
)

// A name of the other direction stands apart from the figures behind it, and does not push the columns out of line.
func TestNamesOfTheOtherDirection(t *testing.T) {
	var out, wrong bytes.Buffer
	a := &app{streams: streams{nil, &out, &wrong}, remote: &render.Options{Isolate: true}}
	a.printSources([]sourceHealth{{Name: "أَرشيف", Collection: "default", Documents: 3}, {Name: "wires", Collection: "أخبار", Documents: 12}})
	a.printReport("أرشيف", ingest.Report{Added: 1, Failed: []ingest.Problem{{ID: "عقود/تالف.txt", Err: errors.New("extract تالف.txt: not text")}}})
	want := `
SOURCE  COLLECTION  DOCUMENTS  LAST SYNC  STATE
(أَرشيف)   default             3  never      never gone through
wires   (أخبار)              12  never      never gone through
(أرشيف): 1 added, 0 updated, 0 removed, 0 unchanged
dalil: not indexed: (عقود/تالف.txt): not text
`
	got := strings.NewReplacer("\u2068", "(", "\u2069", ")").Replace("\n" + out.String() + wrong.String())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFailure(t *testing.T) {
	for _, test := range []struct{ id, text, want string }{
		{"a/b.txt", "read a/b.txt: no such file", "no such file"},
		{"a/b.txt", "extract b.txt: not text: too many", "not text: too many"},
		{"https://x.example/", "fetch https://x.example/: status 404", "status 404"},
		{"b.txt", "the disk is full", "the disk is full"},
	} {
		if got := failure(ingest.Problem{ID: test.id, Err: errors.New(test.text)}); got != test.want {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
	}
}
