package extract

import "strings"

// Limits of the Markdown parser, whose time grows with the square of the marks in one paragraph and of the depth of nesting.
// Measured: 20,000 marks of emphasis in a paragraph take it 0.6 s, 200,000 more than five minutes; a list 400 levels deep
// takes 0.25 s.
// No text that people wrote comes near.
const (
	maxMarks = 20_000 // characters of inline markup in one paragraph
	maxDepth = 500    // marks of quotes and lists at the start of one line
)

// overmarked reports whether a text has more markup in one place than the parser can deal with in good time.
func overmarked(source string) bool {
	marks := 0
	for line := range strings.Lines(source) {
		if beginsBlock(strings.TrimLeft(line, " \t")) {
			marks = 0
		}
		marks += inlineMarks(line)
		if marks > maxMarks || depthOf(line) > maxDepth {
			return true
		}
	}
	return false
}

// beginsBlock reports whether a line, without the space before it, ends the paragraph above it for certain: one that is
// empty, an item with a bullet, a row of a table.
func beginsBlock(line string) bool {
	if strings.TrimSpace(line) == "" || line[0] == '|' {
		return true
	}
	return len(line) > 1 && strings.ContainsRune("-+*", rune(line[0])) && line[1] == ' '
}

func inlineMarks(line string) int {
	n := 0
	for i := range len(line) {
		switch line[i] {
		case '*', '_', '[', ']', '~', '`', '<', '!', '&':
			n++
		}
	}
	return n
}

// depthOf counts the marks of quotes and lists that a line begins with.
func depthOf(line string) int {
	n := 0
	for i := range len(line) {
		switch line[i] {
		case '>', '-', '+', '*':
			n++
		case ' ', '\t':
		default:
			return n
		}
	}
	return n
}
