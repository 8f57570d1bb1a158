package qa

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

// TestEnumerations: members of the enumeration in which a candidate stands. A * in the text marks the words at which an encoder
// sees a member begin; without any, none read it.
func TestEnumerations(t *testing.T) {
	for _, test := range []struct {
		name, text, candidate string
		want                  []string
	}{
		{"three names", "The towns of Oss, Lund and Tarrow were flooded.", "Lund", []string{"Oss", "Lund", "Tarrow"}},
		{"two with a conjunction", "The bridge joins Oss and Lund today.", "Lund", []string{"Oss", "Lund"}},
		{"names without one", "The winners are Oss, Lund, Tarrow.", "Lund", []string{"Oss", "Lund", "Tarrow"}},
		{"nouns without one", "The new posts (clerk, diver, head of salt) are open.", "diver", []string{"new posts (clerk", "diver", "head of salt"}},
		{"an apposition is none", "Amina Odera, a physician, came first.", "Amina Odera", nil},
		{"other words before the first", "The town turned down offers from *Oss Energy, *Lund Power and *Tarrow Gas, all of them banks.", "Lund Power",
			[]string{"Oss Energy", "Lund Power", "Tarrow Gas"}},
		{"a clause behind the last", "وقعت البلدية مع *أوس، و*لوند، و*تارو، ويقول العمدة نعم.", "لوند", []string{"أوس", "لوند", "تارو"}},
		{"a letter of the word is no conjunction", "زار الوفد *وزارة المال و*وكالة الماء و*مصنع الملح.", "وكالة الماء", []string{"وزارة المال", "وكالة الماء", "مصنع الملح"}},
		{"a member that the encoder overlooks", "It has *coal, iron, *salt and *tin.", "salt", []string{"coal", "iron", "salt", "tin"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.ReplaceAll(test.text, "*", "")
			lib := libraryOf(t, "c", map[string]string{"a.txt": text})
			in, lines := linesOf(t, lib, "c", text)
			l := lines[0]
			l.tags = starred(l, test.text)
			at := strings.Index(text, test.candidate)
			x := &Candidate{Line: l, Span: corpus.Span{Start: at, End: at + len(test.candidate)}}
			run, _ := (&composer{in: in}).around(x, nil)
			var got []string
			if run != nil {
				run.asTagged()
				for _, p := range run.parts {
					got = append(got, l.view.quote(p[0], p[1]).Of(text))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// starred makes the tags of a line in which a * stands where a member begins, before the letters of a word.
func starred(l *Line, text string) []odds {
	if !strings.Contains(text, "*") {
		return nil
	}
	tags := make([]odds, len(l.text.Tokens))
	for i, token := range l.text.Tokens {
		tags[i] = odds{begin: 0.01}
		stars := 0
		for j, r := range text {
			if r == '*' {
				if at := j - stars; at >= token.Start && at < token.End {
					tags[i].begin = 0.9
				}
				stars++
			}
		}
	}
	return tags
}

// TestCountriesOutOfEnumerations: what stands beside the countries of an enumeration is no country.
func TestCountriesOutOfEnumerations(t *testing.T) {
	text := "Observers of Peru, Ghana and Kenya came on Thursday."
	lib := libraryOf(t, "c", map[string]string{"a.txt": text})
	in, lines := linesOf(t, lib, "c", "Which countries sent observers?")
	c := &composer{in: in}
	at := strings.Index(text, "Ghana")
	run, _ := c.around(&Candidate{Line: lines[0], Span: corpus.Span{Start: at, End: at + 5}}, nil)
	var got []string
	for _, v := range c.members(run, 1) {
		got = append(got, v.best.ID)
	}
	if diff := cmp.Diff([]string{"@PE", "@GH", "@KE"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestAsManyAsAskedFor: of two enumerations that are equally probable that of as many members as the question asks for.
func TestAsManyAsAskedFor(t *testing.T) {
	text := "The strike closed the ports of Oss, Lund and Tarrow. The strike closed the ports of Bari and Gent."
	lib := libraryOf(t, "c", map[string]string{"a.txt": text})
	for question, want := range map[string]int{"Which two ports did the strike close?": 2, "Which three ports did the strike close?": 3} {
		in, lines := linesOf(t, lib, "c", question)
		var found []Candidate
		for _, name := range []string{"Lund", "Bari"} {
			at := strings.Index(text, name)
			span := corpus.Span{Start: at, End: at + len(name)}
			i := slices.IndexFunc(lines, func(l *Line) bool { return l.place().Contains(span) })
			found = append(found, Candidate{Line: lines[i], Span: span, Score: math.Log(0.5)})
		}
		if got := len((&composer{in: in}).list(merge(found), found)); got != want {
			t.Errorf("%s %d ports, want %d", question, got, want)
		}
	}
}

// TestOnlyNamedMembers: an enumeration of what the question names itself is no answer, and no reason to fail.
func TestOnlyNamedMembers(t *testing.T) {
	lib := among(t, map[string]string{"a.txt": "The parties are Jordan and Egypt. The treaty between Jordan and Egypt was signed by both."})
	for _, text := range []string{"What are the parties of the treaty between Jordan and Egypt?", "Which parties signed the treaty between Jordan and Egypt?"} {
		if a := mustAsk(t, lib, text, "c"); a.Kind == List {
			t.Errorf("%s: %q", text, a.Text)
		}
	}
}
