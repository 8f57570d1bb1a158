package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// shortText is the length in bytes up to which a text may be a question that somebody typed without capitals.
const shortText = 300

// A scanner looks for the forms of the table in a text.
type scanner struct {
	text  string
	toks  []analysis.Token
	tries []*trie
	short bool
	stems []stem // scratch
}

func newScanner(text string, toks []analysis.Token, lang string) *scanner {
	s := &scanner{text: text, toks: toks, short: len(text) <= shortText, stems: make([]stem, 0, 6), tries: make([]*trie, 0, 2)}
	if other, ok := others[lang]; ok {
		s.tries = append(s.tries, other())
	}
	s.tries = append(s.tries, base())
	return s
}

// scan calls yield for each form of the table, the longest one at each place.
func (s *scanner) scan(yield func(Mention)) {
	for i := 0; i < len(s.toks); {
		m, ok := s.at(i)
		if !ok {
			i++
			continue
		}
		if m.ID != blockID {
			yield(m)
		}
		i = m.Last
	}
}

// at finds the longest form that begins with token i.
func (s *scanner) at(i int) (Mention, bool) {
	tok := s.toks[i]
	if tok.Kind == analysis.Number || tok.Start == tok.End {
		return Mention{}, false
	}
	var best Mention
	if isArabic(tok.Fold) {
		s.stems = stems(s.text, tok, s.stems[:0])
		for _, st := range s.stems {
			s.walk(i, st, &best)
		}
		return best, best.Last > 0
	}
	if c := s.text[tok.Start]; 'a' <= c && c <= 'z' && !s.short {
		return Mention{}, false
	}
	s.walk(i, stem{tok.Fold, tok.Start}, &best)
	if head, _, ok := strings.Cut(tok.Fold, "'"); ok && best.Last == 0 {
		// A case ending behind an apostrophe, as in Turkish, or the one left of a plural's possessive.
		s.walk(i, stem{head, tok.Start}, &best)
	}
	return best, best.Last > 0
}

// walk follows each trie from a first token and keeps the longest form that is accepted in best. Of equally long ones
// the first stays.
func (s *scanner) walk(i int, first stem, best *Mention) {
	for _, t := range s.tries {
		n := t.root[first.fold]
		for last := i + 1; n != nil; last++ {
			if n.entry != nil && last > best.Last && s.accept(n.entry, i, last, first) {
				*best = s.mention(n.entry, i, last, first)
			}
			if n.next == nil || last == len(s.toks) || !s.joined(last) {
				break
			}
			n = n.next[s.toks[last].Fold]
		}
	}
}

func (s *scanner) mention(e *entry, first, last int, st stem) Mention {
	end := s.toks[last-1].End
	if e.upper != 0 {
		end = trimPossessive(s.text, st.start, end)
	}
	return Mention{Span: corpus.Span{Start: st.start, End: end}, First: first, Last: last, Kind: e.kind, ID: e.id}
}

// trimPossessive gives the end of a name without an apostrophe and what is behind it, unless the apostrophe is within the
// name, as in Sana'a, where more than two letters or another end than s would go.
func trimPossessive(text string, start, end int) int {
	word := text[start:end]
	for _, ending := range []string{"'s", "’s", "'S", "’S", "'", "’"} {
		if stem, ok := strings.CutSuffix(word, ending); ok && stem != "" {
			return start + len(stem)
		}
	}
	return end
}

// joined reports whether token i stands close enough behind the one before it to belong to the same name.
func (s *scanner) joined(i int) bool { return joins(s.text[s.toks[i-1].End:s.toks[i].Start]) }

// maxGap is the length in bytes of the widest gap within a name: a dash between spaces.
const maxGap = 5

// joins reports whether gap may stand between the words of one name: at most one mark, such as a full stop, a dash or a
// bracket, and white space, but no comma and no empty line.
func joins(gap string) bool {
	if gap == "" || gap == " " {
		return true
	}
	if len(gap) > maxGap {
		return false
	}
	newlines := 0
	for i, r := range gap {
		switch {
		case r == '\n':
			newlines++
		case r == '.' && i > 0, !strings.ContainsRune(" \u00a0-.'’&\u2010\u2011–—・（()）", r):
			return false
		}
	}
	return newlines < 2
}

