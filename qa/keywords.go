package qa

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// commands ask without a question word.
var commands = words(`list name give tell show find identify mention enumerate state`)

// listCommands are commands that are nothing else at the start of a question.
var listCommands = words(`list name identify enumerate`)

// politeCommand reads "can you list the …", and reports whether a question is one.
func (a *asker) politeCommand() bool {
	if len(a.tokens) < 4 || !auxiliaries[a.fold(0)] || a.fold(1) != "you" {
		return false
	}
	at := 2
	if a.fold(at) == "please" {
		at++
	}
	if !commands[a.fold(at)] {
		return false
	}
	for i := range at {
		a.asks[i] = true
	}
	a.keywords(at)
	return true
}

// keywords reads "name the …", "full list of …" and bare keywords, from a token on.
func (a *asker) keywords(from int) {
	if a.fold(from) == "please" {
		a.asks[from] = true
		from++
	}
	if commands[a.fold(from)] && a.fold(from+1) != "of" {
		a.command(from)
		return
	}
	for i := from; i < min(from+4, len(a.tokens)); i++ {
		if kindWords[a.fold(i)] && a.fold(i+1) == "of" {
			a.listWords(from, i+2)
			a.named(i, i+2)
			return
		}
		if phraseEnds[a.fold(i)] {
			break
		}
	}
	if a.meansEnglish(from) {
		a.kind = Definition
		return
	}
	a.topic(from)
}

// listWords marks the words of "the full list of" as words that ask.
func (a *asker) listWords(from, to int) {
	for i := from; i < to; i++ {
		a.asks[i] = true
	}
}

// command reads "list the …" and "name three …".
func (a *asker) command(at int) {
	a.asks[at] = true
	from := at + 1
	for a.fold(from) == "me" || a.fold(from) == "us" || a.fold(from) == "all" || determiners[a.fold(from)] {
		a.asks[from] = true
		from++
	}
	listing := a.fold(at) == "list" || a.fold(at) == "enumerate"
	end := a.phraseEnd(from)
	if kindWords[a.fold(end-1)] && a.fold(end) == "of" {
		a.listWords(from, end)
		a.named(end-1, end+1)
		a.list = a.list || listing
		return
	}
	counted := a.counts(from, end)
	head, known := a.headOf(from, end, false)
	switch {
	case known:
		a.take(head)
	case head >= from:
		a.focus = head
		a.list = pluralEnglish(a.fold(head))
	}
	a.list = a.list || listing || counted
}

// definers ask for a definition at either end of keywords.
var definers = words(`meaning definition define meant mean`)

func (a *asker) meansEnglish(from int) bool {
	for _, i := range []int{from, len(a.tokens) - 1} {
		if definers[a.fold(i)] && len(a.tokens)-from > 1 {
			a.asks[i] = true
			return true
		}
	}
	return false
}

// topic finds the noun of keywords that tells what is asked for: before the first preposition, last, first, before a
// participle, or a word for a measure wherever it stands.
func (a *asker) topic(from int) {
	if mentions(a.tokens[from:], auxiliaries) {
		return // a sentence
	}
	end := from
	for end < len(a.tokens) && !phraseEnds[a.fold(end)] && (end == from || !a.breaks(end)) {
		end++
	}
	last := end
	for last > from && (fillers[a.fold(last-1)] || strings.ContainsAny(a.fold(last-1), "0123456789")) {
		last--
	}
	if name := a.fold(last - 1); last-from > 1 && (name == "name" || name == "names") {
		if !a.take(last - 2) {
			a.kind = Thing
		}
		a.list = a.list || name == "names"
		return
	}
	known := func(i int) bool {
		n, ok := askedNoun(a.fold(i))
		return ok && i >= from && (len(a.tokens)-from > 1 || n.plural)
	}
	if known(last - 1) {
		a.take(last - 1)
		return
	}
	for i := from; i+1 < end; i++ {
		if n, ok := askedNoun(a.fold(i)); ok && n.plural && (strings.HasSuffix(a.fold(i+1), "ing") || a.fold(i+1) == "involved") {
			a.take(i)
			return
		}
	}
	if known(from) {
		a.take(from)
		return
	}
	measures := func(t analysis.Token) bool { return measureTable[t.Fold] }
	if i := slices.IndexFunc(a.tokens[from:end], measures); i >= 0 && len(a.tokens) <= longestKeywords {
		a.take(from + i)
	}
}

// longestKeywords is how many words keywords have at most; more are a sentence.
const longestKeywords = 8

// arabicCommands ask without a word for what.
var arabicCommands = words(`اذكر اذكري اذكروا سم سمي سموا اعط اعطني اعطيني اعطينا عطني عطيني هات هاتلي قلي قولي قللي اكتب وريني ورجيني دلني عددي عددوا`)

// wishes come before a noun that is asked for.
var wishes = words(`بدي بدنا ابغي ابغا اريد نريد عايز عايزه عاوز عاوزه ابي نبي اود محتاج`)

// keywordsArabic reads "اذكر …", "قائمة …" and bare keywords, in which what is asked for comes first.
func (a *asker) keywordsArabic(from int) {
	commanded := false
	for from < len(a.tokens) && (arabicCommands[a.fold(from)] || wishes[a.fold(from)] || a.counting(from) || from > 0 && a.fold(from) == "لي") {
		commanded = commanded || a.counting(from)
		a.asks[from] = true
		from++
	}
	from, single, whole := a.superlative(from)
	switch {
	case from >= len(a.tokens) || mentions(a.tokens[from:], arabicBeing):
		return // a sentence
	case meaningWords[a.fold(from)]:
		a.kind = Definition
		a.asks[from] = true
		return
	case nameWords[a.fold(from)] > 0 && len(a.tokens)-from > 1:
		a.namesArabic(from)
	default:
		counted := a.counts(from, min(from+2, len(a.tokens)))
		if counted && a.asks[from] {
			from++
		}
		if n, ok := askedNoun(a.fold(from)); ok && (len(a.tokens)-from > 1 || n.plural) {
			a.take(from)
		}
		a.list = a.list && !single || counted
	}
	a.list = a.list || commanded || whole && pluralArabic(a.fold(from))
}

// arabicBeing are verbs that make a sentence of keywords.
var arabicBeing = words(`كان كانت يكون تكون اصبح`)

// counting reports whether a token is the imperative "enumerate", which its doubled letter or what follows tells from "number of".
func (a *asker) counting(i int) bool {
	next := a.fold(i + 1)
	return a.fold(i) == "عدد" && (strings.ContainsRune(a.tokens[i].Of(a.text), 'ّ') || a.number(i+1) > 0 || next == "بعض" || next == "بعضا")
}
