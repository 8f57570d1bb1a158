package reply

import (
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

var pictures = flag.String("pictures", "", "a folder to write replies to as pages that look like Discord on a phone; see bot/docs")

// TestPictures draws the replies of the README out of answers of the sample corpus, as dalil ask --json gave them.
func TestPictures(t *testing.T) {
	o := Options{ID: "sample"}
	draw := func(name, asker, command string, posts ...discord.Post) {
		for _, p := range posts {
			checkPost(t, p)
		}
		if *pictures == "" {
			return
		}
		path := filepath.Join(*pictures, name+".html")
		if err := os.WriteFile(path, []byte(page(asker, command, posts)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var list, arabic, refusal qa.Answer
	var doc corpus.Document
	for name, v := range map[string]any{"list": &list, "arabic": &arabic, "refusal": &refusal, "document": &doc} {
		raw, err := os.ReadFile(filepath.Join("testdata", "pictures", name+".json"))
		if err == nil {
			err = json.Unmarshal(raw, v)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	asked := func(a *qa.Answer) Options { return Options{ID: "sample", Asked: a.Question, Repeat: true} }
	draw("answer-english", "alice", "/ask", For("en").Answer(&list, asked(&list))...)
	draw("answer-arabic", "ليلى", "/اسأل", For("ar").Answer(&arabic, asked(&arabic))...)
	draw("refusal", "bob", "/ask", For("en").Answer(&refusal, asked(&refusal))...)
	view := View{Page: -1}
	for i, q := range Quotes(&list) {
		if q.Doc == doc.ID {
			view.Quote = i
			break
		}
	}
	shown := For("en").Context(&list, &doc, view, o)
	if !strings.Contains(shown.Text, "> ") || strings.Contains(shown.Text, english.quoteGone) {
		t.Errorf("the context view has lost its quote:\n%s", shown.Text)
	}
	draw("context", "", "", shown)
}

// page is a web page of messages.
func page(asker, command string, posts []discord.Post) string {
	var b strings.Builder
	b.WriteString(pageHead)
	if command != "" {
		fmt.Fprintf(&b, `<div class="used"><span class="hook"></span><b dir="auto">%s</b> used <i dir="auto">%s</i></div>`, html.EscapeString(asker), html.EscapeString(command))
	}
	for i, p := range posts {
		b.WriteString(`<div class="message">`)
		if i == 0 {
			b.WriteString(`<div class="avatar">د</div><div class="name">Dalil <span>APP</span><time>Today at 09:41</time></div>`)
		}
		b.WriteString(content(p.Text))
		for _, row := range p.Components {
			b.WriteString(`<div class="row">`)
			for _, item := range row.(discord.Row).Items {
				if c, ok := item.(discord.Button); ok {
					fmt.Fprintf(&b, `<button dir="auto">%s</button>`, html.EscapeString(strings.TrimSpace(c.Emoji+" "+c.Label)))
				}
			}
			b.WriteString(`</div>`)
		}
		if p.Private {
			b.WriteString(`<div class="only">👁 Only you can see this</div>`)
		}
		b.WriteString(`</div>`)
	}
	return b.String() + "</div></body></html>\n"
}

var (
	escaped   = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)
	boldText  = regexp.MustCompile(`\*\*(.+?)\*\*`)
	underline = regexp.MustCompile(`__(.+?)__`)
)

// content is the part of markdown that replies use, as HTML.
func content(text string) string {
	var b strings.Builder
	barred := false
	for line := range strings.SplitSeq(text, "\n") {
		rest, bar := strings.CutPrefix(line, "> ")
		if bar != barred {
			b.WriteString(map[bool]string{true: `<blockquote>`, false: `</blockquote>`}[bar])
			barred = bar
		}
		small, isSmall := strings.CutPrefix(rest, "-# ")
		class := "line"
		if isSmall {
			class, rest = "line small", small
		}
		fmt.Fprintf(&b, `<div class="%s" dir="auto">%s&#8203;</div>`, class, inline(rest))
	}
	if barred {
		b.WriteString(`</blockquote>`)
	}
	return b.String()
}

func inline(s string) string {
	s = escaped.ReplaceAllStringFunc(s, func(m string) string { return string(rune(0xe000 + int(m[1]))) })
	s = html.EscapeString(s)
	s = boldText.ReplaceAllString(s, "<b>$1</b>")
	s = underline.ReplaceAllString(s, "<u>$1</u>")
	var b strings.Builder
	for _, r := range s {
		if r >= 0xe000 && r < 0xe080 {
			b.WriteString(html.EscapeString(string(r - 0xe000)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

const pageHead = `<!doctype html><html><head><meta charset="utf-8"><style>
body { margin: 0; background: #1c1d22; font: 16px/1.375 "Noto Sans", "Noto Sans Arabic", "Noto Color Emoji", sans-serif; color: #dfe0e2; width: 430px; }
.all { padding: 14px 16px 16px; }
.used { margin-left: 26px; font-size: 13px; color: #9b9ca3; padding-bottom: 4px; }
.used b { font-weight: 500; color: #c9cdfb; } .used i { font-style: normal; color: #8ea1f9; }
.hook { display: inline-block; width: 22px; height: 8px; border: solid #4a4b52; border-width: 2px 0 0 2px; border-radius: 6px 0 0 0; margin: 0 4px 0 -4px; }
.message { position: relative; padding-left: 52px; padding-bottom: 8px; }
.avatar { position: absolute; left: 0; top: 2px; width: 40px; height: 40px; border-radius: 50%; background: #2f6f5e; color: #fff; font-size: 22px; line-height: 36px; text-align: center; }
.name { font-weight: 600; color: #fff; } .name span { background: #5865f2; font-size: 10px; padding: 1px 5px; border-radius: 4px; vertical-align: 2px; }
.name time { font-weight: 400; font-size: 12px; color: #9b9ca3; margin-left: 8px; }
.line { overflow-wrap: anywhere; min-height: 1em; text-align: start; }
.line b { font-weight: 700; color: #fff; }
.small { font-size: 13px; color: #9b9ca3; padding-bottom: 4px; }
blockquote { margin: 2px 0; padding: 0 10px; border-left: 4px solid #4e5058; border-radius: 3px; }
.row { display: flex; flex-wrap: wrap; gap: 6px; padding-top: 6px; }
button { font: 500 14px "Noto Sans", "Noto Sans Arabic", "Noto Color Emoji"; color: #fff; background: #3a3b42; border: 0; border-radius: 8px; padding: 7px 12px; }
.only { font-size: 12px; color: #9b9ca3; padding-top: 6px; }
</style></head><body><div class="all">`
