package reply

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, posts ...discord.Post) {
	t.Helper()
	for _, p := range posts {
		checkPost(t, p)
	}
	goldenText(t, printed(posts...))
}

func goldenText(t *testing.T, got string) {
	t.Helper()
	path := filepath.Join("testdata", strings.ReplaceAll(strings.TrimPrefix(t.Name(), "Test"), "/", "-")+".md")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

var (
	moscow = published(document("tokyo-moscow.txt", "Tokyo and Moscow open two-plus-two talks", "en",
		"! Sign in to read on", "# Third partner",
		"Russia is the third country to hold two-plus-two talks with Japan.\nThe United States and Australia came before it.",
		"The ministers met for three hours in the guest house.\nThey spoke of piracy, drugs and the border.",
	), "The Daily Ledger", 2013, time.November, 2)
	riyadh = published(document("hiwar.txt", "حوار اثنين زائد اثنين", "ar",
		"قالت طوكيو إنها تعقد هذا الحوار مع أستراليا والولايات المتحدة وروسيا.\nويلتقي الوزراء كل عام.",
		"ولم تُعلن بعد مواعيد الجولة القادمة.",
	), "صحيفة المدينة", 2014, time.January, 9)
	canberra = published(document("canberra.md", "Canberra: what came of the talks", "en",
		"Australia joined in 2007.", "The next round is planned for June.",
	), "", 2012, time.June, 30)
)

func list() *qa.Answer {
	return &qa.Answer{
		Question: "which countries have 2+2 talks with Japan?", Lang: "en", Type: qa.Country, Kind: qa.List,
		Text: "Russia, the United States and Australia",
		Items: []qa.Item{
			{Text: "Russia", Display: "Russia", ID: "@RU", Quotes: []int{0, 2}, Support: 2},
			{Text: "United States", Display: "United States", ID: "@US", Quotes: []int{1, 2}, Support: 2},
			{Text: "Australia", Display: "Australia", ID: "@AU", Quotes: []int{1, 2}, Support: 2},
		},
		Quotes: []qa.Quote{
			quoted(moscow, "Russia is the third country to hold two-plus-two talks with Japan.", "Russia"),
			quoted(moscow, "The United States and Australia came before it.", "United States", "Australia"),
			quoted(riyadh, "قالت طوكيو إنها تعقد هذا الحوار مع أستراليا والولايات المتحدة وروسيا.", "أستراليا", "الولايات المتحدة", "روسيا"),
		},
		Related:    []qa.Quote{quoted(canberra, "The next round is planned for June.")},
		Confidence: 0.83, Sources: 3,
	}
}

func arabicList() *qa.Answer {
	a := list()
	a.Question, a.Lang, a.Text = "ما الدول التي تعقد حوار 2+2 مع اليابان؟", "ar", "روسيا والولايات المتحدة وأستراليا"
	for i, s := range []string{"روسيا", "الولايات المتحدة", "أستراليا"} {
		a.Items[i].Display = s
	}
	a.Confidence = 0.6
	return a
}

func refusal() *qa.Answer {
	return &qa.Answer{
		Question: "when did Japan and Peru hold 2+2 talks?", Lang: "en", Type: qa.Date, Kind: qa.Abstention, Reason: qa.ReasonNoCandidate,
		Near: []qa.Quote{
			quoted(moscow, "The ministers met for three hours in the guest house."),
			quoted(riyadh, "ويلتقي الوزراء كل عام."),
		},
	}
}

func conflict() *qa.Answer {
	newer := published(document("later.html", "Correction: talks began in 2008", "en", "The talks began in 2008, not a year before."),
		"The Daily Ledger", 2015, time.March, 3)
	return &qa.Answer{
		Question: "when did Australia join?", Lang: "en", Type: qa.Date, Kind: qa.Single, Text: "2007",
		Items:      []qa.Item{{Text: "2007", Display: "2007", ID: "2007", Quotes: []int{0}, Support: 2}},
		Quotes:     []qa.Quote{quoted(canberra, "Australia joined in 2007.", "2007")},
		Confidence: 0.4, Sources: 2,
		Conflicts: []qa.Conflict{{
			Item:   qa.Item{Text: "2008", Display: "2008", Quotes: []int{0}, Support: 1},
			Quotes: []qa.Quote{quoted(newer, "The talks began in 2008, not a year before.", "2008")}, Newer: true,
		}},
	}
}

func polar(lang, text string) *qa.Answer {
	return &qa.Answer{
		Question: "did the ministers speak of piracy?", Lang: lang, Type: qa.Polar, Kind: qa.YesNo, Text: text,
		Items:      []qa.Item{{Text: "piracy", Display: text, ID: "yes", Quotes: []int{0}, Support: 1}},
		Quotes:     []qa.Quote{quoted(moscow, "They spoke of piracy, drugs and the border.", "piracy")},
		Confidence: 0.55, Sources: 1,
	}
}

// long is an answer with quotes of so many sentences each.
func long(quotes, sentences int) *qa.Answer {
	text := strings.TrimSpace(strings.Repeat("The harbour master counted forty-one ships, all of them laden with barley. ", sentences))
	a := &qa.Answer{
		Question: "what did the harbour master count?", Lang: "en", Type: qa.Thing, Kind: qa.List, Text: "many ships", Confidence: 0.9, Sources: quotes,
	}
	for i := range quotes {
		doc := published(document("log-"+number(i)+".txt", "Harbour log, volume "+number(i+1), "en", text), "Harbour Office", 1901, time.May, i+1)
		a.Quotes = append(a.Quotes, quoted(doc, text, "forty-one ships"))
		a.Items = append(a.Items, qa.Item{Text: "ships", Display: "ships of day " + number(i+1), Quotes: []int{i}, Support: 1})
	}
	return a
}

func hostile() *qa.Answer {
	doc := published(document("x/**y**_z_`.txt",
		"# **Win** [free](https://evil.example/x) @everyone <@123> <#9> ||boo|| :tada: \u202egnp.exe `rm`", "en",
		"Ask @everyone or <@&77> at discord.gg/abc, https://evil.example/a_b_c and [here](https://evil.example):\u200b *now* __not__ later.\n1. \u202eright to left\u202c > end"),
		"> ~~Press~~", 2020, time.February, 29)
	return &qa.Answer{
		Question: "`who`? @here", Lang: "en", Type: qa.Thing, Kind: qa.Single, Text: "*now* __not__ later",
		Items:      []qa.Item{{Text: "*now* __not__ later", Display: "*now* __not__ later", Quotes: []int{0}, Support: 1}},
		Quotes:     []qa.Quote{quoted(doc, doc.Text, "*now* __not__ later"), quoted(doc, "1. \u202eright to left\u202c > end", "1. ")},
		Confidence: 0.2, Sources: 1, Notes: []string{qa.NoteCut, "stage-`x`"},
	}
}

func TestAnswer(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name   string
		locale string
		answer *qa.Answer
		o      Options
	}{
		{"english list", "en-US", list(), Options{ID: "a1", Asked: list().Question, Repeat: true}},
		{"arabic list", "ar", arabicList(), Options{ID: "a1", Asked: arabicList().Question, Repeat: true, Now: now}},
		{"arabic words about english items", "ar", list(), Options{ID: "a1"}},
		{"private", "en", polar("en", "Yes"), Options{ID: "a1", Private: true}},
		{"yes in arabic", "ar", polar("ar", "نعم"), Options{ID: "a1"}},
		{"conflict", "en", conflict(), Options{ID: "a1", Now: now}},
		{"conflict in arabic", "ar", conflict(), Options{ID: "a1"}},
		{"refusal", "en", refusal(), Options{ID: "a1", Asked: "and with Peru?"}},
		{"refusal in arabic", "ar", refusal(), Options{ID: "a1", Private: true}},
		{"nothing", "en", &qa.Answer{Kind: qa.Abstention, Reason: qa.ReasonEmptyCorpus}, Options{}},
		{"2000 characters", "en", long(3, 8), Options{ID: "a1"}},
		{"6000 characters", "en", long(12, 7), Options{ID: "a1"}},
		{"one endless quote", "en", long(1, 120), Options{ID: "a1"}},
		{"hostile", "en", hostile(), Options{ID: "a1", Asked: "`who`? @here\n# big", Repeat: true}},
		{"hostile in arabic", "ar", hostile(), Options{ID: "a1"}},
		{"changed", "en", polar("en", "Yes"), Options{ID: "a1", Changed: func(q qa.Quote) bool { return q.Doc == moscow.ID }}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			golden(t, For(test.locale).Answer(test.answer, test.o)...)
		})
	}
}

