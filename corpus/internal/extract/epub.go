package extract

import (
	"context"
	"encoding/xml"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
)

// epub reads electronic books: what their spine lists, in its order, a chapter a file. A chapter is called what the table of
// contents calls it, else what its first heading says.
type epub struct{}

// ExtractBytes reads a book.
func (epub) ExtractBytes(ctx context.Context, data []byte, h Hints) (Page, error) {
	b, err := openBundle(ctx, data, h)
	if err != nil {
		return Page{}, err
	}
	r := &epubReader{builder: newBuilder(ctx, h), bundle: b, files: map[string]epubFile{}}
	if err := r.readPackage(); err != nil {
		return Page{}, err
	}
	locked, err := b.locked()
	if err != nil {
		return Page{}, err
	}
	names := r.contents()
	chapter := 0
	for _, part := range r.spine {
		if locked[strings.ToLower(part)] {
			return Page{}, ErrEncrypted
		}
		added, err := r.chapter(part, chapter+1, names[strings.ToLower(part)])
		if err != nil {
			return Page{}, err
		}
		if added {
			chapter++
		}
	}
	page, err := r.builder.page()
	if err != nil {
		return Page{}, err
	}
	r.about.describe(&page)
	page.Day, page.Saved = r.about.modified, r.about.created // a book's date is that of publication
	return page, nil
}

// An epubReader is a book being read.
type epubReader struct {
	*builder
	bundle *bundle
	about  properties
	files  map[string]epubFile // of the manifest, by ID
	spine  []string            // parts in the order of reading
	toc    string              // the ID of the old table of contents
}

// An epubFile is a file of the manifest.
type epubFile struct{ part, media, properties string }

// readPackage finds the package document and reads what the book says about itself, its files and their order.
func (r *epubReader) readPackage() error {
	root := ""
	err := r.bundle.xml("META-INF/container.xml", func(x *xmlReader) error {
		var walk func(e xml.StartElement) error
		walk = func(e xml.StartElement) error {
			if e.Name.Local == "rootfile" && root == "" {
				root = attribute(e, "full-path")
			}
			return x.children(walk, nil)
		}
		return x.children(walk, nil)
	})
	if err != nil {
		return err
	}
	r.about = r.bundle.readProperties(root)
	return r.bundle.xml(root, func(x *xmlReader) error {
		return x.children(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "manifest":
					return x.children(func(e xml.StartElement) error {
						r.files[attribute(e, "id")] = epubFile{linked(root, attribute(e, "href")), attribute(e, "media-type"), attribute(e, "properties")}
						return nil
					}, nil)
				case "spine":
					r.toc = attribute(e, "toc")
					return x.children(func(e xml.StartElement) error {
						f, ok := r.files[attribute(e, "idref")]
						if ok && !strings.Contains(f.properties, "nav") {
							r.spine = append(r.spine, f.part)
						}
						return nil
					}, nil)
				}
				return nil
			}, nil)
		}, nil)
	})
}

// linked returns the part that an address in another one leads to.
func linked(from, href string) string {
	href, _, _ = strings.Cut(href, "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	return beside(from, href)
}

// locked returns the parts that are encrypted, fonts aside, which many books only obfuscate.
func (b *bundle) locked() (map[string]bool, error) {
	parts := map[string]bool{}
	err := b.optional("META-INF/encryption.xml", func(x *xmlReader) error {
		var walk func(e xml.StartElement) error
		walk = func(e xml.StartElement) error {
			if e.Name.Local == "CipherReference" {
				parts[strings.ToLower(linked("", attribute(e, "URI")))] = true
			}
			return x.children(walk, nil)
		}
		return x.children(walk, nil)
	})
	return parts, err
}

// contents returns the names of chapters by part, out of the table of contents. A book without a good one has no names.
func (r *epubReader) contents() map[string]string {
	names := map[string]string{}
	part := r.files[r.toc].part
	for _, id := range slices.Sorted(maps.Keys(r.files)) {
		if f := r.files[id]; strings.Contains(f.properties, "nav") {
			part = f.part
		}
	}
	if part == "" {
		return names
	}
	_ = r.bundle.optional(part, func(x *xmlReader) error { // both kinds: an anchor with its text, or a label before its content
		label := ""
		var walk func(e xml.StartElement) error
		name := func(target, text string) {
			key := strings.ToLower(linked(part, target))
			if text = cleaned(text, 200); text != "" && names[key] == "" {
				names[key] = text
			}
		}
		walk = func(e xml.StartElement) error {
			switch e.Name.Local {
			case "a":
				text, err := x.text()
				name(attribute(e, "href"), text)
				return err
			case "navLabel":
				text, err := x.text()
				label = text
				return err
			case "content":
				name(attribute(e, "src"), label)
			}
			return x.children(walk, nil)
		}
		return x.children(walk, nil)
	})
	return names
}

// chapter reads one file of the spine and reports whether it has text.
func (r *epubReader) chapter(part string, n int, name string) (bool, error) {
	if !r.bundle.has(part) {
		return false, nil // a list of files that are not there is no reason to lose those that are
	}
	data, err := r.bundle.bytes(part)
	if err != nil {
		return false, err
	}
	text, err := decode(data, "")
	if err != nil {
		return false, fmt.Errorf("%s: %w", part, err)
	}
	before := len(r.blocks)
	r.place = corpus.Place{Kind: corpus.Chapter, Number: n, Name: tidy(name)}
	r.html(text)
	if name == "" {
		r.call(r.blocks[before:])
	}
	return len(r.blocks) > before, r.err()
}

// call names a chapter by its first heading.
func (r *epubReader) call(blocks []corpus.Block) {
	for _, k := range blocks {
		if k.Kind == corpus.Heading {
			for i := range blocks {
				blocks[i].Place.Name = k.Of(r.text.String())
			}
			return
		}
	}
}
