package render

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/qa"
)

// phrases are our own words in one language.
type phrases struct {
	rightToLeft  bool
	arabic       bool
	comma        string            // between values, with its space
	semicolon    string            // between clauses, with its space
	refusals     map[string]string // by reason
	near         string            // over the closest passages of a refusal
	understood   string            // before the question as understood
	disagree     string            // before another value: %s is the value
	newer        string            // behind a value whose source is newer
	alsoIn       string            // before documents that have a quote too
	earlier      string            // before earlier versions of a document
	questionCut  string
	unprepared   string // passages without a vector
	notConverted string // an unknown note: %s is its code
}

func phrasesIn(lang string) phrases {
	if lang == "ar" {
		return arabic()
	}
	return english()
}

func english() phrases {
	return phrases{
		comma:     ", ",
		semicolon: "; ",
		refusals: map[string]string{
			qa.ReasonEmptyQuestion: "There is nothing in this question to look for; ask it in a few more words.",
			qa.ReasonEmptyCorpus:   "There are no documents to answer from; add a folder with: dalil index DIR",
			qa.ReasonNothingFound:  "No document speaks of this.",
			qa.ReasonNoCandidate:   "The documents speak of this, but none of them says what was asked.",
			qa.ReasonUnsure:        "The documents do not say this clearly enough for an answer.",
			qa.ReasonUnverified:    "What was found no longer stands in its document; bring the index up to date with: dalil index DIR",
		},
		near:         "The closest passages, which are no answer:",
		understood:   "Understood as:",
		disagree:     "Not all agree: %s",
		newer:        "newer",
		alsoIn:       "also in:",
		earlier:      "earlier version:",
		questionCut:  "The question is too long; only its beginning was read.",
		unprepared:   "Some documents were searched by their words only: dalil sync completes them.",
		notConverted: "Note: %s",
	}
}

func arabic() phrases {
	return phrases{
		rightToLeft: true,
		arabic:      true,
		comma:       "، ",
		semicolon:   "؛ ",
		refusals: map[string]string{
			qa.ReasonEmptyQuestion: "ليس في هذا السؤال ما يمكن البحث عنه؛ اطرحه بكلمات أكثر.",
			qa.ReasonEmptyCorpus:   "لا توجد وثائق للإجابة منها؛ أضف مجلداً بالأمر: dalil index DIR",
			qa.ReasonNothingFound:  "لا تتحدث أي وثيقة عن هذا.",
			qa.ReasonNoCandidate:   "تتحدث الوثائق عن هذا، لكن لا واحدة منها تذكر المطلوب.",
			qa.ReasonUnsure:        "لا تذكر الوثائق هذا بوضوح يكفي للإجابة.",
			qa.ReasonUnverified:    "ما عُثر عليه لم يعد موجوداً في وثيقته؛ حدّث الفهرس بالأمر: dalil index DIR",
		},
		near:         "أقرب المقاطع، وهي ليست إجابة:",
		understood:   "فُهم السؤال هكذا:",
		disagree:     "المصادر غير متفقة: %s",
		newer:        "أحدث",
		alsoIn:       "أيضاً في:",
		earlier:      "نسخة سابقة:",
		questionCut:  "السؤال طويل جداً، ولم يُقرأ منه إلا أوله.",
		unprepared:   "بُحث في بعض الوثائق بالكلمات فقط: الأمر dalil sync يكملها.",
		notConverted: "ملاحظة: %s",
	}
}

// sources counts the documents that say so.
func (p phrases) sources(n int) string {
	switch {
	case !p.arabic && n == 1:
		return "1 source"
	case !p.arabic:
		return fmt.Sprintf("%d sources agree", n)
	case n == 1:
		return "مصدر واحد"
	case n == 2:
		return "مصدران متفقان"
	case n%100 >= 3 && n%100 <= 10:
		return fmt.Sprintf("%d مصادر متفقة", n)
	}
	return fmt.Sprintf("%d مصدراً متفقاً", n)
}

// more counts the quotes that are not shown.
func (p phrases) more(n int) string {
	switch {
	case p.arabic:
		return fmt.Sprintf("(+%d)", n)
	case n == 1:
		return "and 1 more quote: --json lists all"
	}
	return fmt.Sprintf("and %d more quotes: --json lists all", n)
}

// note says what an answer's note means.
func (p phrases) note(code string) string {
	switch code {
	case qa.NoteCut:
		return p.questionCut
	case qa.NoteVectors:
		return p.unprepared
	}
	return fmt.Sprintf(p.notConverted, code)
}

// date writes a day with its month by name.
func (p phrases) date(day time.Time) string {
	if !p.arabic {
		return day.Format("2 January 2006")
	}
	months := [...]string{
		"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
		"يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
	}
	return strconv.Itoa(day.Day()) + " " + months[day.Month()-1] + " " + strconv.Itoa(day.Year())
}

// join writes values as a sentence does: "A, B and C", «أ وب وج».
func (p phrases) join(values []string) string {
	switch {
	case len(values) < 2:
		return strings.Join(values, "")
	case p.arabic:
		return strings.Join(values, " و")
	}
	last := len(values) - 1
	return strings.Join(values[:last], ", ") + " and " + values[last]
}