func TestAgain(t *testing.T) {
	w, o := For("en"), Options{ID: "a1"}
	list := w.Answer(long(12, 7), o)
	p := w.Again(long(12, 7), o)
	if p.Text != list[0].Text || len(p.Components) != 1 || len(list) < 2 {
		t.Errorf("one message of %d has %d rows", len(list), len(p.Components))
	}
}

func TestContext(t *testing.T) {
	o := Options{ID: "a1"}
	big := long(1, 30)
	bigDoc := document("big.txt", "Harbour log", "en", "Before all this.", big.Quotes[0].Text, "After all this.")
	big.Quotes[0].Span = bigDoc.Blocks[1].Span
	big.Quotes[0].Marks = nil
	tests := []struct {
		name   string
		locale string
		answer *qa.Answer
		doc    *corpus.Document
		view   View
	}{
		{"first quote", "en", list(), moscow, View{Quote: 0, Page: -1}},
		{"arabic quote", "en", list(), riyadh, View{Quote: 2, Page: -1}},
		{"in arabic", "ar", list(), moscow, View{Quote: 1, Page: -1}},
		{"changed", "en", list(), canberra, View{Quote: 0, Page: -1}},
		{"gone", "en", list(), nil, View{Quote: 0, Page: -1}},
		{"no such quote", "en", list(), moscow, View{Quote: 9, Page: -1}},
		{"endless quote", "en", big, bigDoc, View{Quote: 0, Page: -1}},
		{"second page", "en", big, bigDoc, View{Quote: 0, Page: 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			golden(t, For(test.locale).Context(test.answer, test.doc, test.view, o))
		})
	}
}
