package qa

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

// TestWhyRead: what an encoder says of a passage stands beside the passage, and beside no other.
func TestWhyRead(t *testing.T) {
	lines := []*Line{{reading: &reading{}}, {reading: &reading{}}}
	w := &Why{Passages: make([]WhyPassage, 2)}
	w.read(lines, []Candidate{{Line: lines[1], read: &evidence{answers: 2, margin: 3}}, {Line: lines[0]}})
	want := []WhyPassage{{}, {Read: []corpus.Part{{Label: "answers", Value: 2}, {Label: "margin", Value: 3}}}}
	if diff := cmp.Diff(want, w.Passages); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
