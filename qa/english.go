package qa

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// fillers stand at the end of a question and say nothing.
var fillers = words(`again exactly actually anyway please now today then precisely called named`)

// english reads what stands behind the word that asks.
func (a *asker) english(at int) {
	switch a.fold(at) {
	case "who", "whom", "whose", "whos":
		a.whoEnglish(at)
	case "how":
		a.howEnglish(at)
	case "what", "which", "whats":
		a.whatEnglish(at)
	default:
		a.kind = askers()["en"][a.fold(at)]
	}
}

func (a *asker) whoEnglish(at int) {
	a.kind = Person
	next := a.fold(at + 1)
	plural := next == "are" || next == "were"
	a.list = plural
	if plural {
		end := a.phraseEnd(at + 2)
		a.counts(at+2, end)
	}
	if auxiliaries[next] && onlyNames(a.text, a.tokens[at+2:]) || a.fold(at) == "whos" && onlyNames(a.text, a.tokens[at+1:]) {
		a.kind, a.list = Definition, false
	}
}

// gainWords make money of "how much does … get", where nothing else is counted.
var gainWords = words(`get gets got make makes made receive receives received charge charges charged owe owes owed raise raised`)

func (a *asker) howEnglish(at int) {
	next := a.fold(at + 1)
	switch next {
	case "many":
		a.kind = Number
		a.asks[at+1] = true
		if timeWords[a.fold(at+2)] {
			a.kind = Duration
		}
	case "much":
		a.kind = Number
		a.asks[at+1] = true
		bare := auxiliaries[a.fold(at+2)] || auxiliaries[a.fold(at+3)] && (a.fold(at+2) == "extra" || a.fold(at+2) == "more" || a.fold(at+2) == "less")
		if mentions(a.tokens, moneyWords) || bare && mentions(a.tokens, gainWords) {
			a.kind = Amount
		}
	case "long":
		a.kind = Duration
		a.asks[at+1] = true
	case "old", "far", "tall", "high", "large", "big", "wide", "deep", "fast", "heavy", "hot", "cold", "often",
		"strong", "powerful", "severe", "intense", "loud", "bright", "steep", "thick", "close", "warm":
		a.kind = Number
		a.asks[at+1] = true
		if (next == "large" || next == "big" || next == "high") && mentions(a.tokens, moneyWords) && !mentions(a.tokens, shareWords) {
			a.kind = Amount // how big was the budget
		}
	case "come":
		a.kind = Reason
	}
}

// whatEnglish finds the noun that "what" or "which" asks for: the head of the noun phrase that follows directly, or behind a
// form of to be. "What is photosynthesis?" asks for a definition.
func (a *asker) whatEnglish(at int) {
	from, copula := at+1, strings.HasSuffix(a.tokens[at].Of(a.text), "s")
	switch next := a.fold(from); {
	case next == "is" || next == "are" || next == "was" || next == "were":
		copula = true
		from++
	case next == "of" && a.fold(at) == "which":
		a.focusOn(from+1, from+5)
		a.list = false
		return
	case auxiliaries[next]:
		a.whatDid(from)
		return
	}
	end := a.phraseEnd(from)
	if end < len(a.tokens) && a.fold(end) == "of" && kindWords[a.fold(end-1)] {
		a.named(end-1, end+1)
		return
	}
	head, known := a.headOf(from, end, copula)
	counted := a.counts(from, end)
	switch {
	case !copula && causing[a.fold(from)] && (determiners[a.fold(from+1)] || from+1 < len(a.tokens) && isUpper(a.tokens[from+1].Of(a.text))):
		a.kind = Reason
	case known:
		a.take(head)
		a.list = a.list || counted
	case copula && !counted && a.fold(at+1) != "are" && a.definesEnglish(from, end):
		a.kind = Definition
	case copula:
		a.list = counted || a.fold(at+1) == "are"
		if a.list && head >= from && a.fold(end) == "of" {
			a.focus = head // "what are the conditions of …"
		}
	case head >= from:
		a.focus = head
		a.list = counted || pluralEnglish(a.fold(head))
	}
}

// causing are verbs of which "what" is the reason.
var causing = words(`made caused causes led prompted forced pushed convinced persuaded triggered`)

// kindWords stand before "of" and what is really asked for.
var kindWords = words(`name names kind kinds type types list lists`)

// named reads "the name of the …", where at is the word before "of" and from what follows it.
func (a *asker) named(at, from int) {
	plural := a.fold(at) != "name" && a.fold(at) != "kind" && a.fold(at) != "type"
	end := a.phraseEnd(from)
	counted := a.counts(from, end)
	if head, known := a.headOf(from, end, false); known {
		a.take(head)
	} else if plural {
		a.focus = head
	}
	a.list = a.list || plural || counted
}

// definesEnglish reports whether the words behind a form of to be are all that is asked about.
func (a *asker) definesEnglish(from, end int) bool {
	for end < len(a.tokens) && fillers[a.fold(end)] {
		end++
	}
	if a.fold(end) == "meant" || a.fold(from) == "meant" && a.fold(end) == "by" {
		return true
	}
	return end == len(a.tokens) && end > from && end-from <= 5
}

