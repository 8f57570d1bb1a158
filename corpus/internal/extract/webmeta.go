package extract

import (
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/dalil-bot/dalil/corpus/values"
)

// metaDay returns the day on which a page says that it was published: in meta elements, linked data or a time element
// that is marked as the publication's. Dates in the text are not looked for here: a library that does takes "paragraph
// 1995" for the first of January of that year.
func metaDay(tree *html.Node) time.Time {
	best, rank := time.Time{}, 0
	for n := range tree.Descendants() {
		value, r := dateOf(n)
		if r <= rank {
			continue
		}
		if day, ok := values.ParseDay(value); ok {
			best, rank = day, r
		}
	}
	return best
}

// Trust in the places where a page can name a date: higher wins, then what comes first.
const (
	rankModified = iota + 1
	rankTime
	rankGeneric
	rankLinked
	rankPublished
)

// metaDates are the names of meta elements with a date.
var metaDates = map[string]int{
	"article:published_time": rankPublished, "article:published": rankPublished, "og:published_time": rankPublished,
	"datepublished": rankPublished, "publishdate": rankPublished, "publish-date": rankPublished, "pubdate": rankPublished,
	"published": rankPublished, "publication_date": rankPublished, "citation_publication_date": rankPublished,
	"dc.date.issued": rankPublished, "dcterms.issued": rankPublished, "sailthru.date": rankPublished, "parsely-pub-date": rankPublished,
	"date": rankGeneric, "dc.date": rankGeneric, "dcterms.date": rankGeneric, "dc.date.created": rankGeneric, "dcterms.created": rankGeneric,
	"article:modified_time": rankModified, "datemodified": rankModified, "last-modified": rankModified, "dcterms.modified": rankModified,
}

// dateOf returns the date that an element names and the trust in it, 0 for none.
func dateOf(n *html.Node) (string, int) {
	if n.Type != html.ElementNode {
		return "", 0
	}
	switch n.Data {
	case "meta":
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			if r := metaDates[strings.ToLower(attr(n, key))]; r > 0 {
				return attr(n, "content"), r
			}
		}
	case "script":
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil {
			return linkedDay(n.FirstChild.Data), rankLinked
		}
	case "time":
		if strings.EqualFold(attr(n, "itemprop"), "datePublished") || hasAttr(n, "pubdate") {
			return attr(n, "datetime"), rankPublished
		}
		return attr(n, "datetime"), rankTime
	}
	return "", 0
}

// linkedDay returns datePublished out of linked data.
func linkedDay(data string) string {
	var v any
	if json.Unmarshal([]byte(data), &v) != nil {
		return ""
	}
	return findKey(v, "datePublished", 6)
}

// findKey finds a string below a key, objects before what is nested in them.
func findKey(v any, key string, depth int) string {
	if depth == 0 {
		return ""
	}
	switch v := v.(type) {
	case map[string]any:
		if s, ok := v[key].(string); ok {
			return s
		}
		for _, nested := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if s := findKey(v[nested], key, depth-1); s != "" {
				return s
			}
		}
	case []any:
		for _, x := range v {
			if s := findKey(x, key, depth-1); s != "" {
				return s
			}
		}
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
