package qa

import (
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus/values"
)

// "Saturday" and "last year" mean a day or a year that only the document's date of publication tells. The quote keeps its words;
// the answer says besides what they mean: "Saturday (2 November 2013)". A wrong date would be worse than none, so that what may
// mean two days is left as it is: a Saturday of which the sentence does not show whether it is past or to come, a month without a
// year in a passage that tells of other years, and every date of a document whose day of publication is not known.

// when gives the dates among a passage's values their place in time: by value the identifier of what it means, "" for one that needs
// no telling or of which it is not certain.
func (v *view) when(all []values.Value) []string {
	out := make([]string, len(all))
	if !v.doc.Date.Published() {
		return out
	}
	day := v.doc.Date.Day
	for i, x := range all {
		if x.Kind != values.Date {
			continue
		}
		dated := strings.HasPrefix(x.ID, "--") // a day or a month without a year
		bare := x.Relative.Unit == "weekday" && x.Relative.N == 0
		switch {
		case dated && v.tellsOfOtherYears(all[:i], day), bare && v.tellsOfOtherYears(v.besides(all, i), day):
		case dated:
			out[i] = inYear(x.ID, day, v.tenseAt(x))
		case bare:
			out[i] = weekday(x, day, v.tenseAt(x))
		default:
			if r, ok := values.Resolve(x, day); ok {
				out[i] = daysOf(r.ID)
			}
		}
	}
	return out
}

// besides returns the values that stand in one sentence with one of them.
func (v *view) besides(all []values.Value, i int) []values.Value {
	s := v.sentenceAt(all[i].Start)
	var out []values.Value
	for j, x := range all {
		if j != i && s.span.Contains(x.Span) {
			out = append(out, x)
		}
	}
	return out
}

// tellsOfOtherYears reports whether the last of some dates that has a year has another one than that of publication.
func (v *view) tellsOfOtherYears(list []values.Value, day time.Time) bool {
	for i := len(list) - 1; i >= 0; i-- {
		if x := list[i]; x.Kind == values.Date && len(x.ID) >= 4 && x.ID[0] != '-' && !strings.HasPrefix(x.ID, "rel:") {
			return !strings.HasPrefix(x.ID, day.Format("2006"))
		}
	}
	return false
}

func (v *view) sentenceAt(offset int) sentence {
	for _, s := range v.sents {
		if s.span.Start <= offset && offset < s.span.End {
			return s
		}
	}
	return sentence{}
}

// A tense says whether a sentence tells of what was or of what will be.
type tense int

const (
	unclear tense = iota
	past
	future
	likely // what looks like an Arabic verb of the future: not enough to say so, enough to doubt that all is past
	rule   // neither: what holds every week or year
)

// comings are words that make a clause tell of what is to come, pasts those that make it tell of what was, as folded forms; of an
// Arabic verb that stands for its forms with an ending.
var (
	comings = words(`will shall won't 'll upcoming planned planning plans scheduled expected expects due
		سوف المقبل المقبله القادم القادمه مقرر مقرره المقرر المقرره يعتزم تعتزم متوقع متوقعه المتوقع مزمع المزمع`)
	pasts = words(`was were had did said met held began took made gave went came told saw left won lost found got became wrote spoke fell rose
		paid sent brought bought built sold struck shot drew flew ran sat stood thought fought broke chose`)
	arabicComings = words(`يلتقي تلتقي يعقد تعقد ينعقد تنعقد يزور تزور يبدا تبدا يتم تتم يكون تكون يجري تجري يصل تصل يجتمع تجتمع يتوقف تتوقف يفتتح تفتتح
		ينتهي تنتهي ينطلق تنطلق يوقع توقع يشارك تشارك يقام تقام يغادر تغادر يصدر تصدر يعلن تعلن يبحث تبحث يفتح تفتح يغلق تغلق`)  // behind the particle
	habits = words(`can may must should would could each every annual annually weekly yearly always usually whenever if
		كل يمكن يجب ينبغي عاده دايما سنويا اسبوعيا اذا`)
	arabicPasts = words(`كان كانت قال قالت اعلن عقد التقي التقت بدا اتفق اكد اضاف وقع زار وصل اجري اجرت شهد قرر افاد ذكر صرح اجتمع انعقد
		افتتح تم تمت جري جرت قتل لقي اصيب انفجر غادر دعا دعت رفض حذر وافق انتهي انتهت فاز نشر استقبل بحث عبر شكل حكم`)
)

// tenseReach is how many words before a date a verb may stand that decides by itself when that was.
const tenseReach = 4

