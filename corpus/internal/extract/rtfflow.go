package extract

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// put takes decoded text to where it goes.
func (r *rtfReader) put(s string) {
	switch d := r.state.dest; d {
	case rtfBody, rtfNote, rtfBox:
		if !r.state.hidden {
			r.line.WriteString(s)
			r.slight = r.slight || !r.state.bold && strings.TrimSpace(s) != ""
		}
	case rtfStyles:
		r.styleName(s)
	case rtfTitle, rtfAuthor:
		r.info[d].WriteString(s)
	}
}

// paragraphEnd ends a paragraph of the text, a note or a box.
func (r *rtfReader) paragraphEnd() {
	if d := r.state.dest; d != rtfBody && d != rtfNote && d != rtfBox {
		return
	}
	p := r.text
	p.lines = append(p.lines, r.line.String())
	r.line.Reset()
	r.text = para{}
	s := r.p.style
	switch {
	case s.contents:
		p.kind, p.rule = corpus.Boilerplate, "table of contents"
	case s.title && len(r.blocks) == 0:
		p.kind = corpus.Title
	case s.title:
		p.kind, p.level = corpus.Heading, 1
	case s.level > 0:
		p.kind, p.level = corpus.Heading, s.level
	case s.list, segment.Marker(strings.TrimSpace(p.lines[0])) > 0:
		p.kind = corpus.Item
	}
	if r.p.inTable && r.table != nil {
		r.cell = append(r.cell, p)
		return
	}
	if !p.empty() {
		r.tableEnd()
	}
	r.add(p)
	r.addBoxes()
}

// addBoxes adds the text boxes that hang on what came before.
func (r *rtfReader) addBoxes() {
	boxes := r.boxes
	r.boxes = nil
	for _, b := range boxes {
		r.add(b)
	}
}

// interrupt begins a note or a text box in the middle of a paragraph.
func (r *rtfReader) interrupt(d rtfDest) {
	if r.state.opens || len(r.around) >= 20 {
		r.state.dest = rtfSkip
		return
	}
	r.around = append(r.around, rtfOpen{r.p, r.text, r.line.String(), r.cell, r.cells, r.table})
	r.p, r.text, r.cell, r.cells, r.table = rtfPara{}, para{}, nil, nil, nil
	r.line.Reset()
	r.hold()
	r.state.dest, r.state.opens = d, true
}

// reopen ends a note or text box and goes on with the paragraph around it.
func (r *rtfReader) reopen() {
	r.paragraphEnd()
	r.tableEnd()
	found := r.release()
	o := r.around[len(r.around)-1]
	r.around = r.around[:len(r.around)-1]
	r.p, r.text, r.cell, r.cells, r.table = o.p, o.text, o.cell, o.cells, o.table
	r.line.Reset()
	r.line.WriteString(o.line)
	if r.state.dest == rtfNote {
		r.notes = append(r.notes, found...)
	} else {
		r.boxes = append(r.boxes, found...)
	}
}
