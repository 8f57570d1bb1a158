package qa

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// arabicCopulas stand between the word that asks and what it asks for.
var arabicCopulas = words(`هو هي هم هن هما كان كانت كانوا يكون تكون الذي التي الذين هذا هذه اللي يلي`)

// manyCopulas are those of several.
var manyCopulas = words(`هم هن هما كانوا الذين`)

// pronounsArabic are those of them that are pronouns.
var pronounsArabic = words(`هو هي هم هن هما`)

// relatives behind ما make a question of it wherever it stands.
var relatives = words(`هو هي هم هن هما الذي التي الذين`)

// superlatives and words for all stand before the noun that is asked for.
var superlatives = words(`اكبر اصغر اهم ابرز اكثر اقل اعلي ادني اول اخر احدث اقدم افضل احسن اسوا اطول كل جميع كافه بعض بعضا سائر معظم مختلف`)

// severals among them may come with several.
var severals = words(`اهم ابرز بعض بعضا`)

// wholes among them ask for all.
var wholes = words(`كل جميع كافه سائر معظم مختلف`)

// arabicNumerals are dialect forms and the definite forms of numbers, which no reading of numbers knows, bare of the article.
var arabicNumerals = map[string]int{
	"اتنين": 2, "تنين": 2, "تنتين": 2, "اثنين": 2, "اثنان": 2, "اثنتان": 2, "اثنتين": 2, "ثلاث": 3, "ثلاثه": 3, "تلات": 3, "تلاته": 3, "تلت": 3,
	"اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6, "سبع": 7, "سبعه": 7, "ثماني": 8, "ثمانيه": 8, "تمن": 8, "تمنيه": 8, "تمانيه": 8,
	"تسع": 9, "تسعه": 9, "عشر": 10, "عشره": 10,
}

// arabic reads what stands behind the word that asks.
func (a *asker) arabic(at int) {
	from := at + 1
	several, one := false, false
	for from < len(a.tokens) && arabicCopulas[a.fold(from)] {
		several = several || manyCopulas[a.fold(from)]
		one = one || a.fold(from) == "هو" || a.fold(from) == "هي"
		a.asks[from] = true
		from++
	}
	switch word := a.fold(at); word {
	case "من", "مين", "منو", "منهو":
		a.whoArabic(from, several)
	case "كم", "وكم", "بكم", "كام", "بكام", "قديش", "قداش", "اديش", "بقديش":
		a.howManyArabic(at, from)
	case "كيف", "ماذا", "وماذا", "بماذا", "ازاي", "شلون":
		a.kind = Thing
	case "ما", "اي", "ايه", "ايهما", "باي", "لاي", "بايه", "شو", "ايش", "وش", "شنو", "انهي", "انهو", "انو", "شنهي":
		a.whatArabic(at, from, one)
		a.list = a.list || several
	default:
		a.kind = askers()["ar"][word]
	}
	if a.fold(from-1) == "هما" && a.count == 0 {
		a.count = 2
	}
}

// arabicReach is how many words behind the word that asks may stand before what is asked for ends.
const arabicReach = 3

// whoArabic reads what stands behind من and مين, which ask for countries and companies too: "مين الشركات اللي …".
func (a *asker) whoArabic(from int, several bool) {
	a.kind, a.list = Person, several
	first := a.fold(from)
	n, known := askedNoun(first)
	switch definite := strings.HasPrefix(first, "ال"); {
	case known && definite && n.plural, known && (n.kind == Country || n.kind == Organisation) && (definite || from > 1 && a.asks[from-1]):
		a.take(from)
		a.list = a.list || several
	case several && known && n.kind == Person:
	case pluralVerb(first), definite && !known && pluralArabic(first) && len([]rune(first)) > len([]rune("المرشح")):
		a.list = true
	case from > 1 && a.asks[from-1] && from < len(a.tokens) && len(a.tokens)-from <= 3 && !known && !several && !superlatives[first]:
		a.kind = Definition
	}
	if a.fold(from-1) != "" {
		a.counts(from, min(from+arabicReach, len(a.tokens)))
	}
}

