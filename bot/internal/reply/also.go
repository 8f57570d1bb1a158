package reply

import (
	"cmp"
	"strings"

	"github.com/dalil-bot/dalil/qa"
)

// namedSources is how many further documents are named below a quote; the rest are counted.
const namedSources = 3

// maxAlso is how long the name of a further document may be.
const maxAlso = 40

// alsoNames names the documents for which a quote stands besides its own: copies, then earlier versions with their days.
func (w *Wording) alsoNames(all []qa.Source) []string {
	var copies, earlier []string
	for _, s := range all {
		name := w.foreign(cmp.Or(s.Title, s.Doc), maxAlso)
		switch day := w.day(s.Date); {
		case !s.Earlier:
			copies = append(copies, name)
		case day == "":
			earlier = append(earlier, name)
		default:
			earlier = append(earlier, name+" ("+day+")")
		}
	}
	var out []string
	for _, kind := range []struct {
		text  string
		names []string
	}{{w.alsoIn, copies}, {w.earlierIn, earlier}} {
		if len(kind.names) == 0 {
			continue
		}
		names := strings.Join(kind.names[:min(namedSources, len(kind.names))], w.comma)
		if more := len(kind.names) - namedSources; more > 0 {
			names += " (+" + number(more) + ")"
		}
		out = append(out, fill(kind.text, "names", names))
	}
	return out
}
