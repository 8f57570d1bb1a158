package qa

import (
	"strings"
	"sync"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// askers are the words that ask, by language, with what they ask for. English and Arabic words that need a look at what
// follows them (how, what, كم …) are handled by askEnglish and askArabic; the rest is enough to type a question of
// another language.
var askerTable = map[string]map[Type]string{
	"en": {Person: "who whom whose", Place: "where", Date: "when", Reason: "why", Thing: "what which how"},
	"ar": {
		Person: "من مين", Place: "أين وأين وين فين", Date: "متى ومتى إمتى إيمتى", Reason: "لماذا ولماذا لم ليش ليه علاش",
		Thing: "ما ماذا كيف أي أية أيهما بأي لأي بأية بماذا شو إيش وش شنو كم وكم بكم كام بكام قديش قداش", Polar: "هل أهل وهل",
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
	invest invested investment dollar dollars euro euros salary fee fees fine donate donated loan debt aid value expensive
	تجاره تجاري تبادل سعر تكلفه كلفه يكلف تكلف كلف قيمه ميزانيه راتب دولار يورو مبلغ ثمن ايرادات ارباح استثمار استثمارات قرض ديون رسوم غرامه تبرع`)

// shareWords make a part of a whole out of what would be an amount of money.
var shareWords = words(`share percentage percent proportion part rate`)

// timeWords turn كم and "how many" into a question for a duration.
var timeWords = words(`year years month months week weeks day days hour hours minute minutes
	سنه سنوات عام عاما اعوام شهر شهرا اشهر اسبوع اسابيع يوم يوما ايام ساعه ساعات دقيقه مده`)

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
	focus int          // token of the noun asked for, or -1
	asks  map[int]bool // tokens that ask and are not looked for
}

// ask reads the wording of a question in the given language.
func ask(text string, tokens []analysis.Token, lang string) asking {
	a := asking{kind: Thing, focus: -1, asks: map[int]bool{}}
	if len(tokens) == 0 {
		return a
	}
	first := firstAsker(tokens, lang)
	switch {
	case lang == "en" && (first < 0 || first > 4) && auxiliaries[tokens[0].Fold]:
		a.kind = Polar
		a.asks[0] = true
	case first < 0:
		a.command(tokens, lang)
	case lang == "ar":
		a.asks[first] = true
		a.arabic(tokens, first)
	case lang == "en":
		a.asks[first] = true
		a.english(text, tokens, first)
	default:
		a.asks[first] = true
		a.kind = askers()[lang][tokens[first].Fold]
	}
	return a
}

// firstAsker returns the first token that asks, or -1. The Arabic من is "who" only at the start or before a pronoun or
// a verb of being: elsewhere it is "from".
func firstAsker(tokens []analysis.Token, lang string) int {
	table := askers()[lang]
	for i, token := range tokens {
		if _, ok := table[token.Fold]; !ok {
			continue
		}
		if lang == "ar" && token.Fold == "من" && i > 0 {
			if i+1 == len(tokens) || !arabicCopulas[tokens[i+1].Fold] {
				continue
			}
		}
		if lang == "ar" && (token.Fold == "ما" || token.Fold == "لم") && i > 2 {
			continue // a negation, or "what" of a subordinate clause
		}
		return i
	}
	return -1
}

// command reads "name the …", "list …" and bare keywords.
func (a *asking) command(tokens []analysis.Token, lang string) {
	switch tokens[0].Fold {
	case "list", "name", "give", "tell", "show", "اذكر", "عدد", "سم", "اعط":
		a.asks[0] = true
		a.focusOn(tokens, 1, min(len(tokens), 6))
		a.list = a.list || tokens[0].Fold == "list" || tokens[0].Fold == "عدد"
	default:
		if n, ok := lookupNoun(tokens[0].Fold); ok && n.plural {
			a.focusOn(tokens, 0, 1)
		}
	}
}

// focusOn takes the first known noun of tokens[from:to] as what is asked for, and reports whether there is one.
func (a *asking) focusOn(tokens []analysis.Token, from, to int) bool {
	for i := from; i < to; i++ {
		if n, ok := lookupNoun(tokens[i].Fold); ok {
			a.kind, a.list, a.focus = n.kind, n.plural, i
			return true
		}
	}
	return false
}

func (a *asking) english(text string, tokens []analysis.Token, at int) {
	next := func(n int) string {
		if at+n < len(tokens) {
			return tokens[at+n].Fold
		}
		return ""
	}
	switch tokens[at].Fold {
	case "who", "whom", "whose":
		a.kind = Person
		a.list = next(1) == "are" || next(1) == "were"
		if auxiliaries[next(1)] && onlyNames(text, tokens[at+2:]) {
			a.kind, a.list = Definition, false
		}
	case "how":
		a.howEnglish(tokens, at, next(1))
	case "what", "which":
		a.whatEnglish(tokens, at)
	default:
		a.kind = askers()["en"][tokens[at].Fold]
	}
}

func (a *asking) howEnglish(tokens []analysis.Token, at int, next string) {
	switch next {
	case "many":
		a.kind = Number
		a.asks[at+1] = true
		if at+2 < len(tokens) && timeWords[tokens[at+2].Fold] {
			a.kind = Duration
		}
	case "much":
		a.kind = Number
		a.asks[at+1] = true
		if mentions(tokens, moneyWords) {
			a.kind = Amount
		}
	case "long":
		a.kind = Duration
		a.asks[at+1] = true
	case "old", "far", "tall", "high", "large", "big", "wide", "deep", "fast", "heavy", "hot", "cold", "often",
		"strong", "powerful", "severe", "intense", "loud", "bright", "steep", "thick", "close", "warm":
		a.kind = Number
		a.asks[at+1] = true
		if (next == "large" || next == "big" || next == "high") && mentions(tokens, moneyWords) && !mentions(tokens, shareWords) {
			a.kind = Amount // how big was the budget
		}
	case "come":
		a.kind = Reason
	}
}

// whatEnglish finds the noun that "what" or "which" asks for: the last word of the noun phrase that follows directly, or
// behind a form of to be. "What is photosynthesis?" asks for a definition.
func (a *asking) whatEnglish(tokens []analysis.Token, at int) {
	from := at + 1
	copula := false
	if from < len(tokens) && auxiliaries[tokens[from].Fold] {
		switch tokens[from].Fold {
		case "is", "are", "was", "were":
			copula = true
			from++
		default:
			return // what did, what has …: any thing
		}
	}
	end := from
	for end < len(tokens) && !auxiliaries[tokens[end].Fold] && !phraseEnds[tokens[end].Fold] {
		end++
	}
	head := end - 1
	if head >= from && (tokens[head].Fold == "name" || tokens[head].Fold == "names" || tokens[head].Fold == "kind" || tokens[head].Fold == "type") && end < len(tokens) && tokens[end].Fold == "of" {
		plural := tokens[head].Fold == "names"
		a.focusOn(tokens, end+1, min(len(tokens), end+5))
		a.list = a.list || plural
		return
	}
	for i := head; i >= from; i-- {
		if n, ok := lookupNoun(tokens[i].Fold); ok && (i == head || !copula) {
			a.kind, a.list, a.focus = n.kind, n.plural, i
			return
		}
	}
	a.list = copula && tokens[at+1].Fold == "are"
	if copula && !a.list && end == len(tokens) && end-from <= 4 {
		a.kind = Definition
		return
	}
	if head >= from && !copula {
		a.focus = head
		a.list = strings.HasSuffix(tokens[head].Fold, "s") && !strings.HasSuffix(tokens[head].Fold, "ss")
	}
	if head >= from && (strings.HasPrefix(tokens[from].Fold, "cause") || strings.HasPrefix(tokens[from].Fold, "led")) {
		a.kind, a.focus = Reason, -1
	}
}

// arabicCopulas stand between the word that asks and what it asks for.
var arabicCopulas = words(`هو هي هم هن هما كان كانت كانوا يكون تكون الذي التي الذين هذا هذه`)

func (a *asking) arabic(tokens []analysis.Token, at int) {
	from := at + 1
	plural := false
	for from < len(tokens) && arabicCopulas[tokens[from].Fold] {
		plural = plural || tokens[from].Fold == "هم" || tokens[from].Fold == "هن"
		a.asks[from] = true
		from++
	}
	word := tokens[at].Fold
	switch word {
	case "من", "مين":
		a.kind, a.list = Person, plural
		if from > at+1 && from < len(tokens) && len(tokens)-from <= 3 {
			if _, ok := lookupNoun(tokens[from].Fold); !ok {
				a.kind = Definition
			}
		}
	case "كم", "وكم", "بكم", "كام", "بكام", "قديش", "قداش":
		a.howManyArabic(tokens, from)
	case "كيف", "ماذا", "بماذا":
		a.kind = Thing
	case "ما", "اي", "ايه", "ايهما", "باي", "لاي", "بايه", "شو", "ايش", "وش", "شنو":
		a.whatArabic(tokens, from, word == "ما" && from > at+1)
		a.list = a.list || plural
	default:
		a.kind = askers()["ar"][word]
	}
}

func (a *asking) howManyArabic(tokens []analysis.Token, from int) {
	a.kind = Number
	switch {
	case from < len(tokens) && timeWords[tokens[from].Fold]:
		a.kind = Duration
	case mentions(tokens, moneyWords):
		a.kind = Amount
	}
}

// whatArabic finds the noun that ما or أي asks for, which follows at once; behind "name of" it is the next one.
func (a *asking) whatArabic(tokens []analysis.Token, from int, copula bool) {
	if from >= len(tokens) {
		return
	}
	named := tokens[from].Fold == "اسم" || tokens[from].Fold == "اسماء" || tokens[from].Fold == "نوع"
	if named {
		plural := tokens[from].Fold == "اسماء"
		a.focusOn(tokens, from+1, min(len(tokens), from+3))
		a.list = a.list || plural
		return
	}
	if a.focusOn(tokens, from, from+1) {
		return
	}
	a.focus = from
	a.list = strings.HasSuffix(tokens[from].Fold, "ات")
	if copula && len(tokens)-from <= 2 {
		a.kind, a.focus, a.list = Definition, -1, false
	}
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

// onlyNames reports whether the tokens are a capitalised name and nothing else.
func onlyNames(text string, tokens []analysis.Token) bool {
	for _, token := range tokens {
		if !isUpper(token.Of(text)) {
			return false
		}
	}
	return len(tokens) > 0
}
