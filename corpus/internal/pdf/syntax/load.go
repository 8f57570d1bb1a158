package syntax

import (
	"bytes"
	"context"
	"fmt"
)

// A File is an open PDF file.
type File struct {
	data    []byte
	limits  Limits
	spent   int  // bytes decompressed so far
	work    int  // bytes parsed so far
	over    bool // the limits were passed: what came after is missing
	xref    map[int]entry
	trailer Dict
	loaded  map[int]Object
	loading map[int]bool // objects on the way, to end circles
	streams map[int]*objectStream
	crypt   *decrypter

	repaired bool
}

// Open finds the objects of a file. It returns ErrNotPDF, ErrEncrypted, ErrDamaged or ErrTooLarge with a reason, or what
// ctx ends with.
func Open(ctx context.Context, data []byte, limits Limits) (*File, error) {
	i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-"))
	if i < 0 {
		return nil, ErrNotPDF
	}
	f := &File{data: data[i:], limits: limits.orDefaults()}
	f.reset()
	err := f.readXref()
	if err == nil {
		err = f.decrypt()
	}
	if err != nil && !fatal(err) || err == nil && !f.rooted() {
		err = f.repair(ctx)
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (f *File) reset() {
	f.xref, f.trailer = map[int]entry{}, Dict{}
	f.forget()
}

// forget drops what was read before it was known where objects are, or how they are encrypted.
func (f *File) forget() {
	f.loaded, f.loading, f.streams = map[int]Object{}, map[int]bool{}, map[int]*objectStream{}
}

// rooted reports whether the catalogue is where the trailer says.
func (f *File) rooted() bool {
	return f.Dict(f.Dict(f.trailer["Root"])["Pages"]) != nil
}

// Trailer returns the trailer: Root, Info, ID.
func (f *File) Trailer() Dict { return f.trailer }

// Repaired reports whether the cross-reference table was wrong, so that something may be missing.
func (f *File) Repaired() bool { return f.repaired }

// Resolve follows references to an object. Missing objects, and circles, are null.
func (f *File) Resolve(o Object) Object {
	for range maxDepth {
		ref, ok := o.(Ref)
		if !ok {
			return o
		}
		o = f.load(ref.Num)
	}
	return nil
}

// Dict returns the dictionary that an object is, that of a stream too, and nil for others.
func (f *File) Dict(o Object) Dict {
	switch o := f.Resolve(o).(type) {
	case Dict:
		return o
	case *Stream:
		return o.Dict
	}
	return nil
}

// Array returns the array that an object is, nil for others.
func (f *File) Array(o Object) Array {
	a, _ := f.Resolve(o).(Array)
	return a
}

// Name returns the name that an object is, "" for others.
func (f *File) Name(o Object) Name {
	n, _ := f.Resolve(o).(Name)
	return n
}

// Int returns the integer that an object is, a real number rounded down, and 0 for others.
func (f *File) Int(o Object) int {
	return int(max(min(f.Number(o), 1<<40), -1<<40))
}

// Number returns the number that an object is, 0 for others.
func (f *File) Number(o Object) float64 {
	switch o := f.Resolve(o).(type) {
	case int:
		return float64(o)
	case float64:
		return o
	}
	return 0
}

func (f *File) load(num int) Object {
	if o, ok := f.loaded[num]; ok {
		return o
	}
	if f.loading[num] {
		return nil
	}
	f.loading[num] = true
	var o Object
	switch e := f.xref[num]; e.kind {
	case inFile:
		o = f.objectAt(num, e.offset)
	case inStream:
		o = f.objectIn(e.stream, num)
	}
	delete(f.loading, num)
	f.loaded[num] = o
	return o
}

// header reads "12 0 obj" and reports whether it is there, with that number unless num is -1.
func header(l *Lexer, num int) (Ref, bool) {
	n, ok := l.integer()
	gen, ok2 := l.integer()
	mark, _ := l.object(0)
	return Ref{n, gen}, ok && ok2 && mark == Keyword("obj") && (num < 0 || n == num)
}

func (f *File) objectAt(num, offset int) Object {
	if offset < 0 || offset >= len(f.data) {
		return nil
	}
	l := &Lexer{data: f.data, pos: offset, refs: true}
	ref, ok := header(l, num)
	if !ok {
		return nil
	}
	o, end := l.object(0)
	if end != "" || !f.charge(l.pos-offset) {
		return nil
	}
	if d, ok := o.(Dict); ok {
		if s := f.stream(l, d, ref); s != nil {
			o = s
		}
	}
	return f.crypt.strings(ref, o)
}

// stream returns the stream that follows a dictionary, nil when none does. Its length is believed only when the stream
// ends there.
func (f *File) stream(l *Lexer, d Dict, ref Ref) *Stream {
	l.space()
	if !bytes.HasPrefix(l.Rest(), []byte("stream")) {
		return nil
	}
	start := l.pos + len("stream")
	if start < len(f.data) && f.data[start] == '\r' {
		start++
	}
	if start < len(f.data) && f.data[start] == '\n' {
		start++
	}
	const mark = "endstream"
	if n := f.Int(d["Length"]); n >= 0 && start+n <= len(f.data) {
		rest := f.data[start+n:]
		if i := bytes.Index(rest[:min(len(rest), len(mark)+4)], []byte(mark)); i >= 0 {
			return &Stream{Dict: d, raw: f.data[start : start+n], ref: ref}
		}
	}
	raw := f.data[min(start, len(f.data)):]
	if i := bytes.Index(raw, []byte(mark)); i >= 0 {
		raw = bytes.TrimRight(raw[:i], "\r\n")
	}
	if !f.charge(len(raw)) {
		return nil
	}
	return &Stream{Dict: d, raw: raw, ref: ref}
}

// An objectStream holds objects without streams, compressed together.
type objectStream struct {
	data []byte
	at   map[int]int // offset of an object by its number
}

func (f *File) objectIn(stream, num int) Object {
	s := f.objectStream(stream)
	at, ok := s.at[num]
	if !ok {
		return nil
	}
	l := &Lexer{data: s.data, pos: at, refs: true}
	o, _ := l.object(0)
	if !f.charge(l.pos - at) {
		return nil
	}
	return o
}

func (f *File) objectStream(num int) *objectStream {
	if s, ok := f.streams[num]; ok {
		return s
	}
	out := &objectStream{at: map[int]int{}}
	f.streams[num] = out
	s, ok := f.Resolve(Ref{Num: num}).(*Stream)
	if !ok || f.xref[num].kind != inFile {
		return out
	}
	data, err := f.Decode(s)
	if err != nil {
		return out
	}
	out.data = data
	first := f.Int(s.Dict["First"])
	l := &Lexer{data: data}
	for range min(f.Int(s.Dict["N"]), maxInStream) {
		n, ok := l.integer()
		at, ok2 := l.integer()
		if !ok || !ok2 || !f.charge(entryCost) {
			break
		}
		if at += first; at >= 0 && at <= len(data) {
			out.at[n] = at
		}
	}
	return out
}

// Objects in an object stream: writers put in some hundred. The cost of an entry is its share of a map, in bytes.
const (
	maxInStream = 1 << 17
	entryCost   = 40
)

// charge counts bytes that were parsed and reports whether that is within bounds: objects can be made to overlap, so that
// a small file takes for ever. A sound file is parsed once, with what its object streams decompress to.
func (f *File) charge(n int) bool {
	f.work += n
	if f.work > 64<<20+16*len(f.data) {
		f.over = true
	}
	return !f.over
}

// Err returns ErrTooLarge, with a reason, when reading stopped at the limits, so that what was read is not all.
func (f *File) Err() error {
	if f.over {
		return f.tooLarge()
	}
	return nil
}

func (f *File) tooLarge() error {
	if f.spent > f.limits.Total || f.work <= 64<<20+16*len(f.data) {
		return fmt.Errorf("%w: its streams decompress to more than %d MB, or one to more than %d MB", ErrTooLarge, f.limits.Total>>20, f.limits.Stream>>20)
	}
	return fmt.Errorf("%w: its objects overlap or repeat each other beyond reason", ErrTooLarge)
}

// String describes a reference as files write it.
func (r Ref) String() string { return fmt.Sprintf("%d %d R", r.Num, r.Gen) }