// tenseAt says whether what a date belongs to is past or to come, in English and Arabic: the verb before it tells, or the whole
// sentence where that tells of one of the two only.
func (v *view) tenseAt(x values.Value) tense {
	s := v.sentenceAt(x.Start)
	decided := unclear
	seen := map[tense]bool{}
	for i := s.from; i < s.to; i++ {
		t := v.tenseOf(i, i == s.from)
		if t == unclear || x.Contains(v.text.Tokens[i].Span) {
			continue
		}
		seen[t] = true
		if t != likely && v.text.Tokens[i].End <= x.Start && v.wordsBetween(i, x.Start) < tenseReach {
			decided = t
		}
	}
	switch {
	case seen[rule]:
		return unclear
	case decided != unclear:
		return decided
	case seen[past] && !seen[future] && !seen[likely]:
		return past
	case seen[future] && !seen[past]:
		return future
	}
	return unclear
}

// wordsBetween counts the words between word i and an offset behind it.
func (v *view) wordsBetween(i, offset int) int {
	n := 0
	for j := i + 1; j < len(v.text.Tokens) && v.text.Tokens[j].Start < offset; j++ {
		n++
	}
	return n
}

// tenseOf says what one word tells.
func (v *view) tenseOf(i int, begins bool) tense {
	fold := v.text.Tokens[i].Fold
	switch {
	case habits[fold]:
		return rule
	case comings[fold]:
		return future
	case v.lang == "en" && !begins && beings[v.text.Tokens[i-1].Fold]:
		return unclear // "are lost"
	case v.lang == "en" && (pasts[fold] || !begins && v.isPast(i)):
		return past
	case v.lang == "ar":
		return arabicTense(strings.TrimPrefix(fold, "و"))
	}
	return unclear
}

// isPast reports whether a word looks like a regular verb of the past: "agreed", but neither "hundred" nor "the newly elected mayor"
// nor "the mayor, elected in May,".
func (v *view) isPast(i int) bool {
	fold, before := v.text.Tokens[i].Fold, v.text.Tokens[i-1].Fold
	return len(fold) > 4 && strings.HasSuffix(fold, "ed") && !v.words[i].upper && !v.words[i].cut &&
		!notBeforeVerbs[before] && !strings.HasSuffix(before, "ly")
}

// beings make of a past participle what is so now.
var beings = words(`is are am be being`)

var notBeforeVerbs = words(`the a an its his her their our this that these those of in on at for by with to be more most one two`)

// arabicTense recognises some verbs with the particle of the future, such as سيلتقي, and some of the past, with their endings.
func arabicTense(fold string) tense {
	if rest, ok := strings.CutPrefix(fold, "س"); ok {
		for _, ending := range [...]string{"", "ان", "ون"} {
			if stem, ok := strings.CutSuffix(rest, ending); ok && arabicComings[stem] {
				return future
			}
		}
		if len(rest) >= 2*4 && strings.ContainsAny(rest[:2], "يتن") {
			return likely
		}
	}
	for _, ending := range [...]string{"", "ت", "ا", "وا", "تا"} {
		if stem, ok := strings.CutSuffix(fold, ending); ok && arabicPasts[stem] {
			return past
		}
	}
	return unclear
}

// weekday gives a day of the week: the last one up to the day of publication of what was, the next one after it of what is to come.
func weekday(x values.Value, day time.Time, t tense) string {
	same := int(day.Weekday()) == x.Relative.Weekday
	switch {
	case t == past:
	case t == future && !same: // else it may be that day, or a week later
		x.Relative.N = 1
	default:
		return ""
	}
	r, _ := values.Resolve(x, day)
	return r.ID
}

// inYear gives a day or a month its year: the last one up to publication of what was, the next one of what is to come.
func inYear(id string, day time.Time, t tense) string {
	tail := strings.TrimPrefix(id, "-") // -11-02
	published := day.Format(time.DateOnly)[:min(len("2006")+len(tail), len(time.DateOnly))]
	best := ""
	for y := day.Year() - 4; y <= day.Year()+4; y++ { // 29 February comes every four years
		at := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") + tail
		if _, err := time.Parse(time.DateOnly, (at + "-01")[:len(time.DateOnly)]); err != nil {
			continue
		}
		switch {
		case t == past && at <= published:
			best = at
		case t == future && at >= published && best == "":
			best = at
		}
	}
	return best
}

// daysOf turns a week, which identifiers count by its number, into its days.
func daysOf(id string) string {
	year, week, ok := strings.Cut(id, "-W")
	if !ok {
		return id
	}
	y, err := time.Parse("2006", year)
	if err != nil || len(week) != 2 {
		return ""
	}
	first := time.Date(y.Year(), 1, 4, 0, 0, 0, 0, time.UTC) // lies in the first week
	first = first.AddDate(0, 0, -(int(first.Weekday())+6)%7+7*(int(week[0]-'0')*10+int(week[1]-'0')-1))
	return first.Format(time.DateOnly) + "/" + first.AddDate(0, 0, 6).Format(time.DateOnly)
}
