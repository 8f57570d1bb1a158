package extract

import (
	"context"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

var comparison = flag.Bool("comparison", false, "extract the 983 pages of go-trafilatura's comparison set, which takes half a minute")

// comparisonModule is where the set is in the module cache, once somebody has downloaded it.
const comparisonModule = "github.com/markusmobius/go-trafilatura@v1.12.2"

// A comparisonPage is a page with what should and what should not be in its main content.
type comparisonPage struct {
	url, file                     string
	title, date                   string
	authors, with, without        []string
	found, missed, wrong, ignored int
	took                          time.Duration
	doc                           corpus.Document
	err                           error
}

// TestComparison measures the main content of pages against the strings that their set marks: the F1 over all strings has to
// be 0.905, and no page may take more than 3 seconds.
func TestComparison(t *testing.T) {
	if !*comparison {
		t.Skip("run with -comparison")
	}
	pages := comparisonPages(t)
	var group sync.WaitGroup
	next := make(chan *comparisonPage)
	for range 2 {
		group.Go(func() {
			for p := range next {
				p.measure(t)
			}
		})
	}
	for i := range pages {
		next <- &pages[i]
	}
	close(next)
	group.Wait()
	reportComparison(t, pages)
}

func reportComparison(t *testing.T, pages []comparisonPage) {
	var found, missed, wrong, dates, dated, titles, titled, authors, authored int
	var total time.Duration
	slowest := &pages[0]
	for i := range pages {
		p := &pages[i]
		found, missed, wrong = found+p.found, missed+p.missed, wrong+p.wrong
		total += p.took
		if p.took > slowest.took {
			slowest = p
		}
		if p.date != "" {
			dated++
			if p.doc.Date.Known() && p.doc.Date.Day.Format("2006-01-02") == p.date {
				dates++
			}
		}
		if p.title != "" {
			titled++
			if sameTitle(p.doc.Title, p.title) {
				titles++
			}
		}
		if len(p.authors) > 0 {
			authored++
			if strings.Contains(strings.ToLower(p.doc.Author), strings.ToLower(p.authors[0])) {
				authors++
			}
		}
		if testing.Verbose() && (p.missed > 0 || p.wrong > 0) {
			t.Logf("%s: %d of %d found, %d of %d wrong, %v", p.file, p.found, p.found+p.missed, p.wrong, p.wrong+p.ignored, p.err)
		}
	}
	f1 := 2 * float64(found) / float64(2*found+missed+wrong)
	t.Logf("%d pages: precision %.4f, recall %.4f, F1 %.4f; %.1f ms a page, slowest %v (%s)", len(pages),
		float64(found)/float64(found+wrong), float64(found)/float64(found+missed), f1,
		total.Seconds()*1000/float64(len(pages)), slowest.took.Round(time.Millisecond), slowest.file)
	t.Logf("date of %d right of %d; title of %d of %d; author of %d of %d", dates, dated, titles, titled, authors, authored)
	if f1 < 0.905 {
		t.Errorf("F1 is %.4f", f1)
	}
	if slowest.took > 3*time.Second {
		t.Errorf("%s takes %v", slowest.file, slowest.took)
	}
}

// measure extracts the page and looks for its strings in all content but the title, which the set does not count in.
func (p *comparisonPage) measure(t *testing.T) {
	data, err := os.ReadFile(p.file)
	if err != nil {
		t.Error(err)
		return
	}
	start := time.Now()
	p.doc, p.err = Extract(context.Background(), "page.html", data, Hints{URL: p.url})
	p.took = time.Since(start)
	var body []string
	for _, b := range p.doc.Blocks {
		if b.Kind != corpus.Boilerplate && b.Kind != corpus.Title {
			body = append(body, b.Of(p.doc.Text))
		}
	}
	text := oneLine(strings.Join(body, " "))
	for _, s := range p.with {
		if strings.Contains(text, oneLine(s)) {
			p.found++
		} else {
			p.missed++
		}
	}
	for _, s := range p.without {
		if strings.Contains(text, oneLine(s)) {
			p.wrong++
		} else {
			p.ignored++
		}
	}
}

// comparisonPages reads the set, or skips where it is not on this machine.
func comparisonPages(t *testing.T) []comparisonPage {
	t.Helper()
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Skipf("no module cache: %v", err)
	}
	root := filepath.Join(strings.TrimSpace(string(cache)), filepath.FromSlash(comparisonModule))
	tree, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, "scripts", "comparison", "data.go"), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Skipf("the set is not there; get it with: go mod download %s", comparisonModule)
	}
	var pages []comparisonPage
	ast.Inspect(tree, func(n ast.Node) bool {
		entry, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		url, isString := entry.Key.(*ast.BasicLit)
		value, isEntry := entry.Value.(*ast.CompositeLit)
		if !isString || !isEntry {
			return true
		}
		pages = append(pages, comparisonEntry(root, literal(url), value))
		return false
	})
	slices.SortFunc(pages, func(a, b comparisonPage) int { return strings.Compare(a.url, b.url) })
	if len(pages) < 983 {
		t.Errorf("only %d pages", len(pages))
	}
	return pages
}

// comparisonEntry reads the fields of an entry of the set.
func comparisonEntry(root, url string, value *ast.CompositeLit) comparisonPage {
	p := comparisonPage{url: url}
	for _, element := range value.Elts {
		field := element.(*ast.KeyValueExpr)
		var values []string
		ast.Inspect(field.Value, func(n ast.Node) bool {
			if s, ok := n.(*ast.BasicLit); ok {
				values = append(values, literal(s))
			}
			return true
		})
		if len(values) == 0 {
			continue
		}
		switch field.Key.(*ast.Ident).Name {
		case "File":
			p.file = filepath.Join(root, "test-files", "comparison", values[0])
			if _, err := os.Stat(p.file); err != nil {
				p.file = filepath.Join(root, "test-files", "mock", values[0])
			}
		case "Title":
			p.title = values[0]
		case "Date":
			p.date = values[0]
		case "Authors":
			p.authors = values
		case "With":
			p.with = values
		case "Without":
			p.without = values
		}
	}
	return p
}

func literal(s *ast.BasicLit) string {
	text, err := strconv.Unquote(s.Value)
	if err != nil {
		return ""
	}
	return text
}
