package pdf

import (
	"context"
	"flag"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

var office = flag.Bool("office", false, "make PDF files of the articles with LibreOffice and measure how much of their words comes back; takes half a minute")

// The figures to reach.
const (
	leastEnglish = 0.97
	leastArabic  = 0.90
)

// TestOffice writes the articles beside the repository as PDF files with LibreOffice, in one and two columns, and compares
// the words that are read with those that were written.
//
//	go test ./corpus/internal/pdf -run TestOffice -office -v
func TestOffice(t *testing.T) {
	if !*office {
		t.Skip("only with -office")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	articles, _ := filepath.Glob("../../../../shared/articles/*.txt")
	if len(articles) == 0 {
		t.Skip("no articles in ../shared")
	}
	tool, _ := exec.LookPath("pdftotext")
	dir := t.TempDir()
	written := map[string]string{}
	for _, path := range articles {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range variants(string(text)) {
			name := fmt.Sprintf("%.3s-%s-%d", filepath.Base(path), strings.ReplaceAll(v.font, " ", ""), v.columns)
			written[name] = string(text)
			if err := os.WriteFile(filepath.Join(dir, name+".fodt"), []byte(v.document(string(text))), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.fodt"))
	args := append([]string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "pdf", "--outdir", dir}, files...)
	if out, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".fodt")
		t.Run(name, func(t *testing.T) { measure(t, strings.TrimSuffix(path, ".fodt")+".pdf", written[name], tool) })
	}
}

// measure compares the words of a file with those written, read with and without pdftotext, and notes what the words of
// pdftotext alone would give.
func measure(t *testing.T, path, want, tool string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	least := leastEnglish
	if strings.ContainsFunc(want, arabic) {
		least = leastArabic
	}
	for _, o := range []Options{{}, {Pdftotext: tool}} {
		d, err := Read(context.Background(), data, o)
		if err != nil {
			t.Fatal(err)
		}
		f := tokenF1(want, textOf(d))
		t.Logf("%s with pdftotext %q: F1 %.3f", d.Reader, o.Pdftotext, f)
		if f < least {
			t.Errorf("F1 %.3f, want %.2f", f, least)
		}
	}
	if tool != "" {
		sheets, err := poppler(context.Background(), data, Options{Pdftotext: tool}.withDefaults())
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("pdftotext's words alone: F1 %.3f", tokenF1(want, textOf(assembled(t, sheets))))
	}
}

// A variant is how an article is set.
type variant struct {
	font, align, mode string
	columns           int
}

func variants(text string) []variant {
	var out []variant
	fonts, mode := []string{"Liberation Serif", "DejaVu Sans"}, "lr-tb"
	if strings.ContainsFunc(text, arabic) {
		fonts, mode = []string{"Amiri", "DejaVu Sans", "Noto Sans Arabic"}, "rl-tb"
	}
	for _, f := range fonts {
		out = append(out, variant{f, "start", mode, 1}, variant{f, "justify", mode, 2})
	}
	return out
}

// document returns a text as a flat OpenDocument file.
func (v variant) document(text string) string {
	var body strings.Builder
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			body.WriteString("<text:p>" + html.EscapeString(l) + "</text:p>")
		}
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph">
<style:paragraph-properties fo:text-align="%[1]s" style:writing-mode="%[2]s" fo:margin-bottom="0.2cm"/>
<style:text-properties fo:font-family="%[3]s" style:font-family-complex="%[3]s" fo:font-size="12pt" style:font-size-complex="12pt"/>
</style:default-style></office:styles>
<office:automatic-styles><style:page-layout style:name="page">
<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm" style:writing-mode="%[2]s"/></style:page-layout>
<style:style style:name="part" style:family="section"><style:section-properties style:writing-mode="%[2]s">
<style:columns fo:column-count="%[4]d" fo:column-gap="0.6cm"/></style:section-properties></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page"/></office:master-styles>
<office:body><office:text><text:section text:style-name="part" text:name="part">%[5]s</text:section></office:text></office:body></office:document>`,
		v.align, v.mode, v.font, v.columns, body.String())
}

// tokenF1 is the harmonic mean of the shares of words that two texts have in common, counted as often as they occur.
func tokenF1(want, got string) float64 {
	a, b := tokens(want), tokens(got)
	counts := map[string]int{}
	for _, w := range a {
		counts[w]++
	}
	common := 0
	for _, w := range b {
		if counts[w] > 0 {
			counts[w]--
			common++
		}
	}
	return 2 * float64(common) / float64(max(len(a)+len(b), 1))
}

// tokens are runs of letters with their marks and digits.
func tokens(s string) []string {
	return strings.FieldsFunc(strings.Map(noMark, s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
}
