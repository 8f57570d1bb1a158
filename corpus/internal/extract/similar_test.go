package extract

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/dalil-bot/dalil/corpus"
)

var pandoc = flag.Bool("pandoc", false, "compare with what pandoc and LibreOffice make of files: half a minute")

// similarity is what each format has to reach: of the words of our text and of pandoc's, the share that is the same in the
// same order.
const similarity = 0.95

// TestSimilar makes files of every format out of texts in English and Arabic, with pandoc and with LibreOffice, and compares
// our reading with pandoc's, of the file where it can read it and else of the text.
func TestSimilar(t *testing.T) {
	if !*pandoc {
		t.Skip("asked for with -pandoc")
	}
	for _, tool := range []string{"pandoc", "soffice"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	for _, lang := range []string{"en", "ar"} {
		t.Run(lang, func(t *testing.T) {
			dir := t.TempDir()
			sums := map[string]*sum{}
			for _, source := range sources(t, lang, dir) {
				made := append(byPandoc(t, source), byOffice(t, source)...)
				for _, file := range made {
					compareWithPandoc(t, sums, source, file)
				}
			}
			for _, kind := range []string{"docx by pandoc", "odt by pandoc", "rtf by pandoc", "epub by pandoc", "pptx by pandoc", "docx by LibreOffice", "odt by LibreOffice", "rtf by LibreOffice", "epub by LibreOffice"} {
				if s := sums[kind]; s == nil || s.of() < similarity {
					t.Errorf("%s: %.3f", kind, s.of())
				} else {
					t.Logf("%s: %.3f over %d words", kind, s.of(), s.words/2)
				}
			}
		})
	}
}

// A sum adds up the words of files of one kind.
type sum struct{ same, words int }

func (s *sum) of() float64 {
	if s == nil || s.words == 0 {
		return 0
	}
	return float64(2*s.same) / float64(s.words)
}

// sources returns texts in a language as files of Markdown: ours, and the articles where they are.
func sources(t *testing.T, lang, dir string) []string {
	t.Helper()
	files := []string{"testdata/similar/" + lang + ".md"}
	articles, _ := filepath.Glob("../../../../shared/articles/*.txt")
	for _, file := range articles {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if arabic := strings.ContainsFunc(string(data), func(r rune) bool { return unicode.Is(unicode.Arabic, r) }); arabic == (lang == "ar") {
			files = append(files, file)
		}
	}
	var made []string
	for _, file := range files {
		to := filepath.Join(dir, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))+".md")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o600); err != nil {
			t.Fatal(err)
		}
		made = append(made, to)
	}
	return made
}

// command runs a program and returns what it writes.
func command(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, problems.String())
	}
	return out.String()
}

// byPandoc has pandoc make the formats that it writes.
func byPandoc(t *testing.T, source string) []string {
	var made []string
	for _, ext := range []string{"docx", "odt", "rtf", "epub", "pptx"} {
		file := strings.TrimSuffix(source, ".md") + " by pandoc." + ext
		command(t, "pandoc", "-s", "-o", file, source)
		made = append(made, file)
	}
	return made
}

// byOffice has LibreOffice make the formats that it writes, by way of a web page.
func byOffice(t *testing.T, source string) []string {
	var made []string
	page := strings.TrimSuffix(source, ".md") + " by LibreOffice.html"
	command(t, "pandoc", "-s", "-o", page, source)
	text := office(t, page, "odt:writer8", "--infilter=HTML (StarWriter)")
	made = append(made, text)
	for _, ext := range []string{"docx", "rtf", "epub"} {
		made = append(made, office(t, text, ext))
	}
	return made
}

// office converts a file and returns the new one.
func office(t *testing.T, file, to string, more ...string) string {
	ext, _, _ := strings.Cut(to, ":")
	dir := filepath.Dir(file)
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", dir}, more...)
	command(t, "soffice", append(args, file)...)
	return strings.TrimSuffix(file, filepath.Ext(file)) + "." + ext
}

// compareWithPandoc adds up how much our reading of a file has in common with pandoc's.
func compareWithPandoc(t *testing.T, sums map[string]*sum, source, file string) {
	t.Helper()
	reference := file
	if strings.HasSuffix(file, ".pptx") || strings.HasSuffix(file, ".rtf") { // the one it cannot read, of the other it loses Arabic spaces
		reference = source
	}
	theirs := wordsOf(command(t, "pandoc", "-t", "plain", "--wrap=none", reference))
	ours := wordsOf(textOf(t, file))
	_, by, _ := strings.Cut(filepath.Base(file), " by ")
	by, ext, _ := strings.Cut(by, ".")
	kind := ext + " by " + by
	if sums[kind] == nil {
		sums[kind] = &sum{}
	}
	sums[kind].same += common(ours, theirs)
	sums[kind].words += len(ours) + len(theirs)
}

// textOf returns the text of a file of one document.
func textOf(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Extract(context.Background(), filepath.Base(file), data, Hints{})
	if err != nil {
		t.Fatal(err)
	}
	checkBlocks(t, doc.Text, doc.Blocks)
	return doc.Text
}

// wordsOf returns the runs of letters and digits of a text.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

// common returns the length of the longest common subsequence of two lists of words.
func common(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// TestSheetsAgree checks that a table is read alike from text, from Excel's format and from LibreOffice's.
func TestSheetsAgree(t *testing.T) {
	if !*pandoc {
		t.Skip("asked for with -pandoc")
	}
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("soffice is not installed")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "table.csv")
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{
		{"Depot", "Opened", "Beds", "Share", "المدينة", "Remark"},
		{"Riverside", "2013-11-02", "40", "12.50%", "بيروت", "by the river, two gates"},
		{"Hillside", "2015-03-01", "1200", "7.00%", "عمان", "quiet"},
		{"Old mill", "1999-12-31", "0.25", "100.00%", "", "said to be \"haunted\""},
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	want := items(t, file)
	for _, to := range []string{"xlsx", "ods"} {
		got := items(t, office(t, file, to, "--infilter=CSV:44,34,76,1"))
		if got != want {
			t.Errorf("%s:\n%s\nwant\n%s", to, got, want)
		}
	}
}

// items returns the rows of a table, with their places.
func items(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Extract(context.Background(), filepath.Base(file), data, Hints{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, k := range doc.Blocks {
		if k.Kind == corpus.Item {
			b.WriteString(k.Of(doc.Text) + "\n")
		}
	}
	return b.String()
}
