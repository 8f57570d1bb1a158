package feed

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html"
	"io"
	"mime"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/json"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/corpus/source/web"
)

var errNoFeed = errors.New("not a feed")

var errCut = errors.New("its end is missing")

// parse reads a feed. Whatever its text does to the parser is an error and no more. One whose end is missing gives the items
// before that, and errCut.
func parse(c source.Content) (items []item, err error) {
	defer func() {
		if p := recover(); p != nil {
			items, err = nil, fmt.Errorf("%w: the parser gave up: %v", errNoFeed, p)
		}
	}()
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true} // a parse of all HTML for an image that nobody wants
	data := decode(c)
	if err := tooMuch(data); err != nil {
		return nil, fmt.Errorf("%w: %w", errNoFeed, err)
	}
	f, err := p.Parse(bytes.NewReader(data))
	if err != nil {
		whole, mended := err, mend(data)
		if mended == nil {
			return nil, fmt.Errorf("%w: %w", errNoFeed, whole)
		}
		if f, err = p.Parse(bytes.NewReader(mended)); err != nil {
			return nil, fmt.Errorf("%w: %w", errNoFeed, whole)
		}
		err = errCut
	}
	for n := range f.Items {
		items = append(items, read(f, n, c.URI))
	}
	parts(items, cmp.Or(resolved(c.URI, f.Link), c.URI))
	return items, err
}

// mend gives a feed an end after its last whole entry; nil for one without.
func mend(data []byte) []byte {
	for _, end := range [][2]string{{"</item>", "</channel></rss>"}, {"</entry>", "</feed>"}, {"</item>", "</rdf:RDF>"}} {
		at := bytes.LastIndex(data, []byte(end[0]))
		if at < 0 || strings.Contains(end[1], "rss") && !bytes.Contains(data, []byte("<rss")) {
			continue
		}
		return append(bytes.Clone(data[:at+len(end[0])]), end[1]...)
	}
	return nil
}

// read makes an item of the nth of a feed that was read at a URL.
func read(f *gofeed.Feed, n int, at string) item {
	g := f.Items[n]
	i := item{
		guid:      strings.ToValidUTF8(strings.TrimSpace(g.GUID), "\uFFFD"),
		title:     plain(g.Title),
		lang:      strings.TrimSpace(f.Language),
		body:      longest(content(f, n), paragraphs(g.Description)),
		authors:   people(g.Authors),
		published: instant(g.PublishedParsed),
		updated:   instant(g.UpdatedParsed),
	}
	if len(i.authors) == 0 {
		i.authors = people(f.Authors)
	}
	link := strings.TrimSpace(g.Link)
	if link == "" && (strings.HasPrefix(i.guid, "http://") || strings.HasPrefix(i.guid, "https://")) {
		link = i.guid // of RSS, a permalink by default
	}
	if i.page = resolved(at, link); i.page != "" {
		i.link = shown(i.page)
		_, i.part, _ = strings.Cut(link, "#")
	}
	return i
}

// resolved returns where a reference leads from a page, "" where to nothing that can be fetched.
func resolved(page, ref string) string {
	if ref == "" {
		return ""
	}
	u, err := web.Resolve(page, ref)
	if err != nil {
		return ""
	}
	return u
}

// parts takes their page from items that are a part of one which others share: of the feed's home page, or of one to which
// items link with different fragments, as a list of changes does. Where only a title differs, it is one page that was
// published again.
func parts(items []item, home string) {
	fragments := map[string]string{}
	shared := map[string]bool{shown(home): true}
	for _, i := range items {
		if i.page == "" {
			continue
		}
		if first, again := fragments[i.link]; !again {
			fragments[i.link] = i.part
		} else if first != i.part {
			shared[i.link] = true
		}
	}
	for n := range items {
		if shared[items[n].link] {
			items[n].page = ""
		}
	}
}

// people returns names.
func people(list []*gofeed.Person) []string {
	var names []string
	for _, p := range list {
		if p != nil && strings.TrimSpace(p.Name) != "" {
			names = append(names, strings.TrimSpace(p.Name))
		}
	}
	return names
}

func instant(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// content returns the content of an item as HTML. Where the format says that it is plain text, nothing in it is a tag.
func content(f *gofeed.Feed, n int) string {
	switch original := f.OriginalFeed().(type) {
	case *atom.Feed:
		if n < len(original.Entries) && original.Entries[n].Content != nil {
			c := original.Entries[n].Content
			if t := strings.ToLower(c.Type); t == "" || t == "text" || t == "text/plain" {
				return paragraphs(html.EscapeString(c.Value))
			}
		}
	case *json.Feed:
		if n < len(original.Items) && original.Items[n].ContentHTML == "" {
			return paragraphs(html.EscapeString(original.Items[n].ContentText))
		}
	}
	return paragraphs(f.Items[n].Content)
}

// paragraphs makes HTML of a text that may be HTML already: then it has tags.
func paragraphs(s string) string {
	s = strings.ToValidUTF8(strings.TrimSpace(s), "\uFFFD")
	for rest := s; ; {
		_, after, found := strings.Cut(rest, "<")
		if !found {
			break
		}
		if after != "" && (after[0] == '/' || after[0] == '!' || after[0]|0x20 >= 'a' && after[0]|0x20 <= 'z') {
			return s
		}
		rest = after
	}
	if s == "" {
		return ""
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "<br>\n")
	return "<p>" + strings.ReplaceAll(s, "<br>\n<br>\n", "</p>\n<p>") + "</p>"
}

// longest returns of two pieces of HTML the one with more text, and the first of equals. A line that a common blog software
// adds to each goes: it is not the author's.
func longest(a, b string) string {
	if len(plain(b)) > len(plain(a)) {
		a = b
	}
	if at := strings.LastIndex(a, "<p>The post <a"); at >= 0 && strings.Contains(a[at:], "appeared first on") {
		a = a[:at]
	}
	return a
}

// decode returns a feed in an encoding that the parser can tell: in UTF-8 where the feed itself does not name its encoding,
// but its server does, or its first bytes do.
func decode(c source.Content) []byte {
	_, params, err := mime.ParseMediaType(c.Type)
	label := ""
	if err == nil {
		label = params["charset"]
	}
	wide := bytes.HasPrefix(c.Data, []byte("\xff\xfe")) || bytes.HasPrefix(c.Data, []byte("\xfe\xff"))
	head, _, _ := bytes.Cut(c.Data[:min(len(c.Data), 256)], []byte("?>"))
	if !wide && (label == "" || utf8.Valid(c.Data) || bytes.Contains(head, []byte("encoding="))) {
		return c.Data
	}
	r, err := charset.NewReader(bytes.NewReader(c.Data), c.Type)
	if err != nil {
		return c.Data
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return c.Data
	}
	if _, rest, found := bytes.Cut(data, []byte("?>")); found && wide {
		return rest // its declaration is not true any more
	}
	return data
}

// named returns the reference to the first feed that a web page names in its head, "" where it names none.
func named(page []byte) string {
	z := xhtml.NewTokenizer(bytes.NewReader(page[:min(len(page), 512<<10)]))
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			return ""
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			t := z.Token()
			attr := map[string]string{}
			for _, a := range t.Attr {
				attr[a.Key] = strings.TrimSpace(a.Val)
			}
			if t.Data == "body" {
				return ""
			}
			if t.Data == "link" && strings.EqualFold(attr["rel"], "alternate") && feedType(attr["type"]) && attr["href"] != "" {
				return attr["href"]
			}
		}
	}
}

func feedType(t string) bool {
	switch strings.ToLower(t) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json":
		return true
	}
	return false
}