// pluralVerb reports whether a word has the form of a verb of several.
func pluralVerb(fold string) bool {
	return strings.HasSuffix(fold, "وا") && len(fold) >= 2*4
}

// pluralArabic reports whether a word has the form of a plural.
func pluralArabic(fold string) bool {
	return len(fold) >= 2*4 && (strings.HasSuffix(fold, "ات") || strings.HasSuffix(fold, "ين") || strings.HasSuffix(fold, "ون"))
}

// lastingWords make a duration of what كم asks for.
var lastingWords = words(`استغرق استغرقت يستغرق تستغرق استمر استمرت يستمر تستمر دام دامت يدوم تدوم`)

// countedWords can be what كم counts, where بكم otherwise asks for a price.
var countedWords = words(`هدف هدفا نقطه صوت اصوات مره مرات شخص لاعب درجه متر مترا كيلومتر كيلو نسبه عدد فارق`)

// howManyArabic reads what كم asks for: how many, how much money or how long.
func (a *asker) howManyArabic(at, from int) {
	a.kind = Number
	for a.fold(from) == "بلغ" || a.fold(from) == "بلغت" || a.fold(from) == "تبلغ" || a.fold(from) == "يبلغ" {
		from++
	}
	n, known := askedNoun(a.fold(from))
	first, second := a.fold(from), a.fold(at)
	switch {
	case timeWords[first]:
		a.kind = Duration
	case known && (n.kind == Amount || n.kind == Duration):
		a.kind = n.kind
	case known && n.kind == Number || countedWords[first]:
	case mentions(a.tokens, moneyWords):
		a.kind = Amount
	case (second == "بكم" || second == "بكام" || second == "بقديش") && !known:
		a.kind = Amount
	case mentions(a.tokens, lastingWords), (second == "قديش" || second == "قداش" || second == "اديش") && tookWords[first]:
		a.kind = Duration
	}
}

// tookWords behind قديش ask how long something took.
var tookWords = words(`اخد اخدت اخذ اخذت بياخد بتاخد ياخذ تاخذ ضل ضلت ظل ظلت بيضل بتضل قعد قعدت بقي بقيت طول طولت بتطول`)

// meaningWords ask for a definition.
var meaningWords = words(`يعني معني معناه معناها المقصود تعريف مفهوم`)

// wordWords are for words, the meaning of which is another word and no definition.
var wordWords = words(`كلمه اسم لفظ عباره`)

// whatArabic finds the noun that ما or أي asks for, which follows at once, behind "the biggest" or "name of" one word later.
func (a *asker) whatArabic(at, from int, one bool) {
	switch {
	case from >= len(a.tokens):
		return
	case meaningWords[a.fold(from)] && !wordWords[a.fold(from+1)] || meaningWords[a.fold(at-1)]:
		a.kind = Definition
		for i := from; i < len(a.tokens) && meaningWords[a.fold(i)]; i++ {
			a.asks[i] = true
		}
		return
	case nameWords[a.fold(from)] > 0 && !(nameWords[a.fold(from)] > 1 && eachWords[a.fold(at)]):
		a.namesArabic(from)
		return
	}
	one = one && !superlatives[a.fold(from)]
	from, single, whole := a.superlative(from)
	counted := a.counts(from, min(from+2, len(a.tokens)))
	if counted && a.asks[from] {
		from++ // "أي ثلاث مدن"
	}
	if !a.take(from) {
		a.thingArabic(from, one && !counted)
	}
	a.list = a.list && !single || counted || whole && pluralArabic(a.fold(from))
}

// superlative skips words such as "the biggest" and "all" before a noun, and reports whether they ask for one, or for all.
func (a *asker) superlative(from int) (next int, single, whole bool) {
	for from+1 < len(a.tokens) && superlatives[a.fold(from)] {
		whole = whole || wholes[a.fold(from)]
		single = single || !wholes[a.fold(from)] && !severals[a.fold(from)]
		from++
		if a.fold(from) == "من" {
			from++ // "some of"
		}
	}
	return from, single, whole
}