// whatDid reads a question in which an auxiliary follows "what": "what does it cost", "what will the bank be called".
func (a *asker) whatDid(aux int) {
	last := len(a.tokens) - 1
	for last > aux && fillers[a.fold(last)] && a.fold(last) != "called" && a.fold(last) != "named" {
		last--
	}
	switch word := a.fold(last); {
	case word == "mean" || word == "means" || word == "for" && a.fold(last-1) == "stand":
		a.kind = Definition
		a.asks[last] = true
		if word == "for" {
			a.asks[last-1] = true
		}
	case word == "called" || word == "named":
		head, _ := a.headOf(aux+1, a.phraseEnd(aux+1), true)
		if n, ok := askedNoun(a.fold(head)); ok && named[n.kind] {
			a.take(head)
		}
	case mentions(a.tokens[aux+1:], costWords):
		a.kind = Amount
	}
}

// named are the types of answers that are names.
var named = map[Type]bool{Person: true, Place: true, Country: true, Organisation: true}

// costWords are verbs the object of which is a sum of money.
var costWords = words(`cost costs earn earns`)

// determiners begin another noun phrase.
var determiners = words(`the a an this these those his her their its our your my we you i they he she it there not`)

// phraseEnd returns where the noun phrase that begins at a token ends: before an auxiliary, a preposition, a sign, another
// noun phrase, a name behind words in small letters, or a verb of the past.
func (a *asker) phraseEnd(from int) int {
	small := false // a noun or a verb in small letters was there
	for i := from; i < len(a.tokens); i++ {
		fold := a.fold(i)
		switch {
		case auxiliaries[fold] || phraseEnds[fold]:
			return i
		case i > from && (a.breaks(i) || determiners[fold]):
			return i
		case i > from && small && isUpper(a.tokens[i].Of(a.text)):
			return i
		case i > from && a.verbAt(i):
			return i
		}
		_, noun := askedNoun(fold)
		small = small || !isUpper(a.tokens[i].Of(a.text)) && (noun || strings.HasSuffix(fold, "ed"))
	}
	return len(a.tokens)
}

// pastForms are verbs of the past that do not end in -ed and are seldom nouns.
var pastForms = words(`won left took got made gave came went became met held sold bought built lost beat led sent ran paid said told saw found
	brought fought began wrote spoke fell grew kept caught taught drew flew broke chose drove sang struck stood swept threw wore withdrew
	backed went sank sought forbade froze hid knew lay rode shook stole swore understood slept dealt meant heard`)

// verbAt reports whether token i is a verb of the past, as far as its form and the noun before it tell.
func (a *asker) verbAt(i int) bool {
	if pastForms[a.fold(i)] {
		return true
	}
	_, known := askedNoun(a.fold(i - 1))
	return strings.HasSuffix(a.fold(i), "ed") && (known || pluralEnglish(a.fold(i-1)))
}

// headOf returns the head of the noun phrase at tokens [from, end), and whether it is a known noun; -1 of an empty one. Behind
// a form of to be only the last word counts: "what is the city council" asks for no city.
func (a *asker) headOf(from, end int, copula bool) (int, bool) {
	for end > from && (fillers[a.fold(end-1)] || a.fold(end-1) == "not") {
		end--
	}
	if verb := a.fold(end - 1); end-1 > from && end < len(a.tokens) && (strings.HasSuffix(verb, "ed") || pluralEnglish(verb) && determiners[a.fold(end)]) && !auxiliaries[a.fold(end)] {
		end-- // "which act sets the …", "which ruler invited Germans"
	}
	for i := from; i < end && !copula; i++ {
		if !a.pluralAt(from, i, end) {
			continue
		}
		for _, next := askedNoun(a.fold(i + 1)); next && i+1 < end; _, next = askedNoun(a.fold(i + 1)) {
			i++ // "sports clubs"
		}
		_, known := askedNoun(a.fold(i))
		return i, known
	}
	for i := end - 1; i >= from; i-- {
		if i < end-1 && (copula || pluralEnglish(a.fold(end-1)) && auxiliaries[a.fold(end)]) {
			break
		}
		n, ok := askedNoun(a.fold(i))
		if ok && !(n.plural && i > from && determiners[a.fold(end)]) { // "what ion causes the …"
			return i, true
		}
	}
	return end - 1, false
}

// pluralAt reports whether token i is the plural noun of a phrase at [from, end), and no verb: "which city hosts the games".
func (a *asker) pluralAt(from, i, end int) bool {
	n, known := askedNoun(a.fold(i))
	if !n.plural && (known || !pluralEnglish(a.fold(i))) {
		return false
	}
	if i == from {
		return true
	}
	if i+1 == end {
		return n.plural && !determiners[a.fold(end)] || end < len(a.tokens) && (auxiliaries[a.fold(end)] || a.verbAt(end))
	}
	_, singular := askedNoun(a.fold(i - 1))
	return n.plural || !singular
}

// pluralEnglish reports whether a word has the form of a plural.
func pluralEnglish(fold string) bool {
	return len(fold) > 3 && strings.HasSuffix(fold, "s") && !strings.HasSuffix(fold, "ss") && !strings.HasSuffix(fold, "us") && !strings.HasSuffix(fold, "is")
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
