package ingest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/internal/extract"
	"github.com/dalil-bot/dalil/corpus/source"
)

const collection = "c"

// A desk is a folder and an index that is kept in step with it.
type desk struct {
	*testing.T
	dir  string
	data string
	ix   *index.Index
	opts Options

	prefix, recipe string
}

// file returns what is in a file of the collection.
func (d *desk) file(name string) string {
	d.Helper()
	raw, err := os.ReadFile(filepath.Join(d.data, "collections", collection, name))
	if err != nil {
		d.Fatal(err)
	}
	return string(raw)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// run makes a run that writes often.
func (d *desk) run(src Source) *run {
	r := newRun(d.ix, src, d.opts)
	r.batch = limits{passages: 2, bytes: 1000, entry: 2000}
	return r
}

// An extractor extracts in this process after having been told of the name.
type extractor func(name string)

func (f extractor) Extract(ctx context.Context, name string, data []byte, h extract.Hints, yield func(sub string, doc corpus.Document) error) error {
	f(name)
	return extract.All(ctx, name, data, h, yield)
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	data := t.TempDir()
	ix, err := index.Open(data, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return &desk{T: t, dir: t.TempDir(), data: data, ix: ix}
}

// write writes a file that was last changed some hours ago.
func (d *desk) write(name, text string, hours int) {
	d.Helper()
	path := filepath.Join(d.dir, name)
	old := time.Now().Add(-time.Duration(hours) * time.Hour)
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600), os.Chtimes(path, old, old))
	if err != nil {
		d.Fatal(err)
	}
}

