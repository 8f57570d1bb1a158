package syntax

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLexer(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []Object
	}{
		{"numbers", "1 -2 +3 .5 -.5 4. 1.2.3 --5 6-7", []Object{1, -2, 3, 0.5, -0.5, 4.0, 1.2, -5.0, 6.0}},
		{"large number", "99999999999999999999", []Object{1e20}},
		{"words", "true false null BT T*", []Object{true, false, nil, Keyword("BT"), Keyword("T*")}},
		{"names", "/A /A#20B /#4 / /x/y", []Object{Name("A"), Name("A B"), Name("#4"), Name(""), Name("x"), Name("y")}},
		{"strings", `(a(b)c) (\n\(\101\7z) (x\` + "\n" + `y) ()`, []Object{String("a(b)c"), String("\n(A\az"), String("xy"), String("")}},
		{"hex", "<41 4> <> <4x1>", []Object{String("A@"), String(""), String("A")}},
		{"containers", "[1[2]/a]<</k[3]/l<</m 4>>>>", []Object{Array{1, Array{2}, Name("a")}, Dict{"k": Array{3}, "l": Dict{"m": 4}}}},
		{"comment", "1 % two\n3", []Object{1, 3}},
		{"stray marks", ") > ] } 1 >> 2", []Object{1, 2}},
		{"never closed", "[1 2", []Object{Array{1, 2}}},
		{"string never closed", `(ab\`, []Object{String("ab")}},
		{"hex never closed", "<41", []Object{String("A")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []Object
			l := NewLexer([]byte(tt.in))
			for o, ok := l.Next(); ok; o, ok = l.Next() {
				got = append(got, o)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReferences(t *testing.T) {
	l := &Lexer{data: []byte("[1 0 R 2 3 4 0 Rx 5 0\nR]"), refs: true}
	got, _ := l.Next()
	if diff := cmp.Diff(Object(Array{Ref{1, 0}, 2, 3, 4, 0, Keyword("Rx"), Ref{5, 0}}), got); diff != "" {
		t.Error(diff)
	}
}

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "Salt", "Salt"},
		{"document encoding", "\x8Dna\xEFve\x8E\x8A", "“naïve”−"},
		{"UTF-16", "\xFE\xFF\x06\x45\x06\x44\x06\x2D", "ملح"},
		{"little-endian", "\xFF\xFE\x45\x06", "م"},
		{"UTF-8", "\xEF\xBB\xBFملح", "ملح"},
		{"odd", "\xFE\xFF\x06", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := String(tt.in).Text(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// encoded returns a stream with the given filter.
func encoded(filter, params string, raw []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[]>>endobj 3 0 obj<</Filter/%s%s/Length %d>>stream\n", filter, params, len(raw))
	b.Write(raw)
	b.WriteString("\nendstream endobj trailer<</Root 1 0 R>>")
	return b.Bytes()
}

func unhexed(s string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		panic(err)
	}
	return b
}

func deflated(s string) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, 9)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return append([]byte{0x78, 0xDA}, b.Bytes()...)
}

func TestDecode(t *testing.T) {
	long := strings.Repeat("All boats are in. ", 50)
	for _, tt := range []struct {
		name, filter, params string
		raw                  []byte
		want                 string
	}{
		{"flate", "FlateDecode", "", deflated(long), long},
		{"flate without header", "FlateDecode", "", deflated(long)[2:], long},
		{"flate cut", "FlateDecode", "", deflated("salt")[:5], "sa"},
		{"LZW of ISO 32000-1, 7.4.4.2", "LZWDecode", "", unhexed("80 0B 60 50 22 0C 0C 85 01"), "-----A---B"},
		{"base 85", "ASCII85Decode", "", []byte("<~87cURDZ~>"), "Hello"},
		{"hexadecimal", "ASCIIHexDecode", "", []byte("53 616C 74>"), "Salt"},
		{"run lengths", "RunLengthDecode", "", []byte("\x02abc\xFEx\x80zzz"), "abcxxx"},
		{"PNG's filters", "FlateDecode", "/DecodeParms<</Predictor 15/Columns 3>>", deflated("\x00abc\x01a\x01\x01\x02\x01\x01\x01\x04\x01\x00\x00"), "abcabcbcdccd"},
		{"TIFF's differences", "FlateDecode", "/DecodeParms<</Predictor 2/Columns 3>>", deflated("a\x01\x01b\x01\x01"), "abcbcd"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Open(context.Background(), encoded(tt.filter, tt.params, tt.raw), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := f.Decode(f.Resolve(Ref{Num: 3}).(*Stream))
			if err != nil || string(got) != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestDecodeLimits(t *testing.T) {
	raw := encoded("FlateDecode", "", deflated(strings.Repeat(" ", 1<<20)))
	for _, l := range []Limits{{Stream: 1 << 19}, {Total: 1 << 19}} {
		f, err := Open(context.Background(), raw, l)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Decode(f.Resolve(Ref{Num: 3}).(*Stream)); !errors.Is(err, ErrTooLarge) || !errors.Is(f.Err(), ErrTooLarge) {
			t.Errorf("%+v: got %v", l, err)
		}
	}
}

// TestCircles has files in which following references, kids or sections would never end.
func TestCircles(t *testing.T) {
	for name, body := range map[string]string{
		"reference":   "1 0 obj 1 0 R endobj trailer<</Root 1 0 R>>",
		"pages":       "1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[2 0 R 2 0 R]>>endobj trailer<</Root 1 0 R>>",
		"length":      "1 0 obj<</Pages 1 0 R/Length 1 0 R>>stream\nx endstream endobj trailer<</Root 1 0 R>>",
		"previous":    "xref\n0 0\ntrailer<</Prev 9>>startxref 9\n%%EOF",
		"own stream":  "1 0 obj<</Type/ObjStm/N 1/First 4/Length 9>>stream\n1 0 <<>>\nendstream endobj",
		"nested":      strings.Repeat("[", 1<<20),
		"trailers":    strings.Repeat("trailer<<", 1<<15),
		"many in one": "1 0 obj[" + strings.Repeat("2 0 obj ", 1<<15),
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Open(context.Background(), []byte("%PDF-1.4\n"+body), Limits{})
			if err == nil {
				f.Pages()
			}
		})
	}
}

func FuzzOpen(f *testing.F) {
	files, _ := filepath.Glob("../testdata/*.pdf")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(context.Background(), data, Limits{Total: 8 << 20})
		if err != nil {
			return
		}
		pages, _ := file.Pages()
		for _, p := range pages[:min(len(pages), 20)] {
			if s, ok := file.Resolve(p.Dict["Contents"]).(*Stream); ok {
				_, _ = file.Decode(s)
			}
		}
	})
}
