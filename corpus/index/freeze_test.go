package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

func TestFreezeUnderWrites(t *testing.T) {
	ix := openTest(t, t.TempDir())
	update(t, ix, "c", islands()...)
	update(t, ix, "ü", islands()...)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		var err error
		for i := 0; ctx.Err() == nil && err == nil; i++ {
			err = ix.Update(context.Background(), "c", []*corpus.Document{text("count", fmt.Sprintf("The count is %d.", i)), text(fmt.Sprint("n", i), "One more.")})
		}
		done <- err
	}()
	for range 5 {
		to := t.TempDir()
		for _, name := range []string{"c", "ü"} {
			if err := ix.Freeze(t.Context(), name, to); err != nil {
				t.Fatal(err)
			}
			if err := ix.Freeze(t.Context(), name, to); err == nil {
				t.Error("a copy is written over another")
			}
		}
		copied := openTest(t, to)
		names, err := copied.Collections()
		if err != nil || !slices.Equal(names, []string{"c", "ü"}) {
			t.Fatalf("the copy holds %v, %v", names, err)
		}
		for _, name := range names {
			if err := copied.Verify(t.Context(), name); err != nil {
				t.Error(err)
			}
		}
		// Writing to the copy leaves the original as it is, though they share files.
		update(t, copied, "c", text("tea", "Not in the original."))
		copied.Close()
	}
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Error(err)
	}
	if doc, err := ix.Document(t.Context(), "c", "tea"); err != nil || doc.Text != islands()[0].Text {
		t.Errorf("the original has changed: %v, %v", doc, err)
	}
	if err := ix.Freeze(t.Context(), "c", filepath.Join(t.TempDir(), "file")); err != nil {
		t.Error(err)
	}
	if err := openTest(t, "").Freeze(t.Context(), "c", t.TempDir()); err == nil {
		t.Error("an index in memory is copied")
	}
	if left, _ := os.ReadDir(ix.collectionsDir()); len(left) != 2 {
		t.Errorf("%v are left", left)
	}
}
