package main

import (
	"encoding/gob"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"github.com/dalil-bot/dalil/corpus/internal/webpage"
)

const set = "github.com/markusmobius/go-trafilatura@v1.12.2"

// A page of the set. With and Without are strings that do and do not belong to its content.
type page struct {
	URL, File     string
	With, Without []string

	Texts    []string // of its blocks, each one line
	Features [][]float32
	Label    []uint8
	Marked   []bool // the label is the set's
}

// labelled reads the pages of the set with labels, or a cache of them.
func labelled(cache string) ([]page, error) {
	var pages []page
	if f, err := os.Open(cache); err == nil {
		defer f.Close()
		return pages, gob.NewDecoder(f).Decode(&pages)
	}
	pages, err := entries()
	if err != nil {
		return nil, err
	}
	for i := range pages {
		if err := pages[i].label(); err != nil {
			return nil, err
		}
	}
	ownPages, err := madePages()
	if err != nil {
		return nil, err
	}
	pages = append(pages, ownPages...)
	if cache == "" {
		return pages, nil
	}
	f, err := os.Create(cache)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return pages, gob.NewEncoder(f).Encode(pages)
}

// entries reads the list of the set, which is a Go file.
func entries() ([]page, error) {
	out, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		return nil, err
	}
	root := filepath.Join(strings.TrimSpace(string(out)), filepath.FromSlash(set))
	tree, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, "scripts", "comparison", "data.go"), nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var pages []page
	ast.Inspect(tree, func(n ast.Node) bool {
		entry, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		address, isString := entry.Key.(*ast.BasicLit)
		value, isEntry := entry.Value.(*ast.CompositeLit)
		if !isString || !isEntry {
			return true
		}
		p := page{URL: literal(address)}
		for _, element := range value.Elts {
			p.field(root, element.(*ast.KeyValueExpr))
		}
		pages = append(pages, p)
		return false
	})
	slices.SortFunc(pages, func(a, b page) int { return strings.Compare(a.URL, b.URL) })
	return pages, nil
}

func (p *page) field(root string, field *ast.KeyValueExpr) {
	var values []string
	ast.Inspect(field.Value, func(n ast.Node) bool {
		if s, ok := n.(*ast.BasicLit); ok {
			values = append(values, line(literal(s)))
		}
		return true
	})
	switch name := field.Key.(*ast.Ident).Name; {
	case len(values) == 0:
	case name == "File":
		p.File = filepath.Join(root, "test-files", "comparison", values[0])
		if _, err := os.Stat(p.File); err != nil {
			p.File = filepath.Join(root, "test-files", "mock", values[0])
		}
	case name == "With":
		p.With = values
	case name == "Without":
		p.Without = values
	}
}

func literal(s *ast.BasicLit) string {
	text, err := strconv.Unquote(s.Value)
	if err != nil {
		return ""
	}
	return text
}

func line(s string) string { return strings.Join(strings.Fields(s), " ") }

// label reads the page and labels its blocks.
func (p *page) label() error {
	data, err := os.ReadFile(p.File)
	if err != nil {
		return err
	}
	tree, err := html.Parse(strings.NewReader(strings.ToValidUTF8(string(data), "\uFFFD")))
	if err != nil {
		return nil // nested too deeply: the page counts as one without content
	}
	blocks, features := webpage.Features(tree)
	p.Features = features
	kept := teacher(tree, p.URL)
	for _, b := range blocks {
		p.Texts = append(p.Texts, line(b.Text))
		label := uint8(0)
		if strings.Contains(kept, squeezed(strings.ReplaceAll(b.Text, " | ", ""))) {
			label = 1
		}
		p.Label = append(p.Label, label)
	}
	p.Marked = make([]bool, len(blocks))
	p.mark(p.Without, 0)
	p.mark(p.With, 1)
	return nil
}

// teacher returns what go-trafilatura keeps of a page, without white space. It takes the tree apart.
func teacher(tree *html.Node, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	found, err := trafilatura.ExtractDocument(tree, trafilatura.Options{
		OriginalURL: u, EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled,
	})
	if err != nil {
		return ""
	}
	return squeezed(found.ContentText)
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// mark labels the blocks that strings of the set stand in. Of several places of one that belongs to the content those count
// that the teacher keeps, or else the last.
func (p *page) mark(marks []string, label uint8) {
	text := strings.Join(p.Texts, " ")
	var starts []int
	at := 0
	for _, t := range p.Texts {
		starts = append(starts, at)
		at += len(t) + 1
	}
	block := func(offset int) int {
		n, exact := slices.BinarySearch(starts, offset)
		if !exact {
			n--
		}
		return n
	}
	for _, s := range marks {
		var places []int
		for from := 0; s != ""; {
			i := strings.Index(text[from:], s)
			if i < 0 {
				break
			}
			places = append(places, from+i)
			from += i + 1
		}
		if label == 1 && len(places) > 1 {
			good := slices.DeleteFunc(slices.Clone(places), func(i int) bool { return p.Label[block(i)] == 0 })
			if places = places[len(places)-1:]; len(good) > 0 {
				places = good
			}
		}
		for _, i := range places {
			for n := block(i); n <= block(i+len(s)-1); n++ {
				p.Label[n], p.Marked[n] = label, true
			}
		}
	}
}

// A score counts strings.
type score struct{ found, missed, wrong int }

// add counts the strings of a page of which keep says which blocks are kept.
func (s *score) add(p *page, keep func(*page, int) bool) {
	var kept []string
	for i, t := range p.Texts {
		if keep(p, i) {
			kept = append(kept, t)
		}
	}
	text := strings.Join(kept, " ")
	for _, w := range p.With {
		if strings.Contains(text, w) {
			s.found++
		} else {
			s.missed++
		}
	}
	for _, w := range p.Without {
		if strings.Contains(text, w) {
			s.wrong++
		}
	}
}

// String gives precision, recall and their F1.
func (s score) String() string {
	return fmt.Sprintf("precision %.4f recall %.4f F1 %.4f", float64(s.found)/float64(s.found+s.wrong),
		float64(s.found)/float64(s.found+s.missed), 2*float64(s.found)/float64(2*s.found+s.missed+s.wrong))
}
