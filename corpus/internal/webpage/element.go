package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An element is one that blocks stand in.
type element struct {
	parent *element
	tag    atom.Atom
	depth  int
	path   string // its and its parent's tag and class: what looks alike has the same
	hidden bool   // by an attribute, its own or one around it

	roleDepth [roles]int16 // of the nearest element with the role, this one included; 0 for none
	roleCount [2]int16     // elements with roleText and roleArticle
	tagDepth  [kinds]int16 // of the nearest element of the kind; 0 for none
	bodyDepth int16        // of the element marked as an article's body

	// What stands below it.
	text, linked, prose int     // bytes of text, of that in links, and of sentences
	blocks              int     // how many
	score               float64 // prose, halved with each level in between
	overTop             bool    // the element with the best score stands in it, or is it
}

// A kind is one of the elements that tell something about what stands in them.
type kind uint8

// The kinds of elements.
const (
	kindNone kind = iota
	kindP
	kindItem
	kindTable
	kindCell
	kindNav
	kindHeader
	kindFooter
	kindAside
	kindForm
	kindArticle
	kindMain
	kindSection
	kindFigure
	kindQuote
	kindLink
	kindLabel
	kindTerms
	kindList
	kindNumbered
	kindAddress
	kinds
)

func kindOf(a atom.Atom) kind {
	switch a {
	case atom.P:
		return kindP
	case atom.Li:
		return kindItem
	case atom.Table:
		return kindTable
	case atom.Td, atom.Th:
		return kindCell
	case atom.Nav:
		return kindNav
	case atom.Header:
		return kindHeader
	case atom.Footer:
		return kindFooter
	case atom.Aside:
		return kindAside
	case atom.Form:
		return kindForm
	case atom.Article:
		return kindArticle
	case atom.Main:
		return kindMain
	case atom.Section:
		return kindSection
	case atom.Figure:
		return kindFigure
	case atom.Blockquote:
		return kindQuote
	case atom.A:
		return kindLink
	case atom.Label:
		return kindLabel
	case atom.Dl:
		return kindTerms
	case atom.Ul:
		return kindList
	case atom.Ol:
		return kindNumbered
	case atom.Address:
		return kindAddress
	}
	return kindNone
}

// newElement returns the element for a node below parent, which is nil for the root.
func newElement(parent *element, n *html.Node) *element {
	e := &element{parent: parent, tag: n.DataAtom, depth: 1}
	above := ""
	if parent != nil {
		e.depth = parent.depth + 1
		e.hidden, e.bodyDepth = parent.hidden, parent.bodyDepth
		e.roleDepth, e.roleCount, e.tagDepth = parent.roleDepth, parent.roleCount, parent.tagDepth
		above = parent.path[strings.LastIndexByte(parent.path, '>')+1:]
	}
	depth := int16(min(e.depth, 1<<14))
	e.tagDepth[kindOf(n.DataAtom)] = depth
	found, class := e.attributes(n.Attr)
	for r := range roles {
		if found&(1<<r) != 0 {
			e.roleDepth[r] = depth
			if int(r) < len(e.roleCount) {
				e.roleCount[r]++
			}
		}
	}
	e.path = above + ">" + n.Data + "." + class
	return e
}

// attributes returns what the attributes say about the element, and its first class.
func (e *element) attributes(attributes []html.Attribute) (found uint16, class string) {
	for _, a := range attributes {
		switch a.Key {
		case "class":
			class, _, _ = strings.Cut(strings.TrimSpace(a.Val), " ")
			found |= rolesOf(a.Val)
		case "id", "role", "data-component", "data-testid":
			found |= rolesOf(a.Val)
		case "itemprop":
			found |= rolesOf(a.Val)
			if strings.EqualFold(a.Val, "articleBody") {
				e.bodyDepth = int16(min(e.depth, 1<<14))
			}
		case "hidden":
			e.hidden = true
		case "aria-hidden":
			e.hidden = e.hidden || a.Val == "true"
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			e.hidden = e.hidden || strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
		}
	}
	return found, class
}

// below counts a block in all elements around it.
func (b *Block) below() {
	n, prose := len(b.Text), 0
	if b.sentence && b.links*2 < n {
		prose = n - b.links
	}
	share := float64(prose)
	for e := b.element; e != nil; e = e.parent {
		e.text += n
		e.linked += b.links
		e.prose += prose
		e.blocks++
		e.score += share
		share /= 2
	}
}

// within reports whether e is outer or stands in it.
func (e *element) within(outer *element) bool {
	for e != nil && e.depth > outer.depth {
		e = e.parent
	}
	return e == outer
}
