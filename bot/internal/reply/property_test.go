package reply

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// pieces are what random texts are made of: plain words, and all that markdown, mentions and directions are written with.
var pieces = []string{
	"harbour", "ship", "نهر", "مدينة", "2013", "Größe", "日本", "👩‍🚀", "é́́", "a", "*", "**", "_", "__", "~~", "||", "`", "```", "> ",
	"# ", "-# ", "- ", "1. ", "[x](https://e.example)", "https://e.example/a_b*c", "@everyone", "<@1>", "<#2>", "<@&3>", ":tada:", "<t:0:R>",
	"\\", "\u202e", "\u2067", "\u200b", "\u0000", "\xff", "\n", "\r\n\r\n", "\t", "  ", "“", "»", "discord.gg/x", ":", "//", "\u2069", "\U000e0041",
	strings.Repeat("x", 700), strings.Repeat("*", 90), strings.Repeat("👍", 300), strings.Repeat("م", 1500),
}

func randomText(r *rand.Rand, words int) string {
	var b strings.Builder
	for range r.IntN(words + 1) {
		i := r.IntN(len(pieces))
		if r.IntN(4) > 0 {
			i = r.IntN(10)
		}
		b.WriteString(pieces[i])
		if r.IntN(3) > 0 {
			b.WriteByte(' ')
		}
	}
	return strings.ToValidUTF8(b.String(), "\ufffd")
}

func randomQuote(r *rand.Rand) qa.Quote {
	sizes := []int{3, 30, 30, 30, 200, 900}
	text := randomText(r, sizes[r.IntN(len(sizes))])
	start := r.IntN(1000)
	q := qa.Quote{
		Span: corpus.Span{Start: start, End: start + len(text)}, Text: text, Doc: randomText(r, 4), Title: randomText(r, 20),
		Publisher: randomText(r, 10), Lang: []string{"en", "ar", ""}[r.IntN(3)],
	}
	if r.IntN(2) == 0 {
		q.Date = corpus.Date{Day: time.Unix(r.Int64N(2e9), 0).UTC(), Origin: []corpus.DateOrigin{corpus.DateFile, corpus.DateURL}[r.IntN(2)]}
	}
	for range r.IntN(4) {
		a := start + r.IntN(len(text)+2) - 1
		q.Marks = append(q.Marks, corpus.Span{Start: a, End: a + r.IntN(12) - 1})
	}
	return q
}

func randomAnswer(r *rand.Rand) *qa.Answer {
	quotes := func(most int) []qa.Quote {
		var out []qa.Quote
		for range r.IntN(most + 1) {
			out = append(out, randomQuote(r))
		}
		return out
	}
	a := &qa.Answer{
		Question: randomText(r, 60), Lang: "en", Confidence: r.Float64(), Sources: r.IntN(200), Notes: []string{randomText(r, 20)},
		Kind: []qa.Kind{qa.Single, qa.List, qa.YesNo, qa.Abstention}[r.IntN(4)],
	}
	if a.Kind == qa.Abstention {
		a.Near, a.Reason = quotes(4), qa.ReasonUnsure
		return a
	}
	a.Text = randomText(r, []int{3, 3, 3, 600}[r.IntN(4)])
	a.Quotes, a.Related = append(quotes(14), randomQuote(r)), quotes(4)
	for range 1 + r.IntN(12) {
		a.Items = append(a.Items, qa.Item{Display: randomText(r, 5), Quotes: []int{r.IntN(len(a.Quotes))}, Support: r.IntN(3)})
	}
	for range r.IntN(3) {
		a.Conflicts = append(a.Conflicts, qa.Conflict{Item: qa.Item{Display: randomText(r, 40), Support: 1}, Quotes: quotes(2), Newer: true})
	}
	return a
}

// marks are what is put in to steer directions.
var marks = strings.NewReplacer(isolate, "", popIsolate, "", leftMark, "", rightMark, "")

