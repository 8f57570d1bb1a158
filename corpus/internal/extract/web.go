package extract

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"github.com/dalil-bot/dalil/corpus"
)

// Limits of the extractor of main content, whose time grows faster than the page: 1.9 MB of flat text took it 18 s. A
// page beyond them is read tag by tag instead, with its navigation, of which the rules for plain text take out most.
const (
	maxMarkup   = 512 << 10       // bytes of markup without scripts, styles and comments
	webDeadline = 3 * time.Second // only a machine that is far too busy reaches it for a page of that size
)

// webPage reads HTML. The kept text is the main content, a block a line or two, with the page's title above it.
type webPage struct{}

// Extract finds the main content of a page, or all of its text when that cannot be done.
func (webPage) Extract(ctx context.Context, text string, h Hints) (Page, error) {
	text = withoutScripts(text)
	var page Page
	if len(text) <= maxMarkup {
		page = mainContent(ctx, text, h)
	}
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	if strings.TrimSpace(page.Text) == "" {
		fallback := allText(text)
		if page.Title != "" {
			fallback.Title = page.Title
		}
		fallback.Publisher, fallback.Author, fallback.Day = page.Publisher, page.Author, page.Day
		page = fallback
	}
	if page.Text == "" {
		return Page{}, fmt.Errorf("%w: the page has markup only", ErrEmpty)
	}
	page.Headed = true
	return page, nil
}

// mainContent runs the extractor within the deadline. The library cannot be stopped, so that after the deadline it goes
// on in the background until it is done, which the limit on the page's size keeps to seconds; its result is dropped.
func mainContent(ctx context.Context, text string, h Hints) Page {
	ctx, cancel := context.WithTimeout(ctx, webDeadline)
	defer cancel()
	done := make(chan Page, 1)
	go func() {
		defer func() {
			if recover() != nil {
				done <- Page{} // a page that breaks the library is read tag by tag
			}
		}()
		done <- trafilate(text, h)
	}()
	select {
	case page := <-done:
		return page
	case <-ctx.Done():
		return Page{}
	}
}

// trafilate extracts main content and metadata; the zero Page stands for every failure, such as nesting beyond what the
// parser allows.
func trafilate(text string, h Hints) Page {
	tree, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Page{}
	}
	address, err := url.Parse(h.URL)
	if err != nil || h.URL == "" {
		address = nil
	}
	day := metaDay(tree) // before the library takes the tree apart
	found, err := trafilatura.ExtractDocument(tree, trafilatura.Options{
		OriginalURL: address, EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled,
	})
	if err != nil || found.ContentNode == nil {
		return Page{}
	}
	r := &renderer{}
	r.page.Title = cleaned(found.Metadata.Title, 300)
	r.page.Publisher = cleaned(found.Metadata.Sitename, 80)
	if address != nil && r.page.Publisher == address.Hostname() {
		r.page.Publisher = "" // the library's guess when the page names none
	}
	r.page.Author = cleaned(found.Metadata.Author, 120)
	r.page.Lang = languageCode(found.Metadata.Language)
	r.page.Day = day
	if r.page.Title != "" && !startsWithTitle(found.ContentNode, r.page.Title) {
		r.add(r.page.Title, corpus.Title, 0)
	}
	r.node(found.ContentNode)
	r.flush()
	r.dropRepetition()
	return r.result()
}

// startsWithTitle reports whether the first text of the content is the title.
func startsWithTitle(n *html.Node, title string) bool {
	r := &renderer{}
	r.node(n)
	r.flush()
	page := r.result()
	return len(page.Blocks) > 0 && sameTitle(page.Blocks[0].Of(page.Text), title)
}

// cleaned makes one line of a value of a page's metadata, and nothing of one that is longer than names are.
func cleaned(s string, limit int) string {
	s = oneLine(strings.ToValidUTF8(s, "\uFFFD"))
	if utf8.RuneCountInString(s) > limit {
		return ""
	}
	return s
}

// withoutScripts drops scripts, styles and comments, which are most of the bytes of many pages.
func withoutScripts(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		end := dropped(s[i:])
		if end == 0 {
			b.WriteString(s[:i+1])
			s = s[i+1:]
			continue
		}
		b.WriteString(s[:i])
		s = s[i+end:]
	}
	b.WriteString(s)
	return b.String()
}

// dropped returns the length of the comment, script or style at the start of s, 0 when there is none. Scripts of linked
// data stay: they hold author and date.
func dropped(s string) int {
	if strings.HasPrefix(s, "<!--") {
		if i := strings.Index(s, "-->"); i >= 0 {
			return i + 3
		}
		return 0
	}
	for _, name := range []string{"script", "style"} {
		if len(s) < len(name)+2 || !strings.EqualFold(s[1:1+len(name)], name) {
			continue
		}
		tag := strings.IndexByte(s, '>')
		if tag < 0 || strings.Contains(strings.ToLower(s[:tag]), "ld+json") {
			return 0
		}
		if i := indexFold(s[tag:], "</"+name); i >= 0 {
			if j := strings.IndexByte(s[tag+i:], '>'); j >= 0 {
				return tag + i + j + 1
			}
		}
	}
	return 0
}

// indexFold finds an ASCII tag whatever its case.
func indexFold(s, tag string) int {
	for i := 0; ; i++ {
		j := strings.IndexByte(s[i:], tag[0])
		if j < 0 || i+j+len(tag) > len(s) {
			return -1
		}
		i += j
		if strings.EqualFold(s[i:i+len(tag)], tag) {
			return i
		}
	}
}
