package analysis

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// The parts of a Latin language's score, for short questions: what few languages have says more than trigrams, which of
// five words are few. On 4,023 questions trigramWeight from 0.5 to 1.5 made no difference beyond one question in a
// thousand, and 0 lost one.
const (
	letterScore   = 0.4 // for each letter that few languages have, of which at most maxLetters count
	vietScore     = 1.0 // the same for Vietnamese, where nearly every word has one and no other language does
	maxLetters    = 4
	trigramScore  = 0.5 // for the language whose trigrams fit best
	trigramWeight = 0.5 // times whatlanggo's confidence, 0 to 1
)

// minLatinWords is how many words a Latin text must have for its language to be told by trigrams alone: fewer may be a
// name of any language.
const minLatinWords = 4

// minProse is how many words tell a list of names, a table or a program, of which trigrams would make any language, from
// prose: that has a stop word's worth of score on fewer than maxPerStop words. Of 3,396 paragraphs in six languages none
// had less than one on 21, which was a Turkish one.
const (
	minProse   = 16
	maxPerStop = 64
)

// detectLatin adds up for each language stop words, each worth one over the number of languages that have it, letters and
// trigrams.
func detectLatin(text, fallback string) string {
	words := latinWords(text)
	if len(words) < 2 {
		return fallback
	}
	profiles := latinProfiles()
	scores := make([]float64, len(latinLanguages))
	for _, word := range words {
		langs := profiles.stop[word]
		for _, lang := range langs {
			scores[lang] += 1 / float64(len(langs))
		}
	}
	lower := strings.ToLower(text)
	for i, lang := range latinLanguages {
		scores[i] += lang.letterScore() * float64(min(countAny(lower, lang.letters), maxLetters))
	}
	most := slices.Max(scores)
	if len(words) < minLatinWords && most == 0 || len(words) >= minProse && most*maxPerStop < float64(len(words)) {
		return fallback
	}
	best := argMax(scores)
	for lang, score := range scores {
		if lang != best && scores[best]-score <= trigramScore+trigramWeight {
			addTrigrams(scores, text)
			return latinLanguages[argMax(scores)].code
		}
	}
	return latinLanguages[best].code
}

// maxTrigrams bounds the bytes that trigrams are counted in, which take several times as long as all the rest.
const maxTrigrams = 300

// addTrigrams adds the part of the score that takes most of the time, and is left out where it could change nothing.
func addTrigrams(scores []float64, text string) {
	info := whatlanggo.DetectWithOptions(sample(text, maxTrigrams), whatlanggo.Options{Whitelist: latinProfiles().trigrams})
	for i, lang := range latinLanguages {
		// Of languages that fit equally well whatlanggo names any, with confidence 0.
		if lang.trigrams == info.Lang && info.Confidence > 0 {
			scores[i] += trigramScore + trigramWeight*info.Confidence
		}
	}
}

// argMax gives the index of the greatest score, the first of equals.
func argMax(scores []float64) int {
	best := 0
	for i, score := range scores {
		if score > scores[best] {
			best = i
		}
	}
	return best
}

// A latinLanguage is what Detect knows of a language in Latin script, beside the stop words of its analyzer.
type latinLanguage struct {
	code     string
	trigrams whatlanggo.Lang
	letters  string // those that it has and few others
	words    string // question words and others that stop lists leave out, decisive in questions
}

func (l latinLanguage) letterScore() float64 {
	if l.code == "vi" {
		return vietScore
	}
	return letterScore
}

