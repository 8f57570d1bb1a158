package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/ingest"
)

func TestParseSources(t *testing.T) {
	c := defaults()
	err := parseConfig([]byte(`
sources:
  zebra:
    folder: /srv/zebra
    collection: articles
    except: [drafts, "*.bak"]
    grace: 1h
  أخبار:
    feed: https://news.example/a,b.rss
    documents: 50
  pages: {url: [https://a.example/x, "https://b.example/y"], every: 0s, file_size: 20 MiB}
  code:
    git: https://git.example/handbook
    branch: main
    only: docs, "notes"
  desk:
    channel: "1180000000000000001"
    pins: true
    since: 2024-05-31
    messages: 500
  table:
    folder: /srv/table
    columns:
      text: [body, lead]
      title: headline
`), &c)
	if err != nil {
		t.Fatal(err)
	}
	day, hours := length(24*time.Hour), length(0)
	want := sourceList{
		{Name: "zebra", Kind: "folder", Folder: "/srv/zebra", Collection: "articles", Except: list{"drafts", "*.bak"},
			Every: length(10 * time.Minute), Grace: length(time.Hour), Watch: "auto"},
		{Name: "أخبار", Kind: "feed", Feed: "https://news.example/a,b.rss", Collection: "default", Documents: 50,
			Every: length(30 * time.Minute), Grace: day, Watch: "auto"},
		{Name: "pages", Kind: "url", URL: list{"https://a.example/x", "https://b.example/y"}, Collection: "default",
			Every: hours, FileSize: 20 << 20, Grace: day, Watch: "auto"},
		{Name: "code", Kind: "git", Git: "https://git.example/handbook", Branch: "main", Only: list{"docs", `"notes"`},
			Collection: "default", Every: length(10 * time.Minute), Watch: "auto"},
		{Name: "desk", Kind: "channel", Channel: "1180000000000000001", Pins: true, Since: "2024-05-31", Messages: 500, Collection: "default",
			Every: length(10 * time.Minute), Grace: day, Watch: "auto"},
		{Name: "table", Kind: "folder", Folder: "/srv/table", Collection: "default", Every: length(10 * time.Minute), Watch: "auto",
			Columns: ingest.Columns{Text: []string{"body", "lead"}, Title: "headline"}},
	}
	if diff := cmp.Diff(want, c.Sources); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestParseSourcesErrors(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"no mapping", "sources: [a]\n", `1:10: sources: a value of this kind cannot stand here`},
		{"a source that says nothing", "sources:\n  a:\n", `2:3: sources.a: says not where its documents are: name one of folder, url, sitemap, feed, git, channel`},
		{"a text for a source", "sources:\n  a: /srv\n", `2:6: sources.a: a value of this kind cannot stand here`},
		{"unknown key", "sources:\n  a:\n    folder: x\n    colection: b\n", `4:5: sources.a: unknown field "colection"`},
		{"a channel by name", "sources:\n  a:\n    channel: general\n", `3:5: sources.a.channel: is no id of a channel`},
		{"a day that is none", "sources:\n  a:\n    channel: 7\n    since: May\n", `4:5: sources.a.since: is no day such as 2024-05-31`},
		{"a server's own collection", "sources:\n  a:\n    channel: 7\n    collection: server-8\n", `4:5: sources.a.collection: begins with server-`},
		{"pins of a folder", "sources:\n  a:\n    folder: x\n    pins: true\n", `4:5: sources.a.pins: does not go with folder`},
		{"two kinds", "sources:\n  a:\n    feed: x\n    folder: y\n", `3:5: sources.a.feed: is a folder already`},
		{"a key of another kind", "sources:\n  a:\n    feed: x\n    watch: off\n", `4:5: sources.a.watch: does not go with feed`},
		{"an empty kind", "sources:\n  a:\n    feed: ''\n", `3:5: sources.a.feed: is empty`},
		{"no length of time", "sources:\n  a:\n    feed: x\n    every: soon\n", `4:12: sources.a.every: "soon" is no length of time`},
		{"no word for watching", "sources:\n  a:\n    folder: x\n    watch: on\n", `4:12: sources.a.watch: "on" does not say how changes are noticed`},
		{"a list for a text", "sources:\n  a:\n    folder: [x]\n", `3:13: sources.a.folder: a value of this kind`},
		{"a mapping in a list", "sources:\n  a:\n    url: [{x: y}]\n", `3:10: sources.a.url: a value of this kind`},
		{"name twice", "sources:\n  a:\n    feed: x\n  a:\n    feed: y\n", `4:3: mapping key "a" already defined`},
		{"a name like a path", "sources:\n  ./a:\n    feed: x\n", `2:3: sources../a: a name has no spaces`},
		{"a folder twice", "sources:\n  a:\n    folder: /x\n  b:\n    folder: /x\n", `4:3: sources.b: is the same as a`},
		{"an unknown column", "sources:\n  a:\n    folder: /x\n    columns:\n      tilte: x\n", `5:7: sources.a: unknown field "columns.tilte"`},
		{"columns that are a text", "sources:\n  a:\n    folder: /x\n    columns: x\n", `4:14: sources.a.columns: a value of this kind`},
		{"a bad pattern", "sources:\n  a:\n    folder: /x\n    only: ['[a']\n", `4:5: sources.a.only: pattern "[a"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := defaults()
			err := parseConfig([]byte(test.in), &c)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got error %v, want %s…", err, test.want)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"/srv/a", "/srv/a"},
		{"a/../b", "/etc/dalil/b"},
		{"~/a", "/home/olga/a"},
		{"./~", "/etc/dalil/~"},
	} {
		s := sourceSettings{Kind: "folder", Folder: test.in}
		if err := s.place("/home/olga", "/etc/dalil/config.yaml"); err != nil || s.Folder != test.want {
			t.Errorf("%s becomes %s, %v; want %s", test.in, s.Folder, err, test.want)
		}
	}
	s := sourceSettings{Kind: "git", Git: "https://git.example/x"}
	if err := s.place("/home/olga", "/etc/config.yaml"); err != nil || s.Git != "https://git.example/x" {
		t.Errorf("an address becomes %s, %v", s.Git, err)
	}
}

func TestRoom(t *testing.T) {
	l := limits{}
	dir := t.TempDir()
	if err := l.room(dir); err != nil {
		t.Error(err)
	}
	l.DiskFree = 1 << 60
	if err := l.room(dir); err == nil || !strings.Contains(err.Error(), "limits.disk_free is") {
		t.Errorf("with a disk too small: %v", err)
	}
	write := func(n int) { writeFile(t, dir+"/x", strings.Repeat("x", n)) }
	l = limits{Disk: 1000}
	write(900)
	if err := l.room(dir); err != nil {
		t.Error(err)
	}
	write(1100)
	if err := l.room(dir); err == nil || !strings.Contains(err.Error(), "limits.disk is 1000 B") {
		t.Errorf("with a folder too large: %v", err)
	}
}
