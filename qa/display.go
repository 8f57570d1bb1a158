package qa

import (
	"strings"

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

// displayOf returns the form to show: countries, dates, numbers and amounts in the answer's language, the rest as stored.
func displayOf(x *Candidate, lang string) string {
	text := x.Text()
	switch {
	case x.Kind == Polar:
		return polarWord(x.ID, lang)
	case x.Kind == Country && x.ID != "":
		return names.Display(x.ID, lang)
	case strings.HasPrefix(x.ID, capitalPrefix) && !sameLanguage(x.Line.lang, lang):
		if name := names.CapitalOf(strings.TrimPrefix(x.ID, capitalPrefix), lang); name != "" {
			return name
		}
		return text
	case x.ID == "" || sameLanguage(x.Line.lang, lang):
		return text
	}
	for _, v := range x.Line.finds().values {
		if x.Line.inDocument(v.Span) == x.Span {
			return values.Display(v, lang)
		}
	}
	return text
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
