package content

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/syntax"
)

// predefined reads codes by one of the named cmaps for Chinese, Japanese and Korean (ISO 32000-1, table 118). The codes
// are those of a charset, which tells the characters; the numbers of glyphs, and so their widths, are not known, and the
// fallback, one em for the full-width characters that such text is made of, stands in.
func (f *font) predefined(name string) {
	f.vertical = strings.HasSuffix(name, "-V")
	base := strings.TrimSuffix(strings.TrimSuffix(name, "-H"), "-V")
	if base == "Identity" || name == "" {
		return
	}
	f.space = twoBytes()
	f.space.ident = false
	switch {
	case strings.HasSuffix(base, "UCS2") || strings.HasSuffix(base, "UTF16"):
		f.decode = syntax.UTF16
	case strings.HasPrefix(base, "GBK") || strings.HasPrefix(base, "GB-EUC"):
		f.charset(simplifiedchinese.GBK, codespace{1, 0, 0x80}, codespace{2, 0x8140, 0xFEFE})
	case strings.HasPrefix(base, "ETen-B5") || strings.HasPrefix(base, "B5pc") || strings.HasPrefix(base, "HKscs-B5"):
		f.charset(traditionalchinese.Big5, codespace{1, 0, 0x80}, codespace{2, 0x8140, 0xFEFE})
	case strings.HasPrefix(base, "KSC"):
		f.charset(korean.EUCKR, codespace{1, 0, 0x80}, codespace{2, 0x8141, 0xFEFE})
	case strings.Contains(base, "RKSJ"):
		f.charset(japanese.ShiftJIS, codespace{1, 0, 0x80}, codespace{1, 0xA0, 0xDF}, codespace{2, 0x8140, 0x9FFC}, codespace{2, 0xE040, 0xFCFC})
	case base == "EUC":
		f.charset(japanese.EUCJP, codespace{1, 0, 0x80}, codespace{2, 0x8EA0, 0x8EDF}, codespace{2, 0xA1A1, 0xFEFE})
	}
}

func (f *font) charset(e encoding.Encoding, spaces ...codespace) {
	f.space.spaces = spaces
	f.decode = func(s string) string {
		out, err := e.NewDecoder().String(s)
		if err != nil {
			return "\uFFFD"
		}
		return out
	}
}
