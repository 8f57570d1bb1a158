package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
)

// What a newspaper writes between and below the paragraphs of a report: captions, keywords, corrections, whose photograph
// it is, what else there is to read.
const (
	captionWords    = 40
	correctionWords = 60
	relatedWords    = 20 // of a headline below "Related stories"
	labelWords      = 4
)

// captions marks captions, credits of pictures and of authors, and corrections, line by line.
func (e *editor) captions() {
	for i := 1; i < len(e.pieces); i++ {
		if p := &e.pieces[i]; p.isLine(correctionWords) {
			body := p.Of(e.text)
			switch {
			case p.words <= captionWords && (picturedBy.MatchString(body) || e.report && isCaption(body)):
				e.mark(i, i+1, "caption")
			case e.report && isCredits(body):
				e.mark(i, i+1, "slug")
			case e.report && isCorrection(body):
				e.mark(i, i+1, "correction")
			}
		}
	}
}

// notes marks keywords, notices and what else there is to read, line by line.
func (e *editor) notes() {
	for i := 1; i < len(e.pieces); i++ {
		if p := &e.pieces[i]; p.isLine(captionWords) && isNote(p.Of(e.text)) {
			e.mark(i, i+1, "notice")
		}
	}
}

// isLine reports whether a piece is one line of at most so many words that is no heading.
func (p *piece) isLine(words int) bool {
	return (p.Kind == corpus.Paragraph || p.Kind == corpus.Item) && p.alone && p.words <= words
}

// picturedBy finds at the end of a line the bracket that says whose picture stands above it.
var picturedBy = regexp.MustCompile(`[(\[](?:(?i:(?:file |handout )?(?:photo|photograph|picture|image)s?(?: credit)?(?:: ?| by | courtesy |/)|credit: ?)[^()\[\]0-9]{2,60}` +
	`|(?:تصوير|عدسة|الصورة|صورة|صور)(?: ?: ?| من )[^()\[\]]{2,80}|أرشيفية|أرشيف)[)\]]\.?$`)

// isCaption reports whether a line is labelled as a caption, or stands in brackets with that label.
func isCaption(s string) bool {
	if inner, ok := strings.CutPrefix(s, "["); ok && strings.HasSuffix(inner, "]") {
		s = inner[:len(inner)-1]
	} else if inner, ok := strings.CutPrefix(s, "("); ok && strings.HasSuffix(inner, ")") {
		s = inner[:len(inner)-1]
	}
	if captionLabels[label(s)] {
		return true
	}
	for _, w := range []string{"Photo by ", "Photos by ", "Photograph by ", "Photographs by ", "Picture by ", "Pictures by ", "Image by ", "Photo courtesy "} {
		if rest, ok := strings.CutPrefix(s, w); ok && !isTerminal(rest) && len(strings.Fields(rest)) <= 8 {
			return true
		}
	}
	return false
}

// isNote reports whether a line is labelled as keywords or as a notice to readers, or is something else to read, named
// behind such a label.
func isNote(s string) bool {
	l := label(s)
	return noteLabels[l] || relatedLabels[l] && !strings.HasSuffix(s, ":")
}

// isCorrection reports whether a line corrects an earlier version of the report. What is right stands in the report; the
// correction repeats what was wrong.
func isCorrection(s string) bool {
	low := strings.ToLower(s)
	for _, w := range amended {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	if !correctionLabels[label(s)] {
		return false
	}
	for _, w := range versions {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// related marks what stands below a line such as "Most read": all that is left when no paragraph comes any more, else the
// headlines right below it.
func (e *editor) related(body int) {
	for i := range e.pieces {
		p := &e.pieces[i]
		if p.Kind == corpus.Boilerplate || p.words > labelWords+2 || !relatedLabels[wholeLabel(p.Of(e.text))] {
			continue
		}
		if before := e.proseBefore(i); before*2 < body || before < articleWords {
			continue
		}
		end := i + 1
		for end < len(e.pieces) && !e.pieces[end].prose && e.pieces[end].words <= relatedWords {
			end++
		}
		if end < len(e.pieces) {
			end = i + 1
			for end < len(e.pieces) && !e.pieces[end].terminal && (e.pieces[end].Kind == corpus.Item || !e.pieces[end].apart) && !e.pieces[end].prose {
				end++
			}
		}
		e.mark(i, end, "related")
	}
}

// label returns what stands before the first colon of a line, in lower case and without marks, "" where that is no label.
func label(s string) string {
	i := strings.IndexAny(s, ":：")
	if i <= 0 || len(strings.Fields(s[:i])) > labelWords {
		return ""
	}
	return wholeLabel(s[:i])
}

// wholeLabel makes a label of a line: lower case, without Arabic vowels, marks at its ends and doubled spaces.
func wholeLabel(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	s = strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	return strings.ReplaceAll(oneLine(s), "’", "'")
}

// sections marks the names of a newspaper's sections above the title, "Arts & Culture" or "Football | Transfers".
func (e *editor) sections() {
	for i := 0; i < min(len(e.pieces), bylinePieces) && !e.pieces[i].prose; i++ {
		p := &e.pieces[i]
		if p.Kind != corpus.Paragraph && p.Kind != corpus.Heading || !p.alone || p.words > 8 || !isSection(p.Of(e.text)) {
			continue
		}
		if n := e.next(i); n > 0 && !e.pieces[n].prose && (i > 0 || e.pieces[n].words >= 4) {
			e.mark(i, i+1, "section")
		}
	}
}

// isSection reports whether a line is made of nothing but names of sections.
func isSection(s string) bool {
	n := 0
	for part := range strings.FieldsFuncSeq(strings.ReplaceAll(s, " and ", "&"), func(r rune) bool { return strings.ContainsRune("|>»›·•&/,،", r) }) {
		part = wholeLabel(part)
		for w := range strings.SplitSeq(part, " و") { // ثقافة وفنون
			if !sectionNames[w] {
				return false
			}
			n++
		}
	}
	return n > 0
}

// firstUpper reports whether a text begins with a capital letter.
func firstUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// isInvitation reports whether a line in lower case asks the reader to subscribe, follow or download something.
func isInvitation(low string) bool {
	words := strings.FieldsFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '-' })
	if len(words) < 3 || !invites[wholeLabel(words[0])] {
		return false
	}
	for _, w := range words[1:] {
		w = wholeLabel(w)
		if media[w] || media[strings.TrimPrefix(w, "ب")] || media[strings.TrimPrefix(w, "ل")] {
			return true
		}
	}
	return false
}
