package webpage

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Meta is what a page says about itself, "" for what it does not say.
type Meta struct {
	Title  string // without the site's name
	Site   string
	Author string // several with commas between them
	Lang   string // as written, such as en-GB
}

// Lengths in characters above which a value is none: one page gave all of its text as the name of its site.
const (
	longestTitle  = 300
	longestSite   = 80
	longestAuthor = 120
)

// A head is what the elements of a page say that tell about it, the first of each.
type head struct {
	meta    map[string]string // content by name, property or itemprop
	title   string
	h1      []string
	lang    string
	linked  linked
	author  string // of an element that is marked as the author's
	written string // of an element that is called byline or author
}

// metaOf collects what a page says about itself.
func metaOf(tree *html.Node) Meta {
	h := &head{meta: map[string]string{}}
	for n := range tree.Descendants() {
		if n.Type == html.ElementNode {
			h.take(n)
		}
	}
	site := short(first(h.meta["og:site_name"], h.meta["application-name"], h.linked.publisher, h.meta["publisher"], h.meta["dc.publisher"]), longestSite)
	return Meta{
		Title:  short(h.bestTitle(site), longestTitle),
		Site:   site,
		Author: short(h.bestAuthor(site), longestAuthor),
		Lang:   first(h.lang, h.meta["content-language"], h.meta["og:locale"], h.meta["dc.language"]),
	}
}

func (h *head) take(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		h.lang = first(h.lang, attr(n, "lang"), attr(n, "xml:lang"))
	case atom.Meta:
		content := strings.Join(strings.Fields(attr(n, "content")), " ")
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			if name := strings.ToLower(attr(n, key)); name != "" && content != "" && h.meta[name] == "" {
				h.meta[name] = content
			}
		}
	case atom.Title:
		if h.title == "" && n.Namespace == "" {
			h.title = textOf(n)
		}
	case atom.H1:
		if s := textOf(n); s != "" && len(h.h1) < 10 {
			h.h1 = append(h.h1, s)
		}
	case atom.Script:
		if n.FirstChild != nil && strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
			h.linked.read(n.FirstChild.Data)
		}
	case atom.A, atom.Span, atom.P, atom.Div, atom.Address, atom.Li, atom.Cite, atom.Strong, atom.B:
		h.takeAuthor(n)
	}
}

// takeAuthor looks for an author that is marked as one, or for a short text in an element that is called so.
func (h *head) takeAuthor(n *html.Node) {
	if h.author == "" && (strings.EqualFold(attr(n, "rel"), "author") || strings.EqualFold(attr(n, "itemprop"), "author")) {
		h.author = personIn(textOf(n))
	}
	if h.written != "" {
		return
	}
	for _, names := range []string{attr(n, "class"), attr(n, "id")} {
		for name := range strings.FieldsSeq(names) {
			if isByline(name) {
				h.written = personIn(textOf(n))
				return
			}
		}
	}
}

// isByline reports whether a class or id is that of a byline: author, byline and the like, perhaps with what it is the author
// of.
func isByline(name string) bool {
	if len(name) > 24 {
		return false
	}
	name = strings.Trim(strings.Map(func(r rune) rune {
		if r == '-' || r == '_' {
			return -1
		}
		return unicode.ToLower(r)
	}, name), "0123456789")
	for _, of := range []string{"", "article", "entry", "post", "story", "meta", "content"} {
		if rest, ok := strings.CutPrefix(name, of); ok {
			switch rest {
			case "byline", "author", "authors", "authorname", "bylinename", "bylineauthor", "autor", "auteur", "by":
				return true
			}
		}
	}
	return false
}

// personIn takes a name out of a byline, "" where it is none: what is left is to be a few capitalised words.
func personIn(s string) string {
	for _, lead := range []string{"by ", "von ", "par ", "por ", "written by ", "posted by ", "author: ", "autor: ", "text: ", "di ", "door "} {
		if len(s) > len(lead) && strings.EqualFold(s[:len(lead)], lead) {
			s = strings.TrimSpace(s[len(lead):])
		}
	}
	if i := strings.IndexAny(s, "|•·–\n"); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 8 || strings.ContainsAny(s, "0123456789@:/") {
		return ""
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && utf8.RuneCountInString(w) > 4 {
			return ""
		}
	}
	return s
}

// bestAuthor chooses among what is said about authors.
func (h *head) bestAuthor(site string) string {
	for _, s := range []string{h.linked.author, h.meta["author"], h.meta["article:author"], h.meta["dc.creator"], h.meta["dcterms.creator"],
		h.meta["citation_author"], h.meta["parsely-author"], h.meta["sailthru.author"], h.meta["byl"], h.meta["twitter:data1"], h.author, h.written} {
		s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "By "), "von "))
		if s == "" || strings.Contains(s, "://") || strings.ContainsAny(s, "@{}<>") || strings.EqualFold(s, site) || strings.EqualFold(s, "admin") {
			continue
		}
		if strings.ContainsAny(s, "0123456789") || len(strings.Fields(s)) > 12 {
			continue
		}
		return s
	}
	return ""
}

// bestTitle chooses among what is said about the title: the heading that it names, or else itself without the site.
func (h *head) bestTitle(site string) string {
	title := first(h.linked.headline, h.meta["og:title"], h.meta["twitter:title"], h.meta["citation_title"], h.meta["dc.title"], h.title)
	best := ""
	for _, s := range h.h1 {
		if sameWords(title, s) || utf8.RuneCountInString(s) > 8 && strings.Contains(key(title), key(s)) && len(s) > len(best) {
			best = s
		}
	}
	if best != "" {
		return best
	}
	if title == "" && len(h.h1) > 0 {
		return h.h1[0]
	}
	return withoutSite(title, site)
}

func sameWords(a, b string) bool { return key(a) == key(b) }

// separators stand between the title and the name of the site.
var separators = []string{" | ", " » ", " « ", " :: ", " – ", " — ", " - ", " · ", " • ", " / ", " > ", " < "}

// withoutSite drops the name of the site at either end, or what stands after a strong separator.
func withoutSite(title, site string) string {
	for _, sep := range separators {
		if i := strings.LastIndex(title, sep); i > 0 {
			head, last := title[:i], title[i+len(sep):]
			if site != "" && sameWords(last, site) || len(strings.Fields(last)) <= 4 && len(head) > len(last) {
				return strings.TrimSpace(head)
			}
		}
		if site != "" {
			if front, rest, ok := strings.Cut(title, sep); ok && sameWords(front, site) {
				return strings.TrimSpace(rest)
			}
		}
	}
	return title
}

// Host returns the host of an address without www, "" where it is none.
func Host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// first returns the first of several texts that is not empty.
func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

// short makes one line of a value, and nothing of one that is longer than such values are.
func short(s string, limit int) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if utf8.RuneCountInString(s) > limit {
		return ""
	}
	return s
}

// textOf returns the text below a node as one line, or "" where there is more than a line of it.
func textOf(n *html.Node) string {
	const most = 2000
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && (d.Parent == nil || !silent(d.Parent)) {
			b.WriteString(d.Data)
			if b.Len() > most {
				return ""
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
