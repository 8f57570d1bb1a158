package names

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

//go:embed countries.tsv
var countriesTSV string

// blockID is the identifier of phrases that hold a country's name and mean something else.
const blockID = "@-"

// An entry is what a form stands for.
type entry struct {
	id    string
	kind  Type
	upper uint16 // bit i: token i begins with a capital
	caps  bool   // an acronym: every letter is a capital
}

// A node of a trie over the folded forms of tokens.
type node struct {
	entry *entry
	next  map[string]*node
}

// A trie finds forms by their tokens. It is not changed once it is built.
type trie struct{ root map[string]*node }

// child returns the node below n for a token's folded form, making it where there is none.
func child(m *map[string]*node, fold string) *node {
	if *m == nil {
		*m = make(map[string]*node, 1)
	}
	n := (*m)[fold]
	if n == nil {
		n = &node{}
		(*m)[fold] = n
	}
	return n
}

// insert adds a form unless another holds it: the first one stays.
func (t *trie) insert(folds []string, e *entry) {
	n := child(&t.root, folds[0])
	for _, f := range folds[1:] {
		n = child(&n.next, f)
	}
	if n.entry == nil {
		n.entry = e
	}
}

// add inserts a form as it is tokenized, and without diacritics where it has any.
func (t *trie) add(form string, e entry) {
	toks := analysis.Tokenize(form)
	if len(toks) == 0 {
		return
	}
	folds := make([]string, len(toks))
	bare := make([]string, len(toks))
	e.caps = isAcronym(form)
	for i, tok := range toks {
		folds[i], bare[i] = tok.Fold, analysis.Bare(tok.Fold)
		if r, _ := utf8.DecodeRuneInString(tok.Of(form)); unicode.IsUpper(r) && i < 16 {
			e.upper |= 1 << i
		}
	}
	t.insert(folds, &e)
	t.insert(bare, &e)
}

// isAcronym reports whether form is one word of at least two letters, all capitals, maybe with full stops.
func isAcronym(form string) bool {
	letters := 0
	for _, r := range form {
		switch {
		case unicode.IsUpper(r):
			letters++
		case r != '.':
			return false
		}
	}
	return letters > 1
}

// A row is a line of the table.
type row struct{ code, lang, form, kind string }

// types gives the type of mention for each kind of form in the table.
var types = map[string]Type{"name": Country, "short": Country, "demonym": Demonym, "capital": Capital, "org": Organisation, "block": Country}

// rows returns the table, without those whose kind is unknown.
var rows = sync.OnceValue(func() []row {
	var out []row
	for line := range strings.Lines(countriesTSV) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) == 4 && types[f[3]] != "" {
			out = append(out, row{f[0], f[1], f[2], f[3]})
		}
	}
	return out
})

// base returns the trie of English and Arabic forms. Names come before demonyms and these before capitals, so that a form
// with two meanings has the first.
var base = sync.OnceValue(func() *trie {
	t := &trie{}
	for _, kind := range []string{"block", "name", "short", "org", "demonym", "capital"} {
		for _, r := range rows() {
			if r.kind != kind {
				continue
			}
			e := entry{id: "@" + r.code, kind: types[kind]}
			switch {
			case r.lang == "en":
				t.add(r.form, e)
			case r.lang == "ar" && kind == "demonym":
				t.addDemonym(r.form, e)
			case r.lang == "ar":
				t.addArabic(r.form, e)
			}
		}
	}
	return t
})

// others holds a trie for each further language of the table, built when it is first asked for.
var others = func() map[string]func() *trie {
	m := make(map[string]func() *trie)
	for _, lang := range []string{"de", "el", "es", "fa", "fr", "hi", "it", "ja", "pt", "ro", "ru", "th", "tr", "vi", "zh"} {
		m[lang] = sync.OnceValue(func() *trie { return build(lang) })
	}
	return m
}()

// build makes the trie of a language other than English and Arabic.
func build(lang string) *trie {
	t := &trie{}
	for _, r := range rows() {
		if r.lang != lang || foreignTraps[r.form] {
			continue
		}
		e := entry{id: "@" + r.code, kind: types[r.kind]}
		t.add(r.form, e)
		for _, form := range cases(lang, r.form) {
			t.add(form, e)
		}
	}
	return t
}

// foreignTraps are names of countries that are given names or common words in the language.
var foreignTraps = map[string]bool{"Maurice": true, "Maurício": true, "Reunion": true, "مالی": true}

// cases gives the other cases of a one-word name in German (genitive) and Russian (by the ending of the nominative).
func cases(lang, form string) []string {
	if strings.ContainsAny(form, " -") || isAcronym(form) {
		return nil
	}
	switch lang {
	case "de":
		return []string{form + "s"}
	case "ru":
		for _, c := range russianCases {
			if stem, ok := strings.CutSuffix(form, c.nominative); ok {
				out := make([]string, len(c.others))
				for i, ending := range c.others {
					out[i] = stem + ending
				}
				return out
			}
		}
	}
	return nil
}

// russianCases are the endings of feminine and masculine names of countries, the most special first; names in a vowel not
// listed do not change.
var russianCases = []struct {
	nominative string
	others     []string
}{
	{"ия", []string{"ии", "ию", "ией"}}, {"ка", []string{"ки", "ке", "ку", "кой"}}, {"га", []string{"ги", "ге", "гу", "гой"}},
	{"а", []string{"ы", "е", "у", "ой"}}, {"ь", []string{"я", "ю", "ем", "е"}}, {"й", []string{"я", "ю", "ем", "е"}},
	{"н", []string{"на", "ну", "ном", "не"}}, {"к", []string{"ка", "ку", "ком", "ке"}}, {"т", []string{"та", "ту", "том", "те"}},
	{"р", []string{"ра", "ру", "ром", "ре"}}, {"м", []string{"ма", "му", "мом", "ме"}}, {"л", []string{"ла", "лу", "лом", "ле"}},
}
