package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/internal/extract"
	"github.com/dalil-bot/dalil/corpus/source"
)

// A shop is a source whose files are set by hand.
type shop struct {
	listing source.Listing
	files   map[string]source.Content
	errs    map[string]error
	read    []string // "id version" of what was read
	asks    bool     // what has the version that it is asked with is unchanged
}

func (s *shop) Entries(context.Context) (source.Listing, error) {
	slices.SortFunc(s.listing.Entries, func(a, b source.Entry) int { return strings.Compare(a.ID, b.ID) })
	return s.listing, nil
}

func (s *shop) Read(_ context.Context, e source.Entry) (source.Content, error) {
	s.read = append(s.read, strings.TrimSpace(e.ID+" "+e.Version))
	if s.asks && e.Version != "" && e.Version == s.files[e.ID].Version {
		return source.Content{}, source.ErrUnchanged
	}
	return s.files[e.ID], s.errs[e.ID]
}

// put lists a file that was saved at some hour.
func (s *shop) put(id, text string, hour int) {
	s.drop(id)
	s.listing.Entries = append(s.listing.Entries, source.Entry{ID: id, URI: "shop:" + id, Size: int64(len(text)), ModTime: noon.Add(time.Duration(hour-100) * time.Hour)})
	if s.files == nil {
		s.files, s.errs = map[string]source.Content{}, map[string]error{}
	}
	s.files[id] = source.Content{Data: []byte(text)}
}

// drop takes a file off the list.
func (s *shop) drop(id string) {
	s.listing.Entries = slices.DeleteFunc(s.listing.Entries, func(e source.Entry) bool { return e.ID == id })
}

// noon is when the syncs of these tests begin.
var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// linewise makes a document of every line of a file: "name text". A line "name !" is a part that cannot be read.
type linewise struct{}

func (linewise) Extract(ctx context.Context, name string, data []byte, h extract.Hints, yield func(sub string, doc corpus.Document) error) error {
	var errs []error
	for line := range strings.Lines(string(data)) {
		sub, text, several := strings.Cut(strings.TrimSpace(line), ": ")
		if !several {
			return extract.All(ctx, name, data, h, yield)
		}
		if text == "!" {
			errs = append(errs, &extract.PartError{File: name, Part: sub, Err: errors.New("it is torn")})
			continue
		}
		doc, err := extract.Extract(ctx, "line.txt", []byte(text), h)
		if err != nil {
			return err
		}
		if err := yield(sub, doc); err != nil {
			return err
		}
	}
	return errors.Join(errs...)
}