// read returns a line as Discord shows it, and reports markup other than bold, which is not to be there.
func read(t *testing.T, line string) string {
	t.Helper()
	line = strings.TrimPrefix(strings.TrimPrefix(line, "> "), "-# ")
	var b strings.Builder
	var active strings.Builder
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == '\\' && i+1 < len(line) && strings.IndexByte("\\*_~|`<>[]@#-+).:", line[i+1]) >= 0:
			i++
			b.WriteByte(line[i])
			active.WriteString("␀")
		case strings.HasPrefix(line[i:], "**"):
			i++
			active.WriteString("␀") // no name of an emoji and no address goes on behind it
		default:
			b.WriteByte(c)
			active.WriteString(line[i : i+1])
		}
	}
	if strings.ContainsAny(active.String(), "*_~|[]@#<>\\") || lively.MatchString(active.String()) {
		at := max(0, strings.IndexAny(active.String(), "*_~|[]@#<>\\")) + len(lively.FindString(active.String()))
		t.Errorf("live markup %q in %q", active.String()[max(0, at-20):min(len(active.String()), at+20)], line)
	}
	return marks.Replace(b.String())
}

// lively is what the client makes something of without any brackets.
var lively = regexp.MustCompile(`https?://|:[a-z]+:|discord\.gg`)

// TestAnswersKeepToTheLimits draws random answers and holds all that is shown of them to Discord's limits and to the quotes.
func TestAnswersKeepToTheLimits(t *testing.T) {
	rounds := 40
	if testing.Short() {
		rounds = 15
	}
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		a := randomAnswer(r)
		w := wordings[r.IntN(len(wordings))]
		o := Options{ID: "abc", Asked: randomText(r, 80), Repeat: r.IntN(2) == 0, Now: time.Unix(2e9, 0), Changed: func(q qa.Quote) bool { return len(q.Text)%2 == 0 }}
		list := w.Answer(a, o)
		if len(list) == 0 || len(list) > 12 {
			t.Fatalf("seed %d: %d messages", seed, len(list))
		}
		for _, p := range list {
			checkPost(t, p)
		}
		for i := range len(Quotes(a)) + 1 {
			checkPost(t, w.Context(a, nil, View{Quote: i, Page: -1}, o))
		}
		for page := range 4 {
			checkPost(t, w.Evidence(a, o, page))
			checkPost(t, w.Search(randomText(r, 9), a.Quotes, Page{Number: page, ID: "s"}))
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestQuotesAreVerbatim draws random quotes and reads them back as Discord shows them.
func TestQuotesAreVerbatim(t *testing.T) {
	for seed := range 600 {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		q := randomQuote(r)
		w := wordings[r.IntN(len(wordings))]
		var shown strings.Builder
		blocks := w.blocks(piece{number: 1, quote: q})
		for _, b := range blocks {
			lines := strings.Split(b, "\n")
			if len(lines) != 2 {
				t.Fatalf("seed %d: %d lines:\n%s", seed, len(lines), b)
			}
			line := read(t, lines[0])
			line = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(line, "1 "), "… "), " …")
			open, shut := "“", "”"
			if strings.HasPrefix(line, "«") {
				open, shut = "«", "»"
			}
			inner, ok1 := strings.CutPrefix(line, open)
			inner, ok2 := strings.CutSuffix(inner, shut)
			if !ok1 || !ok2 {
				t.Fatalf("seed %d: no quotation: %q", seed, line)
			}
			shown.WriteString(inner)
		}
		got, want := unspaced(shown.String()), unspaced(corpus.Visible(q.Text))
		if got != want && !(len(blocks) == maxParts && strings.HasPrefix(want, got)) || t.Failed() {
			t.Fatalf("seed %d:\n got %q\nwant %q", seed, got, want)
		}
		if len(blocks) == 1 && !strings.Contains(read(t, strings.Split(blocks[0], "\n")[0]), corpus.Visible(q.Text)) {
			t.Fatalf("seed %d: spaces differ in %q", seed, blocks[0])
		}
	}
}

func unspaced(s string) string { return strings.ReplaceAll(s, " ", "") }

