package index

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dalil-bot/dalil/corpus"
)

// noon is noon of a day in May.
func noon(day int) time.Time { return time.Date(2025, 5, day, 12, 0, 0, 0, time.UTC) }

// putAt puts documents on a day in May.
func putAt(t *testing.T, ix *Index, day int, docs ...*corpus.Document) {
	t.Helper()
	change := Change{At: noon(day)}
	for _, d := range docs {
		change.Put = append(change.Put, Entry{Doc: d, State: State{Source: "shelf"}})
	}
	apply(t, ix, change)
}

func apply(t *testing.T, ix *Index, change Change) {
	t.Helper()
	if err := ix.Apply(t.Context(), "c", change); err != nil {
		t.Fatal(err)
	}
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Fatal(err)
	}
}

func infoOf(t *testing.T, ix *Index, id string) Info {
	t.Helper()
	i, err := ix.Info(t.Context(), "c", id)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestEarlierTextsAreKept(t *testing.T) {
	ix, err := Open(t.TempDir(), Options{Versions: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	var texts []*corpus.Document
	for _, s := range []string{"The rent is 100.", "The rent is 200.", "The rent is 300.", "The rent is 400."} {
		texts = append(texts, text("rent", s))
	}
	for i, d := range texts {
		putAt(t, ix, 1+i, d)
	}
	info := infoOf(t, ix, "rent")
	want := []Version{
		{Hash: texts[2].Hash, Since: noon(3), Until: noon(4)},
		{Hash: texts[1].Hash, Since: noon(2), Until: noon(3)},
	}
	if diff := cmp.Diff(want, info.Earlier, cmpopts.IgnoreUnexported(Version{})); diff != "" {
		t.Errorf("earlier texts (-want +got):\n%s", diff)
	}
	if info.FirstSeen != noon(1) || info.Since != noon(4) || info.LastSeen != noon(4) {
		t.Errorf("first seen %v, since %v, last seen %v", info.FirstSeen, info.Since, info.LastSeen)
	}
	for i, d := range texts {
		got, v, err := ix.DocumentVersion(t.Context(), "c", "rent", d.Hash)
		switch {
		case i == 0:
			if !errors.Is(err, corpus.ErrNotFound) {
				t.Errorf("the text that is one too many: %v", err)
			}
		case err != nil || got.Text != d.Text || v.Current() != (i == 3):
			t.Errorf("text %d: %v, %+v, %v", i, got, v, err)
		}
	}
	if r := find(t, ix, corpus.Query{Text: "rent 200", Lang: "en", Collections: []string{"c"}}); len(r.Hits) != 1 || r.Passages != 1 {
		t.Errorf("an earlier text is searched: %v of %d", places(r), r.Passages)
	}

	// A text that comes back is the present one again, and kept once.
	putAt(t, ix, 5, texts[2])
	info = infoOf(t, ix, "rent")
	if len(info.Earlier) != 2 || info.Earlier[0].Hash != texts[3].Hash || info.Earlier[1].Hash != texts[1].Hash {
		t.Errorf("after a text came back: %+v", info.Earlier)
	}

	// The same text with another title is no new version.
	again := text("rent", "The rent is 300.")
	again.Title = "Rents"
	putAt(t, ix, 6, again)
	if info = infoOf(t, ix, "rent"); len(info.Earlier) != 2 || info.Since != noon(5) || info.FirstSeen != noon(1) {
		t.Errorf("after a new title: %+v", info)
	}

	apply(t, ix, Change{Remove: []string{"rent"}})
	if _, _, err := ix.DocumentVersion(t.Context(), "c", "rent", texts[3].Hash); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a text of a removed document: %v", err)
	}
}

// What is taken back is not kept either, nor what was kept before.
func TestEarlierTextsAreForgotten(t *testing.T) {
	ix, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	first, second, third := text("rent", "The rent is 100."), text("rent", "The rent is 200."), text("rent", "The rent is 300.")
	putAt(t, ix, 1, first)
	putAt(t, ix, 2, second)
	apply(t, ix, Change{Put: []Entry{{Doc: third}}, Forget: true})
	if info := infoOf(t, ix, "rent"); len(info.Earlier) != 0 {
		t.Errorf("kept: %+v", info.Earlier)
	}
	for _, gone := range []*corpus.Document{first, second} {
		if _, _, err := ix.DocumentVersion(t.Context(), "c", "rent", gone.Hash); !errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("%q: %v", gone.Text, err)
		}
	}
}

func TestLastSeenWithoutWriting(t *testing.T) {
	ix := openTest(t, t.TempDir())
	putAt(t, ix, 1, text("tea", "Tea is hot."), text("ice", "Ice is cold."))
	apply(t, ix, Change{Put: []Entry{{Doc: text("far", "Far away."), State: State{Source: "other"}}}, At: noon(1)})
	before := ix.open["c"].store.StatsMap()["TotUpdates"]
	apply(t, ix, Change{Seen: []string{"shelf", "unknown"}, At: noon(2)})
	if after := ix.open["c"].store.StatsMap()["TotUpdates"]; after != before {
		t.Errorf("a sync that found everything unchanged wrote records: %v, then %v", before, after)
	}
	check := func(id string, lost bool, last time.Time) {
		t.Helper()
		if i := infoOf(t, ix, id); i.Lost != lost || !i.LastSeen.Equal(last) {
			t.Errorf("%s: lost %t, last seen %v", id, i.Lost, i.LastSeen)
		}
	}
	check("tea", false, noon(2))
	check("far", false, noon(1))
	apply(t, ix, Change{Seen: []string{"shelf"}, Lost: []string{"ice", "nothing"}, At: noon(3)})
	apply(t, ix, Change{Seen: []string{"shelf"}, Lost: []string{"ice"}, At: noon(4)})
	check("tea", false, noon(4))
	check("ice", true, noon(2))
	apply(t, ix, Change{Touch: []Touch{{ID: "ice", State: State{Source: "shelf", Size: 3}}}, Seen: []string{"shelf"}, At: noon(5)})
	check("ice", false, noon(5))

	// A clock that goes back takes nothing back.
	apply(t, ix, Change{Seen: []string{"shelf"}, At: noon(2)})
	check("ice", false, noon(5))
	putAt(t, ix, 1, text("ice", "Ice is colder."))
	if i := infoOf(t, ix, "ice"); i.Since != noon(1) || i.FirstSeen != noon(1) || i.Earlier[0].Until.Before(i.Earlier[0].Since) {
		t.Errorf("after the clock went back: %+v", i)
	}

	sources, err := ix.Sources(t.Context(), "c")
	want := []SourceInfo{{Name: "other", Documents: 1}, {Name: "shelf", Documents: 2, Seen: noon(5)}}
	if diff := cmp.Diff(want, sources); diff != "" || err != nil {
		t.Errorf("sources (-want +got):\n%s%v", diff, err)
	}
	apply(t, ix, Change{Remove: []string{"far"}})
	if sources, _ = ix.Sources(t.Context(), "c"); len(sources) != 1 {
		t.Errorf("a source without documents stays: %v", sources)
	}
}

// A source may be called what no bookkeeping can hold, as a folder on a disk.
func TestSourceWithAnOddName(t *testing.T) {
	ix := openTest(t, t.TempDir())
	const odd = "/texts/caf\xe9"
	apply(t, ix, Change{Put: []Entry{{Doc: text("tea", "Tea is hot."), State: State{Source: odd}}}, At: noon(1)})
	apply(t, ix, Change{Seen: []string{odd}, At: noon(2)})
	if i := infoOf(t, ix, "tea"); i.LastSeen != noon(2) || i.State.Source != odd {
		t.Errorf("%q was last seen at %v", i.State.Source, i.LastSeen)
	}
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Error(err)
	}
}
