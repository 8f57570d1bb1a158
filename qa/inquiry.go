package qa

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/names"
	"github.com/dalil-bot/dalil/corpus/terms"
	"github.com/dalil-bot/dalil/corpus/values"
	"github.com/dalil-bot/dalil/qa/lexicon"
)

// An Inquiry is a question taken apart: what it asks for and what it looks for.
type Inquiry struct {
	Analysis
	asking
	asked    Question
	text     *terms.Text
	units    []unit
	own      map[string]int                  // term of the question's language to unit
	shared   map[string]int                  // term of the shared field to unit
	foreign  map[string]map[string]rendering // by language: term to what it stands for
	also     []corpus.QueryTerm
	heard    []names.Sound // by unit, of names that no lexicon translates
	values   []values.Value
	keyed    bool     // typed as keywords: no capital, no question mark
	negative bool     // the question itself negates: "why did … not"
	unseen   int      // passages of the permitted set that have no vector yet
	told     []string // what was answered before and is not asked for again, as displayed
}

// A unit is one thing that a question looks for: a word, or a name of one or more words.
type unit struct {
	token   int
	fold    string
	id      string // of a name: "@JP"
	grams   grams
	weight  float64 // inverse document frequency in the permitted set
	unknown bool    // no passage of the permitted set holds it
	focus   bool    // it is the noun asked for, which an answer need not repeat
}

// A rendering says that a term of another language stands for a unit.
type rendering struct {
	unit   int
	weight float64 // how surely, 0 to 1
}

// rendered lists the languages into which questions of a language are put, by qa/lexicon.
var rendered = map[string]string{"en": "ar", "ar": "en"}

// render puts the question's own terms into the other language.
func (in *Inquiry) render() {
	to := rendered[in.Lang]
	if to == "" {
		return
	}
	table := map[string]rendering{}
	for _, term := range in.text.Own {
		unit, ok := in.own[term.Text]
		if !ok {
			continue
		}
		for _, t := range lexicon.Translate(term.Text, in.Lang, to) {
			if old, taken := table[t.Term]; taken && old.weight >= t.Weight {
				continue
			}
			table[t.Term] = rendering{unit, t.Weight}
		}
	}
	in.foreign = map[string]map[string]rendering{to: table}
	for _, text := range slices.Sorted(maps.Keys(table)) {
		in.also = append(in.also, corpus.QueryTerm{Lang: to, Text: text, Weight: table[text].weight})
	}
}

// newInquiry analyses a question. lang is the language taken for a text that does not tell its own.
func newInquiry(q Question, lang string) *Inquiry {
	source := strings.TrimSpace(q.Text)
	if q.Lang != "" {
		lang = q.Lang
	}
	lang = analysis.Detect(source, lang)
	in := &Inquiry{asked: q, text: terms.Analyze(source, lang)}
	in.asking = ask(source, in.text.Tokens, lang)
	in.values = values.Find(source, in.text.Tokens, lang)
	in.Analysis = Analysis{Text: source, Lang: lang, Type: in.kind, List: in.list, Count: in.count}
	if in.focus >= 0 {
		in.Focus = in.text.Tokens[in.focus].Of(source)
	}
	in.keyed = lang == "en" && source == strings.ToLower(source) && !strings.ContainsAny(source, "?")
	in.collectUnits()
	in.render()
	in.heard = in.sounds()
	for _, u := range in.units {
		if u.id != "" {
			in.Names = append(in.Names, u.id)
		}
	}
	for _, token := range in.text.Tokens {
		in.negative = in.negative || negations[token.Fold]
	}
	return in
}

// collectUnits makes one unit of each name and of each other word that is worth looking for.
func (in *Inquiry) collectUnits() {
	in.own, in.shared = map[string]int{}, map[string]int{}
	unitOf := make([]int, len(in.text.Tokens))
	for i := range unitOf {
		unitOf[i] = -1
	}
	for _, m := range in.text.Mentions {
		if unitOf[m.First] >= 0 {
			continue
		}
		for i := m.First; i < m.Last; i++ {
			unitOf[i] = len(in.units)
		}
		in.shared[m.ID] = len(in.units)
		in.units = append(in.units, unit{token: m.First, fold: in.text.Tokens[m.First].Fold, id: m.ID})
	}
	add := func(list []analysis.Term, table map[string]int) {
		for _, term := range list {
			i := term.Token
			if in.asks[i] || in.Lang == "ar" && isFiller(in.text.Tokens[i]) {
				continue
			}
			if unitOf[i] < 0 {
				unitOf[i] = len(in.units)
				fold := in.text.Tokens[i].Fold
				in.units = append(in.units, unit{token: i, fold: fold, grams: gramsOf(fold), focus: i == in.focus})
			}
			if in.units[unitOf[i]].id != "" {
				continue // a name is matched as a whole
			}
			if _, taken := table[term.Text]; !taken {
				table[term.Text] = unitOf[i]
			}
		}
	}
	add(in.text.Own, in.own)
	add(in.text.Shared, in.shared)
}

// weigh sets the units' weights from what the search found out about the permitted set; the noun asked for counts by the
// factor focus.
func (in *Inquiry) weigh(result *corpus.Result, focus float64) {
	for i := range in.units {
		in.units[i].unknown = true
		in.units[i].weight = math.Log(1 + (float64(result.Passages)+0.5)/0.5)
	}
	for _, stat := range result.Terms {
		i, ok := in.unitOf(stat)
		if !ok || stat.DF == 0 {
			continue
		}
		u := &in.units[i]
		if u.unknown || stat.IDF > u.weight {
			u.unknown, u.weight = false, stat.IDF
		}
	}
	for i := range in.units {
		if in.units[i].focus {
			in.units[i].weight = focus * in.weightOfFocus(i)
		}
	}
}

// weightOfFocus bounds the weight of the noun asked for by that of the heaviest other unit, where every answer is one of what it
// names: that no text of a collection says "countries" tells nothing of what its texts say of countries.
func (in *Inquiry) weightOfFocus(focus int) float64 {
	own := in.units[focus].weight
	if in.Type != Country && in.Type != Date || len(in.units) < 2 {
		return own
	}
	most := 0.0
	for i, u := range in.units {
		if i != focus {
			most = max(most, u.weight)
		}
	}
	return min(own, most)
}

// unitOf returns the unit for which a term of the search stands.
func (in *Inquiry) unitOf(stat corpus.TermStat) (int, bool) {
	if table, ok := in.foreign[stat.Field]; ok {
		r, ok := table[stat.Term]
		return r.unit, ok
	}
	table := in.own
	if stat.Field == "shared" {
		table = in.shared
	}
	i, ok := table[stat.Term]
	return i, ok
}

// mass is the sum of the units' weights.
func (in *Inquiry) mass() float64 {
	sum := 0.0
	for _, u := range in.units {
		sum += u.weight
	}
	return sum
}

// negations turn a statement round, in a question or in a sentence, as folded forms.
var negations = words(`not no never none nobody nothing neither nor without n't cannot can't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't won't
	لم لن لا ليس ليست ليسوا غير دون بدون ولم ولن ولا وليس nicht kein keine nie pas jamais aucun nunca ninguno не нет никогда`)
