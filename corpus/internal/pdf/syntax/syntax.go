// Package syntax reads the objects of a PDF file: the numbers, names, strings, arrays, dictionaries and streams that the
// rest of the format is written in (ISO 32000-1, chapter 7).
//
// Open finds the objects through the cross-reference tables or streams, or, where those are damaged, by looking for
// objects in all of the file. File.Resolve follows references, File.Decode takes the filters and the encryption off a
// stream, File.Pages lists the pages.
//
//	lexer.go    bytes to objects
//	xref.go     where objects are; repair.go when that is not told rightly
//	load.go     objects by number, out of the file and out of object streams
//	filter.go   compression; predictor.go, lzw.go
//	crypt.go    files that are encrypted with an empty password
//
// The input is hostile. Nothing is allocated by a size that the file claims, nesting and chains of references are
// bounded, and what all streams of a file may decompress to is bounded by Limits. What is damaged is left out rather
// than refused, so that values have to be asked for by type: a missing or wrong one reads as the zero value.
//
// A File is for one goroutine.
package syntax

import "errors"

// Why a file cannot be read. Tested with errors.Is.
var (
	ErrNotPDF    = errors.New("not a PDF file")
	ErrDamaged   = errors.New("damaged")   // the page tree cannot be found
	ErrEncrypted = errors.New("encrypted") // a password or certificate is needed
	ErrTooLarge  = errors.New("too large") // its streams decompress beyond the limits
)

// An Object is nil, bool, int, float64, String, Name, Array, Dict, *Stream, Ref or, in content streams only, Keyword.
type Object any

type (
	// A Name is a name without its slash.
	Name string
	// A String holds bytes in whatever encoding its place asks for; see Text.
	String string
	// A Keyword is an operator of a content stream.
	Keyword string
	// An Array is a list of objects, references among them not resolved.
	Array []Object
	// A Dict maps names to objects, references among them not resolved.
	Dict map[Name]Object
)

// A Ref points to an indirect object.
type Ref struct{ Num, Gen int }

// A Stream is a dictionary with bytes, which File.Decode makes readable.
type Stream struct {
	Dict  Dict
	raw   []byte
	ref   Ref
	plain bool // never encrypted
}

// Limits bound what reading a file may cost. Zero values mean the defaults.
type Limits struct {
	Stream int // bytes that one stream may decompress to; 64 MiB
	Total  int // bytes that all streams together may; 512 MiB
	Pages  int // pages listed; 10,000
}

func (l Limits) orDefaults() Limits {
	if l.Stream <= 0 {
		l.Stream = 64 << 20
	}
	if l.Total <= 0 {
		l.Total = 512 << 20
	}
	if l.Pages <= 0 {
		l.Pages = 10_000
	}
	return l
}

// maxDepth is how deep arrays and dictionaries may be nested, and how long a chain of references may be. Real files stay
// below 20.
const maxDepth = 100
