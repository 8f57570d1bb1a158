package qa

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/names"
	"github.com/dalil-bot/dalil/corpus/values"
)

// item shows a value in the answer's language.
func (c *composer) item(v *value, lang string) Item {
	docs := map[string]bool{}
	for _, m := range v.members {
		docs[m.Line.evidence()] = true
	}
	item := Item{Text: v.best.Text(), ID: v.best.ID, Support: len(docs), Score: v.weight}
	item.Display = displayOf(v.best, lang)
	return item
}

// displayOf returns the form to show: countries, dates, numbers and amounts in the answer's language, the rest as stored; behind a
// relative date what it means.
func displayOf(x *Candidate, lang string) string {
	text := x.Text()
	switch {
	case x.Kind == Polar:
		return polarWord(x.ID, lang)
	case x.Kind == Country && x.ID != "":
		return names.Display(x.ID, lang)
	case strings.HasPrefix(x.ID, capitalPrefix):
		if name := names.CapitalOf(strings.TrimPrefix(x.ID, capitalPrefix), lang); name != "" && !sameLanguage(x.Line.lang, lang) {
			return name
		}
		return text
	case x.ID == "" && !x.typed:
		return text
	}
	v, when, exact, ok := x.shown()
	if !ok {
		return text
	}
	if exact && !sameLanguage(x.Line.lang, lang) {
		text = values.Display(v, lang)
	}
	if day := dayShown(v, when, lang); day != "" && v.Kind == values.Date {
		text += " (" + day + ")"
	}
	return text
}

// shown returns the value that a candidate is, or is with function words around it ("since Saturday"), with the identifier of the
// date that it means, "" for none.
func (x *Candidate) shown() (v values.Value, when string, exact, ok bool) {
	found := x.Line.finds()
	for i, value := range found.values {
		place := x.Line.inDocument(value.Span)
		if place == x.Span {
			return value, found.when[i], true, true
		}
		if x.Span.Contains(place) && x.saysOnly(place) {
			v, when, ok = value, found.when[i], true
		}
	}
	return v, when, false, ok
}

// saysOnly reports whether a candidate has only function words besides a span.
func (x *Candidate) saysOnly(place corpus.Span) bool {
	l := x.Line
	from, to := l.wordsAt(x)
	for i := from; i < to; i++ {
		if !place.Contains(l.inDocument(l.text.Tokens[i].Span)) && !l.words[i].stop {
			return false
		}
	}
	return true
}

// dayShown writes what a date means: in English and Arabic as people write it, otherwise as ISO 8601 does. Of a date that only lacks
// its year it writes that.
func dayShown(v values.Value, when, lang string) string {
	switch {
	case when == "":
		return ""
	case strings.HasPrefix(v.ID, "--"):
		return when[:len("2006")]
	case lang != "en" && lang != "ar":
		return when
	}
	return values.Display(values.Value{Kind: values.Date, ID: when}, lang)
}

func sameLanguage(a, b string) bool { return a == b }

func polarWord(id, lang string) string {
	switch {
	case lang == "ar" && id == "yes":
		return "نعم"
	case lang == "ar":
		return "لا"
	case id == "yes":
		return "Yes"
	}
	return "No"
}

// joinItems writes items as running text: "A, B and C", or «أ وب وج».
func joinItems(items []Item, lang string) string {
	shown := make([]string, len(items))
	for i, item := range items {
		shown[i] = item.Display
		if lang != "ar" && item.ID != "" && names.Article(item.ID) {
			shown[i] = "the " + shown[i]
		}
	}
	switch {
	case len(shown) == 1 && lang != "ar":
		return strings.TrimPrefix(shown[0], "the ")
	case len(shown) == 1:
		return shown[0]
	case lang == "ar":
		return strings.Join(shown, " و")
	}
	return strings.Join(shown[:len(shown)-1], ", ") + " and " + shown[len(shown)-1]
}
