package extract

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// maxColumns is how many columns of a table are told apart.
const maxColumns = 1024

// A docxStyle is what counts of a paragraph's style.
type docxStyle struct {
	title, contents bool
	level           int // of a heading, 0 for none
	list            bool
	number          string                     // of the list, "" for none
	step            int                        // its level, from 0
	set             struct{ level, list bool } // said here, not by the style that it is based on
}

// override puts what another style says above what this one does.
func (s *docxStyle) override(o docxStyle) {
	s.title, s.contents = s.title || o.title, s.contents || o.contents
	if o.set.level {
		s.level, s.set.level = o.level, true
	}
	if o.set.list {
		s.list, s.set.list = o.list, true
		s.number, s.step = o.number, o.step
	}
}

// property reads one property of a paragraph.
func (s *docxStyle) property(x *xmlReader, e xml.StartElement) error {
	switch e.Name.Local {
	case "outlineLvl":
		s.level, s.set.level = 0, true
		if n := number(attribute(e, "val"), 9); n >= 0 && n < 9 { // 9 is body text
			s.level = min(n+1, 6)
		}
	case "numPr":
		s.list, s.set.list = true, true
		return x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "numId":
				s.number = attribute(e, "val")
				s.list = s.number != "0"
			case "ilvl":
				s.step = number(attribute(e, "val"), 0)
			}
			return nil
		}, nil)
	}
	return nil
}

// named takes what a built-in style's name says. The names are English in every edition of Word, the IDs are not.
func (s *docxStyle) named(name string) {
	name = strings.ToLower(strings.TrimSpace(name))
	if rest, ok := strings.CutPrefix(name, "heading "); ok {
		if n := number(rest, 0); n > 0 && !s.set.level {
			s.level, s.set.level = min(n, 6), true
		}
	}
	switch {
	case name == "title":
		s.title = true
	case strings.HasPrefix(name, "toc ") && number(name[4:], 0) > 0, name == "table of figures", strings.HasPrefix(name, "contents ") && number(name[9:], 0) > 0:
		s.contents = true
	case strings.HasPrefix(name, "list bullet"), strings.HasPrefix(name, "list number"):
		if !s.set.list {
			s.list, s.set.list = true, true
		}
	}
}

// readDocxStyles returns the styles of paragraphs by ID, each with what it takes over from the one that it is based on.
func readDocxStyles(b *bundle, part string) (map[string]docxStyle, error) {
	own, based := map[string]docxStyle{}, map[string]string{}
	err := b.optional(part, func(x *xmlReader) error {
		return x.children(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local != "style" {
					return nil
				}
				var s docxStyle
				id, name := attribute(e, "styleId"), ""
				err := x.children(func(e xml.StartElement) error {
					switch e.Name.Local {
					case "name":
						name = attribute(e, "val")
					case "basedOn":
						based[id] = attribute(e, "val")
					case "pPr":
						return x.children(func(e xml.StartElement) error { return s.property(x, e) }, nil)
					}
					return nil
				}, nil)
				s.named(name)
				own[id] = s
				return err
			}, nil)
		}, nil)
	})
	styles := make(map[string]docxStyle, len(own))
	for id := range own {
		styles[id] = inherited(own, based, id)
	}
	return styles, err
}

// inherited returns a style over those that it is based on, which a hostile file may have going round.
func inherited(own map[string]docxStyle, based map[string]string, id string) docxStyle {
	chain := []string{id}
	for parent := based[id]; parent != "" && len(chain) < 12; parent = based[parent] {
		chain = append(chain, parent)
	}
	var s docxStyle
	for i := len(chain) - 1; i >= 0; i-- {
		s.override(own[chain[i]])
	}
	s.title, s.contents = own[id].title, own[id].contents // a subtitle may be based on the title
	return s
}

// isOn reads a switch: it is on unless it says that it is off.
func isOn(e xml.StartElement) bool {
	switch attribute(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// number reads a number, or returns what stands for none.
func number(s string, none int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return none
	}
	return n
}
