package values

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A roleKind says what a word can do in a value. A word may have several roles: "second" is an ordinal and a unit.
type roleKind uint8

const (
	roleNone      roleKind = iota
	roleMonth              // n: 1 to 12
	roleHijri              // n: month of the Islamic calendar
	roleJalali             // n: month of the Persian calendar
	roleWeekday            // n: 0 for Sunday
	roleCardinal           // n: the number
	roleHundred            // multiplies what stands before it; n: by what
	roleMagnitude          // n: power of ten
	rolePlural             // "ملايين", "آلاف": a magnitude that cannot stand alone; n: power of ten
	roleOrdinal            // n
	roleFraction           // "thirds"; n: 3
	roleSuffix             // st, nd, rd, th glued to digits
	roleDuration           // id: Y M W D TH TM TS; n: how many of them
	roleMeasure            // id: the unit
	roleCurrency           // id: ISO 4217 code, or a name in capitals where it takes a country to tell
	roleCountry            // id: qualifies a currency
	rolePercent
	roleEra      // n: -1 before, 1 after
	roleYear     // "year", "عام": what follows is a year
	roleYears    // "عامي": two years follow
	roleCentury  // "century", "قرن"
	roleDecades  // "ثمانينيات"; n: 80
	roleOf       // "of", "de", "من": glue within a date
	roleIn       // "in", "since": a year may follow
	roleFrom     // opens a range
	roleTo       // joins a range
	roleBetween  // opens a range that roleAnd joins
	roleAnd      //
	roleArticle  // "a" before dozen, hundred …
	roleShift    // "last" -1, "this" 0, "next" 1
	roleDay      // "yesterday" -1, "today" 0 …
	roleAgo      // n: -1
	roleBefore   // "قبل" before a duration
	roleSeason   // n: 21 spring to 24 winter, the codes of ISO 8601-2
	rolePart     // mid-, early, late: may stand before a year
	roleHalf     // n: 1 for am, 2 for pm
	roleClock    // "at", "الساعة": a time follows
	roleLabel    // "version": the number that follows is a name
	rolePlus     // "plus": the numbers around it are a name or a sum
	roleCJKYear  // 年
	roleCJKMonth // 月
	roleCJKDay   // 日
)

// A role is one thing that a word can do, in the languages of a set.
type role struct {
	kind  roleKind
	langs langs
	n     int64
	id    string
	dual  bool // the word says two by itself: عامين
	abbr  bool // an abbreviation, which a full stop may follow
}

// langs is a set of languages as bits in the order of langOrder.
type langs uint32

const langOrder = "en ar de fr es it pt ru tr ro vi hi el zh ja ko th fa he nl uk pl sv"

const everywhere langs = 1<<32 - 1

// Languages that the rules name, and those that part thousands with commas and with spaces.
const (
	inEnglish   langs = 1 << 0
	inArabic    langs = 1 << 1
	inTurkish   langs = 1 << 8
	inPersian   langs = 1 << 17
	commaGroups       = inEnglish | 1<<11 | 1<<13 | 1<<14 | 1<<15 | 1<<16 | 1<<18 // hi zh ja ko th he
	spaceGroups       = 1<<3 | 1<<7 | 1<<20 | 1<<21 | 1<<22                       // fr ru uk pl sv
)

// bit returns the set of one language; an unknown one is all of them.
func bit(lang string) langs {
	base, _, _ := strings.Cut(lang, "-")
	if i := strings.Index(langOrder, base); len(base) == 2 && i >= 0 && i%3 == 0 {
		return 1 << (i / 3)
	}
	return everywhere
}

// native reports whether the role belongs to the language of the text.
func (r role) native(lang langs) bool { return r.langs&lang != 0 }

// A word holds the roles of one folded word or phrase, the set of their kinds as bits, and the greatest number of words
// of a phrase that begins with it.
type word struct {
	key    string
	roles  []role
	kinds  uint64
	phrase int
}

func (w *word) list() []role {
	if w == nil {
		return nil
	}
	return w.roles
}

// starters are the kinds of roles with which a value can begin.
const starters = 1<<roleMonth | 1<<roleHijri | 1<<roleJalali | 1<<roleWeekday | 1<<roleCardinal | 1<<roleHundred |
	1<<roleMagnitude | 1<<roleOrdinal | 1<<roleDuration | 1<<roleMeasure | 1<<roleCurrency | 1<<rolePercent |
	1<<roleYears | 1<<roleYear | 1<<roleCentury | 1<<roleDecades | 1<<roleBetween | 1<<roleArticle | 1<<roleShift |
	1<<roleDay | 1<<roleSeason | 1<<roleCountry | 1<<roleCJKMonth | 1<<roleCJKDay

// A lexicon holds the roles of folded words and phrases. A phrase has its words joined by single spaces.
type lexicon struct {
	words map[string]*word
}

// theLexicon is built once from the constant tables and never changes.
var theLexicon = sync.OnceValue(func() *lexicon {
	x := &lexicon{words: make(map[string]*word, 4096)}
	x.addMonths()
	x.addWeekdays()
	x.addNumbers()
	x.addDurations()
	x.addMeasures()
	x.addCurrencies()
	x.addGlue()
	return x
})

// add enters one word; underscores stand for spaces within a phrase. The same role is entered once.
func (x *lexicon) add(spelling string, r role) {
	key := phraseKey(spelling)
	w := x.entry(key)
	for i, have := range w.roles {
		if have.kind == r.kind && have.n == r.n && have.id == r.id && have.dual == r.dual {
			w.roles[i].langs |= r.langs
			return
		}
	}
	w.roles = append(w.roles, r)
	w.kinds |= 1 << r.kind
	if head, _, phrase := strings.Cut(key, " "); phrase {
		h := x.entry(head)
		h.phrase = max(h.phrase, strings.Count(key, " ")+1)
	}
}

// entry returns the word of a key, new where there is none. A word that only begins phrases has no roles.
func (x *lexicon) entry(key string) *word {
	w := x.words[key]
	if w == nil {
		w = &word{key: key}
		x.words[key] = w
	}
	return w
}

// phraseKey folds a word of the tables. Words of a phrase are joined by spaces, whatever parts them: underscores, hyphens,
// slashes, or nothing at all between Chinese characters.
func phraseKey(word string) string {
	var out []byte
	last := rune(0)
	for _, r := range string(fold(nil, word)) {
		if r == '_' || r == '-' || r == '/' {
			r = ' '
		}
		if standalone(r) && standalone(last) {
			out = append(out, ' ')
		}
		out, last = utf8.AppendRune(out, r), r
	}
	return string(out)
}

// addAll enters every word of a list.
func (x *lexicon) addAll(words string, r role) {
	for w := range strings.FieldsSeq(words) {
		x.add(w, r)
	}
}

// addSeries enters a list whose entries stand for consecutive numbers, with slashes between spellings of one.
func (x *lexicon) addSeries(list string, first int64, r role) {
	r.n = first
	for entry := range strings.FieldsSeq(list) {
		for w := range strings.SplitSeq(entry, "/") {
			if w != "-" {
				x.add(w, r)
			}
		}
		r.n++
	}
}
