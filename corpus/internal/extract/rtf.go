package extract

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/encoding"
)

// rtf reads Rich Text Format of any writer: paragraphs with their styles, lists, tables row by row, text boxes, then notes.
// Headers, footers, pictures, field instructions, deleted and hidden text are left out.
type rtf struct{}

// ExtractBytes reads a document.
func (rtf) ExtractBytes(ctx context.Context, data []byte, h Hints) (Page, error) {
	r := &rtfReader{
		builder: newBuilder(ctx, h), data: data, state: rtfState{skipped: 1, font: -1},
		fonts: map[int]encoding.Encoding{}, styles: map[int]docxStyle{}, page: named("windows-1252"),
	}
	if err := r.read(); err != nil {
		return Page{}, err
	}
	r.paragraphEnd()
	r.tableEnd()
	for _, n := range r.notes {
		r.add(n)
	}
	page, err := r.builder.page()
	if err != nil {
		return Page{}, err
	}
	page.Title = r.title()
	properties{title: tidy(r.info[rtfTitle].String()), author: tidy(r.info[rtfAuthor].String()), created: r.created, modified: r.saved}.describe(&page)
	return page, nil
}

// An rtfDest is where the text of a group goes.
type rtfDest uint8

const (
	rtfBody rtfDest = iota
	rtfSkip
	rtfFonts
	rtfStyles
	rtfInfo // its groups are asked for one by one
	rtfTitle
	rtfAuthor
	rtfCreated
	rtfSaved
	rtfNote
	rtfBox
)

// An rtfState is what a group has of its own.
type rtfState struct {
	dest    rtfDest
	around  rtfDest // of text that is written twice: where it goes
	skipped int     // characters after \u that stand for it in old readers
	font    int     // -1 for none
	complex int     // font of text that runs from right to left
	rtl     bool
	hidden  bool
	bold    bool
	starred bool // the next word names a destination that may be unknown
	opens   bool // text that opened in this group ends with it
}

// An rtfPara is what a paragraph has of its own.
type rtfPara struct {
	style   docxStyle
	inTable bool
}

// An rtfReader is a document being read.
type rtfReader struct {
	*builder
	data  []byte
	at    int
	state rtfState
	stack []rtfState
	raw   []byte // bytes in the code page of their font
	skip  int    // characters to skip after \u
	high  rune   // first half of a pair of surrogates

	p        rtfPara
	text     para
	line     strings.Builder
	around   []rtfOpen // paragraphs that a note or text box interrupts
	boxes    []para    // that come after the paragraph
	notes    []para
	table    *table
	cell     []para
	cells    [][]para
	names    bool // the row names columns
	slight   bool // it has text that is not bold
	page     encoding.Encoding
	standard int // font of text that names none
	fonts    map[int]encoding.Encoding
	font     int // whose entry is being read
	styles   map[int]docxStyle
	style    int
	named    strings.Builder // name of the style
	own      docxStyle
	info     [rtfBox + 1]strings.Builder
	created  time.Time
	saved    time.Time
	day      [3]int
}

// An rtfOpen is a paragraph that is interrupted.
type rtfOpen struct {
	p     rtfPara
	text  para
	line  string
	cell  []para
	cells [][]para
	table *table
}

// rtfDepth is how deep groups are nested at most. Word stays below 50.
const rtfDepth = 1000

// read goes through the file.
func (r *rtfReader) read() error {
	for steps := 0; r.at < len(r.data); steps++ {
		if steps%1024 == 0 {
			if err := r.err(); err != nil {
				return err
			}
		}
		c := r.data[r.at]
		r.at++
		switch c {
		case '{':
			r.flush()
			if len(r.stack) >= rtfDepth {
				return tooMuch("groups nested more than %d deep", rtfDepth)
			}
			r.stack = append(r.stack, r.state)
			r.state.opens, r.state.starred = false, false
		case '}':
			r.flush()
			r.close()
			if len(r.stack) == 0 {
				return nil // what comes after the end is not the document
			}
		case '\r', '\n':
		case '\\':
			r.control()
		default:
			r.char(c)
		}
	}
	if len(r.stack) > 0 {
		return fmt.Errorf("%w: it breaks off", ErrDamaged)
	}
	return nil
}