// eachWords ask for one of several: "which list".
var eachWords = words(`اي ايه باي لاي انهي انو`)

// thingArabic takes an unknown noun for what is asked for; behind a pronoun and with little more it is to be defined. A verb is
// no noun: "شو عم يصير".
func (a *asker) thingArabic(from int, one bool) {
	if arabicCopulas[a.fold(from-1)] && !pronounsArabic[a.fold(from-1)] {
		return // behind الذي and the like a verb stands
	}
	a.focus = from
	a.list = strings.HasSuffix(a.fold(from), "ات")
	if one && len(a.tokens)-from <= 2 {
		a.kind, a.focus, a.list = Definition, -1, false
	}
}

// nameWords stand before what is really asked for; of the ones with 2, several are.
var nameWords = map[string]int{
	"اسم": 1, "نوع": 1, "اسماء": 2, "اسامي": 2, "انواع": 2, "قائمه": 2, "قايمه": 2, "لايحه": 2, "لسته": 2, "القائمه": 2, "القايمه": 2,
}

// namesArabic reads "names of" at a token.
func (a *asker) namesArabic(at int) {
	plural := nameWords[a.fold(at)] > 1
	a.asks[at] = a.asks[at] || strings.HasPrefix(a.fold(at), "قا") || strings.HasPrefix(a.fold(at), "ل")
	if !a.focusOn(at+1, at+3) && nameWords[a.fold(at+1)] > 0 {
		a.focusOn(at+2, at+4)
	}
	counted := a.counts(at+1, min(at+arabicReach, len(a.tokens)))
	a.list = a.list || plural || counted
}

// openers begin a question for yes or no in dialects, which often leave out هل.
var openers = words(`فيني فيك فيكم فينا فيي فيا ممكن بقدر بنقدر اقدر نقدر يمكن يمكنني يمكننا بينفع ينفع بنفع مسموح بيصير يصير رح راح لازم ضروري صحيح
	مضبوط معقول يحق بيحق يحقلي يجوز بيجوز هل لسه لسا اليس الم اولم`)

// existing begin one where a question mark follows and nothing asks.
var existing = words(`تم تمت صار صارت كان كانت يوجد توجد بيوجد موجود في فيه ثمه عندكم عندنا عندي عنده عندها عندهم`)

// polarArabic reports whether a question asks for yes or no: behind هل, behind words that open one in dialects, behind a
// pronoun with a noun, and where a verb of several or of being begins what a question mark ends. first is the token that asks
// for something else, or -1.
func (a *asker) polarArabic(first int) bool {
	if first >= 0 && askers()["ar"][a.fold(first)] == Polar {
		return true
	}
	opener := a.fold(0)
	if strings.ContainsAny(opener, "0123456789") || len(a.tokens) < 3 {
		return false
	}
	any := first > 0 && (a.fold(first) == "اي" || a.fold(first) == "ايه" || a.fold(first) == "ما") // "any", "not"
	if openers[opener] && (first < 0 || any) {
		return true
	}
	if first >= 0 {
		return false
	}
	asked := strings.ContainsAny(a.text, "?؟")
	pronoun := pronounsArabic[opener]
	if _, noun := askedNoun(a.fold(1)); opener == "في" && (noun || strings.HasPrefix(a.fold(1), "ال")) {
		return false // "in the year"
	}
	return pronoun || asked && (existing[opener] || pluralVerb(opener))
}

// dialectFillers are words of dialects that say nothing of what is looked for.
var dialectFillers = words(`اللي يلي شو ايه ايش وش شنو يعني رح راح بده بدها بدهم بدي بدك بدنا بدو عم تبع تبعون بتاع بتاعه بتاعت بتوع لسه لسا
	هلق هلا الحين دلوقتي بس هيك كده كدا كمان عشان علشان منشان مشان ممكن فيني مين وين فين امتي ليش ليه كام قديش`)

// isFiller reports whether a token of an Arabic question is such a word.
func isFiller(token analysis.Token) bool { return dialectFillers[token.Fold] }
