package extract

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// blown returns bytes that are unpacked to so many mebibytes of a text: a deflated mebibyte, over and over.
func blown(tb testing.TB, text string, mebibytes int) []byte {
	tb.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := w.Write([]byte(strings.Repeat(text, 1<<20/len(text)))); err != nil {
		tb.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	one := b.Bytes()
	b = bytes.Buffer{}
	w, _ = flate.NewWriter(&b, flate.BestSpeed)
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return append(bytes.Repeat(one, mebibytes), b.Bytes()...)
}

// raw is an entry of an archive that is written as it stands.
type raw struct {
	name  string
	data  []byte
	size  uint64 // that it says it has, unpacked
	flags uint16
	how   uint16
}

// archive returns a ZIP file of raw entries.
func archive(tb testing.TB, entries ...raw) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.CreateRaw(&zip.FileHeader{Name: e.name, Method: e.how, Flags: e.flags, CompressedSize64: uint64(len(e.data)), UncompressedSize64: e.size})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write(e.data); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// wordWith returns a Word document with another main part.
func wordWith(tb testing.TB, main raw) []byte {
	tb.Helper()
	var entries []raw
	for _, p := range parts(tb, "word.docx") {
		if p.Name != main.name {
			entries = append(entries, raw{name: p.Name, data: p.Data, size: uint64(len(p.Data))})
		}
	}
	return archive(tb, append(entries, main)...)
}

// nested returns an archive within an archive, and so on.
func nested(tb testing.TB, depth int) []byte {
	tb.Helper()
	data := []byte("A text at the bottom of it all.")
	name := "deep.txt"
	for range depth {
		data = archive(tb, raw{name: name, data: data, size: uint64(len(data))})
		name = "deep.zip"
	}
	return data
}

// matryoshka returns the body of a message of parts within parts.
func matryoshka(depth int) string {
	var b strings.Builder
	for i := range depth {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n", i, i)
	}
	return b.String() + "\nbottom\n"
}

func TestHostile(t *testing.T) {
	const gib = 1 << 30
	const main = "word/document2.xml"
	bomb := blown(t, "a", 1024)
	paragraphs := blown(t, "<w:p><w:r><w:t>again</w:t></w:r></w:p>  ", 1024)
	gz := append([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00"), bomb...)
	gz = append(gz, make([]byte, 8)...)
	text := func(name, s string) raw { return raw{name: name, data: []byte(s), size: uint64(len(s))} }
	tests := []struct {
		name string
		file string
		data []byte
		docs int
		want error
		says string
	}{
		{"part that says how large it is", "a.docx", wordWith(t, raw{main, bomb, gib, 0, zip.Deflate}), 0, ErrLimit, "1024.0 MiB unpacked"},
		{"part that lies about it", "a.docx", wordWith(t, raw{main, paragraphs, 1000, 0, zip.Deflate}), 0, ErrDamaged, "word/document2.xml: damaged: zip"},
		{"part that is packed too well", "a.docx", wordWith(t, raw{main, bomb[:len(bomb)/32], gib / 32, 0, zip.Deflate}), 0, ErrLimit, "packed more than 200 times"},
		{"file of an archive", "a.zip", archive(t, raw{"bomb.txt", bomb, gib, 0, zip.Deflate}, text("good.txt", "A good one.")), 1, ErrLimit, "extract a.zip: bomb.txt: too much"},
		{"gzip", "a.txt.gz", gz, 0, ErrLimit, "more than 64.0 MiB unpacked"},
		{"archives within each other", "a.zip", nested(t, 12), 0, ErrLimit, "more than 4 archives"},
		{"archives within each other, few", "a.zip", nested(t, 4), 1, nil, ""},
		{"password of an archive", "a.zip", archive(t, raw{"secret.txt", []byte("xxxx"), 4, encryptedFlag, zip.Store}, text("open.txt", "An open one.")), 1, ErrEncrypted, "extract a.zip: secret.txt: protected by a password"},
		{"password of a text", "a.odt", archive(t, text("mimetype", "application/vnd.oasis.opendocument.text"),
			text("META-INF/manifest.xml", "<manifest><file-entry><encryption-data/></file-entry></manifest>"), text("content.xml", "junk")), 0, ErrEncrypted, "extract a.odt: protected"},
		{"book that is locked", "a.epub", archive(t, text("mimetype", "application/epub+zip"), text("META-INF/container.xml", `<c><rootfile full-path="b.opf"/></c>`),
			text("META-INF/encryption.xml", `<e><CipherReference URI="one.xhtml"/></e>`),
			text("b.opf", `<p><manifest><item id="1" href="one.xhtml"/></manifest><spine><itemref idref="1"/></spine></p>`), text("one.xhtml", "junk")), 0, ErrEncrypted, "protected"},
		{"method that nobody has", "a.zip", archive(t, raw{"a.txt", []byte("xxxx"), 4, 0, 97}), 0, ErrNotText, "a.txt: not text: packed by method 97"},
		{"elements within each other", "a.docx", wordWith(t, text(main, strings.Repeat("<w:p>", 100_000))), 0, ErrLimit, "nested more than 400 deep"},
		{"tag without an end", "a.docx", wordWith(t, text(main, "<w:p "+strings.Repeat("a ", 1<<20))), 0, ErrLimit, "an XML tag"},
		{"entities that grow", "a.docx", wordWith(t, text(main, `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document><w:body><w:p><w:r><w:t>&b; stays as it is</w:t></w:r></w:p></w:body></w:document>`)), 1, nil, ""},
		{"XML that breaks off", "a.docx", wordWith(t, text(main, "<w:document><w:body><w:p><w:r><w:t>half")), 0, ErrDamaged, "word/document2.xml: damaged: XML, line 1"},
		{"document without a document", "a.docx", archive(t, text("[Content_Types].xml", ""), text("_rels/.rels", `<R><Relationship Type="x/officeDocument" Target="gone.xml"/></R>`)), 0, ErrNotText, "an office document of the type"},
		{"archive that breaks off", "a.zip", nested(t, 1)[:60], 0, ErrDamaged, "a.zip: damaged"},
		{"archive of nothing", "a.zip", archive(t), 0, ErrEmpty, "no text in it that can be read"},
		{"archive of pictures", "a.zip", archive(t, text("a.png", "x")), 0, ErrEmpty, "no text in it that can be read"},
		{"groups within each other", "a.rtf", []byte(`{\rtf1 ` + strings.Repeat("{", 5000)), 0, ErrLimit, "nested more than 1000 deep"},
		{"RTF that breaks off", "a.rtf", []byte(`{\rtf1 half a sentence`), 0, ErrDamaged, "breaks off"},
		{"messages within each other", "a.eml", []byte("From: a\nTo: b\nSubject: c\n" + matryoshka(50)), 0, ErrLimit, "nested more than 20 deep"},
		{"message under a password", "a.eml", []byte("From: a\nTo: b\nSubject: c\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\njunk\n--x--"), 0, ErrEncrypted, "protected"},
		{"text too long", "a.rtf", []byte(`{\rtf1 ` + strings.Repeat(`a long text \par `, 1<<17) + "}"), 0, ErrLimit, "more than 1.0 MiB of text"},
		{"rows beyond the limit", "a.csv", []byte("Name,Beds\n" + strings.Repeat("Depot,12\n", 1010)), 1, ErrLimit, "a.csv: the rest: too much: the rows from 1002"},
		{"Excel's binary workbook", "a.xlsb", archive(t, text("[Content_Types].xml", `<T><Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></T>`),
			text("_rels/.rels", `<R><Relationship Type="x/officeDocument" Target="xl/workbook.bin"/></R>`)), 0, ErrNotText, "save it as .xlsx"},
		{"JSON of another shape", "a.json", []byte(`[1, 2, 3]`), 0, ErrNotText, "without a list of records"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			n := 0
			err := All(context.Background(), tt.file, tt.data, Hints{Limits: Limits{Text: 1 << 20, Rows: 1000}}, func(_ string, doc corpus.Document) error {
				n++
				checkBlocks(t, doc.Text, doc.Blocks)
				return nil
			})
			runtime.ReadMemStats(&after)
			if n != tt.docs || !errors.Is(err, tt.want) || !strings.Contains(fmt.Sprint(err), tt.says) {
				t.Errorf("%d documents, error %v; want %d, %v with %q", n, err, tt.docs, tt.want, tt.says)
			}
			if strings.Contains(fmt.Sprint(err), "\n") {
				t.Errorf("an error of several lines: %v", err)
			}
			t.Logf("%v, %d MiB allocated", time.Since(start).Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20)
		})
	}
}

// TestCalledOff checks that extractors stop when nobody waits for them any more.
func TestCalledOff(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, file := range []string{"word.docx", "sheets.xlsx", "slides.pptx", "text.odt", "sheet.ods", "book.epub", "pack.zip"} {
		err := All(ctx, file, packed(t, parts(t, file)), Hints{}, func(string, corpus.Document) error { return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestRepeated checks that what a file says once and refers to many times takes no more memory than the limit on text.
func TestRepeated(t *testing.T) {
	long := strings.Repeat("word ", 20_000)
	var sheet, content strings.Builder
	sheet.WriteString("<worksheet><sheetData>")
	for range 2000 {
		sheet.WriteString(`<row><c t="s"><v>1</v></c><c t="s"><v>1</v></c></row>`)
	}
	sheet.WriteString("</sheetData></worksheet>")
	content.WriteString(`<office:document-content><office:body><office:text><table:table>`)
	for range 50 {
		content.WriteString(`<table:table-row><table:table-cell table:number-columns-repeated="1000"><text:p>` + long + `</text:p></table:table-cell></table:table-row>`)
	}
	content.WriteString(`</table:table></office:text></office:body></office:document-content>`)
	changed := func(file, part, data string) []byte {
		all := parts(t, file)
		for i := range all {
			if all[i].Name == part {
				all[i].Data = []byte(data)
			}
		}
		return packed(t, all)
	}
	shared := parts(t, "sheets.xlsx")
	for i := range shared {
		switch shared[i].Name {
		case "xl/sharedStrings.xml":
			shared[i].Data = []byte("<sst><si><t>x</t></si><si><t>" + long + "</t></si></sst>")
		case "xl/worksheets/one.xml":
			shared[i].Data = []byte(sheet.String())
		}
	}
	for name, data := range map[string][]byte{
		"a.xlsx": packed(t, shared),
		"a.odt":  changed("text.odt", "content.xml", content.String()),
		"a.ods":  changed("sheet.ods", "content.xml", strings.NewReplacer("office:text", "office:spreadsheet").Replace(content.String())),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := gather(name, data, Hints{Limits: Limits{Text: 1 << 20}})
			runtime.ReadMemStats(&after)
			if !errors.Is(err, ErrLimit) {
				t.Errorf("error %v", err)
			}
			if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 150 {
				t.Errorf("%d MiB allocated", got)
			}
		})
	}
}