// TestPagesOfDocuments draws random documents: all their pages keep to the limits, together hold every paragraph that is no
// boilerplate, and the page that opens is the one with the quote in bold.
func TestPagesOfDocuments(t *testing.T) {
	for seed := range 300 {
		r := rand.New(rand.NewPCG(uint64(seed), 13))
		var paragraphs []string
		for range 1 + r.IntN(12) {
			text := strings.ReplaceAll(randomText(r, []int{5, 60, 300}[r.IntN(3)]), "\r\n\r\n", "\n")
			paragraphs = append(paragraphs, []string{"", "", "", "# ", "! "}[r.IntN(5)]+"word "+text)
		}
		doc := document("d.txt", randomText(r, 30), "en", paragraphs...)
		doc.URI, doc.Author, doc.Publisher = "https://e.example/"+strings.Repeat("a", r.IntN(320)), randomText(r, 20), randomText(r, 20)
		block := doc.Blocks[r.IntN(len(doc.Blocks))]
		if block.Kind == corpus.Boilerplate {
			continue
		}
		q := qa.Quote{Span: block.Span, Text: block.Of(doc.Text), Title: doc.Title}
		a := &qa.Answer{Kind: qa.Single, Text: "x", Quotes: []qa.Quote{q}, Items: []qa.Item{{Display: "x", Quotes: []int{0}}}}
		w := wordings[r.IntN(len(wordings))]
		o := Options{ID: "abc"}
		open := w.Context(a, doc, View{Page: -1}, o)
		if !strings.Contains(open.Text, "**word") && !strings.Contains(open.Text, "**"+w.quoteGone) {
			t.Fatalf("seed %d: the quote is not on its page:\n%s", seed, open.Text)
		}
		var got strings.Builder
		pages := len(leaf(doc, q.Span))
		for n := range pages {
			p := w.Context(a, doc, View{Page: n}, o)
			checkPost(t, p)
			got.WriteString(p.Text)
		}
		all := unspaced(marks.Replace(got.String()))
		for _, b := range doc.Blocks {
			if text := unspaced(Escape(corpus.Visible(b.Of(doc.Text)))); b.Kind != corpus.Boilerplate && len(text) < 300 && !strings.Contains(all, text) && b != block {
				t.Fatalf("seed %d: %q is on no page", seed, b.Of(doc.Text))
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, p := range pieces {
		f.Add(p)
	}
	f.Add("a:b:c:d ::x: discord.gg discordapp.com/invite 12. 3) +x")
	f.Fuzz(func(t *testing.T, s string) {
		clean := corpus.Visible(s)
		if corpus.Visible(clean) != clean {
			t.Errorf("cleaning %q twice gives %q", s, corpus.Visible(clean))
		}
		if got := read(t, "> "+Escape(clean)); got != clean {
			t.Errorf("%q is shown as %q", clean, got)
		}
		if out := clip(clean, 40); length(out) > 40 {
			t.Errorf("clip(%q) = %q", clean, out)
		}
		if head, tail := cut(clean, 25); unspaced(head+tail) != unspaced(clean) || length(Escape(head)) > 25 {
			t.Errorf("cut(%q) = %q, %q", clean, head, tail)
		}
		if l := link(s); l != "" && (strings.ContainsAny(l[1:len(l)-1], "<> \n") || !strings.HasPrefix(l, "<http")) {
			t.Errorf("link(%q) = %q", s, l)
		}
	})
}

func FuzzRuns(f *testing.F) {
	f.Add("one two three", 4, 7, 8, 13)
	f.Add("نهر *x* \u200b y", 1, 9, 0, 3)
	f.Fuzz(func(t *testing.T, s string, a, b, c, d int) {
		s = strings.ToValidUTF8(s, "?")
		rs := runs(s, 0, []corpus.Span{{Start: a, End: b}, {Start: c, End: d}})
		var text strings.Builder
		for i, r := range rs {
			text.WriteString(r.text)
			if r.text == "" || i > 0 && r.bold == rs[i-1].bold {
				t.Errorf("runs %+v", rs)
			}
		}
		if text.String() != corpus.Visible(s) {
			t.Errorf("runs of %q give %q", s, text.String())
		}
		checkLine(t, markdown(rs))
	})
}

func FuzzDecode(f *testing.F) {
	f.Add("d1:c:abc:1.2")
	f.Add(ID{Action: ActSources, Arg: "-1"}.Encode())
	f.Add("d1:c:a:b:c")
	f.Add("d2:c::")
	f.Fuzz(func(t *testing.T, s string) {
		id, err := Decode(s)
		if err != nil {
			return
		}
		if id.Encode() != s || len(s) > discord.MaxCustomID {
			t.Errorf("%q decodes to %+v", s, id)
		}
		if v, err := ParseView(id.Arg); err == nil && id.Arg != "" && v.Arg() != id.Arg {
			t.Errorf("view %q reads as %+v", id.Arg, v)
		}
	})
}
