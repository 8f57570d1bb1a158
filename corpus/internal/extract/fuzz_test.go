package extract

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/dalil-bot/dalil/corpus"
)

// small are limits that a fuzzer can reach in no time.
var small = Limits{Part: 1 << 20, Total: 2 << 20, Parts: 50, Documents: 100, Rows: 200, Pages: 20, Text: 1 << 18}

// A found is what All yields.
type found struct {
	Sub string
	Doc corpus.Document
}

// gather returns the documents of a file and its error.
func gather(name string, data []byte, h Hints) ([]found, error) {
	var docs []found
	err := All(context.Background(), name, data, h, func(sub string, doc corpus.Document) error {
		docs = append(docs, found{sub, doc})
		return nil
	})
	return docs, err
}

// checkAll checks what holds for every file: invariants of blocks, places and names, errors that say what is wrong, and
// the same result a second time.
func checkAll(t *testing.T, name string, data []byte) []found {
	t.Helper()
	h := Hints{Limits: small, ModTime: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)}
	docs, err := gather(name, data, h)
	checkErrors(t, name, err)
	if len(docs) == 0 && err == nil {
		t.Fatal("neither documents nor an error")
	}
	subs := map[string]bool{}
	for _, d := range docs {
		checkBlocks(t, d.Doc.Text, d.Doc.Blocks)
		if subs[d.Sub] {
			t.Fatalf("two documents at %q", d.Sub)
		}
		subs[d.Sub] = true
		if strings.HasPrefix(d.Sub, "/") || strings.Contains("/"+d.Sub+"/", "/../") {
			t.Fatalf("place %q leads out", d.Sub)
		}
		for _, b := range d.Doc.Blocks {
			if p := b.Place; (p == corpus.Place{}) != (p.Kind == "") || p.Number < 0 || strings.ContainsAny(p.Name, "\n\x00") {
				t.Fatalf("place %+v", p)
			}
		}
	}
	again, err2 := gather(name, data, h)
	if d := cmp.Diff(docs, again); d != "" || fmt.Sprint(err) != fmt.Sprint(err2) {
		t.Fatalf("another result the second time: %s %v %v", d, err, err2)
	}
	return docs
}

// checkErrors checks that each of the joined errors is one line that names the file and is of a known kind.
func checkErrors(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok && !strings.HasPrefix(err.Error(), "extract "+name+": damaged") {
		for _, e := range joined.Unwrap() {
			checkErrors(t, name, e)
		}
		return
	}
	if !refused(err) || !strings.Contains(err.Error(), name) {
		t.Fatalf("error %v", err)
	}
}

// parts returns the parts of a made file, without the listing.
func parts(tb testing.TB, file string) []txtar.File {
	tb.Helper()
	a, err := txtar.ParseFile("testdata/made/" + file + ".txtar")
	if err != nil {
		tb.Fatal(err)
	}
	return a.Files[:len(a.Files)-1]
}

// fuzzParts fuzzes some parts of a made file, which stays well packed.
func fuzzParts(f *testing.F, file string, names ...string) {
	all := parts(f, file)
	seed := make([]any, len(names))
	at := make([]int, len(names))
	for k, name := range names {
		for i, p := range all {
			if p.Name == name {
				seed[k], at[k] = p.Data, i
			}
		}
	}
	f.Add(seed...)
	run := func(t *testing.T, fuzzed ...[]byte) {
		changed := append([]txtar.File{}, all...)
		for k, data := range fuzzed {
			changed[at[k]].Data = data
		}
		checkAll(t, file, packed(t, changed))
	}
	if len(names) == 1 {
		f.Fuzz(func(t *testing.T, a []byte) { run(t, a) })
		return
	}
	f.Fuzz(func(t *testing.T, a, b []byte) { run(t, a, b) })
}

func FuzzDocx(f *testing.F) { fuzzParts(f, "word.docx", "word/document2.xml", "word/styles.xml") }
func FuzzXlsx(f *testing.F) { fuzzParts(f, "sheets.xlsx", "xl/worksheets/one.xml", "xl/styles.xml") }
func FuzzPptx(f *testing.F) {
	fuzzParts(f, "slides.pptx", "ppt/slides/slide1.xml", "ppt/presentation.xml")
}
func FuzzODT(f *testing.F)  { fuzzParts(f, "text.odt", "content.xml") }
func FuzzODS(f *testing.F)  { fuzzParts(f, "sheet.ods", "content.xml") }
func FuzzEPUB(f *testing.F) { fuzzParts(f, "book.epub", "OPS/one.xhtml", "OPS/book.opf") }
func FuzzRTF(f *testing.F)  { fuzzFiles(f, "a.rtf", "testdata/files/*.rtf") }
func FuzzCSV(f *testing.F)  { fuzzFiles(f, "a.csv", "testdata/files/*.csv") }
func FuzzJSON(f *testing.F) { fuzzFiles(f, "a.json", "testdata/files/*.json*") }
func FuzzMail(f *testing.F) { fuzzFiles(f, "a.eml", "testdata/files/*.eml") }
func FuzzMbox(f *testing.F) { fuzzFiles(f, "a.mbox", "testdata/files/*.mbox") }
func FuzzEntry(f *testing.F) { // names of files in archives
	for _, s := range []string{"a/b.txt", "../../etc/passwd", `..\a.txt`, "/", "", "\xff\xfe.txt", "C:\\a\\b.md", "a//b", "a/./b", strings.Repeat("../", 50) + "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := entryName(name)
		if strings.HasPrefix(got, "/") || strings.Contains("/"+got+"/", "/../") || entryName(got) != got {
			t.Fatalf("%q becomes %q", name, got)
		}
	})
}

// fuzzFiles fuzzes the bytes of a file, with some files for a start.
func fuzzFiles(f *testing.F, name, pattern string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds %s: %v", pattern, err)
	}
	for _, file := range files {
		if data, err := os.ReadFile(file); err == nil && !strings.HasSuffix(file, ".golden") {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkAll(t, name, data) })
}

func FuzzArchive(f *testing.F) {
	f.Add("a.zip", packed(f, parts(f, "pack.zip")))
	f.Add("a.tar", tarred(f, map[string]string{"one.txt": "The first file.", "two/two.md": "# Two\n\nThe second file."}))
	f.Add("a.tar.gz", squashed(f, tarred(f, map[string]string{"one.txt": "The first file."})))
	f.Add("a.txt.gz", squashed(f, []byte("Nothing but one file.")))
	f.Add("a.docx", packed(f, parts(f, "word.docx")))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if strings.Contains(name, "\n") {
			return
		}
		checkAll(t, name, data)
	})
}

// tarred returns a tar file of some files, sorted by name.
func tarred(tb testing.TB, files map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(files[name])), Typeflag: tar.TypeReg}); err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(files[name])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// squashed returns bytes packed by gzip.
func squashed(tb testing.TB, data []byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}
