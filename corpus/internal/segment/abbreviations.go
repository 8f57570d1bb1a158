package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An abbrKind says what may follow an abbreviation within its sentence.
type abbrKind uint8

const (
	before  abbrKind = iota + 1 // stands before a name or a word and never ends a sentence: Mr., z. B., e.g.
	number                      // goes on only before a number: No. 5, Jan. 3, p. 12
	capital                     // as before when capitalised, as number otherwise: Art. and art, Sen. and sen
	after                       // stands after a name: goes on unless a word follows that begins sentences: Inc., Jr.
)

// A lexicon is what a language contributes to finding sentences. It is not changed after it was made.
type lexicon struct {
	abbr     map[string]abbrKind
	starters map[string]bool // capitalised words that begin sentences and no names
	days     map[string]bool // words that go on after "p.m."
}

// starts reports whether a word is one that begins sentences.
func (l *lexicon) starts(word string) bool {
	return l.starters[word] || common.starters[word]
}

// abbreviation reports whether a token, without its point, is an abbreviation that right goes on from.
func (l *lexicon) abbreviation(token, right, word string) bool {
	low := strings.ToLower(token)
	kind := l.abbr[low]
	if kind == 0 {
		kind = common.abbr[low]
	}
	if kind == 0 {
		return false
	}
	if kind == capital {
		first, _ := utf8.DecodeRuneInString(token)
		kind = number
		if unicode.IsUpper(first) {
			kind = before
		}
	}
	switch kind {
	case before:
		return true
	case number:
		r := firstLetter(right)
		return unicode.IsDigit(r) || r == '§' || roman(word)
	}
	return !l.starts(word)
}

// roman reports whether a word is a Roman numeral of at least one letter, all capitals.
func roman(word string) bool { return word != "" && strings.Trim(word, "IVXLC") == "" }

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// abbr makes a table from one string of words a kind.
func abbr(beforeWords, numberWords, capitalWords, afterWords string) map[string]abbrKind {
	m := map[string]abbrKind{}
	for i, words := range []string{beforeWords, numberWords, capitalWords, afterWords} {
		for w := range strings.FieldsSeq(words) {
			m[w] = abbrKind(i + 1)
		}
	}
	return m
}

// wordsOf returns the lexicon of a language, English where there is none.
func wordsOf(lang string) *lexicon {
	if l := lexicons[lang]; l != nil {
		return l
	}
	return lexicons["en"]
}

// ordinalPoint reports whether a language writes ordinals as a number with a point.
func ordinalPoint(lang string) bool {
	switch lang {
	case "de", "da", "nb", "no", "nn", "fi", "et", "cs", "sk", "sl", "hr", "hu":
		return true
	}
	return false
}

// common holds what is used in several languages, and the scripts that no other table can collide with.
var common = &lexicon{
	abbr: abbr(
		`dr prof mr mrs ms mgr ing e.g i.e cf vs viz ca approx eg ie
		г гг т.е т.к т.н ул им проф акад стр рис см св др тов г-н пр
		د أ م ا أ.د ا.د د.م أ.م ش`,
		`no nos nr pp p vol vols fig figs eq sec sect ch art para paras tel ext ed pop § №
		ص ج ط ق ع млн млрд тыс руб д кв корп с прил оф п пп ч табл абз кн`,
		``,
		`st jr sr inc corp co ltd llc plc bros al gmbh ag s.a`),
	starters: set(`The A An In On At It Its He She They We You This That These Those There Then But And Or So If When While
		After Before As By For From With To Of However Although Since Because Despite During Under Over What Who Why How
		Where Which His Her Their Our My One Two Some Many Most Several Other Others Both All Each According Meanwhile
		В Во На Он Она Они Оно Это Этот Эта По С Со К И А Но Для После При Из Также Однако Так Как Если Когда Его Её Их`),
}