// close ends a group.
func (r *rtfReader) close() {
	if len(r.stack) == 0 {
		return
	}
	if r.state.opens {
		r.reopen()
	}
	switch r.state.dest {
	case rtfCreated:
		r.created = r.date()
	case rtfSaved:
		r.saved = r.date()
	}
	r.state = r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	r.skip = 0
}

func (r *rtfReader) date() time.Time {
	if r.day[0] < 1900 || r.day[1] < 1 || r.day[1] > 12 || r.day[2] < 1 || r.day[2] > 31 {
		return time.Time{}
	}
	return time.Date(r.day[0], time.Month(r.day[1]), r.day[2], 0, 0, 0, 0, time.UTC)
}

// control reads a control word or symbol.
func (r *rtfReader) control() {
	if r.at >= len(r.data) {
		return
	}
	c := r.data[r.at]
	if c|0x20 >= 'a' && c|0x20 <= 'z' {
		r.word(r.scanWord())
		return
	}
	r.at++
	switch c {
	case '\'':
		r.hex()
		return
	case '*':
		r.state.starred = true
		return
	case '\n', '\r':
		r.flush()
		r.paragraphEnd()
	case '~':
		r.put("\u00a0")
	case '_':
		r.put("-")
	case '\\', '{', '}':
		r.char(c)
	}
}

// scanWord reads a control word, its number and the space that ends it.
func (r *rtfReader) scanWord() (word string, n int, has bool) {
	start := r.at
	for r.at < len(r.data) && r.data[r.at]|0x20 >= 'a' && r.data[r.at]|0x20 <= 'z' {
		r.at++
	}
	word = string(r.data[start:min(r.at, start+32)])
	start = r.at
	if r.at < len(r.data) && r.data[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.data) && r.data[r.at] >= '0' && r.data[r.at] <= '9' {
		r.at++
	}
	const none = -1 << 40
	n = number(string(r.data[start:r.at]), none)
	has = n != none
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	return word, n, has
}

// hex reads a byte in hexadecimal.
func (r *rtfReader) hex() {
	if r.at+2 > len(r.data) {
		r.at = len(r.data)
		return
	}
	hi, lo := bytes.IndexByte([]byte("0123456789abcdef"), r.data[r.at]|0x20), bytes.IndexByte([]byte("0123456789abcdef"), r.data[r.at+1]|0x20)
	r.at += 2
	if hi >= 0 && lo >= 0 {
		r.char(byte(hi<<4 | lo))
	}
}

// char takes a byte in the code page of the font.
func (r *rtfReader) char(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	r.raw = append(r.raw, c)
}

// flush decodes the bytes that have come.
func (r *rtfReader) flush() {
	if len(r.raw) == 0 {
		return
	}
	raw := r.raw
	r.raw = r.raw[:0]
	page := r.codePage()
	if page == nil || bytes.IndexFunc(raw, func(c rune) bool { return c >= 0x80 }) < 0 {
		r.put(string(raw))
		return
	}
	if s, err := page.NewDecoder().Bytes(raw); err == nil {
		r.put(string(s))
	}
}

// codePage returns the encoding of the font in use.
func (r *rtfReader) codePage() encoding.Encoding {
	font := r.state.font
	if r.state.rtl {
		font = r.state.complex
	}
	if font < 0 {
		font = r.standard
	}
	if e := r.fonts[font]; e != nil {
		return e
	}
	return r.page
}

// unicode takes the number of a UTF-16 unit.
func (r *rtfReader) unicode(n int) {
	c := rune(n)
	if n < 0 {
		c += 1 << 16
	}
	r.skip = r.state.skipped
	switch {
	case c >= 0xD800 && c < 0xDC00:
		r.high = c
		return
	case c >= 0xDC00 && c < 0xE000 && r.high != 0:
		c = (r.high-0xD800)<<10 | (c - 0xDC00) + 0x10000
	case c >= 0xF000 && c < 0xF100 || c < 0 || c > 0x10FFFF:
		c = ' ' // the private characters of symbol fonts
	}
	r.high = 0
	r.put(string(c))
}
