package syntax

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// fatal reports whether an error stands however the objects are looked for.
func fatal(err error) bool {
	return errors.Is(err, ErrEncrypted) || errors.Is(err, ErrTooLarge)
}

// repair looks for objects and trailers in all of the file. Of several objects with a number the last holds.
func (f *File) repair(ctx context.Context) error {
	f.reset()
	f.repaired = true
	if err := f.scan(ctx); err != nil {
		return err
	}
	if err := f.decrypt(); err != nil {
		return err
	}
	if err := f.scanStreams(ctx); err != nil {
		return err
	}
	if !f.rooted() {
		f.findCatalogue()
	}
	if !f.rooted() && len(f.strayPages()) == 0 {
		return fmt.Errorf("%w: it has no list of pages; perhaps the end of the file is missing", ErrDamaged)
	}
	return nil
}

// scan enters every "12 0 obj" and takes over every trailer.
func (f *File) scan(ctx context.Context) error {
	for at := 0; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		i := bytes.Index(f.data[at:], []byte("obj"))
		if i < 0 {
			break
		}
		if num, start, ok := f.headerBefore(at + i); ok {
			delete(f.xref, num)
			f.enter(num, entry{kind: inFile, offset: start})
		}
		at += i + len("obj")
	}
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("trailer"))
		if i < 0 {
			return nil
		}
		at += i + len("trailer")
		l := &Lexer{data: f.data, pos: at, refs: true}
		o, _ := l.object(0)
		if d, ok := o.(Dict); ok {
			maps.Copy(f.trailer, d)
		}
		if !f.charge(l.pos - at) {
			return f.tooLarge()
		}
	}
}

// headerBefore reads "12 0 " backwards from the word obj.
func (f *File) headerBefore(at int) (num, start int, ok bool) {
	back := func(want func(byte) bool) int {
		from := at
		for at > 0 && from-at < 12 && want(f.data[at-1]) {
			at--
		}
		return from - at
	}
	if back(isSpace); back(isDigit) == 0 || back(isSpace) == 0 || back(isDigit) == 0 {
		return 0, 0, false
	}
	num, ok = (&Lexer{data: f.data, pos: at}).integer()
	return num, at, ok
}

// scanStreams enters the objects in object streams, and takes over the dictionaries of cross-reference streams.
func (f *File) scanStreams(ctx context.Context) error {
	for _, num := range f.numbers() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !f.marked(num, "/ObjStm", "/XRef") {
			continue
		}
		s, ok := f.load(num).(*Stream)
		if !ok {
			continue
		}
		switch s.Dict["Type"] {
		case Name("XRef"):
			for _, k := range []Name{"Root", "Info", "Encrypt", "ID"} {
				if v, ok := s.Dict[k]; ok {
					f.trailer[k] = v
				}
			}
			if err := f.decrypt(); err != nil {
				return err
			}
		case Name("ObjStm"):
			for n := range f.objectStream(num).at {
				if f.xref[n].kind != inFile {
					f.enter(n, entry{kind: inStream, stream: num})
				}
			}
		}
		if f.Err() != nil {
			return f.tooLarge()
		}
	}
	return nil
}

// marked reports whether the dictionary of an object in the file has one of the words, before it is parsed.
func (f *File) marked(num int, words ...string) bool {
	e := f.xref[num]
	if e.kind != inFile {
		return false
	}
	head := f.data[e.offset:min(len(f.data), e.offset+1024)]
	return slices.ContainsFunc(words, func(w string) bool { return bytes.Contains(head, []byte(w)) })
}

// numbers returns the numbers of all objects in the order of the file.
func (f *File) numbers() []int {
	return slices.SortedFunc(maps.Keys(f.xref), func(a, b int) int {
		ea, eb := f.xref[a], f.xref[b]
		return cmp.Or(cmp.Compare(f.place(ea), f.place(eb)), cmp.Compare(a, b))
	})
}

// place is where an object or the stream that holds it lies in the file.
func (f *File) place(e entry) int {
	if e.kind == inStream {
		return f.xref[e.stream].offset
	}
	return e.offset
}

// findCatalogue looks for the root of the document among all objects.
func (f *File) findCatalogue() {
	for _, num := range f.numbers() {
		d := f.Dict(Ref{Num: num})
		if d["Type"] == Name("Catalog") && f.Dict(d["Pages"]) != nil {
			f.trailer["Root"] = Ref{Num: num}
		}
	}
}
