package feed

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/tools/txtar"

	"github.com/dalil-bot/dalil/corpus/source"
)

var update = flag.Bool("update", false, "rewrite what the feeds in testdata are expected to become")

// TestFeeds reads the feeds in testdata. Each file has the feed and, below "want", a line for each entry with its ID, what
// else it is linked to, its time, whether its text is taken from the feed, its title and people, and the beginning of what
// the feed has.
func TestFeeds(t *testing.T) {
	names, err := filepath.Glob("testdata/feeds/*.txtar")
	if err != nil || len(names) < 10 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil || len(archive.Files) != 2 {
				t.Fatal(len(archive.Files), err)
			}
			want := &archive.Files[1].Data
			got := []byte(outline(source.Content{Data: archive.Files[0].Data, URI: "https://feeds.example/feed.xml"}))
			if *update {
				*want = got
				if err := os.WriteFile(name, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if d := cmp.Diff(string(*want), string(got)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// outline says what a feed becomes.
func outline(c source.Content) string {
	items, err := parse(c)
	var b strings.Builder
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	if items == nil && err != nil {
		return b.String()
	}
	l, byID := list(items, c.URI, Options{MaxEntries: 100})
	for _, e := range l.Entries {
		i := byID[e.ID]
		fmt.Fprintln(&b, e.ID)
		if e.URI != e.ID {
			fmt.Fprintf(&b, "  at %s\n", e.URI)
		}
		if !e.ModTime.IsZero() {
			fmt.Fprintf(&b, "  %s\n", e.ModTime.Format(time.RFC3339))
		}
		from := "page"
		if i.page == "" || i.whole() {
			from = "feed"
		}
		fmt.Fprintf(&b, "  %s: %q %q %s\n", from, i.title, i.authors, i.lang)
		if i.body != "" {
			fmt.Fprintf(&b, "  %.150q\n", strings.TrimSpace(i.body))
		}
	}
	for _, p := range l.Problems {
		fmt.Fprintf(&b, "problem: %v\n", p)
	}
	if l.Skipped > 0 || !l.Partial {
		fmt.Fprintf(&b, "skipped %d, partial %v\n", l.Skipped, l.Partial)
	}
	return b.String()
}

// A feed in an encoding that itself, its server or its first bytes name.
func TestEncodings(t *testing.T) {
	text := `<rss version="2.0"><channel><title>x</title><item><title>أخبار</title><link>https://a.example/1</link></item></channel></rss>`
	arabic, err := charmap.Windows1256.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="utf-16"?>` + text)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]source.Content{
		"declared":              {Data: []byte(`<?xml version="1.0" encoding="windows-1256"?>` + arabic)},
		"declared and labelled": {Data: []byte(`<?xml version="1.0" encoding="windows-1256"?>` + arabic), Type: "text/xml; charset=utf-8"},
		"labelled":              {Data: []byte(arabic), Type: "application/rss+xml; charset=windows-1256"},
		"labelled wrongly":      {Data: []byte(text), Type: "text/xml; charset=windows-1256"},
		"UTF-8 with a mark":     {Data: []byte("\ufeff" + text)},
		"UTF-16":                {Data: []byte(wide)},
		"white space first":     {Data: []byte("\n\n  " + text)},
	} {
		items, err := parse(c)
		if err != nil || len(items) != 1 || items[0].title != "أخبار" {
			t.Errorf("%s: %+v, %v", name, items, err)
		}
	}
}

// What would have the parser call itself without end, or copy without end, is refused; and tags in a text are no depth.
func TestTooMuch(t *testing.T) {
	deep := strings.Repeat("<a:b>", 1<<14)
	hidden := func(level, closed string) string { // levels, as many as the parser can take, of which another way to find tags sees none
		return "<rss><channel><item>" + strings.Repeat(level, 2*maxDepth) + strings.Repeat(closed, 2*maxDepth) + "</item></channel></rss>"
	}
	var names strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&names, " xmlns:n%d='u'", i)
	}
	for name, c := range map[string]struct {
		text string
		deep bool
	}{
		"closed within a quotation":    {hidden(`<a:b c="/>">`, "</a:b>"), true},
		"closed within an instruction": {hidden("<a:b><?x ></a:b>?>", "</a:b>"), true},
		"closed within a declaration":  {hidden(`<a:b><!x "></a:b>">`, "</a:b>"), true},
		"closed behind a control":      {hidden("<a:b><\x01!-- </a:b> -->", "</a:b>"), true},
		"pieces of text":               {"<rss><channel><item><a:b>" + strings.Repeat("x<a:c/>", 1<<16) + "</a:b></item></channel></rss>", true},
		"names":                        {"<rss><channel" + names.String() + ">" + strings.Repeat("<x/>", 1000) + "</channel></rss>", true},
		"never closed":                 {"<rss><channel><item>" + strings.Repeat("<p>x<br></p>", 1000) + "</item></channel></rss>", false},
		"extensions":                   {"<rss><channel><item>" + deep, true},
		"mended":                       {"<rss><channel><item></item><item>" + deep, true},
		"XHTML":                        {"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>" + deep + "</content></entry></feed>", true},
		"JSON":                         {`{"version": "https://jsonfeed.org/version/1", "x": ` + strings.Repeat("[", 1<<14), true},
		"in a text":                    {"<rss><channel><item><description><![CDATA[" + deep + "]]></description></item></channel></rss>", false},
		"in a comment":                 {"<rss><channel><!-- " + deep + " --><item/></channel></rss>", false},
		"closed by itself":             {"<rss><channel>" + strings.Repeat("<x/>", 1000) + "<item/></channel></rss>", false},
		"beside each other":            {"<rss><channel>" + strings.Repeat("<item></item>", 1000) + "</channel></rss>", false},
	} {
		if _, err := parse(source.Content{Data: []byte(c.text)}); (err != nil) != c.deep {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTeaser(t *testing.T) {
	for text, want := range map[string]bool{
		"And so on…": true, "And so on...": true, "And so [...]": true, "And so […]": true, "Read more": true, "Continue reading →": true,
		"النص اقرأ المزيد »": true, "It ended well.": false, "He could read more": true, "": false, "Read more of it in the book.": false,
	} {
		if got := teaser(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestNamed(t *testing.T) {
	for page, want := range map[string]string{
		`<html><head><link rel="stylesheet" href="a.css"><link rel="alternate" type="application/rss+xml" href="/feed">`:                                   "/feed",
		`<link rel=alternate type=application/atom+xml href=one><link rel=alternate type=application/atom+xml href=two>`:                                   "one",
		`<link rel="alternate" hreflang="ar" href="/ar/"><link REL="Alternate" TYPE="application/feed+json" HREF=" feed.json ">`:                           "feed.json",
		`<head><script>"<link rel=alternate type=application/rss+xml href=no>"</script></head><body><link rel=alternate type=application/rss+xml href=no>`: "",
		`<!-- <link rel=alternate type=application/rss+xml href=no> -->`:                                                                                   "",
		``: "",
	} {
		if got := named([]byte(page)); got != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}

// FuzzFeed: whatever a feed holds, its entries have identifiers that are valid and not shared, and each gives a page.
func FuzzFeed(f *testing.F) {
	names, err := filepath.Glob("testdata/feeds/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data, "")
	}
	f.Add([]byte("\xff\xfe<\x00r\x00"), "text/xml; charset=utf-16")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		items, err := parse(source.Content{Data: data, Type: contentType, URI: "https://feeds.example/feed.xml"})
		if err != nil && !errors.Is(err, errCut) {
			return
		}
		l, byID := list(items, "https://feeds.example/feed.xml", Options{MaxEntries: 100})
		seen := map[string]bool{}
		for _, e := range l.Entries {
			if seen[e.ID] || !strings.HasPrefix(e.ID, "http") || strings.ContainsAny(e.ID, "# \n") || strings.ToValidUTF8(e.ID, "") != e.ID {
				t.Errorf("identifier %q", e.ID)
			}
			seen[e.ID] = true
			if c := byID[e.ID].content(); !bytes.HasPrefix(c.Data, []byte("<!DOCTYPE html>")) {
				t.Errorf("%q", c.Data)
			}
		}
	})
}
