package reply

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// quoted makes a quote of the sentence in a document, with the marked words in it.
func quoted(doc *corpus.Document, sentence string, marks ...string) qa.Quote {
	at := strings.Index(doc.Text, sentence)
	if at < 0 {
		panic("no such sentence: " + sentence)
	}
	q := qa.Quote{
		Span: corpus.Span{Start: at, End: at + len(sentence)}, Text: sentence, Collection: doc.Collection, Doc: doc.ID,
		Title: doc.Title, Publisher: doc.Publisher, Date: doc.Date, Lang: doc.Lang,
	}
	for _, m := range marks {
		i := strings.Index(sentence, m)
		if i < 0 {
			panic("no such words: " + m)
		}
		q.Marks = append(q.Marks, corpus.Span{Start: at + i, End: at + i + len(m)})
	}
	return q
}

// document makes a document of paragraphs, each of one passage, with a sentence a line.
func document(id, title, lang string, paragraphs ...string) *corpus.Document {
	d := &corpus.Document{Collection: "main", ID: id, Title: title, Lang: lang}
	for _, p := range paragraphs {
		kind := corpus.Paragraph
		switch {
		case strings.HasPrefix(p, "# "):
			kind, p = corpus.Heading, p[2:]
		case strings.HasPrefix(p, "! "):
			kind, p = corpus.Boilerplate, p[2:]
		}
		if d.Text != "" {
			d.Text += "\n\n"
		}
		block := corpus.Span{Start: len(d.Text), End: len(d.Text) + len(p)}
		d.Text += p
		d.Blocks = append(d.Blocks, corpus.Block{Span: block, Kind: kind})
		if kind != corpus.Paragraph {
			continue
		}
		passage := corpus.Passage{Span: block, Lang: lang}
		at := block.Start
		for s := range strings.SplitAfterSeq(p, "\n") {
			end := at + len(strings.TrimRight(s, "\n"))
			passage.Sentences = append(passage.Sentences, corpus.Span{Start: at, End: end})
			at += len(s)
		}
		d.Passages = append(d.Passages, passage)
	}
	return d
}

func published(d *corpus.Document, publisher string, year int, month time.Month, day int) *corpus.Document {
	d.Publisher = publisher
	d.Date = corpus.Date{Day: time.Date(year, month, day, 0, 0, 0, 0, time.UTC), Origin: corpus.DateByline}
	return d
}

// visible shows what cannot be seen.
var visible = strings.NewReplacer(isolate, "⟨fsi⟩", popIsolate, "⟨pdi⟩", leftMark, "⟨lrm⟩", rightMark, "⟨rlm⟩",
	"\u200b", "⟨zwsp⟩", "\u202e", "⟨rlo⟩", "\u200d", "⟨zwj⟩")

// printed shows messages as a golden file holds them.
func printed(posts ...discord.Post) string {
	var b strings.Builder
	for i, p := range posts {
		fmt.Fprintf(&b, "-- message %d", i+1)
		if p.Private {
			b.WriteString(" (private)")
		}
		fmt.Fprintf(&b, " --\n%s\n", visible.Replace(p.Text))
		for _, c := range p.Components {
			for _, item := range c.(discord.Row).Items {
				b.WriteString(component(item) + " ")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func component(c discord.Component) string {
	switch c := c.(type) {
	case discord.Button:
		label := strings.TrimSpace(c.Emoji + " " + c.Label)
		if c.Disabled {
			label = "(" + label + ")"
		}
		return "[" + label + " " + c.ID + "]"
	case discord.Select:
		var labels []string
		for _, o := range c.Options {
			labels = append(labels, o.Label)
		}
		return "{" + c.Placeholder + " " + c.ID + ": " + strings.Join(labels, " | ") + "}"
	}
	return "?"
}

// checkPost holds a message to Discord's limits, as the UTF-16 units of clients count.
func checkPost(t *testing.T, p discord.Post) {
	t.Helper()
	if n := length(p.Text); n > discord.MaxText || strings.TrimSpace(p.Text) == "" {
		t.Errorf("a message is %d characters long:\n%s", n, p.Text)
	}
	if !utf8.ValidString(p.Text) {
		t.Errorf("a message is not UTF-8: %q", p.Text)
	}
	if len(p.Components) > discord.MaxRows {
		t.Errorf("%d rows", len(p.Components))
	}
	seen := map[string]bool{}
	for _, c := range p.Components {
		row := c.(discord.Row)
		if len(row.Items) == 0 || len(row.Items) > discord.MaxRowButtons {
			t.Errorf("%d buttons in a row", len(row.Items))
		}
		for _, item := range row.Items {
			id := checkComponent(t, item)
			if seen[id] {
				t.Errorf("custom id %q twice", id)
			}
			seen[id] = true
		}
	}
	for line := range strings.SplitSeq(p.Text, "\n") {
		checkLine(t, line)
	}
}

func checkComponent(t *testing.T, c discord.Component) string {
	t.Helper()
	id := ""
	switch c := c.(type) {
	case discord.Button:
		id = c.ID
		if length(c.Label) > discord.MaxLabel || c.Label == "" && c.Emoji == "" {
			t.Errorf("label %q", c.Label)
		}
	case discord.Select:
		id = c.ID
		for _, o := range c.Options {
			if length(o.Label) > discord.MaxOptionText || length(o.Value) > discord.MaxOptionText || o.Label == "" {
				t.Errorf("option %q", o.Label)
			}
		}
	}
	if _, err := Decode(id); err != nil {
		t.Errorf("custom id %q: %v", id, err)
	}
	return id
}

var inlineCode = regexp.MustCompile("`[^`]*`")

// checkLine holds a line to the promises about direction and emphasis.
func checkLine(t *testing.T, line string) {
	t.Helper()
	depth := 0
	for _, r := range line {
		switch r {
		case 0x2068:
			depth++
		case 0x2069:
			depth--
		case 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x200b, 0xfeff:
			t.Errorf("U+%04X in %q", r, line)
		}
		if depth < 0 {
			t.Errorf("an isolate ends that did not begin: %q", line)
		}
	}
	if depth != 0 {
		t.Errorf("an isolate does not end: %q", line)
	}
	line = inlineCode.ReplaceAllString(strings.NewReplacer(`\\`, "", `\*`, "", "\\`", "").Replace(line), "")
	if bold := strings.Count(line, "**"); bold%2 != 0 {
		t.Errorf("bold does not end: %q", line)
	}
}
