package ingest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestLook(t *testing.T) {
	d, s := newDesk(t), &shop{}
	stock(s, 0, 20)
	s.put("x", tea, 2)
	s.put("y", coffee, 3)
	d.visit(s, 0)
	s.put("x", coffee+tea, 4)
	s.drop("y")
	s.put("deep/y", coffee, 3)
	s.put("z", tea+tea, 5)
	unstock(s, 0, 2)
	look := func(opts Options) Preview {
		opts.Memory = d.opts.Memory
		p, err := Look(t.Context(), d.ix, Source{Collection: collection, Name: "shop", Files: s}, opts)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	want := Preview{New: []string{"z"}, Changed: []string{"x"}, Moved: []Move{{"y", "deep/y"}}, Unchanged: 18, Removed: []string{"f00", "f01"}}
	if diff := cmp.Diff(want, look(Options{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	d.opts.Memory = new(Memory)
	want.Removed, want.Leaving = nil, want.Removed
	if diff := cmp.Diff(want, look(Options{Grace: time.Hour}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("with a grace, -want +got:\n%s", diff)
	}
	unstock(s, 2, 12)
	d.opts.Memory = new(Memory)
	if p := look(Options{}); len(p.Held) != 12 || len(p.Removed) > 0 {
		t.Errorf("with many vanished: %+v", p)
	}
	if _, err := d.ix.Document(t.Context(), collection, "y"); err != nil {
		t.Error("looking has changed something:", err)
	}
	if _, err := d.ix.Document(t.Context(), collection, "z"); err == nil {
		t.Error("looking has added something")
	}
}
