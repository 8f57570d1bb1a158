package qa

import (
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// TestRelativeDates: the answer says what a relative date means, the quote keeps its words. The documents are of Sunday 3 March 2019.
func TestRelativeDates(t *testing.T) {
	for _, test := range []struct{ name, document, text, want, id string }{
		{"a weekday of what was", "The footbridge over the Lunn was opened on Saturday by the mayor.", "When was the footbridge over the Lunn opened?", "Saturday (2 March 2019)", "2019-03-02"},
		{"the day itself", "The footbridge over the Lunn was opened on Sunday by the mayor.", "When was the footbridge over the Lunn opened?", "Sunday (3 March 2019)", "2019-03-03"},
		{"of what is to come", "The footbridge over the Lunn will be opened on Saturday by the mayor.", "When will the footbridge over the Lunn be opened?", "Saturday (9 March 2019)", "2019-03-09"},
		{"that day or a week later", "The footbridge over the Lunn will be opened on Sunday by the mayor.", "When will the footbridge over the Lunn be opened?", "Sunday", "rel:weekday+0/0"},
		{"past or to come", "The footbridge over the Lunn opens on Saturday.", "When does the footbridge over the Lunn open?", "Saturday", "rel:weekday+0/6"},
		{"said before of what comes", "The mayor said the footbridge over the Lunn will be opened on Saturday.", "When will the footbridge over the Lunn be opened?", "Saturday (9 March 2019)", "2019-03-09"},
		{"of a day long ago", "In 1956 the footbridge over the Lunn was opened on a Saturday.", "On which day was the footbridge over the Lunn opened?", "", ""},
		{"yesterday", "The footbridge over the Lunn was opened yesterday.", "When was the footbridge over the Lunn opened?", "yesterday (2 March 2019)", "2019-03-02"},
		{"last year", "The footbridge over the Lunn was opened last year.", "When was the footbridge over the Lunn opened?", "last year (2018)", "2018"},
		{"last week", "The footbridge over the Lunn was opened last week.", "When was the footbridge over the Lunn opened?", "last week (18–24 February 2019)", "2019-02-18/2019-02-24"},
		{"a month without a year", "The footbridge over the Lunn was opened in October by the mayor.", "When was the footbridge over the Lunn opened?", "October (2018)", "2018-10"},
		{"a month to come", "The footbridge over the Lunn will be opened in October by the mayor.", "When will the footbridge over the Lunn be opened?", "October (2019)", "2019-10"},
		{"a month of another year", "The ferry over the Lunn sank in 1990. The footbridge over the Lunn was opened in October by the mayor.", "When was the footbridge over the Lunn opened?", "October", "--10"},
		{"a rule", "Keys of the footbridge over the Lunn can be fetched until 31 March; those left after that are lost.", "Until when can keys of the footbridge be fetched?", "31 March", "--03-31"},
		{"every week", "The footbridge over the Lunn was closed every Saturday for repairs.", "On which day was the footbridge over the Lunn closed?", "", ""},
		{"a whole date", "The footbridge over the Lunn was opened on 5 May 2011.", "When was the footbridge over the Lunn opened?", "5 May 2011", "2011-05-05"},
		{"Arabic, yesterday", "افتتح رئيس البلدية جسر المشاة فوق نهر لون أمس.", "متى افتتح جسر المشاة فوق نهر لون؟", "أمس (2 مارس 2019)", "2019-03-02"},
		{"Arabic, a weekday", "افتتح رئيس البلدية جسر المشاة فوق نهر لون السبت.", "متى افتتح جسر المشاة فوق نهر لون؟", "السبت (2 مارس 2019)", "2019-03-02"},
		{"Arabic, last year", "افتتح رئيس البلدية جسر المشاة فوق نهر لون العام الماضي.", "متى افتتح جسر المشاة فوق نهر لون؟", "العام الماضي (2018)", "2018"},
		{"Arabic, to come", "سيفتتح رئيس البلدية جسر المشاة فوق نهر لون السبت.", "متى يفتتح جسر المشاة فوق نهر لون؟", "السبت (9 مارس 2019)", "2019-03-09"},
		{"asked in Arabic", "The footbridge 7+7 over the Lunn was opened on Saturday by the mayor.", "متى افتتح الجسر 7+7؟", "السبت (2 مارس 2019)", "2019-03-02"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := mustAsk(t, dated(t, on(plainDocument("c", "a.txt", test.document), "2019-03-03")), test.text, "c")
			if a.Kind != Single {
				t.Fatalf("%s (%s)", a.Kind, a.Why.Rule)
			}
			if test.want == "" {
				if strings.Contains(a.Text, "2019") {
					t.Errorf("%q", a.Text)
				}
				return
			}
			if a.Text != test.want || a.Items[0].ID != test.id {
				t.Errorf("%q = %s, want %q = %s (%s)", a.Text, a.Items[0].ID, test.want, test.id, a.Why.Rule)
			}
			if !strings.Contains(a.Quotes[0].Text, a.Items[0].Text) || strings.Contains(a.Items[0].Text, "(") {
				t.Errorf("%q is not out of %q", a.Items[0].Text, a.Quotes[0].Text)
			}
		})
	}
}

