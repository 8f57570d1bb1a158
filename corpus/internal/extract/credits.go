package extract

import "strings"

// creditWords begin the line in which an agency says who wrote a report.
var creditWords = []string{
	"reporting by ", "additional reporting by ", "writing by ", "written by ", "editing by ", "edited by ", "compiled by ", "translated by ",
	"إعداد ", "تحرير ", "شارك في التغطية ", "تغطية صحفية ", "ترجمة ",
}

// isCredits reports whether a line is nothing but brackets in which an agency names those who wrote the report: "(Reporting
// by Ada Thorn in Oslo; Editing by Ben Reed)". They are names and places of nothing that the report tells.
func isCredits(s string) bool {
	inner, ok := strings.CutPrefix(strings.TrimSpace(s), "(")
	if !ok {
		return false
	}
	inner, ok = strings.CutSuffix(inner, ")")
	if !ok || strings.ContainsAny(inner, "()") {
		return false
	}
	inner = strings.ToLower(inner)
	for _, w := range creditWords {
		if strings.HasPrefix(inner, w) {
			return true
		}
	}
	return false
}
