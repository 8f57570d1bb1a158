package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// golden writes a document as the goldens have it: a line a block.
func golden(d Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %q author %q day %s lang %q pages %d note %q\n\n", d.Title, d.Author, d.Day.Format(time.DateOnly), d.Lang, d.Pages, d.Note())
	for _, x := range d.Blocks {
		kind := string(x.Kind)
		if x.Kind == corpus.Heading {
			kind = fmt.Sprint(kind, " ", x.Level)
		}
		if x.Rule != "" {
			kind = x.Rule
		}
		fmt.Fprintf(&b, "[%d %s] %s\n", x.Page, kind, x.Text)
	}
	return b.String()
}

func testFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestGolden reads the sound files of testdata and compares all of their blocks.
func TestGolden(t *testing.T) {
	for _, name := range []string{"note", "handbook", "columns", "arabic", "arabic-columns", "mixed"} {
		t.Run(name, func(t *testing.T) {
			d, err := Read(context.Background(), testFile(t, name+".pdf"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := golden(d)
			path := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestOpen reads one document as written in other ways: encrypted with an empty password, with its objects compressed,
// without a cross-reference table.
func TestOpen(t *testing.T) {
	want, err := Read(context.Background(), testFile(t, "note.pdf"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"open-aes256", "open-aes128", "open-rc4", "open-rc4-40", "objects", "no-xref"} {
		t.Run(name, func(t *testing.T) {
			got, err := Read(context.Background(), testFile(t, name+".pdf"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(golden(want), golden(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestRefused has what gives an error, and that the error says why.
func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name   string
		data   []byte
		want   error
		reason string
	}{
		{"password", testFile(t, "password.pdf"), ErrEncrypted, "password"},
		{"scanned", testFile(t, "scanned.pdf"), ErrScanned, "2 pages are pictures without text"},
		{"truncated", testFile(t, "truncated.pdf"), ErrDamaged, "the end of the file is missing"},
		{"empty", nil, ErrNotPDF, ""},
		{"text", []byte("Dear all,"), ErrNotPDF, ""},
		{"head alone", []byte("%PDF-1.7\n"), ErrDamaged, ""},
		{"bomb", bomb(t, 80<<20), ErrTooLarge, "decompress"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(context.Background(), tt.data, Options{})
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.reason) {
				t.Errorf("got %v, want %v with %q", err, tt.want, tt.reason)
			}
		})
	}
}

// bomb returns a page whose content is size bytes of spaces.
func bomb(t testing.TB, size int) []byte {
	var packed bytes.Buffer
	w, err := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	chunk := bytes.Repeat([]byte(" "), 1<<20)
	for range size >> 20 {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n")
	b.WriteString("3 0 obj<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n")
	fmt.Fprintf(&b, "4 0 obj<</Filter/FlateDecode/Length %d>>stream\n", packed.Len())
	b.Write(packed.Bytes())
	b.WriteString("\nendstream endobj\ntrailer<</Root 1 0 R>>\n")
	return b.Bytes()
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, testFile(t, "handbook.pdf"), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestPdftotext holds the words of pdftotext against those of the built-in reader, on files that both read.
func TestPdftotext(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	o := Options{Pdftotext: tool}.withDefaults()
	for name, least := range map[string]float64{"note": 1, "handbook": 1, "columns": 1, "arabic": 0.85} {
		t.Run(name, func(t *testing.T) {
			data := testFile(t, name+".pdf")
			sheets, err := poppler(context.Background(), data, o)
			if err != nil {
				t.Fatal(err)
			}
			want, err := Read(context.Background(), data, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := assembled(t, sheets)
			if f := tokenF1(textOf(want), textOf(got)); f < least {
				t.Errorf("token F1 %.3f, want %.3f:\n%s", f, least, cmp.Diff(textOf(want), textOf(got)))
			}
		})
	}
	t.Run("password", func(t *testing.T) {
		if _, err := poppler(context.Background(), testFile(t, "password.pdf"), o); err == nil || !strings.Contains(err.Error(), "password") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("time", func(t *testing.T) {
		short := o
		short.Timeout = time.Nanosecond
		if _, err := poppler(context.Background(), testFile(t, "note.pdf"), short); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

// assembled returns the document of words that pdftotext found.
func assembled(t *testing.T, sheets []sheet) Document {
	t.Helper()
	blocks, err := assemble(context.Background(), sheets, true)
	if err != nil {
		t.Fatal(err)
	}
	return Document{Blocks: blocks}
}

// textOf returns the text of a document without furniture.
func textOf(d Document) string {
	var b strings.Builder
	for _, x := range d.Blocks {
		if x.Kind != corpus.Boilerplate {
			b.WriteString(x.Text + "\n")
		}
	}
	return b.String()
}

// TestBoxes reads what pdftotext writes, and what it should not.
func TestBoxes(t *testing.T) {
	const out = `<doc>
  <page width="200" height="100">
          <word xMin="10" yMin="10" xMax="40" yMax="22">Salt</word>
          <word xMin="45" yMin="10" xMax="60" yMax="22">&amp;&lt;b&gt;` + "\x01" + `</word>
          <word xMin="nan" yMin="10" xMax="inf" yMax="22">lost</word>
          <word xMin="70" yMin="10" xMax="60" yMax="22">back</word>
          <word xMin="70" yMin="10"
  </page>
`
	sheets, err := readBoxes(strings.NewReader(out), 1000)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range sheets[0].words {
		got = append(got, w.text)
	}
	if diff := cmp.Diff([]string{"Salt", "&<b>"}, got); diff != "" {
		t.Error(diff)
	}
	if _, err := readBoxes(strings.NewReader(strings.Repeat(out, 100)), 100); !errors.Is(err, errOutput) {
		t.Errorf("too much text: %v", err)
	}
}

// FuzzRead looks for panics, and for blocks that break the invariants.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.pdf")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		d, err := Read(ctx, data, Options{Pages: 50})
		if errors.Is(err, context.DeadlineExceeded) {
			t.Fatal("over the deadline")
		}
		if err != nil {
			if strings.Contains(err.Error(), "runtime error") {
				t.Fatal(err)
			}
			return
		}
		for _, b := range d.Blocks {
			if b.Page < 1 || b.Page > d.Pages || !utf8.ValidString(b.Text) || b.Text == "" || strings.ContainsAny(b.Text, "\n\r\f") || strings.TrimSpace(b.Text) != b.Text {
				t.Fatalf("block %+v of %d pages", b, d.Pages)
			}
		}
	})
}
