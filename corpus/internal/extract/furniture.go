package extract

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// What is saved from a web page carries more than its article: a menu above, appeals and comments below. Marking a line
// as boilerplate takes it out of every answer, so nothing is marked for a word alone. Three things must come together:
// the document is an article with articleWords of prose; the line is of the right shape at the right place; and its words
// are no subject of the document, that is, the first two thirds of its prose do not use them. A manual for a comment
// system keeps its sentences on comments.
const (
	proseWords   = 12  // a line with a sentence's end and so many words is prose; entries of menus have fewer
	longLine     = 25  // with so many words it is prose without an end too
	articleWords = 60  // prose of the smallest article whose surroundings are looked at
	menuWords    = 6   // words of a menu's entry at most
	headPieces   = 40  // pieces above the article that can be a menu
	tailPieces   = 120 // pieces below it
)

// bodyWords counts the words of the document's prose.
func (e *editor) bodyWords() int { return e.proseBefore(len(e.pieces)) }

// furniture marks menus, appeals, comment sections and slugs around so many words of prose.
func (e *editor) furniture(body int) {
	e.look()
	e.breadcrumbs()
	e.footer()
	e.menu()
	e.captions()
	e.tail(body)
	if e.report {
		e.sections()
		e.notes()
		e.related(body)
		e.tail(body) // of what stands above the headlines of other reports
	}
	e.inside()
	e.slug()
}

// look counts the phrases of the lexicon in the pieces that could be furniture.
func (e *editor) look() {
	known := map[string]bool{} // phrase: is a subject
	foreign := func(found []string) int {
		n := 0
		for i, f := range found {
			if i > 0 && found[i-1] == f {
				continue
			}
			is, ok := known[f]
			if !ok {
				is = strings.Contains(e.subjects(), f)
				known[f] = is
			}
			if !is {
				n++
			}
		}
		return n
	}
	for i := range e.pieces {
		p := &e.pieces[i]
		if p.Kind == corpus.Boilerplate || p.words >= proseWords && i < len(e.pieces)-tailPieces {
			continue
		}
		low := strings.ToLower(p.Of(e.text))
		p.appeals = foreign(appeals.in(low))
		p.weak = foreign(weak.in(low))
		if e.report && p.words < longLine && isInvitation(low) {
			p.appeals++
		}
	}
}

// subjects returns what the document is about, in lower case: its first line and the first two thirds of its prose, of
// which a quarter of a megabyte will do.
func (e *editor) subjects() string {
	if e.subject != "" {
		return e.subject
	}
	total := 0
	for i := range e.pieces {
		if e.pieces[i].prose {
			total += e.pieces[i].Len()
		}
	}
	var b strings.Builder
	b.WriteString(e.pieces[0].Of(e.text))
	limit := min(total*2/3, 256<<10)
	for i := 1; i < len(e.pieces) && b.Len() < limit; i++ {
		if e.pieces[i].prose {
			b.WriteByte('\n')
			b.WriteString(e.pieces[i].Of(e.text))
		}
	}
	e.subject = strings.ToLower(b.String())
	return e.subject
}

// breadcrumbs marks the lines at the very top that are paths or rows of links: short parts between two bars or more.
func (e *editor) breadcrumbs() {
	for i := 0; i < min(len(e.pieces), 4); i++ {
		p := &e.pieces[i]
		if p.Kind == corpus.Boilerplate {
			continue
		}
		if p.prose || p.terminal || !p.alone || !isPath(p.Of(e.text)) {
			return
		}
		e.mark(i, i+1, "menu")
	}
}

// footer marks the last line below prose that is a row of links; a row below another one may be a table's.
func (e *editor) footer() {
	n := len(e.pieces) - 1
	if n < 1 || !e.pieces[n-1].prose || !e.pieces[n].alone || e.pieces[n].terminal || !strings.Contains(e.pieces[n].Of(e.text), "|") {
		return
	}
	if isPath(e.pieces[n].Of(e.text)) {
		e.mark(n, n+1, "menu")
	}
}

// isPath reports whether a line is three or more parts of at most three words between the same bars, and no figures.
func isPath(s string) bool {
	if hasDigit(s) {
		return false
	}
	for _, bar := range []string{"|", " > ", " » ", " › ", " · ", " . ", " / ", " ← "} {
		parts := strings.Split(s, bar)
		if len(parts) < 3 {
			continue
		}
		for _, part := range parts {
			if n := segment.Words(part); n == 0 || n > 3 {
				return false
			}
		}
		return true
	}
	return false
}

// menu marks runs of short entries above the article of which two at least are words of navigation.
func (e *editor) menu() {
	end := 0
	for end < min(len(e.pieces), headPieces) && !e.pieces[end].prose {
		end++
	}
	for i := 0; i < end; {
		j, hits := i, 0
		for j < end && e.pieces[j].words <= menuWords && !e.pieces[j].terminal {
			if e.pieces[j].appeals+e.pieces[j].weak > 0 {
				hits++
			}
			j++
		}
		if j-i >= 3 && hits >= 2 && hits*4 >= j-i {
			e.mark(i, j, "menu")
		}
		i = max(j, i+1)
	}
}

