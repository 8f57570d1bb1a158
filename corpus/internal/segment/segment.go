// Package segment cuts a document's text into passages, which are ranked, and sentences, which are quoted.
//
// Sentences finds the sentences of a block: the boundaries of Unicode Standard Annex 29 with the corrections that
// measured text asked for (rules.go, points.go), and over-long sentences cut at clauses (long.go). Passages packs the
// sentences of blocks into passages of about 100 to 150 words.
//
// Invariants, fuzzed: every span lies within the block it was cut from and on rune boundaries; the sentences of a passage
// are in order, do not overlap, have no white space at either end and lie within the passage; a passage holds nothing of
// a heading or of boilerplate; every letter and digit of a paragraph or item is in exactly one sentence, list markers
// aside. Nothing here changes the text, and the same text gives the same spans.
package segment

import (
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// Sizes of passages in words. A paragraph of 60 to 180 words is what one writes to make one point, and dense encoders
// and rescoring were measured on paragraphs of that size.
const (
	shortWords  = 60  // a paragraph with fewer is put together with its neighbours
	targetWords = 150 // a passage that is put together or cut has at most about this many
	maxWords    = 180 // a paragraph with more is cut
	glance      = 200 // bytes of a passage that show whether it is in the document's language
	tellWords   = 30  // a passage with fewer does not tell its language among those of one script
)

// A unit is a block as its sentences.
type unit struct {
	sentences []corpus.Span
	counts    []int // words of each sentence
	words     int
	item      bool
	lead      bool // ends with a colon: belongs to the list below it
}

// Passages returns the passages of a text, in order. A paragraph of 60 to 180 words is a passage of its own; longer ones
// are cut into windows of equal size at sentence boundaries, without overlap; shorter ones and list items are put
// together with their neighbours under the same heading, a list with the line that leads it in. The language is the
// document's, used for abbreviations and where a passage is too short to tell.
func Passages(text string, blocks []corpus.Block, lang string) []corpus.Passage {
	p := packer{text: text, lang: lang}
	for _, b := range blocks {
		switch b.Kind {
		case corpus.Boilerplate:
			p.flush()
		case corpus.Title, corpus.Heading:
			p.flush()
			p.heading = Label(text, b)
		default:
			if u := newUnit(text, b, lang); len(u.sentences) > 0 {
				p.run = append(p.run, u)
			}
		}
	}
	p.flush()
	return p.out
}

func newUnit(text string, b corpus.Block, lang string) unit {
	span := Label(text, b)
	u := unit{sentences: Sentences(text, span, lang), item: b.Kind == corpus.Item}
	u.counts = make([]int, len(u.sentences))
	for i, s := range u.sentences {
		u.counts[i] = Words(s.Of(text))
		u.words += u.counts[i]
	}
	body := strings.TrimRight(span.Of(text), " \t\r\n*_")
	u.lead = !u.item && (strings.HasSuffix(body, ":") || strings.HasSuffix(body, "："))
	return u
}

// A packer packs units into passages.
type packer struct {
	text    string
	lang    string
	heading corpus.Span
	run     []unit // neighbours with nothing between them
	out     []corpus.Passage
}

// flush packs the run: paragraphs that stand for themselves, and between them what is short.
func (p *packer) flush() {
	short := 0 // start of the units that are put together
	for i, u := range p.run {
		if u.item || u.words < shortWords || p.leads(i) {
			continue
		}
		p.together(p.run[short:i])
		p.windows(u)
		short = i + 1
	}
	p.together(p.run[short:])
	p.run = p.run[:0]
}

// leads reports whether unit i leads in a list that fits into the same passage.
func (p *packer) leads(i int) bool {
	u := p.run[i]
	return u.lead && i+1 < len(p.run) && p.run[i+1].item && u.words+p.run[i+1].words <= maxWords
}

// together puts short units together, as few passages as possible and these of about equal size.
func (p *packer) together(units []unit) {
	total := 0
	for _, u := range units {
		total += u.words
	}
	parts := groups(len(units), total, func(i int) int { return units[i].words })
	for k := 0; k+1 < len(parts); k++ { // a lead-in goes with its list
		last := parts[k+1] - 1
		if last > parts[k] && units[last].lead && units[last+1].item {
			parts[k+1] = last
		}
	}
	for k, start := range parts {
		end := len(units)
		if k+1 < len(parts) {
			end = parts[k+1]
		}
		if end-start == 1 && units[start].words > maxWords {
			p.windows(units[start])
			continue
		}
		var sentences []corpus.Span
		for _, u := range units[start:end] {
			sentences = append(sentences, u.sentences...)
		}
		p.add(sentences)
	}
}

// windows adds a unit, cut at sentence boundaries when it is long.
func (p *packer) windows(u unit) {
	parts := groups(len(u.sentences), u.words, func(i int) int { return u.counts[i] })
	for k, start := range parts {
		end := len(u.sentences)
		if k+1 < len(parts) {
			end = parts[k+1]
		}
		p.add(u.sentences[start:end])
	}
}

// groups divides n things in order into groups of about equal weight, at most targetWords each as far as the things
// allow; all together when they weigh at most maxWords. It returns where each group starts.
func groups(n, total int, weight func(int) int) []int {
	if n == 0 {
		return nil
	}
	k := 1
	if total > maxWords {
		k = (total + targetWords - 1) / targetWords
	}
	starts := []int{0}
	before, group := 0, 0
	for i := range n {
		w := weight(i)
		g := min((2*before+w)*k/max(2*total, 1), k-1) // the group in which the middle of i falls
		if g > group && i > 0 {
			starts = append(starts, i)
			group = g
		}
		before += w
	}
	return starts
}

func (p *packer) add(sentences []corpus.Span) {
	span := corpus.Span{Start: sentences[0].Start, End: sentences[len(sentences)-1].End}
	p.out = append(p.out, corpus.Passage{
		Span: span, Lang: p.language(span.Of(p.text)), Heading: p.heading, Sentences: sentences,
	})
}

// language tells the language of a passage. Within the document's script another language is believed only when the
// passage is long enough and both halves of it agree: a list of names looks like any language, and a Persian name in an
// Arabic paragraph has letters that Arabic has not.
func (p *packer) language(passage string) string {
	if p.lang != "" && len(passage) > glance && analysis.Detect(passage[:runeStart(passage, glance)], p.lang) == p.lang {
		return p.lang // nearly always, and telling a language costs more than all the rest
	}
	lang := analysis.Detect(passage, p.lang)
	if lang == p.lang || p.lang == "" || script(lang) != script(p.lang) {
		return lang
	}
	if Words(passage) < tellWords {
		return p.lang
	}
	half := middle(passage)
	if analysis.Detect(passage[:half], p.lang) == lang && analysis.Detect(passage[half:], p.lang) == lang {
		return lang
	}
	return p.lang
}

// runeStart returns the last rune boundary of s up to n.
func runeStart(s string, n int) int {
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// script returns a language that stands for all that are written in the same script, as far as Detect knows them.
func script(lang string) string {
	switch lang {
	case "ar", "fa", "ur", "ckb":
		return "ar"
	case "ru", "uk", "bg":
		return "ru"
	case "zh", "ja":
		return "zh"
	case "el", "he", "hi", "th", "lo", "my", "km", "ko", "hy", "ka", "bn", "ta", "te":
		return lang
	}
	return "en"
}

// Label returns what a block says without the marks around it: of a list item without its bullet or number, of a heading
// without hash signs, of a table row without the outer bars.
func Label(text string, b corpus.Block) corpus.Span {
	s := b.Span
	switch b.Kind {
	case corpus.Item:
		s = withoutLast(text, s, "|-: \t\r\n") // the line below a table's first row
		s.Start += Marker(s.Of(text))
		s.End = s.Start + len(strings.TrimRight(s.Of(text), " \t\r\n|"))
	case corpus.Title, corpus.Heading:
		body := s.Of(text)
		if n := len(body) - len(strings.TrimLeft(body, "#")); n > 0 && n < len(body) && (body[n] == ' ' || body[n] == '\t') {
			s.Start += n
			s.End = s.Start + len(strings.TrimRight(s.Of(text), "# \t\r\n"))
		} else {
			s = withoutLast(text, s, "=-~ \t\r\n") // underlined
		}
	case corpus.Paragraph:
		s = withoutFences(text, s)
		s.Start += len(s.Of(text)) - len(strings.TrimLeft(s.Of(text), "> \t")) // a quotation in Markdown
	}
	return trim(text, s)
}

// withoutLast drops the last of several lines when it consists of marks.
func withoutLast(text string, s corpus.Span, marks string) corpus.Span {
	body := s.Of(text)
	if i := strings.LastIndexByte(body, '\n'); i > 0 && strings.Trim(body[i:], marks) == "" {
		s.End = s.Start + i
	}
	return s
}

// withoutFences drops the line that opens a block of code in Markdown and the one that closes it.
func withoutFences(text string, s corpus.Span) corpus.Span {
	body := s.Of(text)
	if i := strings.IndexByte(body, '\n'); i > 0 && (strings.HasPrefix(body, "```") || strings.HasPrefix(body, "~~~")) {
		s.Start += i
	}
	return withoutLast(text, s, "`~ \t\r\n")
}

// Marker returns the length of a bullet, number, letter or task box at the start of a list item or table row, with
// the space after it. A number without space, or with more than three digits, is content.
func Marker(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case strings.ContainsRune("-*+•·▪■◦‣–—●○➤→|>", r):
	case r >= '0' && r <= '9', r >= '٠' && r <= '٩':
		for digits := 1; digits < 3; digits++ {
			d, size := utf8.DecodeRuneInString(s[n:])
			if (d < '0' || d > '9') && (d < '٠' || d > '٩') {
				break
			}
			n += size
		}
		if n >= len(s) || s[n] != '.' && s[n] != ')' && s[n] != '-' {
			return 0
		}
		n++
	case len(s) > 1 && r|0x20 >= 'a' && r|0x20 <= 'z' && (s[1] == ')' || s[1] == '.'):
		n = 2
	default:
		return 0
	}
	rest := strings.TrimLeft(s[n:], " \t")
	if rest == s[n:] {
		return 0
	}
	for _, box := range []string{"[ ] ", "[x] ", "[X] "} {
		rest = strings.TrimPrefix(rest, box)
	}
	return len(s) - len(rest)
}
