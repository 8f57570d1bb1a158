package webpage

import (
	"encoding/json"
	"html"
	"slices"
	"strings"
)

// linked is what a page's linked data (JSON-LD with the terms of schema.org) say about the article that the page is.
type linked struct{ headline, author, publisher string }

// read adds what a script says. Of several articles the first counts.
func (l *linked) read(data string) {
	var v any
	if json.Unmarshal([]byte(data), &v) == nil {
		l.take(v, 6)
	}
}

func (l *linked) take(v any, depth int) {
	if depth == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			l.take(x, depth-1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			headline, _ := v["headline"].(string)
			l.headline = first(l.headline, clean(headline))
			l.author = first(l.author, namesIn(v["author"], 3))
			l.publisher = first(l.publisher, namesIn(v["publisher"], 3))
		}
		for _, nested := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			l.take(v[nested], depth-1)
		}
	}
}

// isArticle reports whether a type is one of the articles of schema.org.
func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "Posting") || v == "Report" || v == "WebPage" || v == "Recipe"
	case []any:
		if slices.ContainsFunc(v, isArticle) {
			return true
		}
	}
	return false
}

// namesIn returns the names of people or organisations, with commas between them.
func namesIn(v any, depth int) string {
	if depth == 0 {
		return ""
	}
	switch v := v.(type) {
	case string:
		return clean(v)
	case map[string]any:
		return namesIn(v["name"], depth-1)
	case []any:
		var names []string
		for _, x := range v {
			if s := namesIn(x, depth-1); s != "" {
				names = append(names, s)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

// clean makes one line of a text that may have been escaped once too often.
func clean(s string) string { return strings.Join(strings.Fields(html.UnescapeString(s)), " ") }