// suspect reports whether a piece speaks the language of page furniture: a short line for one word of it, prose only
// for several.
func (p *piece) suspect() bool {
	if !p.prose {
		return p.appeals > 0 || p.weak > 0 && p.words < proseWords
	}
	return p.appeals > 0 && (p.words < 40 || p.appeals+p.weak > 1) || p.weak > 2
}

// tail marks what is below the article: it begins with a suspect line, holds no sentence that is not suspect, and two
// fifths of it are suspect, at least one an appeal. Under an appeal such as "Related articles" one in eight is enough.
func (e *editor) tail(body int) {
	n := len(e.pieces)
	var starts []int
	for i := n - 1; i >= 0 && n-i <= tailPieces; i-- {
		p := &e.pieces[i]
		if p.suspect() {
			starts = append(starts, i)
		} else if p.Kind != corpus.Boilerplate && (p.prose || p.terminal && p.words > 3 && !isQuestionItem(e.text, p)) {
			break
		}
	}
	for k := len(starts) - 1; k >= 0; k-- {
		start := starts[k]
		if before := e.proseBefore(start); before*2 < body || before < articleWords || !e.isTail(start) {
			continue
		}
		for start > 0 && !strings.ContainsFunc(e.pieces[start-1].Of(e.text), isLetter) {
			start-- // a counter such as "0 / 0"
		}
		e.mark(start, n, "tail")
		return
	}
}

// isQuestionItem reports whether a piece is a list item that asks: a headline below "Related stories", and no sentence of
// the article.
func isQuestionItem(text string, p *piece) bool {
	return p.Kind == corpus.Item && strings.ContainsAny(lastRune(p.Of(text)), "?؟？")
}

func (e *editor) proseBefore(end int) int {
	words := 0
	for i := range end {
		if e.pieces[i].prose {
			words += e.pieces[i].words
		}
	}
	return words
}

// isTail reports whether enough of the pieces from start to the end are suspect. Two lines that are nothing but a word of
// furniture, and a row of links with two such words, weigh as much as an appeal.
func (e *editor) isTail(start int) bool {
	all, suspect, appeal, whole := 0, 0, 0, 0
	for i := start; i < len(e.pieces); i++ {
		p := &e.pieces[i]
		if p.Kind == corpus.Boilerplate {
			continue
		}
		all++
		if p.suspect() {
			suspect++
		}
		if p.appeals > 0 || p.weak > 1 && barred(p.Of(e.text)) {
			appeal++
		}
		if p.Kind != corpus.Item && p.weak > 0 && weak.whole[strings.ToLower(p.Of(e.text))] {
			whole++
		}
	}
	return (appeal > 0 || whole > 1) && (suspect*5 >= all*2 || e.pieces[start].appeals > 0 && suspect*8 >= all)
}

// inside marks the short lines between paragraphs that are an advertisement, or begin with an appeal and are no sentence.
func (e *editor) inside() {
	for i := range e.pieces {
		p := &e.pieces[i]
		if p.Kind != corpus.Paragraph && p.Kind != corpus.Heading || p.words >= proseWords || strings.HasSuffix(p.Of(e.text), ".") {
			continue
		}
		low := strings.ToLower(p.Of(e.text))
		if p.appeals > 0 && appeals.begins(low) || p.appeals+p.weak > 0 && adverts.whole[low] {
			e.mark(i, i+1, "appeal")
		}
	}
}

// slug marks the last line when it is the initials of editors and the agencies that an article was written from,
// "abc/de (Reuters, AFP)", or names who wrote it, in brackets.
func (e *editor) slug() {
	for i := len(e.pieces) - 1; i > 0; i-- {
		if e.pieces[i].Kind == corpus.Boilerplate {
			continue
		}
		if body := e.pieces[i].Of(e.text); e.pieces[i].words <= 10 && isSlug(body) || isCredits(body) {
			e.mark(i, i+1, "slug")
		}
		return
	}
}

// isSlug reports whether s is two to four lower-case letters, once or several times parted by slashes, and agencies in
// brackets; the brackets may be missing after a slash.
func isSlug(s string) bool {
	if inner, ok := strings.CutPrefix(s, "("); ok && strings.HasSuffix(inner, ")") && len(inner) <= 9 {
		return inner == strings.ToUpper(inner) && !hasDigit(inner) && isLetter(rune(inner[0])) // (ABC)
	}
	initials, agencies, ok := strings.Cut(s, " (")
	if ok && (!strings.HasSuffix(agencies, ")") || strings.ContainsAny(agencies, ".!?")) {
		return false
	}
	parts := 0
	for part := range strings.SplitSeq(strings.TrimSpace(initials), "/") {
		if len(part) < 2 || len(part) > 4 || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz") != "" {
			return false
		}
		parts++
	}
	return ok || parts > 1
}