// latinLanguages are in order of preference where scores are equal.
var latinLanguages = []latinLanguage{
	{"en", whatlanggo.Eng, "", "what who whom whose which when where why how many much is are was were did does do the of in to 's"},
	{"de", whatlanggo.Deu, "ßäöü", "was wer wen wem wessen welche welcher welches welchem welchen wann wo warum wie viele viel wieviel wofür " +
		"woher wohin womit worin ist sind war waren wurde hat der die das"},
	{"es", whatlanggo.Spa, "ñ¿¡áíóú", "qué quién quiénes cuál cuáles cuándo dónde por cómo cuánto cuántos cuántas cuánta es el la los las en del fue"},
	{"fr", whatlanggo.Fra, "çœêèàùûë", "que quoi qui quel quelle quels quelles quand où pourquoi comment combien est ce le la les des du"},
	{"it", whatlanggo.Ita, "", "che cosa chi quale quali quando dove perché come quanto quanti quante è il lo gli della"},
	{"nl", whatlanggo.Nld, "", "wat wie welke wanneer waar waarom hoe hoeveel is het een"},
	{"pl", whatlanggo.Pol, "łżźśćńąę", "co kto jaki jaka jakie który która które kiedy gdzie dlaczego jak ile jest w na"},
	{"pt", whatlanggo.Por, "ãõç", "o que quem qual quais quando onde por como quanto quantos é os as no na do da"},
	{"ro", whatlanggo.Ron, "țșşţăâî", "ce cine care când unde cum câți câte cât cărui de în este a fost la pe din cu"},
	{"tr", whatlanggo.Tur, "ğışüöç", "ne kim hangi kaç nerede nereye neden niçin nasıl kimin kimler mi mı mu mü nedir kimdir hangisi zaman"},
	{"sv", whatlanggo.Swe, "å", "vad vem vilken vilket vilka när var varför hur många är det ett"},
	{"da", whatlanggo.Dan, "øæå", "hvad hvem hvilken hvilket hvilke hvornår hvor hvorfor hvordan mange er det et af"},
	{"no", whatlanggo.Nob, "øæå", "hva hvem hvilken hvilket hvilke når hvor hvorfor hvordan mange er det et av"},
	{"fi", whatlanggo.Fin, "", "mikä mitä mitkä kuka kenen milloin missä mistä mihin miksi miten kuinka monta paljon on ovat oli"},
	{"hu", whatlanggo.Hun, "őű", "mi mit ki kit kinek melyik mikor hol hová miért hogyan mennyi hány milyen a az"},
	{"cs", whatlanggo.Ces, "ěřůčšžýď", "co kdo koho který která které kdy kde proč jak kolik je jsou byl v na"},
	{"id", whatlanggo.Ind, "", "apa siapa mana kapan dimana mengapa kenapa bagaimana berapa adalah yang di dan dari"},
	{"vi", whatlanggo.Vie, "ơưăđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
		"gì ai nào khi đâu tại sao như thế bao nhiêu là của và trong được một những các không có cho đã người với"},
}

// A latinProfile is what detectLatin looks things up in.
type latinProfile struct {
	stop     map[string][]int // by folded word, the indices of the languages that have it
	trigrams map[whatlanggo.Lang]bool
}

// latinProfiles builds the profile from latinLanguages once.
var latinProfiles = sync.OnceValue(func() latinProfile {
	p := latinProfile{stop: map[string][]int{}, trigrams: map[whatlanggo.Lang]bool{}}
	for i, lang := range latinLanguages {
		p.trigrams[lang.trigrams] = true
		words := stopSet(lang.words)
		maps.Copy(words, For(lang.code).stop)
		for word := range words {
			p.stop[word] = append(p.stop[word], i)
		}
	}
	return p
})

// latinWords gives the folded words of a text. An elided article is a word too, and so is the English possessive ending.
func latinWords(text string) []string {
	var words []string
	for _, t := range Tokenize(text) {
		fold := Fold(t.Of(text))
		if c := fold[0]; '0' <= c && c <= '9' {
			continue
		}
		words = append(words, fold)
		if head, rest, ok := strings.Cut(fold, "'"); ok && elisions[head] {
			words = append(words, head, rest)
		} else if rest == "s" {
			words = append(words, possessive)
		}
	}
	return words
}

// possessive is how the English ending counts as a word.
const possessive = "'s"

func countAny(text, letters string) (n int) {
	if letters == "" {
		return 0
	}
	for _, r := range text {
		if r >= utf8.RuneSelf && strings.ContainsRune(letters, r) {
			n++
		}
	}
	return n
}
