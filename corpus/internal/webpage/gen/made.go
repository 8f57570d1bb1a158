package main

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/net/html"

	"github.com/dalil-bot/dalil/corpus/internal/webpage"
)

// made are pages of our own, of kinds that the set has few of: lists, tables and short lines that are content. What is not
// content stands in an element with the attribute drop.
//
//go:embed pages
var made embed.FS

// wrappings are what a page's body stands in.
var wrappings = []string{
	"%s",
	`<div id="wrapper"><div class="content">%s</div></div>`,
	`<div class="container"><main><article class="post">%s</article></main></div>`,
	`<table><tr><td>%s</td></tr></table>`,
	`<div><div><div><section>%s</section></div></div></div>`,
}

// madePages returns our own pages in each wrapping, labelled.
func madePages() ([]page, error) {
	files, err := fs.Glob(made, "pages/*.html")
	if err != nil {
		return nil, err
	}
	var pages []page
	for _, file := range files {
		body, err := made.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, w := range wrappings {
			tree, err := html.Parse(strings.NewReader("<html><body>" + fmt.Sprintf(w, body) + "</body></html>"))
			if err != nil {
				return nil, err
			}
			pages = append(pages, madePage("https://"+path.Base(file), tree))
		}
	}
	return pages, nil
}

func madePage(address string, tree *html.Node) page {
	p := page{URL: address}
	var dropped strings.Builder
	for n := range tree.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "drop" {
				dropped.WriteString(textBelow(n) + "\x00")
			}
		}
	}
	blocks, features := webpage.Features(tree)
	p.Features = features
	for _, b := range blocks {
		label := uint8(1)
		if strings.Contains(dropped.String(), squeezed(strings.ReplaceAll(b.Text, " | ", ""))) {
			label = 0
			p.Without = append(p.Without, line(b.Text))
		} else {
			p.With = append(p.With, line(b.Text))
		}
		p.Texts = append(p.Texts, line(b.Text))
		p.Label = append(p.Label, label)
		p.Marked = append(p.Marked, true)
	}
	return p
}

func textBelow(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return squeezed(b.String())
}