// TestRelativeUnpublished: without a day of publication a relative date stays as it is.
func TestRelativeUnpublished(t *testing.T) {
	saved := on(plainDocument("c", "a.txt", "The footbridge over the Lunn was opened on Saturday by the mayor."), "2019-03-03")
	saved.Date.Origin = corpus.DateFile
	for name, doc := range map[string]*corpus.Document{"a file's time": saved, "no date": plainDocument("c", "a.txt", saved.Text)} {
		a := mustAsk(t, dated(t, doc), "When was the footbridge over the Lunn opened?", "c")
		if a.Text != "Saturday" {
			t.Errorf("%s: %q", name, a.Text)
		}
	}
}

// TestRelativeAgree: a relative date and a whole one that mean the same day support each other and are no conflict, and two Saturdays
// of different weeks are two days.
func TestRelativeAgree(t *testing.T) {
	const text, question = "The footbridge over the Lunn was opened on %s by the mayor.", "When was the footbridge over the Lunn opened?"
	doc := func(name, when, day string) *corpus.Document {
		return on(plainDocument("c", name, strings.Replace(text, "%s", when, 1)), day)
	}
	a := mustAsk(t, dated(t, doc("a.txt", "Saturday", "2019-03-03"), doc("b.txt", "2 March 2019", "2020-01-01")), question, "c")
	if a.Sources != 2 || len(a.Conflicts) > 0 {
		t.Errorf("%q out of %d, %d conflicts (%s)", a.Text, a.Sources, len(a.Conflicts), a.Why.Rule)
	}
	a = mustAsk(t, dated(t, doc("a.txt", "Saturday", "2019-03-03"), doc("b.txt", "Saturday", "2019-03-10")), question, "c")
	if len(a.Conflicts) != 1 {
		t.Errorf("%q, %d conflicts, want one (%s)", a.Text, len(a.Conflicts), a.Why.Rule)
	}
	undated := plainDocument("c", "b.txt", strings.Replace(text, "%s", "Saturday", 1))
	a = mustAsk(t, dated(t, doc("a.txt", "2 March 2019", "2019-03-03"), undated), question, "c")
	if len(a.Conflicts) != 0 {
		t.Errorf("%q conflicts with what cannot be told (%s)", a.Text, a.Why.Rule)
	}
}

func TestInYear(t *testing.T) {
	for _, test := range []struct {
		id, day string
		tense   tense
		want    string
	}{
		{"--02-29", "2019-03-03", past, "2016-02-29"}, {"--02-29", "2019-03-03", future, "2020-02-29"}, {"--03", "2019-03-03", past, "2019-03"},
		{"--03", "2019-03-03", future, "2019-03"}, {"--03-04", "2019-03-03", past, "2018-03-04"}, {"--12", "2019-03-03", unclear, ""},
	} {
		day, err := time.Parse(time.DateOnly, test.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := inYear(test.id, day, test.tense); got != test.want {
			t.Errorf("%s on %s: %q, want %q", test.id, test.day, got, test.want)
		}
	}
	if got := daysOf("2020-W01"); got != "2019-12-30/2020-01-05" {
		t.Errorf("the first week of 2020: %s", got)
	}
}
