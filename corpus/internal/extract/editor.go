package extract

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// A piece is a block with what the rules want to know about it.
type piece struct {
	corpus.Block
	words    int
	alone    bool        // one line
	apart    bool        // a blank line, or nothing, is above it
	terminal bool        // ends like a sentence
	prose    bool        // running text
	credit   bool        // a byline or a date line
	line     *creditLine // what it is made of, nil where it is no line of credits
	appeals  int         // phrases of the lexicon in it that are no subjects of the document
	weak     int
}

// An editor goes over the blocks of one page: what is around the article, what is its title, what is a heading.
type editor struct {
	text      string
	pieces    []piece
	title     string
	publisher string
	author    string
	date      corpus.Date
	made      time.Time // when the file was, by its own account
	subject   string    // lower case: see subjects
	article   bool      // enough prose for its surroundings to be looked at
	report    bool      // see isReport
}

func newEditor(page Page) *editor {
	e := &editor{text: page.Text, pieces: make([]piece, len(page.Blocks)), title: page.Title, publisher: page.Publisher, author: page.Author, made: page.Made}
	if !page.Day.IsZero() {
		e.date = corpus.Date{Day: page.Day, Origin: corpus.DateMeta}
	}
	end := 0
	for i, b := range page.Blocks {
		e.pieces[i] = newPiece(page.Text, b, strings.Count(page.Text[end:b.Start], "\n") != 1)
		end = b.End
	}
	return e
}

func newPiece(text string, b corpus.Block, apart bool) piece {
	body := b.Of(text)
	p := piece{Block: b, apart: apart, alone: !strings.Contains(body, "\n"), words: segment.Words(body), terminal: isTerminal(body)}
	p.prose = b.Kind != corpus.Boilerplate && b.Kind != corpus.Heading && b.Kind != corpus.Title &&
		(p.words >= proseWords && p.terminal || p.words >= longLine) && (p.words >= longLine || !barred(body)) && !mostlyMarks(body)
	return p
}

// edit applies the rules in the order in which they need each other: what is around the article is read and marked
// before its first line can be the title. Where the format marks headings, none are guessed.
func (e *editor) edit(headed bool) {
	body := e.bodyWords()
	e.article = body >= articleWords
	e.report = e.article && e.isReport()
	e.head()
	if e.article {
		e.furniture(body)
	}
	e.findTitle(headed)
	e.creditLines()
	if !headed {
		e.headings()
	}
	if !e.date.Known() && !e.made.IsZero() {
		e.date = corpus.Date{Day: e.made, Origin: corpus.DateMeta}
	}
	e.foot()
}

// mark makes boilerplate of the pieces [i, j).
func (e *editor) mark(i, j int, rule string) {
	for ; i < j; i++ {
		if p := &e.pieces[i]; p.Kind != corpus.Boilerplate {
			p.Kind, p.Level, p.Rule, p.prose = corpus.Boilerplate, 0, rule, false
		}
	}
}

// hasContent reports whether a letter or digit is left that is not boilerplate.
func (e *editor) hasContent() bool {
	for i := range e.pieces {
		if p := &e.pieces[i]; p.Kind != corpus.Boilerplate && strings.ContainsFunc(p.Of(e.text), isWord) {
			return true
		}
	}
	return false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// isTerminal reports whether a text ends like a sentence, closing quotes and brackets aside.
func isTerminal(s string) bool {
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		switch {
		case strings.ContainsRune("\"'”’»›)]」』）*_ \u200e\u200f", r):
			s = s[:len(s)-n]
			continue
		}
		return strings.ContainsRune(".!?؟…。！？．।۔", r)
	}
	return false
}

// endsSentence is isTerminal or a colon or semicolon: what comes next does not continue the words.
func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(":;؛：", r) || isTerminal(s)
}

// barred reports whether a line is parted by bars, bullets or arrows, as breadcrumbs and lists of links are.
func barred(s string) bool {
	for _, bar := range []string{" | ", " » ", " › ", " · ", " • ", " > ", "  |  "} {
		if strings.Contains(s, bar) {
			return true
		}
	}
	return false
}

// mostlyMarks reports whether fewer than half of the characters are letters, white space aside.
func mostlyMarks(s string) bool {
	letters, all := 0, 0
	for i := 0; i < len(s) && i < 2000; {
		r, n := rune(s[i]), 1
		switch {
		case r|0x20 >= 'a' && r|0x20 <= 'z':
			letters++
		case r == ' ', r == '\n', r == '\r', r == '\t':
			all--
		case r >= utf8.RuneSelf:
			r, n = utf8.DecodeRuneInString(s[i:])
			if unicode.IsLetter(r) || unicode.IsMark(r) {
				letters++
			}
		}
		all++
		i += n
	}
	return letters*2 < all
}
