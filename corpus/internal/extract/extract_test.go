package extract

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	uni "golang.org/x/text/encoding/unicode"

	"github.com/dalil-bot/dalil/corpus"
)

// checkBlocks checks what the package comment promises of blocks.
func checkBlocks(t *testing.T, text string, blocks []corpus.Block) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Fatal("text is not UTF-8")
	}
	end := 0
	for _, b := range blocks {
		if b.Start < end || b.End <= b.Start || b.End > len(text) {
			t.Fatalf("block %v after %d of %d", b.Span, end, len(text))
		}
		if gap := text[end:b.Start]; strings.TrimFunc(gap, isSpace) != "" {
			t.Fatalf("%q is in no block", gap)
		}
		body := b.Of(text)
		if !utf8.ValidString(body) || strings.TrimSpace(body) != body {
			t.Fatalf("block %q", body)
		}
		if (b.Kind == corpus.Boilerplate) != (b.Rule != "") {
			t.Fatalf("block %v: kind and rule disagree", b)
		}
		end = b.End
	}
	if gap := text[end:]; strings.TrimFunc(gap, isSpace) != "" {
		t.Fatalf("%q is in no block", gap)
	}
}

// refused reports whether an error says what is wrong with a file.
func refused(err error) bool {
	for _, known := range []error{ErrEmpty, ErrNotText, ErrDamaged, ErrEncrypted, ErrLimit, ErrSeveral} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

func FuzzExtract(f *testing.F) {
	for _, s := range []string{
		"Title\n\nText here.", "# A\n\n- b\n- c\n\n```\nd\n```\n", "<html><body><p>a<p>b", "---\ntitle: x\n---\nbody", "a\r\nb\r\n\r\nc",
		"\xEF\xBB\xBFtext", "| a |\n|--|\n| b |", "Setext\n===\n\ntext", "> q\n> r\n\n1. x\n   y\n", "\u2028\u2029a\u200b", "[^1]: note\n\na[^1]",
		"- - a\n-\n  ```\n  x\n  ```", "a | b | 02.11.2013\n1. Menu", "---\n---\n", "\n\n---\n", "<!-- a\n-->b", "    code\n\n\tcode", "a\\\nb  \nc",
	} {
		for _, name := range []string{"a.txt", "a.md", "a.html"} {
			f.Add(name, []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		doc, err := Extract(context.Background(), name, data, Hints{})
		if err != nil {
			if !refused(err) {
				t.Fatal(err)
			}
			return
		}
		checkBlocks(t, doc.Text, doc.Blocks)
		if strings.HasSuffix(name, ".txt") && utf8.Valid(data) && !strings.Contains(string(data), "\x00") && strings.TrimPrefix(string(data), "\uFEFF") != doc.Text {
			t.Fatal("the text is not the file's")
		}
	})
}

func encode(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDecode(t *testing.T) {
	const (
		arabic  = "افتتحت المدينة يوم السبت جسراً جديداً فوق النهر بعد ثلاث سنوات من العمل المتواصل في الحي القديم"
		russian = "В субботу город открыл новый мост через реку после трёх лет непрерывной работы в старом квартале"
		german  = "Die Stadt eröffnete am Samstag nach drei Jahren eine neue Brücke über den Fluss, größer als je zuvor"
		english = "The city opened a new bridge across the river on Saturday."
	)
	le, be := uni.UTF16(uni.LittleEndian, uni.IgnoreBOM), uni.UTF16(uni.BigEndian, uni.IgnoreBOM)
	tests := []struct {
		name        string
		data        []byte
		contentType string
		want        string
	}{
		{"UTF-8", []byte(arabic), "", arabic},
		{"UTF-8 although the server says otherwise", []byte(arabic), "text/plain; charset=windows-1252", arabic},
		{"UTF-8 with a mark", []byte("\xEF\xBB\xBF" + english), "", english},
		{"line ends stay", []byte("a\r\nb\rc\n"), "", "a\r\nb\rc\n"},
		{"UTF-16 with a mark", append([]byte{0xFF, 0xFE}, encode(t, le, arabic)...), "", arabic},
		{"UTF-16 big-endian with a mark", append([]byte{0xFE, 0xFF}, encode(t, be, english)...), "", english},
		{"UTF-16 without a mark", encode(t, le, english), "", english},
		{"UTF-16 big-endian without a mark", encode(t, be, english), "", english},
		{"UTF-16 Arabic without a mark", encode(t, le, arabic), "", arabic},
		{"windows-1256", encode(t, charmap.Windows1256, arabic), "", arabic},
		{"ISO 8859-6", encode(t, charmap.ISO8859_6, arabic), "", arabic},
		{"windows-1251", encode(t, charmap.Windows1251, russian), "", russian},
		{"KOI8-R", encode(t, charmap.KOI8R, russian), "", russian},
		{"windows-1252", encode(t, charmap.Windows1252, german), "", german},
		{"the server's charset", encode(t, charmap.ISO8859_2, "Łódź"), "text/plain; charset=iso-8859-2", "Łódź"},
		{"the page's charset", append([]byte(`<meta charset="windows-1251">`), encode(t, charmap.Windows1251, "да")...), "", `<meta charset="windows-1251">да`},
		{"UTF-8 with one bad byte", []byte(arabic + "\xFF"), "", arabic + "\uFFFD"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := decode(tt.data, tt.contentType)
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	tests := []struct {
		name string
		file string
		data string
		want error
		says string
	}{
		{"nothing", "a.txt", "", ErrEmpty, "a.txt"},
		{"white space", "a.txt", " \n\t\r\n\u00a0", ErrEmpty, "no text"},
		{"marks only", "a.txt", "* * *\n---\n", ErrEmpty, "no text"},
		{"PDF", "a.txt", "%PDF-1.7\nxyz", ErrNotText, "the PDF is damaged"},
		{"broken archive", "a.md", "PK\x03\x04\x14\x00\x06\x00", ErrDamaged, "a.md: damaged: zip"},
		{"old Word document", "a.txt", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00", ErrNotText, "save it as .docx"},
		{"Word document with a password", "a.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", ErrEncrypted, "a.docx: protected by a password"},
		{"controls", "a.txt", "ab\x01\x02\x03\x04cd", ErrNotText, "control characters"},
		{"zeros", "a.txt", strings.Repeat("\x00", 100), ErrNotText, "control characters"},
		{"markup only", "a.html", "<html><script>x()</script></html>", ErrEmpty, "markup"},
		{"front matter only", "a.md", "---\ntitle: x\n---\n", ErrEmpty, "no text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Extract(context.Background(), tt.file, []byte(tt.data), Hints{})
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %v with %q", err, tt.want, tt.says)
			}
		})
	}
}

func TestDate(t *testing.T) {
	saved := time.Date(2024, 5, 6, 23, 30, 0, 0, time.UTC)
	tests := []struct {
		name  string
		file  string
		text  string
		hints Hints
		want  string
	}{
		{"none", "a.txt", "Some words here.", Hints{}, " "},
		{"file", "a.txt", "Some words here.", Hints{ModTime: saved}, "2024-05-06 file"},
		{"address", "a.txt", "Some words here.", Hints{ModTime: saved, URL: "https://example.com/2013/11/02/news"}, "2013-11-02 url"},
		{"byline before address", "a.txt", "News\n\n3 March 2012\n\nSome words are here and here.", Hints{URL: "https://example.com/2013/11/02/news"}, "2012-03-03 byline"},
		{"last updated", "a.txt", "Rules\n\nLast updated: 3 March 2012\n\nSome words are here and here.", Hints{}, "2012-03-03 byline"},
		{"Arabic date line", "a.txt", "خبر\n\nالسبت 2 نوفمبر 2013\n\nهذا نص قصير من كلمات قليلة.", Hints{}, "2013-11-02 byline"},
		{"at the bottom", "a.txt", "Some words are here and here and here.\n\nPublished on 3 March 2012", Hints{}, "2012-03-03 byline"},
		{"front matter before byline", "a.md", "---\ndate: 2011-01-02\n---\n3 March 2012\n\nSome words.", Hints{}, "2011-01-02 meta"},
		{"between a title and a sentence", "a.txt", "Handbook 2015\n5 January 2015\nStaff get leave.\n", Hints{}, "2015-01-05 byline"},
		{"an agency's dateline", "a.txt", "News\n\nSKARN, Norway, March 3, 2012 (Coast Press) - Boats were back in the harbour of Skarn on Saturday morning after ten days.", Hints{}, "2012-03-03 byline"},
		{"an Arabic dateline", "a.txt", "خبر\n\nتونس 12 تشرين الثاني 2013 (وات) - عادت القوارب إلى المرفأ صباح الثلاثاء بعد عشرة أيام من العاصفة التي ضربت الساحل.", Hints{}, "2013-11-12 byline"},
		{"a chronicle's day is none", "a.txt", "The mill\n\n3 March 1912 – The mill is opened by the mayor, and all of the town comes to see it.", Hints{}, " "},
		{"a birthday is none", "a.txt", "Jo Hart\n\nBorn: 3 March 1912\n\nShe was a painter of the northern coast.", Hints{}, " "},
		{"a date in the title is none", "a.txt", "The storm of 3 March 1912\n\nIt was the worst storm of the century on this coast.", Hints{}, " "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Extract(context.Background(), tt.file, []byte(tt.text), tt.hints)
			if err != nil {
				t.Fatal(err)
			}
			got := " "
			if doc.Date.Known() {
				got = doc.Date.Day.Format("2006-01-02 ") + string(doc.Date.Origin)
			}
			if got != tt.want {
				t.Errorf("date %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAuthorOf(t *testing.T) {
	for in, want := range map[string]string{
		"By Maren Holt":                   "Maren Holt",
		"By Maren Holt and Ole Dahl":      "Maren Holt and Ole Dahl",
		"Von Anna von der Heide, Hamburg": "Anna von der Heide",
		"بقلم: هدى سليمان":                "هدى سليمان",
		"By the end of the day":           "",
		"By Monday":                       "",
		"Maren Holt":                      "",
	} {
		if got := authorOf(in); got != want {
			t.Errorf("authorOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]bool{
		"abc/de (Reuters, dpa)": true, "abc (dpa)": true, "ab/cd": true, "and (see below)": true, "abc": false,
		"the end": false, "See (above)": false, "abc/de (It ended.)": false, "n/a": false,
	} {
		if got := isSlug(in); got != want {
			t.Errorf("isSlug(%q) = %v", in, got)
		}
	}
}

func TestWebFallback(t *testing.T) {
	deep := "<html><body>" + strings.Repeat("<div>", 600) + "<p>Deep in the page stands a sentence.</p>" + strings.Repeat("</div>", 600)
	large := "<html><title>Large</title><body>" + strings.Repeat("<p>A sentence that is repeated many times in a page.</p>\n", 20_000) + "</body>"
	for name, page := range map[string]string{"deep": deep, "large": large} {
		t.Run(name, func(t *testing.T) {
			doc, err := Extract(context.Background(), "a.html", []byte(page), Hints{})
			if err != nil {
				t.Fatal(err)
			}
			checkBlocks(t, doc.Text, doc.Blocks)
			if !strings.Contains(doc.Text, "sentence") || strings.Contains(doc.Text, "<") {
				t.Errorf("text %.100q", doc.Text)
			}
		})
	}
}

// TestEvaluationTexts checks that nothing of the encyclopaedia texts is taken for boilerplate.
func TestEvaluationTexts(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/eval/*/corpus/*.txt")
	more, _ := filepath.Glob("../../../../shared/eval/*/corpus/*/*.txt")
	files = append(files, more...)
	if len(files) == 0 {
		t.Skip("the evaluation sets are not beside the module")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Extract(context.Background(), file, data, Hints{})
		if err != nil {
			t.Fatal(err)
		}
		checkBlocks(t, doc.Text, doc.Blocks)
		if doc.Text != strings.TrimPrefix(string(data), "\uFEFF") {
			t.Errorf("%s: the text is not the file's", file)
		}
		for _, b := range doc.Blocks {
			if b.Kind == corpus.Boilerplate && strings.ContainsFunc(b.Of(doc.Text), unicode.IsLetter) {
				t.Errorf("%s: %s: %.80q", file, b.Rule, b.Of(doc.Text))
			}
		}
	}
}

// TestArticles checks what is kept and dropped of the five articles by where it stands.
func TestArticles(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/articles/*.txt")
	if len(files) == 0 {
		t.Skip("the articles are not beside the module")
	}
	want := map[string]struct{ title, boilerplate int }{ // blocks of each kind, by the file's number
		"000": {0, 0}, "001": {0, 0}, "002": {1, 12}, "003": {0, 2}, "004": {1, 8},
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Extract(context.Background(), file, data, Hints{})
		if err != nil {
			t.Fatal(err)
		}
		w, ok := want[filepath.Base(file)[:3]]
		title, boilerplate := 0, 0
		for _, b := range doc.Blocks {
			switch b.Kind {
			case corpus.Title:
				title++
			case corpus.Boilerplate:
				boilerplate++
			}
		}
		if ok && (title != w.title || boilerplate != w.boilerplate) {
			t.Errorf("%s: %d titles, %d of boilerplate; want %v", file, title, boilerplate, w)
		}
	}
}
