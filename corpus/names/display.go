package names

import (
	"slices"
	"strings"
	"sync"
)

// A place is what the table says to display of a code.
type place struct {
	names    map[string]string // by language
	capitals map[string]string
	country  bool
}

// places is keyed by identifier.
var places = sync.OnceValue(func() map[string]*place {
	m := make(map[string]*place)
	for _, r := range rows() {
		if r.kind == "block" {
			continue
		}
		p := m["@"+r.code]
		if p == nil {
			p = &place{names: make(map[string]string), capitals: make(map[string]string)}
			m["@"+r.code] = p
		}
		into := p.names
		switch {
		case r.kind == "capital":
			into = p.capitals
		case r.kind == "name":
			p.country = true
		case r.kind != "org":
			continue
		}
		if into[r.lang] == "" {
			into[r.lang] = r.form
		}
	}
	return m
})

// Display returns the name to show for an identifier in a language, without an article: "United States" for @US in
// English. A language that the table does not hold, or not for this one, gets the English name; an identifier that is
// not in the table comes back without its "@".
func Display(id, lang string) string {
	p := places()[id]
	if p == nil {
		return strings.TrimPrefix(id, "@")
	}
	if name := p.names[lang]; name != "" {
		return name
	}
	return p.names["en"]
}

// CapitalOf returns the name of a country's capital in English or Arabic, or "" where the table has none, as for countries
// named like their capital.
func CapitalOf(id, lang string) string {
	if p := places()[id]; p != nil {
		return p.capitals[lang]
	}
	return ""
}

// IsCountry reports whether an identifier is a country's, past ones and nations within a state included.
func IsCountry(id string) bool {
	p := places()[id]
	return p != nil && p.country
}

// Countries returns the identifiers of the countries and territories of ISO 3166-1, and @XK, in order.
func Countries() []string {
	var ids []string
	for id, p := range places() {
		if p.country && len(id) == len("@XX") && !past[id] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// past are states that are no more.
var past = set("@SU @YU @CS @DD")

// articles are the names that take "the" in running English.
var articles = set("@US @GB @AE @NL @PH @BS @GM @MV @SC @SU @CF @CD @CG @DO @KM @MH @SB @KY @FK @FO @CK @TC @VG @VI @MP @AX @CC @IM @TF @IO @UM @EU @UN @UNSC @ARABLEAGUE @AFRICANUNION @IMF @WORLDBANK @WHO @WTO @IAEA @GCC @OIC @ICC @ICJ")

// Article reports whether the English name takes "the" in running text, as in "the United States".
func Article(id string) bool { return articles[id] }