// sync syncs the folder under its own name and compares the report.
func (d *desk) sync(want Report) {
	d.Helper()
	got, err := d.try(d.Context(), d.dir, nil)
	if err != nil {
		d.Fatal(err)
	}
	opts := cmp.Options{cmpopts.IgnoreFields(Report{}, "Bytes", "Passages"), cmpopts.IgnoreFields(Problem{}, "Next"), cmpopts.EquateErrors(), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(want, got, opts); diff != "" {
		d.Errorf("report (-want +got):\n%s", diff)
	}
	if names, err := d.ix.Collections(); err != nil || len(names) == 0 {
		return
	}
	if err := d.ix.Verify(d.Context(), collection); err != nil {
		d.Error(err)
	}
}

func (d *desk) try(ctx context.Context, name string, extract Extractor) (Report, error) {
	folder, err := source.NewFolder(d.dir, source.Options{})
	if err != nil {
		d.Fatal(err)
	}
	defer folder.Close()
	d.opts.Extractor = extract
	return d.run(Source{Collection: collection, Name: name, Files: folder}).sync(ctx)
}

func (d *desk) text(id string) string {
	d.Helper()
	doc, err := d.ix.Document(d.Context(), collection, id)
	if err != nil {
		d.Fatal(err)
	}
	return doc.Text
}

const (
	tea    = "The tea house by the harbour opens at nine in the morning and closes at midnight.\n"
	coffee = "The coffee house on the hill opens at ten in the morning and closes at eleven.\n"
)

func TestSync(t *testing.T) {
	d := newDesk(t)
	d.sync(Report{})
	d.write("tea.txt", tea, 9)
	d.write("far/coffee.txt", coffee, 9)
	d.write("picture.png", "not read", 9)
	d.sync(Report{Added: 2, Skipped: 1})
	d.sync(Report{Unchanged: 2, Skipped: 1})
	d.write("tea.txt", tea+"Milk is free.\n", 8)
	d.sync(Report{Updated: 1, Unchanged: 1, Skipped: 1})
	if got := d.text("tea.txt"); got != tea+"Milk is free.\n" {
		t.Errorf("the text is %q", got)
	}
	if err := os.Remove(filepath.Join(d.dir, "tea.txt")); err != nil {
		t.Fatal(err)
	}
	d.sync(Report{Removed: 1, Unchanged: 1, Skipped: 1})
	if _, err := d.ix.Document(t.Context(), collection, "tea.txt"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a vanished file gives %v", err)
	}
}

func TestWhatIsUnchangedIsNotRead(t *testing.T) {
	d := newDesk(t)
	d.write("old.txt", tea, 5)
	d.write("saved again.txt", coffee, 5)
	d.write("new.txt", tea, 0)
	d.sync(Report{Added: 3})
	d.write("saved again.txt", coffee, 4)
	var read []string
	extract := extractor(func(name string) { read = append(read, name) })
	for _, wantBytes := range []int{len(coffee) + len(tea), len(tea)} { // new.txt is too young to be trusted
		r, err := d.try(t.Context(), d.dir, extract)
		if err != nil || r.Unchanged != 3 || r.Bytes != int64(wantBytes) || len(read) > 0 {
			t.Errorf("report is %+v, %v; extracted were %v", r, err, read)
		}
	}
}

func TestFailuresKeepTheLastGoodForm(t *testing.T) {
	d := newDesk(t)
	d.write("a.txt", tea, 5)
	d.write("b.txt", coffee, 5)
	d.sync(Report{Added: 2})
	d.write("a.txt", "\x00\x01\x02\x03\x00\x00\x00binary", 4)
	d.write("c.txt", tea, 4)
	r, err := d.try(t.Context(), d.dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Added != 1 || r.Unchanged != 1 || r.Removed != 0 || len(r.Failed) != 1 || r.Failed[0].ID != "a.txt" {
		t.Errorf("report is %+v", r)
	}
	if got := d.text("a.txt"); got != tea {
		t.Errorf("the text is %q", got)
	}
}

func TestSourcesDoNotTouchEachOther(t *testing.T) {
	d := newDesk(t)
	d.write("a.txt", tea, 5)
	d.sync(Report{Added: 1})
	d.write("b.txt", coffee, 5)
	r, err := d.try(t.Context(), "another", nil)
	if err != nil || r.Added != 1 || len(r.Failed) != 1 || !errors.Is(r.Failed[0], ErrOtherSource) {
		t.Errorf("report is %+v, %v", r, err)
	}
	if err := errors.Join(os.Remove(filepath.Join(d.dir, "a.txt")), os.Remove(filepath.Join(d.dir, "b.txt"))); err != nil {
		t.Fatal(err)
	}
	d.sync(Report{Removed: 1})
	if got := d.text("b.txt"); got != coffee {
		t.Errorf("the text is %q", got)
	}
}

func TestCalledOff(t *testing.T) {
	d := newDesk(t)
	for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
		d.write(name+".txt", tea, 5)
	}
	ctx, cancel := context.WithCancel(t.Context())
	r, err := d.try(ctx, d.dir, extractor(func(name string) {
		if name == "c.txt" {
			cancel()
		}
	}))
	if !errors.Is(err, context.Canceled) || r.Added > 4 || len(r.Failed) > 0 {
		t.Errorf("report is %+v, %v", r, err)
	}
	d.sync(Report{Added: 6})
}

func TestProgress(t *testing.T) {
	d := newDesk(t)
	d.write("a.txt", tea, 5)
	d.write("b.txt", coffee, 5)
	folder, err := source.NewFolder(d.dir, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	var last Progress
	_, err = Sync(t.Context(), d.ix, Source{Collection: collection, Name: "n", Files: folder}, Options{Progress: func(p Progress) { last = p }})
	if err != nil {
		t.Fatal(err)
	}
	if last.Done != 2 || last.Total != 2 || last.Bytes != int64(len(tea)+len(coffee)) || last.Passages != 2 {
		t.Errorf("the last progress is %+v", last)
	}
}

// sameFiles says of every file that it has not changed since it was read last.
type sameFiles struct{ *source.Folder }

func (f sameFiles) Read(ctx context.Context, e source.Entry) (source.Content, error) {
	return source.Content{}, source.ErrUnchanged
}

func TestASourceMaySayUnchanged(t *testing.T) {
	d := newDesk(t)
	d.write("a.txt", tea, 5)
	d.sync(Report{Added: 1})
	d.write("a.txt", coffee, 4)
	d.write("b.txt", coffee, 4)
	folder, err := source.NewFolder(d.dir, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	r, err := Sync(t.Context(), d.ix, Source{Collection: collection, Name: d.dir, Files: sameFiles{folder}}, Options{})
	if err != nil || r.Unchanged != 1 || len(r.Failed) != 1 || r.Failed[0].ID != "b.txt" {
		t.Errorf("report is %+v, %v", r, err)
	}
	if got := d.text("a.txt"); got != tea {
		t.Errorf("the text is %q", got)
	}
}