// accept reports whether tokens [first, last), which are the form of an entry, are that entry here.
func (s *scanner) accept(e *entry, first, last int, st stem) bool {
	if e.upper == 0 {
		return s.acceptUncased(e, first, last, st)
	}
	raw := s.text[s.toks[first].Start:s.toks[last-1].End]
	if e.caps && raw != strings.ToUpper(raw) && !isAcronym(strings.TrimRight(raw, "'’sS")) || !s.cased(e, first, last) {
		return s.short && s.typed(s.toks[first:last])
	}
	return last-first > 1 || !s.givenName(first)
}

// cased reports whether the tokens have the entry's capitals.
func (s *scanner) cased(e *entry, first, last int) bool {
	for i := first; i < last && i-first < 16; i++ {
		if e.upper&(1<<(i-first)) == 0 {
			continue
		}
		if c := s.text[s.toks[i].Start]; 'A' <= c && c <= 'Z' {
			continue
		} else if c < utf8.RuneSelf {
			return false
		}
		if r, _ := utf8.DecodeRuneInString(s.text[s.toks[i].Start:]); !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// typed reports whether lower-case words may be a name in a short text: common words may not, or only where nothing in
// the text has a capital but its first letter.
func (s *scanner) typed(toks []analysis.Token) bool {
	if len(toks) > 1 || toks[0].Kind == analysis.Symbol {
		return true // with its full stops u.s. is no pronoun
	}
	if lowerNever[toks[0].Fold] {
		return false
	}
	if !lowerTraps[toks[0].Fold] {
		return true
	}
	for i, r := range s.text {
		if i > 0 && unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// lowerNever are forms that without capitals are common words, or pronouns and the like of some language.
var lowerNever = set("us un eu polish pole poles swede dane finn turk welsh scots lao who lima male roc rok icc oic prc")

// lowerTraps are those that a question typed without any capitals more likely means as a country.
var lowerTraps = set("turkey china jordan georgia chad chile guinea jersey mali togo niger cuba peru malta japan paris riga bern nassau santiago wellington kingston")

// givenNames are countries that are given names too, where another capitalised word follows.
var givenNames = set("jordan chad georgia washington kingston wellington")

// surnames are places that are surnames too, where a given name comes before.
var surnames = set("washington jordan london france ireland england holland wales israel santiago wellington kingston")

// givenName reports whether token i, a form of one word, is part of a person's name: Michael Jordan, Chad Smith.
func (s *scanner) givenName(i int) bool {
	fold := s.toks[i].Fold
	if givenNames[fold] && i+1 < len(s.toks) && s.text[s.toks[i].End:s.toks[i+1].Start] == " " {
		next := s.toks[i+1]
		if startsUpper(next.Of(s.text)) && next.Kind == analysis.Word && len(next.Fold) > 1 && base().root[next.Fold] == nil {
			return true
		}
	}
	if surnames[fold] && i > 0 && s.text[s.toks[i-1].End:s.toks[i].Start] == " " {
		return latinGiven[s.toks[i-1].Fold] && startsUpper(s.toks[i-1].Of(s.text))
	}
	return false
}

// acceptUncased decides about scripts without capitals.
func (s *scanner) acceptUncased(e *entry, first, last int, st stem) bool {
	tok := s.toks[first]
	if last-first > 1 {
		return !isKana(s.text, s.toks[first].Start, s.toks[last-1].End)
	}
	switch st.fold {
	case "واشنطن", "كينغستون", "لندن":
		return first == 0 || !arabicGiven[s.toks[first-1].Fold]
	case "مالي":
		return first > 0 && st.start == tok.Start && maliCues[s.toks[first-1].Fold]
	case "قطر":
		return last == len(s.toks) || s.toks[last].Kind != analysis.Number // a diameter of so much
	case "اليمني", "يمني", "المجري", "مجري":
		// With a dotless ي these are the right hand and a river's course.
		return !strings.HasSuffix(tok.Of(s.text), "ى")
	}
	return true
}

// maliCues are the words behind which مالي is the country; elsewhere it is the adjective of finance.
var maliCues = set("في من الي شمال جنوب وسط دوله حكومه رئيس جيش شمالي جنوبي بين باماكو وفي ومن")

// isKana reports whether text[start:end] is in Katakana and goes on in it on either side: マリ in マリア.
func isKana(text string, start, end int) bool {
	first, _ := utf8.DecodeRuneInString(text[start:])
	if !katakana(first) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	return katakana(before) || katakana(after) && katakana(last)
}

func katakana(r rune) bool { return 0x30A1 <= r && r <= 0x30FE && r != 0x30FB }

// startsUpper reports whether word begins with a capital.
func startsUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// set makes a set of the words of a list.
func set(list string) map[string]bool {
	words := strings.Fields(list)
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
