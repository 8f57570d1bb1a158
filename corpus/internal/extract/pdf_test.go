package extract

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

func pdfData(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "pdf", "testdata", name+".pdf"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPDF(t *testing.T) {
	doc, err := Extract(context.Background(), "handbook.pdf", pdfData(t, "handbook"), Hints{})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Title != "Staff handbook" || doc.Author != "Mona Haddad" || doc.Lang != "en" || doc.Date.Origin != corpus.DateMeta {
		t.Errorf("title %q author %q lang %q date %v", doc.Title, doc.Author, doc.Lang, doc.Date)
	}
	places := map[string]corpus.Place{}
	for _, b := range doc.Blocks {
		places[b.Of(doc.Text)] = b.Place
	}
	for text, page := range map[string]int{"Working hours": 1, "North | 06:30 | 22:00": 2} {
		if want := (corpus.Place{Kind: corpus.Page, Number: page}); places[text] != want {
			t.Errorf("%s: at %+v, want %+v", text, places[text], want)
		}
	}
}

// TestPDFPartly reads a document one page of which is a picture: the rest is yielded, and the page is named.
func TestPDFPartly(t *testing.T) {
	n := 0
	err := All(context.Background(), "mixed.pdf", pdfData(t, "mixed"), Hints{}, func(string, corpus.Document) error { n++; return nil })
	var part *PartError
	if n != 1 || !errors.As(err, &part) || !errors.Is(err, ErrEmpty) || !strings.Contains(err.Error(), "p. 2") {
		t.Errorf("%d documents, error %v", n, err)
	}
}

func TestPDFRefused(t *testing.T) {
	for _, tt := range []struct {
		name   string
		data   []byte
		want   error
		reason string
	}{
		{"password", pdfData(t, "password"), ErrEncrypted, "opens with a password only"},
		{"scanned", pdfData(t, "scanned"), ErrEmpty, "text recognition"},
		{"truncated", pdfData(t, "truncated"), ErrNotText, "end of the file is missing"},
		{"head alone", []byte("%PDF-1.4\n"), ErrNotText, "damaged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Extract(context.Background(), "a.pdf", tt.data, Hints{})
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.reason) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestPDFByContent tells PDF by its bytes, whatever the name, and behind a line of the mail program's.
func TestPDFByContent(t *testing.T) {
	note := pdfData(t, "note")
	for name, data := range map[string][]byte{
		"note.txt": note,
		"note.PDF": append([]byte("Content-Type: application/pdf\r\n\r\n"), note...),
	} {
		doc, err := Extract(context.Background(), name, data, Hints{})
		if err != nil || doc.Title != "Boathouse rules" {
			t.Errorf("%s: title %q, %v", name, doc.Title, err)
		}
	}
	if _, err := Extract(context.Background(), "a.pdf", bytes.Repeat([]byte("no such thing here. "), 20), Hints{}); err != nil {
		t.Errorf("text with a wrong name: %v", err)
	}
}

// TestPDFArabic reads a file whose own mark says English, as LibreOffice writes it: the text tells better.
func TestPDFArabic(t *testing.T) {
	doc, err := Extract(context.Background(), "arabic.pdf", pdfData(t, "arabic"), Hints{})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Lang != "ar" || doc.Title != "دليل الموظفين" {
		t.Errorf("lang %q title %q", doc.Lang, doc.Title)
	}
	if want := "قيمته 2.5 مليون دولار، وتنتهي مدته بعد 10 سنوات."; !strings.Contains(doc.Text, want) {
		t.Errorf("no %q in:\n%s", want, doc.Text)
	}
}
