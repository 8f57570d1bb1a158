package webpage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/pace"
)

func parse(t testing.TB, page string) *html.Node {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestBlocks(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     []string
	}{
		{"nothing", "<p> </p><script>x</script>", nil},
		{"paragraphs", "<p>One <b>and</b>\n two.</p>three<br>four", []string{"paragraph 0 One and two.", "paragraph 0 three", "paragraph 0 four"}},
		{"headings", "<h2>Two</h2><div><h4>Four <a>linked</a></h4></div>", []string{"heading 2 Two", "heading 4 Four linked"}},
		{"items", "<ul><li>a<ul><li>b</ul><li><p>c</ul>", []string{"item 0 a", "item 0 b", "item 0 c"}},
		{"rows", "<table><tr><th>a<th>b<tr><td><td>c</table>", []string{"item 0 a | b", "item 0 c"}},
		{"code", "<pre>if x {\n\n\ty\n}</pre>", []string{"paragraph 0 if x {", "paragraph 0 \ty", "paragraph 0 }"}},
		{"silence", "<p>a<svg><text>b</text></svg><select><option>c</select><noscript>d</noscript>", []string{"paragraph 0 a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, b := range blocksOf(parse(t, test.in)) {
				got = append(got, string(b.Kind)+" "+string(rune('0'+b.Level))+" "+b.Text)
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestMadePages reads the pages of our own that the model was fitted on, bare and within what pages have around them.
func TestMadePages(t *testing.T) {
	files, err := filepath.Glob("gen/pages/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	right, blocks := 0, 0
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree := parse(t, "<html><body>"+string(body)+"</body></html>")
		var dropped strings.Builder
		for n := range tree.Descendants() {
			if hasDrop(n) {
				dropped.WriteString(key(textOf(n)) + "\n")
			}
		}
		for _, b := range Read(tree).Blocks {
			blocks++
			if b.Content != strings.Contains(dropped.String(), key(strings.ReplaceAll(b.Text, " | ", ""))) {
				right++
			} else {
				t.Logf("%s: content %v, score %.2f: %s", filepath.Base(file), b.Content, b.Score, b.Text)
			}
		}
	}
	if right*100 < blocks*95 {
		t.Errorf("%d of %d blocks right", right, blocks)
	}
}

func hasDrop(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "drop" {
			return true
		}
	}
	return false
}

// TestUnseenPages reads pages of kinds that the model was not fitted on.
func TestUnseenPages(t *testing.T) {
	const text = "The boiler of the east wing is checked twice a year, in March and in October, by the firm Harlan. "
	for _, test := range []struct{ name, in, want string }{
		{"one paragraph", "<p>" + text + "</p>", text},
		{"only text", text, text},
		{"a definition", "<h1>Tide</h1><p>The rise and fall of the sea, twice a day.</p>", "Tide The rise and fall of the sea, twice a day."},
		{"short lines", "<h1>Keys</h1><p>Front door: Mira.</p><p>Cellar: Tom.</p>", "Keys Front door: Mira. Cellar: Tom."},
		{"a table alone", "<h1>Phones</h1><table><tr><td>Gate</td><td>12</td></tr><tr><td>Office</td><td>14</td></tr></table>", "Phones Gate | 12 Office | 14"},
		{"Chinese", "<h1>图书馆</h1><p>图书馆星期一休息，星期二到星期五上午九点开门。</p><ul><li>借书证：二十元</li></ul>", "图书馆 图书馆星期一休息，星期二到星期五上午九点开门。 借书证：二十元"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			page := Read(parse(t, "<html><head><title>x</title></head><body>"+test.in+"</body></html>"))
			for _, b := range page.Blocks {
				if b.Content {
					got = append(got, b.Text)
				}
			}
			if got := strings.Join(got, " "); got != strings.TrimSpace(test.want) {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestMeta(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     Meta
	}{
		{"nothing", "<p>a</p>", Meta{}},
		{"title without its site", `<html lang="en-GB"><title>Ferry times | The Courier</title><meta property="og:site_name" content="The Courier">`,
			Meta{Title: "Ferry times", Site: "The Courier", Lang: "en-GB"}},
		{"the heading that the title names", "<title>Ferry: times and fares - Velm - Coast</title><h1>Menu</h1><h1>Ferry: times and fares</h1>", Meta{Title: "Ferry: times and fares"}},
		{"a dash within", "<title>Ferry - bus - train: what now?</title>", Meta{Title: "Ferry - bus - train: what now?"}},
		{"linked data", `<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["NewsArticle"],"headline":"Ferry &amp; bus",
			"author":[{"name":"Ana Ruiz"},{"name":"Tom Lee"}],"publisher":{"name":"Courier"}}]}</script>`, Meta{Title: "Ferry & bus", Site: "Courier", Author: "Ana Ruiz, Tom Lee"}},
		{"byline", `<p class="post-author">By Ana Ruiz | 3 May</p>`, Meta{Author: "Ana Ruiz"}},
		{"no byline", `<p class="author">by the people of this town and others</p>`, Meta{}},
		{"an address is no author", `<meta name="author" content="https://example.org/ana">`, Meta{}},
		{"endless site", `<meta property="og:site_name" content="` + strings.Repeat("x ", 500) + `">`, Meta{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d := cmp.Diff(test.want, metaOf(parse(t, test.in))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestRoles(t *testing.T) {
	for in, want := range map[string][]role{
		"":                      nil,
		"entry-content":         {roleText, roleArticle},
		"relatedPosts":          {roleRelated, roleArticle},
		"SIDEBAR_left2":         {roleSide},
		"commentlist":           {roleComment},
		"xcomments":             nil,
		"averyveryverylongname": nil,
	} {
		bits := uint16(0)
		for _, r := range want {
			bits |= 1 << r
		}
		if got := rolesOf(in); got != bits {
			t.Errorf("rolesOf(%q) = %b, want %b", in, got, bits)
		}
	}
}

func TestModelIsWhatItWrites(t *testing.T) {
	m := fitted()
	if len(m) < 50 || m.String() != modelText {
		t.Errorf("%d trees, or another text", len(m))
	}
	for _, bad := range []string{"1\t2\n", strings.Repeat("x\t", 46) + "\n"} {
		if _, err := ParseModel(bad); err == nil {
			t.Errorf("%q is a model", bad)
		}
	}
}

// TestLinear reads pages that are built to be slow. Reading one takes about four times as long as reading a fourth of it; what grows
// with the square takes sixteen times as long.
func TestLinear(t *testing.T) {
	for name, piece := range map[string]string{
		"paragraphs": "<p>A sentence of some words, and more of them.</p>", "links": "<a href=x>link</a> ", "divs": "<div>a</div>",
		"classes": "<i class='" + strings.Repeat("main-content ", 20) + "'>x</i>", "tables": "<table><tr><td>x</table>", "headings": "<h1>Word</h1>",
		"open divs": strings.Repeat("<div>a", 400) + strings.Repeat("</div>", 400), "bylines": "<p class=byline>By Ana Ruiz",
	} {
		t.Run(name, func(t *testing.T) {
			of := func(size int) *html.Node { return parse(t, strings.Repeat(piece, size/len(piece))) }
			whole, part := of(80_000), of(20_000)
			if n := pace.Times(func() { Read(whole) }, func() { Read(part) }, 10); n > 10 {
				t.Errorf("a page four times as long takes %.0f times as long", n)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("<h1>a</h1><p>b <a href=c>d</a></p><table><tr><td>e<td>f</table><pre>g\n h</pre>")
	f.Add("<ul><li class='nav share'>\xff<li hidden>x</ul><script type=ld+json>[{}]</script><svg><p>x")
	f.Add(`<script type="application/ld+json">{"@type":"Article","author":{"name":["a",{"name":1}]}}</script><meta name=author content="By">`)
	f.Fuzz(func(t *testing.T, in string) {
		tree, err := html.Parse(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, b := range Read(tree).Blocks {
			if strings.TrimSpace(b.Text) == "" || b.Kind == corpus.Boilerplate {
				t.Errorf("block %q", b.Text)
			}
		}
	})
}
