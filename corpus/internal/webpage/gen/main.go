// Command gen fits the model of package webpage and writes its table. It is a module of its own, so that go-trafilatura is no
// dependency of Dalil's.
//
//	cd corpus/internal/webpage/gen && go run . [-folds 5] [-out ../model.tsv]
//
// It needs go-trafilatura's comparison set, 983 pages with strings that do and do not belong to their content, in the module
// cache. A block with such a string is labelled by it and counts most; the others are labelled by what go-trafilatura itself
// keeps. With -folds it first says how well models do on pages of hosts that they were not fitted on, which is the figure
// to believe.
package main

import (
	"flag"
	"fmt"
	"hash/fnv"
	"log"
	"os"

	"github.com/dalil-bot/dalil/corpus/internal/webpage"
)

func main() {
	log.SetFlags(0)
	folds := flag.Int("folds", 0, "measure on as many parts that were held out")
	out := flag.String("out", "../model.tsv", "file to write, - for none")
	trees := flag.Int("trees", 150, "trees to fit")
	cache := flag.String("cache", "", "file to keep the labelled pages in")
	flag.Parse()
	pages, err := labelled(*cache)
	if err != nil {
		log.Fatal(err)
	}
	measure := func(name string, keep func(p *page, i int) bool) {
		var set, own score
		for i := range pages {
			if pages[i].File == "" {
				own.add(&pages[i], keep)
			} else {
				set.add(&pages[i], keep)
			}
		}
		fmt.Printf("%-12s the set: %v; our own pages: %v\n", name, set, own)
	}
	if *folds > 1 {
		held := make(map[*page]webpage.Model)
		for fold := range *folds {
			model := fit(choose(pages, func(p *page) bool { return part(p, *folds) != fold }), *trees)
			for i := range pages {
				if part(&pages[i], *folds) == fold {
					held[&pages[i]] = model
				}
			}
		}
		scores := make(map[*page][]float64)
		for i := range pages {
			for _, f := range pages[i].Features {
				scores[&pages[i]] = append(scores[&pages[i]], held[&pages[i]].Score(f))
			}
		}
		for _, limit := range []float64{-0.5, -0.25, 0, 0.25, 0.5} {
			measure(fmt.Sprintf("held %+.2f", limit), func(p *page, i int) bool { return scores[p][i] > limit })
		}
	}
	if *out == "-" {
		return
	}
	model := fit(pages, *trees)
	measure("fitted on", func(p *page, i int) bool { return model.Score(p.Features[i]) > 0 })
	if err := os.WriteFile(*out, []byte(model.String()), 0o644); err != nil {
		log.Fatal(err)
	}
}

// part tells which of n parts a page belongs to: all pages of a host to the same.
func part(p *page, n int) int {
	h := fnv.New32a()
	h.Write([]byte(webpage.Host(p.URL)))
	return int(h.Sum32() % uint32(n))
}

func choose(pages []page, want func(*page) bool) []page {
	var out []page
	for i := range pages {
		if want(&pages[i]) {
			out = append(out, pages[i])
		}
	}
	return out
}
