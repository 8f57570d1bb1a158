package extract

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus/values"
)

// A relation is where a part of an Office Open XML file refers to.
type relation struct{ kind, target string }

// relations returns what a part refers to, by ID. Kinds are the last words of their addresses, which differ between
// editions of the standard.
func (b *bundle) relations(of string) (map[string]relation, error) {
	dir, file := "", of
	if i := strings.LastIndexByte(of, '/'); i >= 0 {
		dir, file = of[:i+1], of[i+1:]
	}
	found := map[string]relation{}
	err := b.optional(dir+"_rels/"+file+".rels", func(x *xmlReader) error {
		return x.children(func(root xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local == "Relationship" && !strings.EqualFold(attribute(e, "TargetMode"), "External") {
					kind := attribute(e, "Type")
					kind = kind[strings.LastIndexByte(kind, '/')+1:]
					found[attribute(e, "Id")] = relation{kind: kind, target: beside(of, attribute(e, "Target"))}
				}
				return nil
			}, nil)
		}, nil)
	})
	return found, err
}

// related returns the first part, by name, of a kind that a part refers to, "" for none.
func related(rels map[string]relation, kind string) string {
	var targets []string
	for _, r := range rels {
		if r.kind == kind {
			targets = append(targets, r.target)
		}
	}
	if len(targets) == 0 {
		return ""
	}
	return slices.Min(targets)
}

// mainPart returns the name of the part that an Office Open XML file is about.
func (b *bundle) mainPart() (string, error) {
	rels, err := b.relations("")
	if err != nil {
		return "", err
	}
	name := related(rels, "officeDocument")
	if name == "" {
		return "", fmt.Errorf("%w: no part is the document", ErrDamaged)
	}
	return name, nil
}

// contentType returns the media type of a part as [Content_Types].xml has it.
func (b *bundle) contentType(part string) (string, error) {
	found := ""
	err := b.xml("[Content_Types].xml", func(x *xmlReader) error {
		return x.children(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local == "Override" && strings.EqualFold(strings.TrimPrefix(attribute(e, "PartName"), "/"), part) {
					found = attribute(e, "ContentType")
				}
				return nil
			}, nil)
		}, nil)
	})
	return found, err
}

// properties are what an office document says about itself.
type properties struct {
	title, author, lang string
	created, modified   time.Time
}

// describe sets what a page has not found in the text. The days are those of saving: no office program asks when a
// document is published.
func (m properties) describe(p *Page) {
	if p.Title == "" && !placeholder(m.title) {
		p.Title = m.title
	}
	if p.Author == "" && !anonymous(m.author) {
		p.Author = m.author
	}
	if p.Lang == "" {
		p.Lang = languageCode(m.lang)
	}
	p.Saved = m.modified
	if p.Saved.IsZero() {
		p.Saved = m.created
	}
}

// readProperties reads the Dublin Core elements, which Office Open XML, OpenDocument and EPUB share, wherever they stand in
// a part. What comes first holds. Damage in them is no damage of the document.
func (b *bundle) readProperties(name string) properties {
	var m properties
	var initial string
	_ = b.optional(name, func(x *xmlReader) error {
		var walk func(e xml.StartElement) error
		walk = func(e xml.StartElement) error {
			switch e.Name.Local {
			case "title", "creator", "initial-creator", "language", "created", "creation-date", "modified", "date":
				s, err := x.text()
				m.set(e.Name.Local, cleaned(s, 300))
				if e.Name.Local == "initial-creator" {
					initial = cleaned(s, 120)
				}
				return err
			}
			return x.children(walk, nil)
		}
		return x.children(walk, nil)
	})
	if initial != "" {
		m.author = initial // OpenDocument's creator is who saved it last
	}
	return m
}

func (m *properties) set(name, value string) {
	first := func(s *string) {
		if *s == "" {
			*s = value
		}
	}
	day := func(t *time.Time) {
		if t.IsZero() {
			*t, _ = values.ParseDay(value)
		}
	}
	switch name {
	case "title":
		first(&m.title)
	case "creator":
		first(&m.author)
	case "language":
		first(&m.lang)
	case "created", "creation-date":
		day(&m.created)
	case "modified", "date":
		day(&m.modified)
	}
}

// placeholder reports whether a title is one that programs write on their own, or a file name.
func placeholder(title string) bool {
	low := strings.ToLower(strings.TrimSpace(title))
	for _, p := range []string{"microsoft word - ", "microsoft powerpoint - ", "untitled", "powerpoint presentation", "powerpoint-präsentation",
		"présentation powerpoint", "presentación de powerpoint", "презентация powerpoint", "عرض تقديمي", "slide 1", "title", "word document"} {
		if low == p || strings.HasSuffix(p, " - ") && strings.HasPrefix(low, p) {
			return true
		}
	}
	for _, p := range []string{"document", "dokument", "presentation", "book", "workbook", "مستند"} {
		if rest, ok := strings.CutPrefix(low, p); ok && strings.Trim(rest, " 0123456789") == "" {
			return true
		}
	}
	for _, end := range []string{".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".xls", ".xlsx", ".dot", ".dotx", ".indd", ".txt", ".html"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return low == ""
}

// anonymous reports whether an author is a program or nobody.
func anonymous(author string) bool {
	low := strings.ToLower(strings.TrimSpace(author))
	switch low {
	case "", "unknown", "user", "admin", "administrator", "author", "owner", "microsoft office user", "windows user", "python-docx", "openpyxl", "default user":
		return true
	}
	for _, p := range []string{"libreoffice", "openoffice", "microsoft ", "pandoc", "calibre"} {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return false
}
