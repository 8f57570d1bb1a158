package extract

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// TestPagesBuiltToBeSlow reads pages on which something that looks for an end from every beginning takes minutes.
func TestPagesBuiltToBeSlow(t *testing.T) {
	for name, piece := range map[string]string{
		"scripts without end": "<script>", "comments without end": "<!--", "tags without end": "<p", "styles": "<style>x",
		"formatting": "<p><b><i><u>x", "text in tables": "<table>x", "links": "<a href=x>y",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, _ = Extract(t.Context(), "a.html", []byte("<html><body>"+strings.Repeat(piece, (128<<10)/len(piece))), Hints{})
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%v", took)
			}
		})
	}
}

// FuzzDecode asks that what is decoded is valid UTF-8 without a mark, that UTF-8 stays what it is, and that a label does
// not change it.
func FuzzDecode(f *testing.F) {
	const text = "Die Fähre fährt um neun. Паром отходит в девять. العبّارة تغادر في التاسعة."
	for _, e := range []encoding.Encoding{charmap.Windows1256, charmap.ISO8859_6, charmap.Windows1251, charmap.KOI8R, charmap.Windows1252,
		charmap.Windows1250, simplifiedchinese.GB18030, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)} {
		data, err := encoding.ReplaceUnsupported(e.NewEncoder()).String(text)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(data), "")
	}
	f.Add([]byte("\xEF\xBB\xBF"+text), "text/plain; charset=windows-1251")
	f.Add([]byte(`<meta charset="koi8-r">`+"\xc1\xc2\xff"), "text/html")
	f.Add([]byte("\xff\xfe\x00\xd8\x00"), "text/plain; charset=utf-16")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		got, err := decode(data, contentType)
		if err != nil {
			return
		}
		if !utf8.ValidString(got) {
			t.Fatalf("%q is no UTF-8", got)
		}
		_, wide := utf16Order(data)
		if utf8.Valid(data) && !wide && got != strings.TrimPrefix(string(data), "\uFEFF") {
			t.Errorf("%q became %q", data, got)
		}
		if again, err := decode(data, contentType); err != nil || again != got {
			t.Errorf("%q, and then %q, %v", got, again, err)
		}
	})
}
