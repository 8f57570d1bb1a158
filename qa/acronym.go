package qa

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// An acronym of the question is matched by the words whose initials it is: a text that never says TPP says Trans-Pacific
// Partnership. Such words count for nearly as much as the acronym would.
const (
	acronymStrength = 0.9
	leastAcronym    = 3 // letters
	longestAcronym  = 6
)

// acronymLinks may stand between the words of a name without an initial in its acronym.
var acronymLinks = words(`of the and for in on to`)

// matchAcronyms finds the names for which acronyms of the question stand. In a question without small letters every word would
// be one.
func (r *reading) matchAcronyms(in *Inquiry, put func(token, unit int, strength float64)) {
	if in.Lang == "en" && !hasLower(in.Text) {
		return
	}
	for n, u := range in.units {
		token := in.text.Tokens[u.token]
		if u.id != "" || token.Kind != analysis.Word || !isAcronym(token.Of(in.text.Source)) {
			continue
		}
		letters := strings.TrimSuffix(u.fold, "s")
		if strings.HasSuffix(token.Of(in.text.Source), "S") {
			letters = u.fold
		}
		for i := range r.words {
			for k, end := i, r.spells(i, letters); k < end; k++ {
				put(k, n, acronymStrength)
			}
		}
	}
}

// spells returns the end of the capitalised words from i on whose initials are the acronym, or i.
func (r *reading) spells(i int, acronym string) int {
	at, k := 0, i
	for ; at < len(acronym) && k < len(r.words); k++ {
		if k > i && r.words[k].cut {
			return i
		}
		fold := r.text.Tokens[k].Fold
		if k > i && !r.words[k].upper && acronymLinks[fold] {
			continue
		}
		if !r.words[k].upper || len(fold) < 2 || fold[0] != acronym[at] {
			return i
		}
		at++
	}
	if at < len(acronym) {
		return i
	}
	return k
}

// isAcronym reports whether a word is a few Latin capitals, of one or several, or of whom something is.
func isAcronym(word string) bool {
	for _, ending := range []string{"'s", "’s", "s"} {
		word = strings.TrimSuffix(word, ending)
	}
	for _, c := range []byte(word) {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return len(word) >= leastAcronym && len(word) <= longestAcronym
}

func hasLower(s string) bool {
	for _, r := range s {
		if unicode.IsLower(r) && r < utf8.RuneSelf {
			return true
		}
	}
	return false
}
