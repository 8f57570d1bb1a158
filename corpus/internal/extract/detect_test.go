package extract

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDetect checks that what a file holds counts and not what it is called.
func TestDetect(t *testing.T) {
	file := func(name string) []byte {
		data, err := os.ReadFile("testdata/files/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	page := "<!DOCTYPE html><html><head><title>A page</title></head><body><p>It was saved under the name of another format.</p></body></html>"
	tests := []struct {
		name  string
		file  string
		media string
		data  []byte
		want  string // how the text of the first document begins
	}{
		{"Word document as text", "a.txt", "", file("depot.docx"), "Riverside depot handbook\n\nMaren Holt"},
		{"Word document as archive", "a.zip", "", file("depot.docx"), "Riverside depot handbook\n\nMaren Holt"},
		{"archive as Word document", "a.docx", "", packed(t, parts(t, "pack.zip")), "The first note"},
		{"RTF as Word document", "a.doc", "", file("hand.rtf"), "Rules of the yard"},
		{"page as Word document", "a.doc", "", []byte(page), "A page\n\nIt was saved"},
		{"page as spreadsheet", "a.xls", "", []byte(page), "A page\n\nIt was saved"},
		{"page as text stays as it is", "a.txt", "", []byte(page), "<!DOCTYPE html>"},
		{"text as PDF", "a.pdf", "", []byte("Nothing but words."), "Nothing but words."},
		{"spreadsheet as table", "a.csv", "", file("depots.xlsx"), "a\n\nDepot | Opened"},
		{"message without a name", "a", "", file("letter.eml"), "المفاتيح and keys"},
		{"mailbox without a name", "Inbox", "", file("inbox.mbox"), "Summer party"},
		{"message as text stays as it is", "a.txt", "", file("inbox.mbox"), "From ole@example.com"},
		{"table by its media type", "export", "text/csv; charset=utf-8", file("depots.csv"), "Depot: Riverside"},
		{"JSON by its media type", "api", "application/json", []byte(`{"data": [{"id": 7, "name": "Riverside", "beds": 40}]}`), "id: 7; name: Riverside; beds: 40"},
		{"a record that has lists", "a.json", "", []byte(`{"title": "Gates", "body": "` + strings.Repeat("The north gate closes at six. ", 5) + `", "notes": [{"by": "Ole"}]}`), "Gates\n\nThe north gate"},
		{"markup in a file of text without a name", "readme", "text/html", []byte("<p>A page without a head, as servers give it.</p>"), "A page without a head"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs, err := gather(tt.file, tt.data, Hints{ContentType: tt.media})
			if len(docs) == 0 || !strings.HasPrefix(docs[0].Doc.Text, tt.want) {
				t.Errorf("%d documents, error %v", len(docs), err)
				if len(docs) > 0 {
					t.Errorf("text %.80q", docs[0].Doc.Text)
				}
			}
		})
	}
}

// The names of records are no paths.
func TestNamesOfRecords(t *testing.T) {
	const words = "The north gate of the yard is closed at six by whoever leaves last."
	table := "id,text\n..," + words + "\n.," + words + "\na," + words + "\n\x02," + words + "\n"
	docs, err := gather("a.csv", []byte(table), Hints{})
	var got []string
	for _, d := range docs {
		got = append(got, d.Sub)
	}
	if d := cmp.Diff([]string{"2", "3", "a", "5"}, got); d != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, d)
	}
}

func TestColumns(t *testing.T) {
	const table = "ref,note,who,when,more\nA1,short note,Ole Dahl,2024-03-05,x\nA2,another,Sara Lind,,y,z\n"
	tests := []struct {
		name    string
		columns Columns
		want    []string // place, title, author, text
	}{
		{"none", Columns{}, []string{"||ref: A1; note: short note; who: Ole Dahl; when: 2024-03-05; more: x\nref: A2; note: another; who: Sara Lind; more: y; z"}},
		{"text", Columns{Text: []string{"note"}}, []string{"2||short note\n\nref: A1; who: Ole Dahl; when: 2024-03-05; more: x", "3||another\n\nref: A2; who: Sara Lind; more: y; z"}},
		{"all", Columns{Text: []string{"NOTE", "more"}, ID: "ref", Title: "who", Author: "who", Date: "when"},
			[]string{"A1|Ole Dahl|Ole Dahl\n\nshort note\n\nmore\n\nx\n\nwhen: 2024-03-05", "A2|Sara Lind|Sara Lind\n\nanother\n\nmore\n\ny\n\nz"}},
		{"one that is not there", Columns{Text: []string{"gone"}}, []string{"||ref: A1; note: short note; who: Ole Dahl; when: 2024-03-05; more: x\nref: A2; note: another; who: Sara Lind; more: y; z"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs, err := gather("a.csv", []byte(table), Hints{Columns: tt.columns})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range docs {
				text := d.Doc.Text
				if strings.Contains(text, "ref | ") {
					_, text, _ = strings.Cut(text, "\n\n")
				}
				got = append(got, d.Sub+"|"+d.Doc.Title+"|"+text)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
