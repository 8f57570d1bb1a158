package content

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/syntax"
)

// page returns what a content stream draws on a page of 200 by 100 points, with fonts F1 (WinAnsi, every character half an
// em wide), F2 (two-byte codes with a ToUnicode map) and the form X.
func page(t *testing.T, content, form string) Page {
	t.Helper()
	const toUnicode = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0001> <06440627> endbfchar " +
		"1 beginbfrange <0010> <0012> <0061> endbfrange 1 beginbfrange <0020> <0021> [<0041> <0042>] endbfrange"
	var b strings.Builder
	fmt.Fprintf(&b, `%%PDF-1.4
1 0 obj<</Pages 2 0 R>>endobj
2 0 obj<</Kids[3 0 R]/Count 1/MediaBox[0 0 200 100]/Resources<</Font<</F1 5 0 R/F2 6 0 R>>/XObject<</X 9 0 R>>
/Properties<</P<</ActualText(fish)>>>>>>>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
5 0 obj<</Type/Font/Subtype/TrueType/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/f_i/uni0628/Aacute]>>/FirstChar 0/Widths[%s]>>endobj
6 0 obj<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>endobj
7 0 obj<</DW 400/W[1[700] 16 18 300]>>endobj
8 0 obj<</Length %d>>stream
%s
endstream endobj
9 0 obj<</Subtype/Form/Matrix[1 0 0 1 100 0]/Length %d>>stream
%s
endstream endobj
trailer<</Root 1 0 R>>`, len(content), content, strings.Repeat("500 ", 256), len(toUnicode), toUnicode, len(form), form)
	f, err := syntax.Open(context.Background(), []byte(b.String()), syntax.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	pages, _ := f.Pages()
	p, err := NewReader(f).Glyphs(context.Background(), pages[0])
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestGlyphs(t *testing.T) {
	for _, tt := range []struct{ name, content, form, want string }{
		{"Tj", "BT /F1 10 Tf 20 50 Td (ab) Tj ET", "", "a 20,50 b 25,50"},
		{"next lines", "BT /F1 10 Tf 12 TL 20 50 Td (a) Tj T* (b) Tj (c) ' ET", "", "a 20,50 b 20,62 c 20,74"},
		{"spacing", "BT /F1 10 Tf 1 Tc 2 Tw 20 50 Td (a b) Tj ET", "", "a 20,50   26,50 b 34,50"},
		{"double quote", "BT /F1 10 Tf 12 TL 20 50 Td 2 1 (a b) \" ET", "", "a 20,62   26,62 b 34,62"},
		{"TJ", "BT /F1 10 Tf 20 50 Td [(a) -500 (b) 100 (c)] TJ ET", "", "a 20,50 b 30,50 c 34,50"},
		{"scaled", "BT /F1 10 Tf 50 Tz 20 50 Td (ab) Tj ET", "", "a 20,50 b 22.5,50"},
		{"matrices", "2 0 0 2 10 0 cm BT /F1 5 Tf 1 0 0 1 5 25 Tm (ab) Tj ET", "", "a 20,50 b 25,50"},
		{"kept and brought back", "q 1 0 0 1 50 0 cm Q BT /F1 10 Tf 20 50 Td (a) Tj ET", "", "a 20,50"},
		{"raised", "BT /F1 10 Tf 20 50 Td 3 Ts (a) Tj ET", "", "a 20,47"},
		{"two bytes", "BT /F2 10 Tf 20 50 Td <0010001100200001> Tj ET", "", "a 20,50 b 23,50 A 26,50 لا 30,50"},
		{"unknown code", "BT /F2 10 Tf 20 50 Td <0099> Tj ET", "", "\uFFFD 20,50"},
		{"names", "BT /F1 10 Tf 20 50 Td <010203> Tj ET", "", "fi 20,50 ب 25,50 Á 30,50"},
		{"form", "BT /F1 10 Tf 20 50 Td (a) Tj ET /X Do", "BT /F1 10 Tf 20 50 Td (x) Tj ET", "a 20,50 x 120,50"},
		{"form in itself", "/X Do", "BT /F1 10 Tf 0 50 Td (x) Tj ET", "x 100,50"},
		{"image in the text", "BI /W 1 ID \x00EI\xFF EI BT /F1 10 Tf 20 50 Td (a) Tj ET", "", "a 20,50"},
		{"replaced", "BT /F1 10 Tf 20 50 Td /Span <</ActualText(fi)>> BDC (\x01) Tj EMC (x) Tj ET", "", "fi 20,50 x 25,50"},
		{"replaced by name", "BT /F1 10 Tf 20 50 Td /Span /P BDC (ab) Tj EMC ET", "", "fish 20,50"},
		{"sideways", "BT /F1 10 Tf 0 1 -1 0 30 20 Tm (ab) Tj ET", "", "a 20,30 turn 3 b 25,30 turn 3"},
		{"off the page", "BT /F1 10 Tf 500 50 Td (a) Tj ET", "", ""},
		{"no sense", "BT /F9 10 Tf Tj (a) Tj 1 Td Tm ] >> ET Q Q EMC", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, g := range page(t, tt.content, tt.form).Glyphs {
				s := fmt.Sprintf("%s %.4g,%.4g", g.Text, g.X, g.Y)
				if g.Turn != 0 {
					s += fmt.Sprintf(" turn %d", g.Turn)
				}
				got = append(got, s)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEndless has forms that draw each other: 2 to the power of the depth without a bound.
func TestEndless(t *testing.T) {
	p := page(t, "/X Do", strings.Repeat("/X Do ", 8)+"BT /F1 10 Tf (x) Tj ET")
	if !p.Cut {
		t.Error("all of it was drawn")
	}
}

func TestGlyphName(t *testing.T) {
	for name, want := range map[string]string{
		"A": "A", "eacute": "é", "scedilla": "ş", "Gbreve": "Ğ", "ffi": "ffi", "f_f_i": "ffi", "one.oldstyle": "1", "uni06440627": "لا",
		"u1F600": "😀", "afii57415": "ا", "afii10017": "А", "quoteright": "’", "endash": "–", "g123": "", "": "", ".notdef": "",
		"aeacute": "ǽ", "oslashacute": "", "hyphen": "-", "space": " ", "uniXYZW": "",
	} {
		if got := glyphName(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestPredefined(t *testing.T) {
	for _, tt := range []struct{ name, raw, want string }{
		{"UniGB-UCS2-H", "\x6E\x2F", "港"},
		{"GBK-EUC-H", "\xB8\xDBa", "港a"},
		{"90ms-RKSJ-H", "\x8D\x60\xB1", "港ｱ"},
		{"ETen-B5-V", "\xB4\xE4", "港"},
		{"KSCms-UHC-H", "\xC7\xD7", "항"},
	} {
		f := &font{fallback: 1}
		f.predefined(tt.name)
		var got strings.Builder
		for c := range f.codes(tt.raw) {
			got.WriteString(c.text)
		}
		if got.String() != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got.String(), tt.want)
		}
	}
}
