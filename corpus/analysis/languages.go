package analysis

import (
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/bg"
	"github.com/blevesearch/bleve/v2/analysis/lang/ca"
	"github.com/blevesearch/bleve/v2/analysis/lang/ckb"
	"github.com/blevesearch/bleve/v2/analysis/lang/cs"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/el"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/eu"
	"github.com/blevesearch/bleve/v2/analysis/lang/fa"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/ga"
	"github.com/blevesearch/bleve/v2/analysis/lang/gl"
	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/hy"
	"github.com/blevesearch/bleve/v2/analysis/lang/id"
	"github.com/blevesearch/bleve/v2/analysis/lang/in"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pl"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
)

// A filter is one of bleve's stemmers or normalisers.
type filter = analysis.TokenFilter

// analyzers builds the analyzer of each language that has stop words or a stemmer. Lists and stemmers are bleve's, in the
// order of its own analyzers, but for Arabic.
var analyzers = map[string]func() *Analyzer{
	"ar":  analyzer("ar", ar.ArabicStopWords, arabicStems),
	"bg":  analyzer("bg", bg.BulgarianStopWords, nil),
	"ca":  analyzer("ca", ca.CatalanStopWords, elided()),
	"ckb": analyzer("ckb", ckb.SoraniStopWords, filters(ckb.NewSoraniNormalizeFilter(), ckb.NewSoraniStemmerFilter())),
	"cs":  analyzer("cs", cs.CzechStopWords, nil),
	"da":  analyzer("da", da.DanishStopWords, filters(da.NewDanishStemmerFilter())),
	"de":  analyzer("de", de.GermanStopWords, filters(de.NewGermanNormalizeFilter(), de.NewGermanStemmerFilter())),
	"el":  analyzer("el", el.GreekStopWords, nil),
	"en":  analyzer("en", en.EnglishStopWords, regular(irregular(), porter.NewPorterStemmer())),
	"es":  analyzer("es", es.SpanishStopWords, filters(es.NewSpanishStemmerFilter())),
	"eu":  analyzer("eu", eu.BasqueStopWords, nil),
	"fa":  analyzer("fa", fa.PersianStopWords, nil),
	"fi":  analyzer("fi", fi.FinnishStopWords, filters(fi.NewFinnishStemmerFilter())),
	"fr":  analyzer("fr", fr.FrenchStopWords, elided(fr.NewFrenchLightStemmerFilter())),
	"ga":  analyzer("ga", ga.IrishStopWords, elided()),
	"gl":  analyzer("gl", gl.GalicianStopWords, nil),
	"hi":  analyzer("hi", hi.HindiStopWords, filters(in.NewIndicNormalizeFilter(), hi.NewHindiNormalizeFilter(), hi.NewHindiStemmerFilter())),
	"hu":  analyzer("hu", hu.HungarianStopWords, filters(hu.NewHungarianStemmerFilter())),
	"hy":  analyzer("hy", hy.ArmenianStopWords, nil),
	"id":  analyzer("id", id.IndonesianStopWords, nil),
	"it":  analyzer("it", it.ItalianStopWords, elided(it.NewItalianLightStemmerFilterFilter())),
	"nl":  analyzer("nl", nl.DutchStopWords, filters(nl.NewDutchStemmerFilter())),
	"no":  analyzer("no", no.NorwegianStopWords, filters(no.NewNorwegianStemmerFilter())),
	"pl":  analyzer("pl", pl.PolishStopWords, polish()),
	"pt":  analyzer("pt", pt.PortugueseStopWords, filters(pt.NewPortugueseLightStemmerFilter())),
	"ro":  analyzer("ro", ro.RomanianStopWords, filters(ro.NewRomanianStemmerFilter())),
	"ru":  analyzer("ru", ru.RussianStopWords, filters(ru.NewRussianStemmerFilter())),
	"sv":  analyzer("sv", sv.SwedishStopWords, filters(sv.NewSwedishStemmerFilter())),
	"tr":  analyzer("tr", tr.TurkishStopWords, turkish(tr.NewTurkishStemmerFilter())),
}

// moreStopWords are those that bleve's lists leave out: question words, which name no topic, and in English the pronoun
// "us", which is a token of another kind than the country.
var moreStopWords = map[string]string{
	"en": "us let many much",
	"ar": "ما ماذا متى أين كيف لماذا هل كم أي أية لمن ممن بم مم لأن أنهم إنهم هؤلاء ليس ليست وقد فقد لقد وهذا وهذه كذلك وكذلك " +
		"عليهم لهم بهذا بهذه لهذا لهذه مما كانوا سوف وهم هم نحن أنا عنه عنها وعلى وإلى ومع وعن والذي والتي اللذان اللتان أولئك " +
		"لدي لديه لديها إذ بل ثمة فإن بأنه بأنها فيما وفيما كلا عبر حول دون سوى",
}

// analyzer gives a function that builds the analyzer of a language once.
func analyzer(lang string, stop []byte, stem func(string) []string) func() *Analyzer {
	return sync.OnceValue(func() *Analyzer {
		return &Analyzer{lang: lang, stop: stopSet(string(stop), moreStopWords[lang]), stem: stem, cache: newStemCache()}
	})
}

// filters makes a stemmer of bleve's filters, none of which keeps state between words.
func filters(chain ...filter) func(string) []string {
	return func(fold string) []string { return []string{applyFilters(fold, chain)} }
}

// applyFilters gives the stem of a word; where a filter leaves nothing, the word.
func applyFilters(word string, chain []filter) string {
	stream := analysis.TokenStream{{Term: []byte(word)}}
	for _, f := range chain {
		stream = f.Filter(stream)
	}
	if len(stream) == 0 || len(stream[0].Term) == 0 {
		return word
	}
	return string(stream[0].Term)
}

// regular is filters for a language with irregular forms, which it puts into their base form first.
func regular(bases map[string]string, chain ...filter) func(string) []string {
	return func(fold string) []string {
		if base, ok := bases[fold]; ok {
			fold = base
		}
		return []string{applyFilters(fold, chain)}
	}
}

// elided is filters for languages that write an article or pronoun on to a word with an apostrophe.
func elided(chain ...filter) func(string) []string {
	return func(fold string) []string { return []string{applyFilters(cutElision(fold), chain)} }
}

// turkish is filters for a language whose apostrophe parts a name from its endings.
func turkish(chain ...filter) func(string) []string {
	return func(fold string) []string {
		if name, _, ok := strings.Cut(fold, "'"); ok && name != "" {
			fold = name
		}
		return []string{applyFilters(fold, chain)}
	}
}

// polish loads the Polish stemmer's table, some 2 MB, on first use. A table that does not load leaves words as they are.
func polish() func(string) []string {
	load := sync.OnceValue(func() []filter {
		f, err := pl.NewPolishStemmerFilter()
		if err != nil {
			return nil
		}
		return []filter{f}
	})
	return func(fold string) []string { return []string{applyFilters(fold, load())} }
}

// elisions are what French, Catalan, Italian and Irish write before an apostrophe.
var elisions = stopSet("l d j m t s n c qu jusqu lorsqu puisqu quoiqu un dell all dall nell sull coll quell quest sant b")

// cutElision drops an elided article or pronoun from the front of a word.
func cutElision(fold string) string {
	if head, rest, ok := strings.Cut(fold, "'"); ok && rest != "" && elisions[head] {
		return rest
	}
	return fold
}
