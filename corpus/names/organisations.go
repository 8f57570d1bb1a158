package names

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// Organisations returns the organisations that text names: the well-known ones of the table in English and Arabic (@EU,
// @NATO), runs of capitalised words with one of the words of organisations in them (Ministry of Finance, Gazprom Group),
// acronyms of three to six capitals, and in Arabic what follows a word such as وزارة, جامعة or شركة. The ID of those that
// are not in the table is the folded name.
//
// Known limits: names without such a word (Toyota, غازبروم) are missed, and so are those that lower-case words go through
// other than of and the; an Arabic name of several words without the article is cut behind the first.
func Organisations(text string, toks []analysis.Token, lang string) []Mention {
	known := knownAt(text, toks, lang)
	r := latinReader{runner{text, toks}, known}
	a := arabicReader{text, toks, known}
	var out []Mention
	for i := 0; i < len(toks); {
		m := r.organisation(i)
		if isArabic(toks[i].Fold) {
			m = a.organisation(i)
		}
		if k := known[i]; k != nil && k.Kind == Organisation && k.First == i && k.Last >= m.Last {
			m = *k
		}
		if m.Last == 0 {
			i++
			continue
		}
		out = append(out, m)
		i = m.Last
	}
	return out
}

// organisation reads a run of capitalised words or an acronym at token i.
func (r latinReader) organisation(i int) Mention {
	last := r.run(i)
	if last == i || r.toks[i].Fold == "the" || r.toks[i].Fold == "members" {
		return Mention{}
	}
	end := r.orgEnd(i, last)
	if end > i+1 {
		return r.org(i, end)
	}
	word := r.toks[i].Of(r.text)
	if n := len(r.toks[i].Fold); n < 3 || n > 6 || !allCaps(word) || acronymTraps[r.toks[i].Fold] || r.known[i] != nil || r.shouting(i) {
		return Mention{}
	}
	return r.org(i, i+1)
}

func (r latinReader) org(first, last int) Mention {
	m := mentionOf(r.text, r.toks, first, last, Organisation)
	m.ID = key(r.toks, stem{r.toks[first].Fold, 0}, first, last)
	return m
}

// orgEnd gives the end of the name of an organisation that begins with token i in a run that ends at last, or i. Behind
// the word that says what it is only "of" and what that joins go on: Ministry of Foreign Affairs.
func (r latinReader) orgEnd(i, last int) int {
	for j := i; j < last; j++ {
		if !orgWords[r.toks[j].Fold] {
			continue
		}
		end := j + 1
		for end < last && orgWords[r.toks[end].Fold] {
			end++
		}
		if end < last && r.toks[end].Fold == "of" {
			end = last
		}
		return end
	}
	return i
}

// shouting reports whether the words beside token i are all capitals too, as in a headline.
func (r latinReader) shouting(i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(r.toks) && len(r.toks[j].Fold) > 3 && allCaps(r.toks[j].Of(r.text)) {
			return true
		}
	}
	return false
}

// maxOrgWords is how many words an Arabic name of an organisation has behind its first: وزارة الخارجية والتعاون الدولي.
const maxOrgWords = 4

// organisation reads the name of an organisation that begins with token i.
func (r arabicReader) organisation(i int) Mention {
	if k := r.known[i]; k != nil && k.Kind == Country {
		return Mention{} // الاتحاد السوفيتي
	}
	for _, st := range stems(r.text, r.toks[i], make([]stem, 0, 6)) {
		definite := definiteOrgs[st.fold]
		if !definite && !arabicOrgs[st.fold] {
			continue
		}
		last := r.orgEnd(i+1, definite)
		if last == i+1 {
			continue
		}
		m := Mention{Span: corpus.Span{Start: st.start, End: r.toks[last-1].End}, First: i, Last: last, Kind: Organisation}
		m.ID = key(r.toks, st, i, last)
		return m
	}
	return Mention{}
}

// orgEnd gives the end of the words that go on the name of an organisation from token i: those with the article and
// nationalities, or else one word.
func (r arabicReader) orgEnd(i int, definite bool) int {
	start := i
	for i < len(r.toks) && i-start < maxOrgWords && r.adjacent(i) {
		fold := r.toks[i].Fold
		if arabicStops[fold] || orgStops[fold] {
			break
		}
		withArticle := strings.HasPrefix(fold, article) || strings.HasPrefix(fold, "وال") || strings.HasPrefix(fold, toArticle)
		if !withArticle && (definite || i > start) {
			break
		}
		if !withArticle && (indefinite(fold) || !r.orgName(i)) {
			break
		}
		i++
		if !withArticle && !arabicOrgs[fold] {
			break
		}
	}
	return i
}

// orgName reports whether token i, a word without the article, may name an organisation behind its first word.
func (r arabicReader) orgName(i int) bool {
	k := r.known[i]
	return k != nil && k.Kind != Demonym || r.nameLike(i, r.toks[i].Fold) || arabicOrgs[r.toks[i].Fold]
}

// indefinite reports whether a word without the article is an adjective: a company that is big, an organisation that is
// international.
func indefinite(fold string) bool {
	return strings.HasSuffix(fold, "يه") || slices.Contains([]string{"كبيره", "جديده", "خاصه", "عامه", "واحده", "اخري", "كبري", "صغيره", "عالمي", "دولي", "محلي", "خاص", "جديد"}, fold)
}

// orgStops have the article and are no part of a name.
var orgStops = set("الذي التي الذين الماضي المقبل اليوم الان السابق السابقه والتي والذي الماضيه المقبله الجاري الحالي الحاليه المذكوره")
