package reply

import (
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

func explained() *qa.Answer {
	a := list()
	a.Why = &qa.Why{
		Analysis: qa.Analysis{Text: a.Question, Lang: "en", Type: qa.Country, List: true, Focus: "countries", Names: []string{"@JP"}},
		Terms: []corpus.TermStat{
			{Field: "en", Term: "countri", DF: 12, IDF: 1.203}, {Field: "shared", Term: "2+2", DF: 3, IDF: 2.5}, {Field: "ar", Term: "حوار", DF: 1, IDF: 3.1},
		},
		Passages: []qa.WhyPassage{
			{Doc: moscow.ID, Text: a.Quotes[0].Text, Score: 7.25, Parts: []corpus.Part{{Label: "en", Value: 4}, {Label: "title", Value: 3.25}}},
			{Doc: riyadh.ID, Text: a.Quotes[2].Text, Score: 5, Parts: []corpus.Part{{Label: "ar", Value: 5}}},
		},
		Candidates: []qa.WhyCandidate{
			{Text: "Russia", ID: "@RU", Doc: moscow.ID, Score: 0.9, Support: 2, Parts: []corpus.Part{{Label: "close", Value: 0.75}, {Label: "far", Value: -0.5}}},
			{Text: "روسيا", ID: "@RU", Doc: riyadh.ID, Score: 0.4, Support: 1},
		},
		Rule: "answered: confidence 0.83, threshold 0.15", Threshold: 0.15,
	}
	return a
}

func sources(n int) []Source {
	var out []Source
	for i := range n {
		d := published(document("d"+number(i)+".txt", "Report number "+number(i+1), "en"), "Harbour Office", 2001+i%20, time.May, 1+i%28)
		out = append(out, Source{Title: d.Title, Publisher: d.Publisher, ID: d.ID, Collection: []string{"news", "أرشيف"}[i*2/n], Date: d.Date})
	}
	return out
}

func TestPages(t *testing.T) {
	o := Options{ID: "a1"}
	many := long(12, 7)
	noted := list()
	noted.Quotes = append(noted.Quotes, quoted(canberra, "Australia joined in 2007.", "Australia"), quoted(canberra, "The next round is planned for June."))
	noted.Items[2].Quotes = append(noted.Items[2].Quotes, 3)
	n := func(i int) *int { return &i }
	yes := true
	facts := []Fact{
		{Field: FieldMode, Choice: ModeNamed}, {Field: FieldUptime, When: time.Unix(1700000000, 0)}, {Field: FieldDocuments, Count: n(41)},
		{Field: FieldChannels, Channels: []discord.ID{"11", "12"}}, {Field: FieldAskers, Roles: []discord.ID{"21"}}, {Field: FieldContent, Bool: &yes},
		{Field: FieldManagers}, {Field: "queue-depth", Text: "@here"},
	}
	gaps := []Gap{
		{Question: "when is the **next** round?", Times: 3, Told: 2, Last: time.Unix(1700000000, 0), Week: time.Date(2023, 11, 13, 0, 0, 0, 0, time.UTC)},
		{Question: "متى الجولة القادمة؟", Times: 1, Disliked: true, Reason: "the date was wrong", Last: time.Unix(1700000100, 0), Week: time.Date(2023, 11, 13, 0, 0, 0, 0, time.UTC)},
		{Times: 2, Last: time.Unix(1699000000, 0), Week: time.Date(2023, 10, 30, 0, 0, 0, 0, time.UTC)},
	}
	entries := []Entry{
		{When: time.Unix(1700000000, 0), Who: "31", Action: "channel.enable", Detail: "11"},
		{When: time.Unix(1700000001, 0), Who: "nobody <@1>", Action: "a`b", Detail: "**x**"},
	}
	collections := []Collection{
		{Name: "news", Documents: 25, Oldest: moscow.Date.Day, Newest: riyadh.Date.Day, Updated: time.Unix(1700000000, 0)},
		{Name: "أرشيف", Documents: 1},
	}
	starters := []string{"Which countries hold talks with Japan?", "متى انضمت أستراليا؟", strings.Repeat("too long ", 20), "Which countries hold talks with Japan?", ""}
	tests := []struct {
		name string
		page func(w *Wording) discord.Post
	}{
		{"evidence", func(w *Wording) discord.Post { return w.Evidence(noted, o, 0) }},
		{"evidence of many", func(w *Wording) discord.Post { return w.Evidence(many, o, 1) }},
		{"evidence beyond the end", func(w *Wording) discord.Post { return w.Evidence(many, o, 99) }},
		{"no evidence", func(w *Wording) discord.Post { return w.Evidence(&qa.Answer{Kind: qa.Abstention}, o, 0) }},
		{"why", func(w *Wording) discord.Post { return w.Why(explained(), o, 0) }},
		{"why not kept", func(w *Wording) discord.Post { return w.Why(&qa.Answer{Kind: qa.Abstention}, o, 0) }},
		{"search", func(w *Wording) discord.Post { return w.Search("two-plus-two *talks*", list().Quotes, Page{ID: "s1"}) }},
		{"search nothing", func(w *Wording) discord.Post { return w.Search("xyz", nil, Page{ID: "s1"}) }},
		{"sources", func(w *Wording) discord.Post { return w.Sources(collections, sources(30), Page{}) }},
		{"sources second page", func(w *Wording) discord.Post { return w.Sources(collections, sources(60), Page{Number: 1}) }},
		{"sources none", func(w *Wording) discord.Post { return w.Sources(nil, nil, Page{}) }},
		{"help", func(w *Wording) discord.Post { return w.Help(starters, true) }},
		{"status", func(w *Wording) discord.Post { return w.Status("", facts) }},
		{"synced", func(w *Wording) discord.Post { return w.Synced(Sync{Added: 3, Unchanged: 40}) }},
		{"synced but for some", func(w *Wording) discord.Post { return w.Synced(Sync{Removed: 1, Unchanged: 40, Failed: 2}) }},
		{"gaps", func(w *Wording) discord.Post { return w.Gaps(gaps, Page{}) }},
		{"no gaps", func(w *Wording) discord.Post { return w.Gaps(nil, Page{}) }},
		{"audit", func(w *Wording) discord.Post { return w.Audit(entries, Page{}) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			golden(t, test.page(For("en")), test.page(For("ar")))
		})
	}
}

func TestForms(t *testing.T) {
	for _, w := range wordings {
		for _, m := range []discord.Modal{w.ReasonForm("abc"), w.AboutForm("123", strings.Repeat("long ", 900))} {
			f := m.Fields[0]
			if _, err := Decode(m.ID); err != nil || length(m.Title) > discord.MaxModalTitle || length(f.Label) > 45 ||
				length(f.Placeholder) > 100 || f.Max > 0 && length(f.Value) > f.Max {
				t.Errorf("%+v", m)
			}
		}
	}
}
