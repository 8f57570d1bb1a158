package pdf

import (
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

func TestSaneTitle(t *testing.T) {
	for title, want := range map[string]bool{
		"Rules of the boathouse": true, "دليل الموظفين": true, "Document retention policy": true, "Draft treaty on fishing": true,
		"Microsoft Word - rules.doc": false, "rules_v3.docx": false, "untitled": false, "Untitled-2": false, "Document1": false, "": false, "1.2": false,
		`C:\files\x`: false, "PowerPoint Presentation": false, "Slide 1": false,
	} {
		if got := saneTitle(title); got != want {
			t.Errorf("%q: got %v", title, got)
		}
	}
}

func TestSaneAuthor(t *testing.T) {
	for author, want := range map[string]bool{
		"Ida Marsh": true, "منى حداد": true, "Harbour Office": true, "user": false, "Administrator": false, "jdoe": false, "a@example.org": false, "User123": false, "Owner": false,
	} {
		if got := saneAuthor(author); got != want {
			t.Errorf("%q: got %v", author, got)
		}
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{
		"D:20240305101500+02'00'": "2024-03-05", "2024-03-05T10:15:00Z": "2024-03-05", "20240305": "2024-03-05", "D:2024": "0001-01-01",
		"D:19040101": "0001-01-01", "5 March 2024": "0001-01-01", "": "0001-01-01", "D:20241399": "0001-01-01",
	} {
		if got := day(in).Format(time.DateOnly); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}

func TestElement(t *testing.T) {
	const packet = `<rdf:Description xmp:CreateDate="2024-03-05"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Salt &amp; oil</rdf:li>
<rdf:li xml:lang="de">Salz</rdf:li></rdf:Alt></dc:title></rdf:Description>`
	for name, want := range map[string]string{"dc:title": "Salt & oil", "xmp:CreateDate": "2024-03-05", "dc:creator": ""} {
		if got := element(packet, name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestCheckTitle(t *testing.T) {
	heading := Block{Page: 1, Kind: corpus.Heading, Level: 1, Text: "The new ferry"}
	for title, want := range map[string]string{"Invoice template": "", "The New Ferry": "The New Ferry"} {
		d := Document{Title: title, Blocks: []Block{heading}}
		if d.checkTitle(); d.Title != want {
			t.Errorf("%s: got %q", title, d.Title)
		}
	}
}
