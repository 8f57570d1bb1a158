package values

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long the parts of a dateline may be.
const (
	datelineBytes  = 200 // of the whole
	datelineDashes = 4   // of which one may end it
	placeWords     = 5
	agencyWords    = 5
	leastTold      = 5  // words that must follow a dateline
	leastToldPlace = 12 // words that must follow a place alone, which could be a label
	leastPlace     = 5  // letters of a place alone in capitals, which could be an abbreviation
)

// Dateline returns how many bytes at the beginning of a paragraph are the dateline of a news agency: a place, a day and an
// agency in brackets, or two of them, or one that is unmistakable, and the dash behind them with its spaces. It returns 0
// where there is none. "OSLO, May 7, 2024 (ABC) - Two firms …" has one; "7 May 2024 - Two firms …" in a chronicle has none,
// since there the day is what is told.
func Dateline(text string) int {
	n := min(len(text), datelineBytes)
	for n < len(text) && n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	head := text[:n]
	if i := strings.IndexAny(head, "\n\r?!؟"); i >= 0 {
		head = head[:i]
	}
	for at, n := 0, 0; at < len(head) && n < datelineDashes; n++ {
		from, to := nextDash(head, at)
		if from < 0 {
			return 0
		}
		if isDateline(strings.TrimSpace(head[:from]), text[to:]) {
			return to
		}
		at = to
	}
	return 0
}

// nextDash returns the next dash from byte at with the spaces around it, or the next colon behind a bracket, -1 where there
// is none. A hyphen needs spaces around it.
func nextDash(s string, at int) (from, to int) {
	for i, r := range s[at:] {
		if !strings.ContainsRune("-–—ـ:", r) {
			continue
		}
		i, n := i+at, utf8.RuneLen(r)
		before, after := i > 0 && s[i-1] == ' ', strings.HasPrefix(s[i+n:], " ")
		switch {
		case r == '—', r == '–' && before, (r == '-' || r == 'ـ') && before && (after || strings.HasPrefix(s[i+n:], "- ")),
			r == ':' && i > 0 && s[i-1] == ')' && after:
			rest := strings.TrimLeft(s[i+n:], "-–— ")
			return i, len(s) - len(rest)
		}
	}
	return -1, -1
}

// isDateline reports whether a text before a dash is a dateline, and what is behind it a sentence.
func isDateline(before, told string) bool {
	first, _ := utf8.DecodeRuneInString(told)
	if before == "" || unicode.IsLower(first) || !atLeastWords(told, leastTold) {
		return false
	}
	place, agency, dated, ok := datelineParts(before)
	switch {
	case !ok || datelineNever[strings.ToLower(place)]:
		return false
	case place == "":
		return !dated && IsAgency(agency)
	case inCapitals(place):
		return dated || IsAgency(agency) || len(place) > 3 && acronym(agency) ||
			agency == "" && letterCount(place) >= leastPlace && atLeastWords(told, leastToldPlace)
	}
	return placeLike(place) && (dated || IsAgency(agency))
}

// datelineParts takes a dateline apart. dated says whether it has a day; ok whether nothing else is in it.
func datelineParts(s string) (place, agency string, dated, ok bool) {
	if open := strings.LastIndexByte(s, '('); open >= 0 && strings.HasSuffix(s, ")") {
		agency, s = strings.TrimSpace(s[open+1:len(s)-1]), s[:open]
		if first, _ := utf8.DecodeRuneInString(agency); agency == "" || unicode.IsLower(first) || len(strings.Fields(agency)) > agencyWords {
			return "", "", false, false
		}
	}
	s, dated = withoutDays(s)
	place = strings.Trim(s, datelineMarks)
	if i := strings.LastIndexAny(place, datelineMarks[1:]); i > 0 && agency == "" {
		if last := strings.Trim(place[i:], datelineMarks); IsAgency(last) {
			place, agency = strings.TrimRight(place[:i], datelineMarks), last // place - agency - told
		}
	}
	if agency == "" && IsAgency(place) {
		place, agency = "", place
	}
	words := strings.FieldsFunc(place, func(r rune) bool { return strings.ContainsRune(datelineMarks, r) })
	return place, agency, dated, len(words) <= placeWords && !strings.ContainsFunc(place, notInPlace)
}

