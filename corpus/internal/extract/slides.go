package extract

import "github.com/dalil-bot/dalil/corpus"

// headline adds the title of a slide: one line, whatever its paragraphs.
func (b *builder) headline(paras []para) {
	var lines []string
	for _, p := range paras {
		lines = append(lines, p.lines...)
	}
	b.add(para{kind: corpus.Heading, level: 2, lines: lines})
}

// releaseTitled ends a slide that was held: its title goes before everything else, wherever it stands in the file.
func (b *builder) releaseTitled() {
	paras := b.release()
	title := -1
	for i, p := range paras {
		if p.kind == corpus.Heading {
			title = i
			break
		}
	}
	b.forget() // what stood above on the slide before does not stand above this one
	if title >= 0 {
		b.add(paras[title])
	}
	for i, p := range paras {
		if i != title {
			b.add(p)
		}
	}
}
