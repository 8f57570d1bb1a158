package reply

import (
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

type pageWords struct {
	searchTitle, searchNothing             string
	sourcesTitle, sourcesNone              string
	collection, span, updated              string
	documents                              counted
	helpTitle, help, starters, placeholder string
}

// listRoom is the length of a page of a list, some ten lines.
const listRoom = 900

// Search returns a page, from 0, of passages that hold the words. They are numbered, and are no answer. id is what the bot
// keeps the search under, for the buttons that turn pages; "" for none.
func (w *Wording) Search(words string, found []qa.Quote, p Page) discord.Post {
	var blocks []string
	for _, p := range dressed(found, p.Place) {
		blocks = append(blocks, w.blocks(p)...)
	}
	if len(blocks) == 0 {
		blocks = []string{w.line(w.pages.searchNothing)}
	}
	title := fill(w.pages.searchTitle, "words", w.foreign(words, maxTitle))
	return w.book(title, blocks, paging{page: p.Number, id: Options{ID: p.ID}.turns(ActSearch), private: p.Private})
}

// A Page says which page of a list is shown.
type Page struct {
	Number  int    // from 0
	ID      string // what the bot keeps the list under; "" where it makes the list anew
	Private bool
	Place   func(qa.Quote) corpus.Place // of the passages of a search; nil for not telling
}

// A Collection is a set of documents that may be asked here.
type Collection struct {
	Name           string
	Documents      int
	Oldest, Newest time.Time // days of publication; zero for unknown
	Updated        time.Time // when documents were last read; zero for unknown
}

// A Source is a document in a list.
type Source struct {
	Title, Publisher, ID, Collection string
	Date                             corpus.Date
}

// Sources returns a page of what is known here: collections with counts and dates, then documents, all of which are handed
// in for every page. Only the collections
// that may be asked here belong in it.
func (w *Wording) Sources(collections []Collection, docs []Source, p Page) discord.Post {
	if len(collections) == 0 {
		return discord.Post{Text: w.line(w.pages.sourcesNone), Private: p.Private}
	}
	blocks := make([]string, 0, len(collections)+len(docs))
	for _, c := range collections {
		text := fill(w.pages.collection, "name", "**"+w.foreign(c.Name, maxName)+"**", "documents", w.count(w.pages.documents, c.Documents))
		if !c.Oldest.IsZero() && !c.Newest.IsZero() {
			text += " · " + fill(w.pages.span, "from", w.Date(c.Oldest), "to", w.Date(c.Newest))
		}
		if !c.Updated.IsZero() {
			text += " · " + fill(w.pages.updated, "when", moment(c.Updated))
		}
		blocks = append(blocks, w.line(text))
	}
	last := ""
	for i, d := range docs {
		if len(collections) > 1 && d.Collection != last {
			last = d.Collection
			blocks = append(blocks, w.section(w.foreign(d.Collection, maxName)))
		} else if i == 0 {
			blocks[len(blocks)-1] += "\n"
		}
		blocks = append(blocks, w.listed(i+1, d))
	}
	return w.book(w.pages.sourcesTitle, blocks, paging{page: p.Number, id: ID{Action: ActSources, Answer: p.ID}, private: p.Private, room: listRoom})
}

// listed is a document's line in a list.
func (w *Wording) listed(n int, d Source) string {
	title := w.foreign(d.Title, maxTitle)
	if title == "" {
		title = w.foreign(d.ID, maxTitle)
	}
	text := title
	if s := w.foreign(d.Publisher, maxPublisher); s != "" {
		text += w.comma + s
	}
	if s := w.day(d.Date); s != "" {
		text += w.comma + s
	}
	return w.line(number(n) + " · " + text)
}

// Help says what can be done here, with questions to begin with: as a text, and those that a menu can carry (at most 100
// characters) as a menu, whose chosen value is the question.
func (w *Wording) Help(starters []string, private bool) discord.Post {
	var blocks []string
	for line := range strings.SplitSeq(w.pages.help, "\n") {
		rest, barred := strings.CutPrefix(line, "> ")
		if line = w.line(rest); barred {
			line = "> " + line
		}
		blocks = append(blocks, line)
	}
	var options []discord.SelectOption
	seen := map[string]bool{}
	for _, s := range starters {
		clean := corpus.Visible(s)
		if n := length(clean); n == 0 || n > discord.MaxOptionText || seen[clean] || len(options) == discord.MaxOptions {
			continue
		}
		seen[clean] = true
		options = append(options, discord.SelectOption{Label: clean, Value: clean})
	}
	for i, o := range options[:min(len(options), 5)] {
		if i == 0 {
			blocks = append(blocks, w.section(w.pages.starters))
		}
		right := first(o.Label, true) > 0
		blocks = append(blocks, "> "+aligned(w.isolated(Escape(o.Label), right), right))
	}
	post := w.book(w.pages.helpTitle, blocks, paging{private: private})
	if len(options) > 0 {
		post.Components = []discord.Component{discord.Row{Items: []discord.Component{discord.Select{
			ID: ID{Action: ActStarter}.Encode(), Placeholder: w.pages.placeholder, Options: options,
		}}}}
	}
	return post
}
