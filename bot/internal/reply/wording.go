package reply

import (
	"strconv"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// A Wording is our own words in one language, and the methods that make messages of them. It is read-only and safe for
// concurrent use. Words between braces in its texts stand for values.
type Wording struct {
	locale string // as Discord writes it, such as "ar"
	also   []string
	right  bool // written from right to left
	comma  string
	join   func(values []string) string
	form   func(n int) plural
	months [12]string
	date   string // {day} {month} {year}

	sources counted // documents that agree on an answer
	says    counted // documents that say something, before a value

	sure, likely, unsure               string
	understood, disagree, newer, older string
	changed, part, shortened, saved    string
	alsoIn, earlierIn                  string // {names} of documents that a quote stands for too
	notAnswer, alsoClose, nothingMore  string
	refusals, notes                    map[string]string

	context, evidence, remove, share, tell, back, previous, next, before, after string // buttons
	moreTitle, page, thisQuote, quoteGone                                       string

	places   placeWords
	why      whyWords
	pages    pageWords
	managing managingWords
	forms    formWords
	notices  map[Code]string
	seconds  counted
	commands map[string]command
}

// A plural is one of the forms of a counted noun, as CLDR names them.
type plural int

const (
	other plural = iota
	zero
	one
	two
	few
	many
	pluralForms
)

// counted are the forms of a text with a count, {n}. A form that a language does not have is empty.
type counted [pluralForms]string

// count fills a counted text.
func (w *Wording) count(c counted, n int) string {
	text := c[w.form(n)]
	if text == "" {
		text = c[other]
	}
	return fill(text, "n", number(n))
}

// wordings are all languages; the first stands in for those that are missing.
var wordings = []*Wording{&english, &arabic}

// For returns the wording for a locale or language such as "en-GB" or "ar". One that is not there gives English.
func For(locale string) *Wording {
	base, _, _ := strings.Cut(strings.ToLower(locale), "-")
	for _, w := range wordings {
		if w.locale == base {
			return w
		}
	}
	return wordings[0]
}

// Locales returns the languages that there are words in, English first.
func Locales() []string {
	out := make([]string, len(wordings))
	for i, w := range wordings {
		out[i] = w.locale
	}
	return out
}

// Locale returns the language of the wording, such as "ar".
func (w *Wording) Locale() string { return w.locale }

// Date writes a day, such as 2 November 2013, or "" for the zero time.
func (w *Wording) Date(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return fill(w.date, "day", number(day.Day()), "month", w.months[day.Month()-1], "year", number(day.Year()))
}

// day writes when a document was published, or that it is known only when its file was saved.
func (w *Wording) day(d corpus.Date) string {
	switch {
	case !d.Known():
		return ""
	case d.Published():
		return w.Date(d.Day)
	}
	return fill(w.saved, "date", w.Date(d.Day))
}

// moment writes a time as every reader's client shows it: in his language, zone and clock.
func moment(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return "<t:" + strconv.FormatInt(t.Unix(), 10) + ":f>"
}

// fill puts values into a text: pairs of a name, which stands between braces in it, and what to write there.
func fill(text string, pairs ...string) string {
	braced := make([]string, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		braced[i], braced[i+1] = "{"+pairs[i]+"}", pairs[i+1]
	}
	return strings.NewReplacer(braced...).Replace(text)
}

func number(n int) string { return strconv.Itoa(n) }

// Bands of confidence, which is an estimated probability of being right: sure is at least three in four, likely at least one
// in two.
const (
	sureFrom   = 0.75
	likelyFrom = 0.5
)

// confidence returns a word for a probability.
func (w *Wording) confidence(p float64) string {
	switch {
	case p >= sureFrom:
		return w.sure
	case p >= likelyFrom:
		return w.likely
	}
	return w.unsure
}
