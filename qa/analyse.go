package qa

import (
	"strconv"
	"strings"
	"sync"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// askers are the words that ask, by language, with what they ask for. English and Arabic words that need a look at what
// follows them (how, what, كم …) are handled by askEnglish and askArabic; the rest is enough to type a question of
// another language.
var askerTable = map[string]map[Type]string{
	"en": {Person: "who whom whose whos", Place: "where wheres", Date: "when whens", Reason: "why", Thing: "what which how whats"},
	"ar": {
		Person: "من مين منو منهو لمن لمين", Place: "أين وأين وين فين منين لوين", Date: "متى ومتى إمتى إيمتى إيمت",
		Reason: "لماذا ولماذا لم ليش ليه علاش", Polar: "هل أهل وهل",
		Thing: `ما ماذا وماذا كيف أي أية أيهما بأي لأي بأية بماذا شو إيه إيش وش شنو انهي انهو انو شنهي ازاي شلون
			كم وكم بكم كام بكام قديش قداش اديش بقديش`,
	},
	"de": {Person: "wer wem wen wessen", Place: "wo woher wohin", Date: "wann", Reason: "warum weshalb wieso", Number: "wieviel wieviele", Thing: "was welche welcher welches wie"},
	"fr": {Person: "qui", Place: "où", Date: "quand", Reason: "pourquoi", Number: "combien", Thing: "que quoi quel quelle quels quelles comment"},
	"es": {Person: "quién quiénes", Place: "dónde", Date: "cuándo", Number: "cuánto cuánta cuántos cuántas", Thing: "qué cuál cuáles cómo"},
	"it": {Person: "chi", Place: "dove", Date: "quando", Reason: "perché", Number: "quanto quanta quanti quante", Thing: "che cosa quale quali come"},
	"pt": {Person: "quem", Place: "onde", Date: "quando", Number: "quanto quanta quantos quantas", Thing: "que qual quais como"},
	"ru": {Person: "кто кого кому кем", Place: "где куда откуда", Date: "когда", Reason: "почему зачем", Number: "сколько", Thing: "что какой какая какое какие как"},
	"tr": {Person: "kim kimin", Place: "nerede nereye", Date: "zaman", Reason: "neden niçin niye", Number: "kaç", Thing: "ne hangi nasıl"},
	"fa": {Person: "کی", Place: "کجا", Date: "زمانی", Reason: "چرا", Number: "چند", Thing: "چه چگونه کدام"},
}

var askers = sync.OnceValue(func() map[string]map[string]Type {
	table := map[string]map[string]Type{}
	for lang, kinds := range askerTable {
		table[lang] = map[string]Type{}
		for kind, words := range kinds {
			for word := range strings.FieldsSeq(words) {
				table[lang][analysis.Fold(word)] = kind
			}
		}
	}
	return table
})

// auxiliaries begin an English yes/no question, and end the noun phrase behind "what" or "which".
var auxiliaries = words(`is are was were do does did has have had can could will would shall should may might must be been`)

// phraseEnds end the noun phrase that follows "what is the".
var phraseEnds = words(`of in on at by for with to from that which who whose when where during between among after before as and or into about
	over under than because if`)

// moneyWords turn "how much" and كم into a question for an amount of money.
var moneyWords = words(`cost costs pay paid pays spend spent worth trade money price sell sold earn earned revenue budget fund funds funding
	invest invested investment dollar dollars euro euros pound pounds salary fee fees fine fined donate donated loan debt aid value expensive rent
	تجاره تجاري تبادل سعر تكلفه كلفه يكلف تكلف كلف كلفت قيمه ميزانيه راتب دولار يورو دينار درهم ريال ليره جنيه مبلغ ثمن ايرادات
	ارباح استثمار استثمارات قرض ديون رسوم غرامه تبرع فلوس مصاري يتقاضي تتقاضي يدفع ندفع ادفع دفع دفعت دفعوا مرتب اجار ايجار`)

// shareWords make a part of a whole out of what would be an amount of money.
var shareWords = words(`share percentage percent proportion part rate`)

// timeWords turn كم and "how many" into a question for a duration.
var timeWords = words(`year years month months week weeks day days hour hours minute minutes
	سنه سنوات سنين عام عاما اعوام شهر شهرا شهور اشهر اسبوع اسبوعا اسابيع يوم يوما ايام ساعه ساعات دقيقه دقايق مده وقت`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}

// An asking is what the wording of a question tells: which tokens ask, and for what.
type asking struct {
	kind  Type
	list  bool
	count int          // how many things are asked for, 0 where the question does not say
	focus int          // token of the noun asked for, or -1
	asks  map[int]bool // tokens that ask and are not looked for
	// options are the two answers that a Choice offers.
	options []option
}

// An asker reads the wording of a question.
type asker struct {
	asking
	text   string
	tokens []analysis.Token
}

// ask reads the wording of a question in the given language.
func ask(text string, tokens []analysis.Token, lang string) asking {
	a := &asker{asking: asking{kind: Thing, focus: -1, asks: map[int]bool{}}, text: text, tokens: tokens}
	if len(tokens) == 0 {
		return a.asking
	}
	first := firstAsker(tokens, lang)
	switch {
	case lang == "en" && a.politeCommand():
	case lang == "en" && first > 2 && listCommands[tokens[0].Fold]:
		a.keywords(0)
	case lang == "en" && (first < 0 || first > 4) && auxiliaries[strings.TrimSuffix(tokens[0].Fold, "n't")], lang == "ar" && a.polarArabic(first):
		a.polar()
	case first < 0 && lang == "ar":
		a.keywordsArabic(0)
	case first < 0:
		a.keywords(0)
	case lang == "ar":
		a.asks[first] = true
		a.arabic(first)
	case lang == "en":
		a.asks[first] = true
		a.english(first)
	default:
		a.asks[first] = true
		a.kind = askers()[lang][tokens[first].Fold]
	}
	if lang == "en" || lang == "ar" {
		a.afterthought()
	}
	return a.asking
}

// firstAsker returns the first token that asks, or -1. The Arabic من is "who" only at the start or before a pronoun or
// a verb of being: elsewhere it is "from", and so it is before another word that asks.
func firstAsker(tokens []analysis.Token, lang string) int {
	table := askers()[lang]
	for i, token := range tokens {
		if _, ok := table[token.Fold]; !ok {
			continue
		}
		if lang == "ar" && token.Fold == "من" {
			next := ""
			if i+1 < len(tokens) {
				next = tokens[i+1].Fold
			}
			if _, asks := table[next]; asks && next != "من" || i > 0 && !arabicCopulas[next] {
				continue
			}
		}
		if lang == "ar" && (token.Fold == "ما" || token.Fold == "لم") && i > 2 && (i+1 == len(tokens) || !relatives[tokens[i+1].Fold]) {
			continue // a negation, or "what" of a subordinate clause
		}
		return i
	}
	return -1
}

// fold returns a token's folded form, "" beyond the ends.
func (a *asker) fold(i int) string {
	if i < 0 || i >= len(a.tokens) {
		return ""
	}
	return a.tokens[i].Fold
}

// breaks reports whether a sign of punctuation stands before token i, or the question ends there.
func (a *asker) breaks(i int) bool {
	if i <= 0 || i >= len(a.tokens) {
		return true
	}
	return strings.ContainsAny(a.text[a.tokens[i-1].End:a.tokens[i].Start], ",;:?!()،؛؟")
}

// number returns how many things token i says, from two to thirty, or 0.
func (a *asker) number(i int) int {
	if i < 0 || i >= len(a.tokens) {
		return 0
	}
	if n := arabicNumerals[strings.TrimPrefix(a.tokens[i].Fold, "ال")]; n > 0 {
		return n
	}
	if a.tokens[i].Kind != analysis.Number {
		return 0
	}
	n, err := strconv.Atoi(a.tokens[i].Fold)
	if err != nil || n < 2 || n > 30 {
		return 0
	}
	return n
}

// counts takes a number among tokens [from, to) for how many things are asked for, and reports whether there is one.
func (a *asker) counts(from, to int) bool {
	for i := from; i < to; i++ {
		if n := a.number(i); n > 0 {
			a.count, a.list, a.asks[i] = n, true, true
			return true
		}
	}
	return false
}

// take takes token i for what is asked for, where it is a known noun, and reports whether it is.
func (a *asker) take(i int) bool {
	n, ok := askedNoun(a.fold(i))
	if ok {
		a.kind, a.list, a.focus = n.kind, n.plural, i
	}
	return ok
}

// focusOn takes the first known noun of tokens [from, to) for what is asked for, and reports whether there is one.
func (a *asker) focusOn(from, to int) bool {
	for i := from; i < min(to, len(a.tokens)); i++ {
		if a.take(i) {
			return true
		}
	}
	return false
}

// polarFillers go with a question for yes or no and are not looked for.
var polarFillers = words(`yet already ever still really actually any anyone anybody anything بس لسه لسا هلق هلا الحين دلوقتي اصلا فعلا`)

// polar makes a question one for yes or no.
func (a *asker) polar() {
	a.kind = Polar
	a.asks[0] = true
	for i := range a.tokens {
		if polarFillers[a.tokens[i].Fold] {
			a.asks[i] = true
		}
	}
	a.choice()
}

// longestAfterthought is how many words may follow a question mark to say what the question meant: "who paid? three sponsors".
const longestAfterthought = 4

// afterthought reads what follows a question mark.
func (a *asker) afterthought() {
	mark := strings.LastIndexAny(strings.TrimRight(a.text, "?؟! "), "?؟")
	if mark < 0 {
		return
	}
	from := 0
	for from < len(a.tokens) && a.tokens[from].Start < mark {
		from++
	}
	if from == 0 || len(a.tokens)-from > longestAfterthought || a.kind == Polar || a.kind == Choice {
		return
	}
	said := a.asking
	if !a.focusOn(from, len(a.tokens)) || !a.list {
		a.asking = said
	}
	a.counts(from, len(a.tokens))
}

// mentions reports whether a token, bare of Arabic prefixes, is one of the words.
func mentions(tokens []analysis.Token, set map[string]bool) bool {
	for _, token := range tokens {
		for _, form := range bareForms(token.Fold) {
			if set[form] {
				return true
			}
		}
	}
	return false
}
