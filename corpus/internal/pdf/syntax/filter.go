package syntax

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"
)

var errFilter = errors.New("unknown filter")

// Decode returns the bytes of a stream, decrypted and decompressed. A stream that ends too early, or is damaged, gives
// what could be read. An image's compression is an error, and a stream beyond the limits is ErrTooLarge.
func (f *File) Decode(s *Stream) ([]byte, error) {
	data := s.raw
	if !s.plain {
		data = f.crypt.stream(s)
	}
	filters, params := f.chain(s.Dict)
	for i, name := range filters {
		var err error
		if data, err = f.filter(name, data, params[i]); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// chain returns the filters of a stream and the parameters of each.
func (f *File) chain(d Dict) ([]Name, []Dict) {
	filter, parms := f.Resolve(first(d, "Filter", "F")), f.Resolve(first(d, "DecodeParms", "DP"))
	if n, ok := filter.(Name); ok {
		return []Name{n}, []Dict{f.Dict(parms)}
	}
	list, _ := filter.(Array)
	list = list[:min(len(list), 8)]
	of, _ := parms.(Array)
	names, dicts := make([]Name, len(list)), make([]Dict, len(list))
	for i := range list {
		names[i] = f.Name(list[i])
		if i < len(of) {
			dicts[i] = f.Dict(of[i])
		}
	}
	return names, dicts
}

func first(d Dict, long, short Name) Object {
	if o, ok := d[long]; ok {
		return o
	}
	return d[short]
}

func (f *File) filter(name Name, data []byte, params Dict) ([]byte, error) {
	var r io.Reader
	switch name {
	case "FlateDecode", "Fl":
		r = flate.NewReader(bytes.NewReader(zlibBody(data)))
	case "LZWDecode", "LZW":
		early := 1
		if v, ok := params["EarlyChange"]; ok {
			early = f.Int(v)
		}
		r = &lzwReader{in: data, early: early}
	case "ASCII85Decode", "A85":
		return ascii85Body(data), nil
	case "ASCIIHexDecode", "AHx":
		return []byte((&Lexer{data: data}).hex()), nil
	case "RunLengthDecode", "RL":
		r = &runReader{in: data}
	case "Crypt":
		return data, nil
	default:
		return nil, fmt.Errorf("%w %q", errFilter, name)
	}
	out, err := f.readAll(r)
	if err != nil {
		return nil, err
	}
	return f.predict(out, params), nil
}

// readAll reads up to the limits. An error of the stream's own ends it.
func (f *File) readAll(r io.Reader) ([]byte, error) {
	limit := min(f.limits.Stream, f.limits.Total-f.spent)
	var out bytes.Buffer
	_, _ = io.CopyN(&out, r, int64(limit)+1) // what a damaged stream has left is used
	f.spent += out.Len()
	if out.Len() > limit {
		f.over = true
		return nil, f.tooLarge()
	}
	return out.Bytes(), nil
}

// zlibBody takes off the header of zlib. The check sum at the end is not looked at, so that streams that were cut can be
// read.
func zlibBody(b []byte) []byte {
	b = bytes.TrimLeft(b, "\r\n")
	if len(b) >= 2 && b[0]&0x0F == 8 && (int(b[0])<<8|int(b[1]))%31 == 0 {
		return b[2:]
	}
	return b
}

func ascii85Body(b []byte) []byte {
	b = bytes.TrimPrefix(bytes.TrimSpace(b), []byte("<~"))
	if i := bytes.IndexByte(b, '~'); i >= 0 {
		b = b[:i]
	}
	out := make([]byte, 4*len(b)+4)
	n, _, _ := ascii85.Decode(out, b, true)
	return out[:n]
}

// A runReader reads run-length encoding: a length and that many bytes, or a length and a byte to repeat.
type runReader struct {
	in   []byte
	out  []byte
	done bool
}

func (r *runReader) Read(p []byte) (int, error) {
	for len(r.out) == 0 {
		if r.done || len(r.in) < 2 || r.in[0] == 128 {
			return 0, io.EOF
		}
		n := int(r.in[0])
		if n < 128 {
			n = min(n+1, len(r.in)-1)
			r.out, r.in = r.in[1:1+n], r.in[1+n:]
			continue
		}
		r.out, r.in = bytes.Repeat(r.in[1:2], 257-n), r.in[2:]
	}
	n := copy(p, r.out)
	r.out = r.out[n:]
	return n, nil
}