// datelineMarks part the parts of a dateline: a space first.
const datelineMarks = " ,،-–—/|ـ"

// withoutDays returns a text with spaces for the days in it, and whether there was one.
func withoutDays(s string) (string, bool) {
	b, dated := []byte(s), false
	for _, v := range Find(s, nil, "") {
		year := len(v.ID) == len("2013-11-02") && v.ID[4] == '-'
		if v.Kind != Date || !year && !(len(v.ID) == len("--11-02") && v.ID[0] == '-') && v.Relative == (Relative{}) {
			continue
		}
		dated = dated || v.Relative == (Relative{})
		for i := v.Start; i < v.End; i++ {
			b[i] = ' '
		}
	}
	return string(b), dated
}

// notInPlace reports whether a character stands in no name of a place.
func notInPlace(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(datelineMarks+"'’.", r)
}

// inCapitals reports whether the first part of a place is written in capitals, as in "ADDIS ABABA, Ethiopia".
func inCapitals(place string) bool {
	first, _, _ := strings.Cut(place, ",")
	return first == strings.ToUpper(first) && first != strings.ToLower(first) && letterCount(first) > 2
}

// placeLike reports whether each word of a place begins with a capital or belongs to a script without them, and is no word
// with which a sentence begins.
func placeLike(place string) bool {
	n := 0
	for w := range strings.FieldsFuncSeq(place, func(r rune) bool { return strings.ContainsRune(datelineMarks, r) }) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && (n == 0 || len(w) > 3) || datelineNever[strings.ToLower(w)] {
			return false
		}
		n++
	}
	return n > 0 && n <= placeWords
}

// acronym reports whether an agency is two to six capitals.
func acronym(s string) bool {
	return len(s) >= 2 && len(s) <= 6 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// IsAgency reports whether a text names a news agency or a newspaper: a known one, or one with such a word at an end.
func IsAgency(s string) bool {
	s = strings.ToLower(strings.Trim(s, " \"'«»“”"))
	if agencies[s] || agencies[strings.NewReplacer(" ", "", ".", "").Replace(s)] {
		return true
	}
	words := strings.Fields(s)
	return len(words) > 1 && (agencyNouns[words[0]] || agencyNouns[words[len(words)-1]])
}

func letterCount(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// atLeastWords reports whether a text begins with n words.
func atLeastWords(s string, n int) bool {
	for range strings.FieldsSeq(s[:min(len(s), 40*n)]) {
		if n--; n == 0 {
			return true
		}
	}
	return false
}

func wordSetOf(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[strings.ReplaceAll(w, "_", " ")] = true
	}
	return m
}

var (
	agencies = wordSetOf(`reuters ap afp cnn bbc upi xinhua tass interfax bloomberg dpa ansa efe pti ians ani kuna wam spa qna bna petra
		sana wafa mena aps tap map ina irna anadolu aa kyodo yonhap itar-tass ria rfe/rl voa npr pa belga anp apa swissinfo
		رويترز أفب افب أب اب دبأ دبا واس وام كونا قنا بنا بترا سانا وفا أشأ اشا وات واج ومع وأج وكالات الأناضول الاناضول شينخوا تاس إفي
		أنسا سبوتنيك نوفوستي إرنا بلومبرغ سيإنإن`)

	// agencyNouns begin or end the name of an agency or a newspaper.
	agencyNouns = wordSetOf(`press news agency wire newswire times post herald tribune gazette journal ledger monitor service network
		وكالة وكالات صحيفة جريدة`)

	// datelineNever are words that stand before a dash and are no place.
	datelineNever = wordSetOf(`note warning caution update updated breaking summary background correction important attention example
		monday tuesday wednesday thursday friday saturday sunday today tomorrow answer question contact parking address agenda
		unesco unicef asean ecowas interpol europol nasdaq covid mercosur unhcr unrwa eurostat frontex unctad opening_hours
		the a an on in at by from since until after before for and but this that these those
		في من على إلى عن مع منذ حتى بعد قبل يوم بتاريخ و كان كانت قال قالت أعلن أعلنت هذا هذه ذلك تلك أن إن قد لقد ثم أو التي الذي`)
)
