package extract

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// plainText reads .txt. The text is kept byte for byte, line ends included.
type plainText struct{}

// Extract makes blocks of lines. Headings are found later, when it is known what is boilerplate.
func (plainText) Extract(_ context.Context, text string, _ Hints) (Page, error) {
	return Page{Text: text, Blocks: lineBlocks(text)}, nil
}

// A line is a line of text that is not blank, without white space around it.
type line struct {
	corpus.Span
	indent int  // bytes of white space before it
	runes  int  // length
	blank  bool // a blank line, or the beginning, is before it
	marker int  // length of a bullet or number, 0 for none
}

// lines returns the lines that are not blank.
func lines(text string) []line {
	out := make([]line, 0, len(text)/60+1)
	blank := true
	for start := 0; start < len(text); {
		end, next := lineEnd(text, start)
		s := corpus.Span{Start: start, End: end}
		body := strings.TrimLeftFunc(s.Of(text), isSpace)
		if body == "" {
			blank = true
		} else {
			s.Start = end - len(body)
			body = strings.TrimRightFunc(body, isSpace)
			s.End = s.Start + len(body)
			out = append(out, line{Span: s, indent: s.Start - start, runes: utf8.RuneCountInString(body), blank: blank, marker: segment.Marker(body)})
			blank = false
		}
		start = next
	}
	return out
}

// isSpace is unicode.IsSpace with the two invisible characters that stand at the edges of lines.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u200B' || r == '\uFEFF' }

// lineEnd returns where the line from start ends and where the next begins: after LF, CR LF, a lone CR, a form feed or a
// Unicode line or paragraph separator.
func lineEnd(text string, start int) (end, next int) {
	for i := start; i < len(text); i++ {
		switch text[i] {
		case '\n', '\f':
			return i, i + 1
		case '\r':
			if strings.HasPrefix(text[i:], "\r\n") {
				return i, i + 2
			}
			return i, i + 1
		case "\u2028"[0]:
			if strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029") {
				return i, i + len("\u2028")
			}
		}
	}
	return len(text), len(text)
}

// lineBlocks puts wrapped lines together. Each block is a paragraph, an item, or a heading that is underlined.
func lineBlocks(text string) []corpus.Block {
	ls := lines(text)
	w := wrapping(text, ls)
	blocks := make([]corpus.Block, 0, len(ls))
	for i, l := range ls {
		n := len(blocks)
		switch {
		case isRule(l.Of(text)):
			if level := underline(text, ls, i); level > 0 && n > 0 {
				blocks[n-1].Kind, blocks[n-1].Level, blocks[n-1].End = corpus.Heading, level, l.End
				continue
			}
			blocks = append(blocks, corpus.Block{Span: l.Span, Kind: corpus.Boilerplate, Rule: "separator"})
		case n > 0 && i > 0 && blocks[n-1].Kind != corpus.Boilerplate && blocks[n-1].Kind != corpus.Heading && w.continues(ls[i-1], l):
			blocks[n-1].End = l.End
		case l.marker > 0:
			blocks = append(blocks, corpus.Block{Span: l.Span, Kind: corpus.Item})
		default:
			blocks = append(blocks, corpus.Block{Span: l.Span, Kind: corpus.Paragraph})
		}
	}
	return blocks
}

// isRule reports whether a line is drawn: three or more of one of - = * _ ~ # and nothing else.
func isRule(s string) bool {
	return len(s) >= 3 && strings.IndexByte("-=*_~#", s[0]) >= 0 && strings.Trim(s, s[:1]) == ""
}

// underline returns the level of the heading that line i underlines, 0 when it does not: the line above must be short,
// stand alone above it and be about as long.
func underline(text string, ls []line, i int) int {
	if i == 0 || ls[i].blank || !ls[i-1].blank || ls[i-1].marker > 0 || isRule(ls[i-1].Of(text)) {
		return 0
	}
	above := ls[i-1]
	if above.runes > 80 || ls[i].runes < above.runes/2 || ls[i].runes > 2*above.runes+4 {
		return 0
	}
	switch text[ls[i].Start] {
	case '=':
		return 1
	case '-', '~':
		return 2
	}
	return 0
}