var englishDays = set(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
	August September October November December Eastern Pacific Central Mountain Greenwich`)

var lexicons = map[string]*lexicon{
	"en": {
		abbr: abbr(
			`sgt capt cmdr messrs mme mlle supt insp v`,
			`jan feb mar apr jun jul aug sep sept oct nov dec est fl c r b d chap app op`,
			`art sec no hon gen col lt adm gov sen rep pres rev ft mt fr gens lts profs drs`,
			`dept assn univ ave blvd rd ph.d m.d b.a m.a esq`),
		days: englishDays,
	},
	"de": {
		abbr: abbr(
			`hr hrn fr frl z.b d.h u.a v.a i.d.r o.ä bzw geb gest sog vgl ggf inkl exkl evtl str bd abs dipl ing st mag hl gegr mind max min zzgl abzgl verh med phil jur rer nat habil ehem stellv vors u.u z.t i.a s.o s.u`,
			`jan feb jän febr apr jun jul aug sept okt nov dez nr s kap abb tab ziff rn`,
			`art`,
			`usw etc e.v jh jhd mio mrd tsd`),
		starters: set(`Der Die Das Den Dem Des Ein Eine Einer Einem Er Sie Es Wir Ihr Im In Am An Auf Aus Bei Mit Nach Von Vor Zu
			Zum Zur Für Durch Dies Diese Dieser Dieses Dabei Damit Danach Dann Auch Als Wenn Weil Doch Aber Und Oder So Seit
			Seine Ihre Nachdem Während Obwohl Jedoch Man Hier Heute`),
	},
	"fr": {
		abbr: abbr(`mme mmes mlle mlles mgr ste c.-à-d p.ex`, `janv févr avr juil juill sept oct nov déc n° chap t`, `art m mm me`, `etc av apr.j.-c`),
		starters: set(`Le La Les L Un Une Des Il Elle Ils Elles On Nous Vous Ce Cette Ces Cela C En Dans À Au Aux Pour Par Sur Avec Après
			Avant Mais Et Ou Donc Si Quand Lorsque Selon Son Sa Ses Leur Leurs Depuis Pendant D`),
	},
	"es": {
		abbr: abbr(`sr sra s sres srta dña dra gral gob av pza ctra apdo lic ud uds vd vds avda p.ej ee sto sta mons pbro`, `ene abr ago sept oct nov dic núm núms nº pág págs cap t`, `art d da c`, `etc a.c d.c ee.uu uu`),
		starters: set(`El La Los Las Un Una Unos Unas Él Ella Ellos Ellas Es Fue Se Su Sus Este Esta Estos Esto En De Del Al Con Por Para
			Sin Sobre Según Desde Hasta Pero Y O Si Cuando Como Aunque Mientras También Tras Además Entre Lo No`),
	},
	"it": {
		abbr: abbr(`sig sigg sig.ra dott dott.ssa avv ing on arch mons`, `gen feb apr giu lug ago sett ott nov dic n pag pagg cap`, `art`, `ecc`),
		starters: set(`Il Lo La I Gli Le Un Una Uno In Nel Nella Di Del Della Da Dal Con Per Su Tra Fra Ma E O Se Quando Anche Questo
			Questa Quello Egli Ella Loro È Secondo Dopo Prima Non`),
	},
	"pt": {
		abbr: abbr(`sr sra srs d dra eng exmo`, `jan fev abr jun jul ago set out nov dez n nº pág págs cap`, `art`, `etc`),
		starters: set(`O A Os As Um Uma Em No Na Nos Nas De Do Da Dos Das Com Por Para Mas E Ou Se Quando Como Ele Ela Eles Elas Este Esta
			Isso Segundo Após Desde Não`),
	},
	"nl": {
		abbr:     abbr(`dhr mevr mw ir drs mr bijv d.w.z o.a m.a.w t.a.v`, `nr blz jan febr apr aug sept okt nov dec`, `art`, `enz`),
		starters: set(`De Het Een In Op Aan Van Met Voor Na Bij Door Over Hij Zij Ze Wij Dit Dat Deze Die Maar En Of Als Toen Ook Er Volgens`),
	},
}

// arabicLetters are the names of Latin letters in Arabic, of which initials consist: إف. كينيدي, بي.بي.سي.
var arabicLetters = set(`إيه ايه بي سي دي إي إف اف جي إتش اتش آي جيه جاي كيه كي إل ال إم ام إن ان أو او كيو آر ار إس اس تي يو في دبليو
	إكس اكس واي زد`)
