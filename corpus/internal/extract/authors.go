package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/values"
)

// authorPart reads "By Ada Thorn in Oslo and Ben Reed in Lund" and returns the names, "" for those that are none, such as
// "Our Correspondent".
func authorPart(s string) (string, bool) {
	for _, w := range authorWords {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		if _, after, found := strings.Cut(rest, ":"); found { // the correspondent of a paper: a name
			rest = after
		}
		rest = strings.TrimSpace(rest)
		first, _ := utf8.DecodeRuneInString(rest)
		if !unicode.IsLetter(first) || len(strings.Fields(rest)) > creditLineWords || hasDigit(rest) {
			return "", false
		}
		if unicode.Is(unicode.Arabic, first) {
			return personOf(rest), len(strings.Fields(rest)) <= creditPartWords
		}
		if isRole(rest) || isRole(beforePlace(rest)) {
			return "", true
		}
		return personsOf(rest), namesOnly(rest)
	}
	return "", false
}

// authorWords begin the part of a line that names an author.
var authorWords = append([]string{
	"Posted by ", "Reported by ", "Story by ", "Words by ", "Published by ", "Interview by ", "Review by ", "Photos by ", "Photographs by ", "Pictures by ",
	"من مراسلتنا ", "من مراسلنا ", "مراسلتنا ", "مراسلنا ", "مراسلة ", "مراسل ", "أجرى الحوار ", "أجرت الحوار ", "حاوره ", "حاورته ", "حاورها ",
	"كتب ", "كتبت ", "إعداد ", "تحرير: ", "ترجمة: ", "ترجمة ",
}, bylineWords...)

// personOf returns an Arabic name of two to four words, "" for anything else.
func personOf(s string) string {
	if n := len(strings.Fields(s)); n < 2 || n > 4 || strings.HasPrefix(s, "ال") || values.IsAgency(s) || strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != ' '
	}) {
		return ""
	}
	for w := range strings.FieldsSeq(s) {
		if notNames[w] {
			return ""
		}
	}
	return s
}

// personsOf returns the names in "Ada Thorn in Oslo and Ben Reed in Lund" without the places.
func personsOf(s string) string {
	var out []string
	place := false
	for w := range strings.FieldsSeq(s) {
		switch {
		case w == "in" || w == "at" || w == "from":
			place = true
			continue
		case w == "and" || w == "&":
			place = false
		}
		if !place {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

func beforePlace(s string) string {
	before, _, _ := strings.Cut(s, " in ")
	return before
}

// isRole reports whether a part says what somebody is at a newspaper: "Science correspondent", "Our Correspondent".
func isRole(s string) bool {
	words := strings.Fields(strings.ToLower(s))
	return len(words) > 0 && len(words) <= 4 && (newsRoles[words[len(words)-1]] || newsRoles[words[0]])
}

var (
	newsRoles = set(`correspondent correspondents editor editors reporter reporters writer writers staff desk bureau columnist journalist
		team agencies contributor our`)
	notNames = set(`قسم وكالة وكالات صحيفة جريدة مكتب مراسل مراسلة هيئة فريق خاص شؤون أنباء الأنباء الأخبار موقع قناة تلفزيون إذاعة شبكة مجلة وزارة مدينة
		محافظة شمال جنوب شرق غرب`)
)
