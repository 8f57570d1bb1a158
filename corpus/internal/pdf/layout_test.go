package pdf

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/content"
)

// TestReading has lines as they are seen, from left to right, and as they are read.
func TestReading(t *testing.T) {
	for _, tt := range []struct {
		name, seen string
		rtl        bool
		want       string
	}{
		{"Latin", "salt and oil", false, "salt and oil"},
		{"Arabic", "رحبلا حلم", true, "ملح البحر"},
		{"number", "ةنس 2016 ذنم", true, "منذ 2016 سنة"},
		{"decimal", "نويلم 2.5 ةميق", true, "قيمة 2.5 مليون"},
		{"Arabic figures", "ةنس ٢٠١٦ ذنم", true, "منذ ٢٠١٦ سنة"},
		{"range, as rule W2 shows it", "12-10 نم", true, "من 10-12"},
		{"range in Hebrew", "10-12 ןיב", true, "בין 10-12"},
		{"day", "موي 31/3/2025 يف", true, "في 31/3/2025 يوم"},
		{"per cent", "%50 ةبسن", true, "نسبة 50%"},
		{"Latin name", "ةنيدم Port Said يف", true, "في Port Said مدينة"},
		{"Latin with figures", "زارط F-16 ةرئاط", true, "طائرة F-16 طراز"},
		{"Arabic word in a Latin line", "the word حلم means salt", false, "the word ملح means salt"},
		{"two Arabic words in a Latin line", "see رحبلا حلم here", false, "see ملح البحر here"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := reading(strings.Split(tt.seen, ""), tt.rtl); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := reading([]string{"م", "لا", "س"}, true); got != "سلام" {
		t.Errorf("a ligature is one unit: got %q", got)
	}
}

func TestMirrored(t *testing.T) {
	for in, want := range map[string]string{
		"العقد )الملحق 4( ساري": "العقد (الملحق 4) ساري",
		"العقد (الملحق 4) ساري": "العقد (الملحق 4) ساري",
		"»نعم«":                 "«نعم»",
		"1) أولاً":              "1) أولاً",
	} {
		if got := mirrored(in); got != want {
			t.Errorf("%q: got %q", in, got)
		}
	}
}

func TestUnit(t *testing.T) {
	for in, want := range map[string]string{"ﻻ": "لا", "ﬁ": "fi", "ﷲ": "الله", "a": "a", "é": "é", "\u200F": "", "\u200C": "\u200C", "e\u0301": "é"} {
		if got := unit(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestJoin(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines string // of two paragraphs, the first is judged
		other string
		want  string
	}{
		{"words", "salt|and oil", "", "salt and oil"},
		{"broken word, whole elsewhere", "a har-|bour", "the harbour", "a harbour"},
		{"compound, so elsewhere", "a long-|running play", "long-running plays", "a long-running play"},
		{"compound of known words", "a warm-|water port", "warm days, water, a har-|bour, the harbour", "a warm-water port"},
		{"words are broken in this document", "impor-|tant", "a har-|bour, the harbour", "important"},
		{"nothing known", "two-|thirds", "", "two-thirds"},
		{"name", "Russo-|Japanese", "", "Russo-Japanese"},
		{"figures", "1914-|1918", "", "1914-1918"},
		{"several hyphens", "state-of-|the-art", "a har-|bour, the harbour", "state-of-the-art"},
		{"soft hyphen", "har\u00AD|bour", "", "harbour"},
		{"dash", "one —|two", "", "one — two"},
		{"Chinese", "港口|开放", "", "港口开放"},
		{"Japanese", "システム|ーズ", "", "システムーズ"},
		{"Korean", "항구는|열려", "", "항구는 열려"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lines := strings.Split(tt.lines, "|")
			v := vocabularyOf([][]string{lines, strings.Split(tt.other, "|")})
			if got := v.join(lines); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestRepair(t *testing.T) {
	in := [][]string{{"االمن في الساحل", "بعد الأول إال أن األخير", "لالستقرار ال حرب", "كانت سالم في سلام"}, {"Oil and salt"}}
	repairAll(in)
	want := [][]string{{"الامن في الساحل", "بعد الأول إلا أن الأخير", "للاستقرار لا حرب", "كانت سلام في سلام"}, {"Oil and salt"}}
	if diff := cmp.Diff(want, in); diff != "" {
		t.Error(diff)
	}
}

// set writes text as glyphs of ten points, half an em wide, from a place on.
func set(x, y float64, text string) []content.Glyph {
	var out []content.Glyph
	for _, r := range text {
		out = append(out, content.Glyph{Text: string(r), X: x, Y: y, W: 5, Size: 10})
		x += 5
	}
	return out
}

func texts(ws []word) string {
	var out []string
	for _, w := range ws {
		out = append(out, w.text)
	}
	return strings.Join(out, "|")
}

func TestWords(t *testing.T) {
	shift := func(gs []content.Glyph, from int, by float64) []content.Glyph {
		for i := from; i < len(gs); i++ {
			gs[i].X += by
		}
		return gs
	}
	apart := set(0, 50, "HEADLINESET")
	for i := range apart {
		apart[i].X += float64(i) * 3
	}
	accent := content.Glyph{Text: "¨", X: 5, Y: 50, W: 5, Size: 10}
	for _, tt := range []struct {
		name string
		gs   []content.Glyph
		want string
	}{
		{"spaces", set(0, 50, "salt and oil"), "salt|and|oil"},
		{"gap", shift(set(0, 50, "saltandoil"), 4, 2.5), "salt|andoil"},
		{"kerning", shift(set(0, 50, "saltandoil"), 4, 1), "saltandoil"},
		{"letters set apart", apart, "HEADLINESET"},
		{"drawn twice", append(set(0, 50, "oil"), set(0.3, 50, "oil")...), "oil"},
		{"two lines", append(set(0, 62, "oil"), set(0, 50, "salt")...), "salt|oil"},
		{"drawn backwards", []content.Glyph{set(10, 50, "l")[0], set(5, 50, "i")[0], set(0, 50, "o")[0]}, "oil"},
		{"accent before its letter", append([]content.Glyph{set(0, 50, "a")[0], accent}, set(5, 50, "u")...), "aü"},
		{"accent behind its letter", append(set(0, 50, "au"), accent), "aü"},
		{"combining mark", append(set(0, 50, "au"), content.Glyph{Text: "\u0308", X: 7, Y: 50, Size: 10}), "aü"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := texts(sheetOf(content.Page{Glyphs: tt.gs}).words); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// pages makes sheets of lines "y text".
func pages(all ...[]string) []sheet {
	var out []sheet
	for _, lines := range all {
		p := content.Page{Width: 400, Height: 600}
		for _, l := range lines {
			var y float64
			text := l[strings.Index(l, " ")+1:]
			_, _ = fmt.Sscan(l, &y)
			p.Glyphs = append(p.Glyphs, set(40, y, text)...)
		}
		out = append(out, sheetOf(p))
	}
	return out
}

func TestFurniture(t *testing.T) {
	for _, tt := range []struct {
		name  string
		pages []sheet
		want  string
	}{
		{"head, foot and number", pages(
			[]string{"30 Ferry log", "100 Rain fell", "580 Page 4 of 6"}, []string{"30 Ferry log", "100 Sun shone", "580 Page 5 of 6"},
			[]string{"30 Ferry log", "100 Snow fell", "580 Page 6 of 6"}),
			"1 page header: Ferry log; 1 page number: Page 4 of 6; 2 page header: Ferry log; 2 page number: Page 5 of 6; 3 page header: Ferry log; 3 page number: Page 6 of 6"},
		{"roman numbers", pages([]string{"100 Rain fell", "580 iii"}, []string{"100 Sun shone", "580 iv"}, []string{"100 Snow fell", "580 v"}),
			"1 page number: iii; 2 page number: iv; 3 page number: v"},
		{"figures that are no page numbers", pages([]string{"100 Rain fell", "580 12"}, []string{"100 Sun shone", "580 90"}, []string{"100 Snow fell", "580 7"}), ""},
		{"repeated in the midst", pages([]string{"30 One", "300 Ferry log"}, []string{"30 Two", "300 Ferry log"}, []string{"30 Three", "300 Ferry log"}), ""},
		{"repeated elsewhere on the page", pages([]string{"30 Ferry log"}, []string{"60 Ferry log"}, []string{"90 Ferry log"}), ""},
		{"below a line of text", pages([]string{"30 Rain", "44 Ferry log"}, []string{"30 Sun", "44 Ferry log"}, []string{"30 Snow", "44 Ferry log"}), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for i, fs := range furniture(tt.pages) {
				for _, f := range fs {
					got = append(got, fmt.Sprintf("%d %s: %s", i+1, f.rule, f.text))
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLastFigure(t *testing.T) {
	for in, want := range map[string]int{"Page 3 of 10": 3, "- 12 -": 12, "xiv": 14, "Handbook 2019 – 7": 7, "صفحة ٣": 3, "no": -1, "99999999": -1} {
		if got := lastFigure(in); got != want {
			t.Errorf("%q: got %d, want %d", in, got, want)
		}
	}
}

func TestRanges(t *testing.T) {
	if got := ranges([]int{3, 4, 5, 9, 11, 12}); got != "p. 3-5, 9, 11-12" {
		t.Errorf("got %s", got)
	}
}

// TestPictures tells scanned pages with a stamp from covers over a picture.
func TestPictures(t *testing.T) {
	const text = "100 The ferry leaves at nine, at noon and at six in the evening."
	for _, tt := range []struct {
		name  string
		pages []sheet
		over  []int // pages with a picture over them
		want  []int
		err   bool
	}{
		{"cover", pages([]string{"100 Ferry log"}, []string{text}, []string{text}), []int{0}, nil, false},
		{"stamps", pages([]string{"100 Scan 1"}, []string{"100 Scan 2"}, []string{text}), []int{0, 1}, []int{1, 2}, false},
		{"nothing but stamps", pages([]string{"100 Scan 1"}, []string{"100 Scan 2"}), []int{0, 1}, []int{1, 2}, true},
		{"picture in a text", pages([]string{text}, nil, []string{text}), []int{1}, []int{2}, false},
		{"blank page", pages([]string{text}, nil), nil, nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, i := range tt.over {
				tt.pages[i].picture = true
			}
			var d Document
			err := d.sort(tt.pages)
			if diff := cmp.Diff(tt.want, d.Pictures); diff != "" || errors.Is(err, ErrScanned) != tt.err {
				t.Errorf("%v %s", err, diff)
			}
		})
	}
}
