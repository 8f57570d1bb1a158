package extract

import (
	"strings"
	"unicode"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/values"
)

// In a report of a newspaper the lines around its paragraphs follow customs that other texts do not have. Some of these
// lines would say something elsewhere: a day below the title of minutes is that of the meeting, and "Photo: the valve is on
// the left" in a manual explains. They are marked in reports only.

const (
	reportProse   = 40 // paragraphs in which signs are looked for
	leastSaid     = 2  // signs of a report
	mostAddressed = 3  // how often readers are spoken to in no report
	headLabels    = 10 // pieces at the top in which a label such as "Present:" shows that a document is no report
)

// isReport reports whether a document reads like one of a newspaper: people say things in it on days of the week, an agency's
// dateline stands before its first paragraph or a name above it, two of these; its paragraphs are not outweighed by items and
// do not speak to the reader, and above them stand neither labels, as minutes and forms have them, nor a salutation.
func (e *editor) isReport() bool {
	prose, items, first := 0, 0, 0
	var found signs
	for i := range e.pieces {
		p := &e.pieces[i]
		switch {
		case p.Kind == corpus.Item && (p.prose || p.terminal && prose > 0):
			items++
		case p.prose:
			if prose == 0 {
				first = i
			}
			if prose++; prose <= reportProse {
				found.read(p.Of(e.text), prose <= 2)
			}
		case prose == 0 && i < bylinePieces:
			if c, ok := e.creditLine(i); ok && c.sure && c.author != "" {
				found.named = true
			}
		}
	}
	return found.report() && items <= prose && !e.labelled(first) && !e.filed()
}

// signs are what tells a report.
type signs struct {
	said      int // words of reporting, as far as they matter
	addressed int // how often the reader is spoken to
	weekday   bool
	dateline  bool
	named     bool // a name stands above the report
}

func (s *signs) report() bool {
	n := s.said
	for _, sign := range []bool{s.weekday, s.named, s.dateline, s.dateline} {
		if sign {
			n++
		}
	}
	return n >= leastSaid && s.addressed < mostAddressed
}

// read looks for signs in a paragraph; an opening one may have a dateline.
func (s *signs) read(body string, opening bool) {
	s.addressed += addresses(body)
	if opening && values.Dateline(body) > 0 {
		s.dateline = true
	}
	if s.said < leastSaid {
		said, weekday := signsIn(body)
		s.said += said
		s.weekday = s.weekday || weekday
	}
}

// filed reports whether the first line says that the document is another kind of paper.
func (e *editor) filed() bool {
	words := strings.FieldsFunc(strings.ToLower(e.pieces[0].Of(e.text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	return len(words) > 0 && papers[words[0]]
}

// addresses counts how often a text speaks to its reader, outside quotation marks.
func addresses(s string) int {
	n := 0
	for i, part := range strings.FieldsFunc(" "+s, isDoubleQuote) {
		if i%2 == 0 {
			for w := range strings.FieldsSeq(part) {
				if readers[strings.ToLower(strings.Trim(w, ".,;:!?()"))] {
					n++
				}
			}
		}
	}
	return n
}

func isDoubleQuote(r rune) bool { return strings.ContainsRune("\"“”«»„", r) }

// labelled reports whether a label as minutes, memos and forms have them, or a salutation, stands above the first paragraph.
func (e *editor) labelled(first int) bool {
	for i := 1; i < min(first, headLabels); i++ {
		body := e.pieces[i].Of(e.text)
		if formLabels[label(body)] || strings.HasSuffix(body, ",") || strings.HasSuffix(body, "،") {
			return true
		}
	}
	return false
}

// signsIn counts the words of reporting in a text, as far as they matter, and says whether it names a day of the week.
func signsIn(s string) (said int, weekday bool) {
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		w = withoutMarks(strings.ToLower(w))
		if reporting[w] {
			said++
		}
		weekday = weekday || weekdays[w]
		if said >= leastSaid {
			break
		}
	}
	return said, weekday
}

// withoutMarks returns a word without Arabic vowels and without the conjunction in front of it.
func withoutMarks(w string) string {
	if w == "" || w[0] < 0x80 {
		return w
	}
	w = strings.Map(func(r rune) rune {
		if unicode.IsMark(r) || r == 'ـ' {
			return -1
		}
		return r
	}, w)
	if rest, ok := strings.CutPrefix(w, "و"); ok && reporting[rest] {
		return rest
	}
	return w
}

var (
	// reporting are words with which newspapers say who said what, without those that manuals use of things: added, reported.
	reporting = set(`said says told spokesman spokeswoman spokesperson
		قال قالت قالوا أعلن أعلنت أكد أكدت أوضح أوضحت أضاف أضافت أفاد أفادت صرح صرحت أشار أشارت كشف كشفت اعتبر اعتبرت رأى رأت توقع توقعت شدد شددت
		نفى نفت لافتا مضيفا مؤكدا موضحا
		sagte sagten erklärte déclaré annoncé dijo anunció сказал сообщил заявил`)
	readers    = set(`you your yours please`)
	formLabels = barredSet(`present | apologies | attendees | attending | participants | absent | invited | guest | guests | chair | from | to | cc | subject | re |
		date | time | venue | place | location | ref | reference | our reference | owner | status | version | document | department |
		الحضور | الحاضرون | المشاركون | الغائبون | المعتذرون | الضيوف | من | إلى | الموضوع | التاريخ | الوقت | المكان | المرجع | الرقم | النسخة | القسم`)
	papers = set(`minutes memo memorandum agenda handbook manual faq محضر مذكرة دليل لائحة`)

	weekdays = set(`monday tuesday wednesday thursday friday saturday sunday الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
		montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
		lunes martes miércoles jueves viernes sábado domingo`)
)