// visit syncs a shop after so many hours, and describes the report and the collection in one line.
func (d *desk) visit(s *shop, hours float64) string {
	d.Helper()
	s.read = nil
	d.opts.Extractor = linewise{}
	d.opts.Workers = 1
	if d.opts.Memory == nil {
		d.opts.Memory = new(Memory)
	}
	r := d.run(Source{Collection: collection, Name: "shop", Files: s, Prefix: d.prefix, Recipe: d.recipe})
	r.now = noon.Add(time.Duration(hours * float64(time.Hour)))
	report, err := r.sync(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	if names, err := d.ix.Collections(); err != nil || len(names) > 0 {
		if err := errors.Join(err, d.ix.Verify(d.Context(), collection)); err != nil {
			d.Error(err)
		}
	}
	return describe(report) + " | " + d.holds()
}

// describe writes the figures of a report that are not 0, and the failures.
func describe(r Report) string {
	var out []string
	for _, f := range []struct {
		name string
		n    int
	}{{"added", r.Added}, {"updated", r.Updated}, {"removed", r.Removed}, {"moved", r.Moved}, {"same", r.Unchanged}, {"leaving", r.Leaving}, {"held", r.Held}} {
		if f.n != 0 {
			out = append(out, fmt.Sprintf("%s %d", f.name, f.n))
		}
	}
	for _, p := range r.Failed {
		state := "failed"
		if p.Waiting {
			state = "waiting"
		}
		out = append(out, fmt.Sprintf("%s %s %d", state, p.ID, p.Tried))
	}
	return strings.Join(out, ", ")
}

// holds names the documents of the collection, with an asterisk behind those that their source has lost.
func (d *desk) holds() string {
	d.Helper()
	infos, err := d.ix.Documents(d.Context(), collection)
	if err != nil && !errors.Is(err, corpus.ErrNotFound) {
		d.Fatal(err)
	}
	var out []string
	for _, i := range infos {
		name := i.ID
		if i.Lost {
			name += "*"
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

func (d *desk) want(want, got string) {
	d.Helper()
	if want != got {
		d.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAFileOfSeveralDocuments(t *testing.T) {
	d, s := newDesk(t), &shop{}
	s.put("box", "1: The first letter is about tea.\n2: The second letter is about coffee.\n", 1)
	s.put("note.txt", tea, 1)
	d.want("added 3 | box#1 box#2 note.txt", d.visit(s, 0))
	d.want("same 3 | box#1 box#2 note.txt", d.visit(s, 1))
	if len(s.read) > 0 {
		t.Errorf("read %v though nothing had changed", s.read)
	}

	// What stays within a file that changes is not written again, what it has no more goes with the same change.
	before := d.changes()
	s.put("box", "2: The second letter is about coffee.\n3: The third letter is about milk.\n", 2)
	d.want("added 1, removed 1, same 2 | box#2 box#3 note.txt", d.visit(s, 2))
	if n := d.changes() - before; n != 2 { // the second notes that the source was seen
		t.Errorf("%d changes were made for one file", n)
	}
	s.put("box", "2: The second letter is about cocoa.\n3: The third letter is about milk.\n", 3)
	d.want("updated 1, same 2 | box#2 box#3 note.txt", d.visit(s, 3))

	// It was only saved again.
	s.put("box", "2: The second letter is about cocoa.\n3: The third letter is about milk.\n", 4)
	d.want("same 3 | box#2 box#3 note.txt", d.visit(s, 4))
	d.want("same 3 | box#2 box#3 note.txt", d.visit(s, 5))
	if len(s.read) > 0 {
		t.Errorf("read %v though the state was noted", s.read)
	}

	// It becomes a document of its own, and then it goes.
	s.put("box", coffee, 5)
	d.want("added 1, removed 2, same 1 | box note.txt", d.visit(s, 6))
	s.put("box", "1: The first letter is about tea.\n2: The second letter is about coffee.\n", 6)
	d.want("added 2, removed 1, same 1 | box#1 box#2 note.txt", d.visit(s, 7))
	s.drop("box")
	d.want("removed 2, same 1 | note.txt", d.visit(s, 8))
}

// changes returns how many changes the collection has seen.
func (d *desk) changes() uint64 {
	d.Helper()
	raw := d.file("last")
	var n uint64
	if _, err := fmt.Sscan(raw, &n); err != nil {
		d.Fatal(err)
	}
	return n
}

func TestALongFileIsWrittenInPieces(t *testing.T) {
	d, s := newDesk(t), &shop{}
	var long strings.Builder
	for i := range 60 {
		fmt.Fprintf(&long, "%d: Letter number %d says that the harbour is %d metres deep.\n", i, i, i)
	}
	s.put("box", long.String(), 1)
	if got := d.visit(s, 0); !strings.HasPrefix(got, "added 60 |") {
		t.Error(got)
	}
	if got := d.visit(s, 1); !strings.HasPrefix(got, "same 60 |") || len(s.read) > 0 {
		t.Error(got, s.read)
	}

	// As if the process had ended before the last piece.
	infos, err := d.ix.Documents(t.Context(), collection)
	if err != nil {
		t.Fatal(err)
	}
	half := index.State{Source: "shop", Entry: "box", Size: infos[0].State.Size}
	err = d.ix.Apply(t.Context(), collection, index.Change{Touch: []index.Touch{{ID: "box#7", State: half}}, Remove: []string{"box#9"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := d.visit(s, 2); !strings.HasPrefix(got, "added 1, same 59 |") {
		t.Error(got)
	}
	if got := d.visit(s, 3); !strings.HasPrefix(got, "same 60 |") || len(s.read) > 0 {
		t.Error(got, s.read)
	}
}

func TestPartsThatFail(t *testing.T) {
	d, s := newDesk(t), &shop{}
	s.put("box", "1: The first letter is about tea.\n2: !\n", 1)
	d.want("added 1, failed box#2 1 | box#1", d.visit(s, 0))
	d.want("same 1, waiting box#2 1 | box#1", d.visit(s, 0.01))
	d.want("same 1, failed box#2 2 | box#1", d.visit(s, 0.02))
	s.put("box", "1: The first letter is about tea.\n2: The second letter is about coffee.\n", 2)
	d.want("added 1, same 1 | box#1 box#2", d.visit(s, 0.021))

	// What was in stays as it was last.
	s.put("box", "1: !\n2: The second letter is about cocoa.\n", 3)
	d.want("updated 1, same 1, failed box#1 1 | box#1 box#2", d.visit(s, 1))
	if got := d.text("box#1"); got != "The first letter is about tea." {
		t.Errorf("the last good form is %q", got)
	}
	s.put("box", "2: The second letter is about cocoa.\n", 4)
	d.want("removed 1, same 1 | box#2", d.visit(s, 2))
}

func TestPrefixAndRecipe(t *testing.T) {
	d, s := newDesk(t), &shop{}
	s.put("a", tea, 1)
	s.put("box", "1: The first letter is about tea.\n", 1)
	d.want("added 2 | a box#1", d.visit(s, 0))
	d.prefix, d.recipe = "wires/", "wires/"
	d.want("added 2, removed 2 | wires/a wires/box#1", d.visit(s, 1))
	d.want("same 2 | wires/a wires/box#1", d.visit(s, 2))
	d.recipe = "another"
	d.want("same 2 | wires/a wires/box#1", d.visit(s, 3))
	if len(s.read) != 2 {
		t.Errorf("read %v after the recipe changed", s.read)
	}
	s.drop("a")
	d.want("removed 1, same 1 | wires/box#1", d.visit(s, 4))
}

func TestVersions(t *testing.T) {
	d, s := newDesk(t), &shop{}
	s.put("page", tea, 1)
	s.listing.Entries[0].ModTime = time.Time{} // a web page: nothing but a request tells
	s.files["page"] = source.Content{Data: []byte(tea), Version: "v1", URI: "shop:elsewhere"}
	d.want("added 1 | page", d.visit(s, 0))
	s.errs["page"] = source.ErrUnchanged
	d.want("same 1 | page", d.visit(s, 1))
	if len(s.read) != 1 || s.read[0] != "page v1" {
		t.Errorf("asked for %q", s.read)
	}
	info, err := d.ix.Info(t.Context(), collection, "page")
	if err != nil || info.State.From != "shop:elsewhere" || info.State.Version != "v1" {
		t.Errorf("the state is %+v, %v", info.State, err)
	}
	s.errs["page"] = nil
	s.files["page"] = source.Content{Data: []byte(tea), Version: "v2"}
	d.want("same 1 | page", d.visit(s, 2))
	d.visit(s, 3)
	if s.read[0] != "page v2" {
		t.Errorf("asked for %q", s.read)
	}

	// A listing that knows versions is enough.
	s.listing.Entries[0].Version = "v2"
	d.want("same 1 | page", d.visit(s, 4))
	if len(s.read) > 0 {
		t.Errorf("read %v though the version is that of last time", s.read)
	}
	s.listing.Entries[0].Version = "v3"
	s.files["page"] = source.Content{Data: []byte(coffee)}
	d.want("updated 1 | page", d.visit(s, 5))
}

// A page that is half in is asked for without conditions, though a part of it has the version that still holds.
func TestHalfOfAVersion(t *testing.T) {
	d, s := newDesk(t), &shop{asks: true}
	s.put("page", "1: The first letter is about tea.\n2: The second letter is about coffee.\n", 1)
	s.listing.Entries[0].ModTime = time.Time{}
	s.files["page"] = source.Content{Data: s.files["page"].Data, Version: "v1"}
	d.want("added 2 | page#1 page#2", d.visit(s, 0))
	half := index.State{Source: "shop", Entry: "page"}
	if err := d.ix.Apply(t.Context(), collection, index.Change{Touch: []index.Touch{{ID: "page#2", State: half}}}); err != nil {
		t.Fatal(err)
	}
	d.want("same 2 | page#1 page#2", d.visit(s, 1))
	d.want("same 2 | page#1 page#2", d.visit(s, 2))
	if len(s.read) != 1 || s.read[0] != "page v1" {
		t.Errorf("asked for %q", s.read)
	}
}

// A file on which the program breaks fails as any other, and the rest goes on.
func TestAFileThatBreaksTheProgram(t *testing.T) {
	d := newDesk(t)
	d.write("a.txt", tea, 5)
	d.write("b.txt", coffee, 5)
	r, err := d.try(t.Context(), d.dir, extractor(func(name string) {
		if name == "a.txt" {
			panic("no such page")
		}
	}))
	if err != nil || r.Added != 1 || len(r.Failed) != 1 || !errors.Is(r.Failed[0], errBroken) || !strings.Contains(r.Failed[0].Error(), "no such page") {
		t.Errorf("report is %+v, %v", r, err)
	}
}

// However often a source is gone through, its documents were seen lately.
func TestSeenAgain(t *testing.T) {
	d, s := newDesk(t), &shop{}
	s.put("a", tea, 1)
	s.put("b", coffee, 1)
	start := time.Since(noon).Hours() + 1 // documents are written now
	d.opts.Grace = 24 * time.Hour
	d.visit(s, start)
	before := d.changes()
	for minute := range 20 {
		if minute == 10 {
			s.drop("b") // is on its way out, which is noted once
		}
		hours := start + float64(minute)/60
		d.visit(s, hours)
		now := noon.Add(time.Duration(hours * float64(time.Hour)))
		a, err := d.ix.Info(t.Context(), collection, "a")
		if err != nil || now.Sub(a.LastSeen) > seenAgain {
			t.Errorf("after %d minutes it was last seen %v ago, %v", minute, now.Sub(a.LastSeen), err)
		}
	}
	if n := d.changes() - before; n > 6 {
		t.Errorf("in 20 minutes that is noted %d times", n)
	}
}

func TestWithin(t *testing.T) {
	parts := map[string]bool{"a.zip#b": true, "c/d.zip#e/f": true, "g": true}
	for id, want := range map[string]bool{
		"a.zip#b": true, "a.zip#b/c": true, "a.zip#b/c/d": true, "a.zip#bc": false, "a.zip": false, "c/d.zip#e": false, "c/d.zip#e/f/g": true, "g": true, "g#h": false, "": false,
	} {
		if got := isWithin(id, parts); got != want {
			t.Errorf("%q: %t", id, got)
		}
	}
}

func TestLimitsOfDocuments(t *testing.T) {
	d, s := newDesk(t), &shop{}
	d.opts.Documents = 3
	for _, id := range []string{"d", "c", "b", "a"} {
		s.put(id, tea+id, 1)
	}
	d.want("added 3, failed d 1 | a b c", d.visit(s, 0))
	s.drop("b")
	d.want("removed 1, same 2, waiting d 1 | a c", d.visit(s, 0.01))
	d.want("added 1, same 2 | a c d", d.visit(s, 1))
	d.opts.Documents, d.opts.Collection = 0, 3
	s.put("e", tea+"e", 1)
	d.want("same 3, failed e 1 | a c d", d.visit(s, 2))
	if err := d.opts.Memory.Failures["e"]; err == nil || !strings.Contains(err.Error, "a collection may have 3") {
		t.Errorf("the failure is %+v", err)
	}
	full := errors.New("no room")
	d.opts.Collection, d.opts.Room, d.opts.Retry = 0, func() error { return full }, true
	if _, err := d.run(Source{Collection: collection, Name: "shop", Files: s}).sync(t.Context()); !errors.Is(err, full) {
		t.Errorf("without room on the disk: %v", err)
	}
}
