package syntax

import (
	"bytes"
	"errors"
)

// An entry says where an object is.
type entry struct {
	kind   entryKind
	offset int // of the object in the file, or its index in the object stream
	stream int // number of the object stream
}

type entryKind uint8

const (
	free entryKind = iota
	inFile
	inStream
)

// Hostile files set the numbers of objects at will. The highest number is what ISO 32000-1, annex C, allows; a million
// objects are more than the largest manuals have, and cost 60 MB.
const (
	maxNumber  = 8_388_607
	maxObjects = 1 << 20
)

var errXref = errors.New("no cross-reference table")

// readXref reads the cross-reference sections from the last to the first. What a later section says holds.
func (f *File) readXref() error {
	tail := f.data[max(0, len(f.data)-2048):]
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return errXref
	}
	offset, ok := NewLexer(tail[i+len("startxref"):]).integer()
	if !ok {
		return errXref
	}
	seen := map[int]bool{}
	for ok && !seen[offset] {
		seen[offset] = true
		trailer, err := f.section(offset)
		if err != nil {
			return err
		}
		for k, v := range trailer {
			if _, have := f.trailer[k]; !have {
				f.trailer[k] = v
			}
		}
		if hybrid, ok := trailer["XRefStm"].(int); ok && !seen[hybrid] {
			seen[hybrid] = true
			if _, err := f.section(hybrid); err != nil {
				return err
			}
		}
		offset, ok = trailer["Prev"].(int)
	}
	return nil
}

// integer reads a number that is one.
func (l *Lexer) integer() (int, bool) {
	o, end := l.object(0)
	n, ok := o.(int)
	return n, ok && end == ""
}

// section reads the table or the stream at an offset and returns its trailer.
func (f *File) section(offset int) (Dict, error) {
	if offset < 0 || offset >= len(f.data) {
		return nil, errXref
	}
	l := &Lexer{data: f.data, pos: offset, refs: true}
	l.space()
	if bytes.HasPrefix(l.Rest(), []byte("xref")) {
		l.pos += len("xref")
		return f.table(l)
	}
	if _, ok := header(l, -1); !ok {
		return nil, errXref
	}
	o, _ := l.object(0)
	d, ok := o.(Dict)
	if !ok || d["Type"] != Name("XRef") {
		return nil, errXref
	}
	s := f.stream(l, d, Ref{})
	if s == nil {
		return nil, errXref
	}
	s.plain = true
	return d, f.xrefStream(s)
}

// table reads sub-sections "first count" with a line for each object, up to the trailer.
func (f *File) table(l *Lexer) (Dict, error) {
	for {
		o, end := l.object(0)
		if o == Keyword("trailer") {
			break
		}
		first, ok := o.(int)
		count, ok2 := l.integer()
		if end != "" || !ok || !ok2 {
			return nil, errXref
		}
		for i := range count {
			offset, ok := l.integer()
			_, ok2 := l.integer()
			mark, end := l.object(0)
			if !ok || !ok2 || end != "" {
				return nil, errXref
			}
			switch mark {
			case Keyword("n"):
				f.enter(first+i, entry{kind: inFile, offset: offset})
			case Keyword("f"):
				f.enter(first+i, entry{})
			default:
				return nil, errXref
			}
		}
	}
	o, _ := l.object(0)
	d, ok := o.(Dict)
	if !ok {
		return nil, errXref
	}
	return d, nil
}

// enter notes where an object is, unless a later section did.
func (f *File) enter(num int, e entry) {
	if num < 0 || num > maxNumber || len(f.xref) >= maxObjects {
		return
	}
	if _, have := f.xref[num]; !have {
		f.xref[num] = e
	}
}

// xrefStream reads the rows of a cross-reference stream: three numbers of the widths in W, for the objects in Index.
func (f *File) xrefStream(s *Stream) error {
	data, err := f.Decode(s)
	if err != nil {
		return err
	}
	var w [3]int
	widths, _ := s.Dict["W"].(Array)
	for i := range min(len(widths), len(w)) {
		w[i], _ = widths[i].(int)
		if w[i] < 0 || w[i] > 8 {
			return errXref
		}
	}
	row := w[0] + w[1] + w[2]
	if row == 0 {
		return errXref
	}
	size, _ := s.Dict["Size"].(int)
	index, ok := s.Dict["Index"].(Array)
	if !ok {
		index = Array{0, size}
	}
	for ; len(index) >= 2; index = index[2:] {
		first, _ := index[0].(int)
		count, _ := index[1].(int)
		for i := 0; i < count && len(data) >= row; i++ {
			f.enterRow(first+i, data[:row], w)
			data = data[row:]
		}
	}
	return nil
}

func (f *File) enterRow(num int, row []byte, w [3]int) {
	kind := 1
	if w[0] > 0 {
		kind = bigEndian(row[:w[0]])
	}
	second, third := bigEndian(row[w[0]:w[0]+w[1]]), bigEndian(row[w[0]+w[1]:])
	switch kind {
	case 0:
		f.enter(num, entry{})
	case 1:
		f.enter(num, entry{kind: inFile, offset: second})
	case 2:
		f.enter(num, entry{kind: inStream, stream: second, offset: third})
	}
}

func bigEndian(b []byte) int {
	n := 0
	for _, c := range b {
		n = n<<8 | int(c)
	}
	return n
}
