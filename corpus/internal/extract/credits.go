package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// creditWords begin the line in which an agency says who wrote a report.
var creditWords = []string{
	"reporting by ", "additional reporting by ", "with reporting by ", "writing by ", "written by ", "editing by ", "edited by ", "compiled by ",
	"translated by ", "إعداد ", "تحرير ", "شارك في التغطية ", "تغطية صحفية ", "ترجمة ",
}

// isCredits reports whether a line is nothing but the names of those who wrote the report: in brackets, as agencies write
// them, "(Reporting by Ada Thorn in Oslo; Editing by Ben Reed)", or by themselves, "Additional reporting by Ben Reed". They
// are names and places of nothing that the report tells.
func isCredits(s string) bool {
	s = strings.TrimSpace(s)
	inner, ok := strings.CutPrefix(s, "(")
	if !ok {
		return namesOnly(afterCreditWord(strings.TrimLeft(s, "-–—•* ")))
	}
	inner, ok = strings.CutSuffix(inner, ")")
	return ok && !strings.ContainsAny(inner, "()") && afterCreditWord(inner) != ""
}

// afterCreditWord returns what stands behind the word that begins a line of credits, "" where there is none.
func afterCreditWord(s string) string {
	low := strings.ToLower(s)
	for _, w := range creditWords {
		if strings.HasPrefix(low, w) && len(low) == len(s) {
			return s[len(w):]
		}
	}
	return ""
}

// namesOnly reports whether a text in Latin letters, which tell names by their capitals, is nothing but names and the words
// between them: two names at least, so that "Compiled by Hand" is none.
func namesOnly(s string) bool {
	names := 0
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, ".,;:()")
		r, _ := utf8.DecodeRuneInString(w)
		switch low := strings.ToLower(w); {
		case w == "" || betweenNames[low]:
		case !unicode.IsUpper(r):
			return false
		default:
			names++
		}
	}
	return names > 1
}

// betweenNames may stand between the names of a line of credits.
var betweenNames = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("and in at from for by with de la le di da dos von van der den bin al el additional reporting writing editing") {
		m[w] = true
	}
	return m
}()
