package qa

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// An attribute is something that a question asks of a thing, for which there are few words: where somebody was born, what
// somebody earns. A sentence that has none of them tells of another attribute, whatever name and number stand in it.
type attribute struct {
	types []Type          // of questions that ask for it
	asks  map[string]bool // words of the question, one of which asks for it
	shows map[string]bool // words of a sentence, one of which shows it
}

// attributeTable holds the attributes. asks are words that have no second meaning in a question of these types, shows
// rather too many words than too few; Arabic ones stand for their forms with clitics before and behind.
var attributeTable = []attribute{
	{
		types: []Type{Place, Country, Date, Number, Thing},
		asks:  words(`born birthplace birthday ولد ولدت مولد`),
		shows: words(`born birth birthplace birthday native births née nee baptised baptized ( ولد ولدت مولد مولود مولوده مواليد ميلاد ولاده الميلاد`),
	}, {
		types: []Type{Number, Duration, Thing},
		asks:  words(`age ages old عمر عمره عمرها سن`),
		shows: words(`age aged ages old older oldest born years year month months billion million عمر سن عام عاما سنه سنوات ربيع عقد ولد مواليد`),
	}, {
		types: []Type{Number},
		asks:  words(`population inhabitants سكان نسمه`),
		shows: words(`population populations inhabitants inhabitant residents people populous live lives lived living census citizens populated souls home سكان ساكن نسمه يسكن تسكن يقطن تقطن شخص تعداد مواطن كثافه نفوس`),
	}, {
		types: []Type{Number, Amount},
		asks:  words(`salary salaries wage wages راتب رواتب يتقاضي اجر`),
		shows: words(`salary salaries wage wages pay pays paid earn earns earned earning income compensation remuneration contract month monthly year annually راتب رواتب يتقاضي تتقاضي اجر اجور دخل معاش شهر سنوي شهري موسم عقد`),
	}, {
		types: []Type{Number},
		asks:  words(`die died dies killed deaths fatalities قتيل قتيلا قتلي وفيات توفي قتل قتلوا ضحايا`),
		shows: words(`die died dies dying dead death deaths kill kills killed killing killings fatalities fatal toll perished victims victim lost lives casualties massacre massacred murdered executed claimed drowned shot loss losses
			قتل قتلي قتيل قتلوا مقتل وفاه وفيات توفي توفوا مات ماتوا موت موتي ضحايا ضحيه مصرع لقي لقوا اودي حصد راح شهيد شهداء استشهد فقد خسائر خساره اعدم اباده مجزره ذبح غرق جثه جثث`),
	}, {
		types: []Type{Place, Thing, Definition},
		asks:  words(`capital عاصمه`),
		shows: words(`capital capitals seat عاصمه عواصم مقر`),
	}, {
		types: []Type{Person},
		asks:  words(`coach coaches مدرب المدرب مدربه`),
		shows: words(`coach coaches coached coaching manager managed manages trainer trained boss مدرب مدربه المدير الفني درب يدرب تدريب`),
	}, {
		types: []Type{Person},
		asks:  words(`wife husband spouse married زوجه زوج تزوج`),
		shows: words(`wife wives husband spouse married marries marry marriage wed wedding widow widower bride partner fiancée divorced queen consort زوج زوجه تزوج زواج ارمله قرين متزوج`),
	},
}

// attributesAsked returns the attributes that the question asks for.
func (in *Inquiry) attributesAsked() []*attribute {
	var out []*attribute
	for i := range attributeTable {
		a := &attributeTable[i]
		for _, t := range a.types {
			if t == in.Type && in.asksFor(a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// asksFor reports whether a word of the question asks for the attribute; "old" does so behind "how" only.
func (in *Inquiry) asksFor(a *attribute) bool {
	for i, token := range in.text.Tokens {
		if token.Fold == "old" && (i == 0 || in.text.Tokens[i-1].Fold != "how") {
			continue
		}
		if slices.ContainsFunc(bareForms(token.Fold), func(form string) bool { return a.asks[form] }) {
			return true
		}
	}
	return false
}

// shownBy reports whether a line has a word of the attribute, or the sentence before it, or what stands above it. Of lines in a
// language without a list it is believed.
func (a *attribute) shownBy(l *Line) bool {
	if l.lang != "en" && l.lang != "ar" {
		return true
	}
	from := l.from
	for _, s := range l.sents {
		if s.to == l.from {
			from = s.from
		}
	}
	for i := from; i < l.to; i++ {
		fold := l.text.Tokens[i].Fold
		if a.shows[fold] || a.shows["("] && l.words[i].hard && l.words[i].symbol || l.lang == "ar" && a.showsArabic(fold) {
			return true
		}
	}
	return slices.ContainsFunc(l.about, func(t analysis.Term) bool { return a.shows[t.Text] })
}

// arabicEndings are written together with the word before them: whose it is, how many. Before one of them a teh marbuta is
// a teh.
var arabicEndings = strings.Fields(`ا ه ها هم ين ون ان ات ته تها تهم تين تان`)

// showsArabic reports whether an Arabic word, bare of what is written together with it, is one of the attribute's.
func (a *attribute) showsArabic(fold string) bool {
	for _, form := range bareForms(fold) {
		if a.shows[form] {
			return true
		}
		for _, ending := range arabicEndings {
			rest, ok := strings.CutSuffix(form, ending)
			if ok && (a.shows[rest] || strings.HasPrefix(ending, "ت") && a.shows[rest+"ه"]) {
				return true
			}
		}
	}
	return false
}
