package extract

import (
	"context"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// A day that is printed below the title is a better one than that on which a program wrote the file.
func TestMadeLater(t *testing.T) {
	made := time.Date(2019, 6, 7, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name       string
		day        time.Time
		paragraphs []string
		want       string
	}{
		{"a day below the title", time.Time{}, []string{"Rules of the harbour", "5 January 2015", "Boats pay at the pier."}, "2015-01-05 byline"},
		{"with an agency", time.Time{}, []string{"Harbour opens", "SKARN, Jan. 5, 2015 (ABC) – The harbour of Skarn was opened again after ten long months."}, "2015-01-05 byline"},
		{"none", time.Time{}, []string{"Rules of the harbour", "Boats pay at the pier."}, "2019-06-07 meta"},
		{"a day in the text", time.Time{}, []string{"Rules of the harbour", "Since 5 January 2015 all boats that stay for longer than a day have to pay at the pier."}, "2019-06-07 meta"},
		{"a signature's day", time.Time{}, []string{"Contract", "Both sides agree to share the costs of the pier in equal parts for ten years.", "5 January 2015"}, "2019-06-07 meta"},
		{"the format's day of publication", made.AddDate(1, 0, 0), []string{"Rules of the harbour", "5 January 2015", "Boats pay at the pier."}, "2020-06-07 meta"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBuilder(context.Background(), Hints{})
			for _, p := range tt.paragraphs {
				b.add(para{kind: corpus.Paragraph, lines: []string{p}})
			}
			page, err := b.page()
			if err != nil {
				t.Fatal(err)
			}
			page.Made, page.Day = made, tt.day
			doc, err := finish(page, Hints{ModTime: made.AddDate(2, 0, 0), URL: "https://example.org/2018/01/02/x.pdf"})
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Date.Day.Format("2006-01-02 ") + string(doc.Date.Origin); got != tt.want {
				t.Errorf("date %s, want %s", got, tt.want)
			}
		})
	}
}

// Title, day and one sentence are a whole document.
func TestTitleOverADay(t *testing.T) {
	for text, want := range map[string]string{
		"Handbook 2015\n5 January 2015\nStaff get leave.\n":                          "Handbook 2015",
		"Handbook 2015\r\n\r\n5 January 2015\r\n\r\nStaff get leave.\r\n":            "Handbook 2015",
		"Handbook 2015\n\n5 January 2015\n\nThe office is open from nine to five":    "Handbook 2015",
		"دليل الموظفين 2015\n5 يناير 2015\nللموظفين إجازة.\n":                        "دليل الموظفين 2015",
		"Handbook 2015\n5 January 2015\nStaff get 25 days of leave in every year.\n": "Handbook 2015",
		"Milk 2\n5 January 2015\nEggs 12\n":                                          "",
		"Handbook 2015\n5 January 2015\n":                                            "",
		"Milk\nEggs\nTen boats of the harbour office were sold.\n":                   "",
	} {
		doc, err := Extract(context.Background(), "a.txt", []byte(text), Hints{})
		if err != nil || doc.Title != want {
			t.Errorf("%q: title %q, want %q, %v", text, doc.Title, want, err)
		}
	}
}
