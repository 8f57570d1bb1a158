package web

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRobotsRules(t *testing.T) {
	for name, c := range map[string]struct{ text, allowed, forbidden string }{
		"nothing":                  {"", "/ /a?b", ""},
		"all forbidden":            {"User-agent: *\nDisallow: /", "/robots.txt", "/ /a"},
		"empty rule":               {"User-agent: *\nDisallow:", "/ /a", ""},
		"longest wins":             {"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b /a/bc /c", "/a /a/c"},
		"of two as long, allow":    {"User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		"own group only":           {"User-agent: *\nDisallow: /\n\nUser-agent: dalil\nDisallow: /x", "/ /a", "/x"},
		"own groups together":      {"User-agent: Dalil/1.0\nDisallow: /x\nUser-agent: other\nDisallow: /\nUser-agent: DALIL\nDisallow: /y", "/a", "/x /y"},
		"two agents, one group":    {"User-agent: other\nUser-agent: Dalil\nDisallow: /x", "/a", "/x"},
		"another's group":          {"User-agent: Dalilah\nDisallow: /", "/", ""},
		"star in the middle":       {"User-agent: *\nDisallow: /a*b", "/xa1b /a", "/ab /a1b /a/b/c"},
		"star and end":             {"User-agent: *\nDisallow: /*.pdf$", "/a.pdfx /a.pdf?x", "/a.pdf /a/b.pdf.pdf"},
		"end only":                 {"User-agent: *\nDisallow: /$", "/a", "/"},
		"query":                    {"User-agent: *\nDisallow: /*?page=", "/a?p=1", "/a?page=1"},
		"percent signs":            {"User-agent: *\nDisallow: /%7eali\nDisallow: /د", "/ali", "/~ali /%D8%AF /%d8%af"},
		"without a slash":          {"User-agent: *\nDisallow: a", "/b", "/a"},
		"comments, CR, BOM, case":  {"\ufeff# hello\rUSER-AGENT: * # all\r\ndisALLOW : /x # y", "/a", "/x"},
		"nonsense spoils no other": {"Disallow: /y\nCrawl-delay: soon\n<html>\nUser-agent: *\nCrawl-delay: -1\nDisallow: /x\nfoo", "/y", "/x"},
		"rules before an agent":    {"Disallow: /", "/a", ""},
		"sitemap inside a group":   {"User-agent: *\nSitemap: https://example.org/s.xml\nDisallow: /x", "/a", "/x"},
	} {
		r := parseRobots([]byte(c.text), product)
		for p := range strings.FieldsSeq(c.allowed) {
			if !r.allows(p) {
				t.Errorf("%s: %s is forbidden", name, p)
			}
		}
		for p := range strings.FieldsSeq(c.forbidden) {
			if r.allows(p) {
				t.Errorf("%s: %s is allowed", name, p)
			}
		}
	}
	r := parseRobots([]byte("User-agent: *\nCrawl-delay: 2.5\nSitemap: https://example.org/s.xml"), product)
	if r.delay != 2500*time.Millisecond || !slices.Equal(r.sitemaps, []string{"https://example.org/s.xml"}) {
		t.Errorf("delay %v, sitemaps %v", r.delay, r.sitemaps)
	}
}

// FuzzRobots: what is read of any text is a set of rules that decides on any path, and the same way twice.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 1e300", "/aXb")
	f.Add("user-agent:dalil\nallow:%\ndisallow:*$*$", "/%")
	f.Fuzz(func(t *testing.T, text, path string) {
		r := parseRobots([]byte(text), product)
		if r.delay < 0 || r.delay > 24*time.Hour {
			t.Errorf("delay %v of %q", r.delay, text)
		}
		if r.allows(path) != r.allows(percent(path, "/?")) {
			t.Errorf("%q is decided in two ways by %q", path, text)
		}
	})
}
