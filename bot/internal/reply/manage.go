package reply

import (
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
)

type managingWords struct {
	statusTitle, gapsTitle, gapsNone, auditTitle, auditNone string
	refused, disliked, week, notKept                        string
	fields                                                  map[Field]string
	times, told, unread                                     counted
	synced                                                  string
	yes, no, none, managers, limits                         string
}

// A Field is a fact of a status or a setting.
type Field string

// The fields that there are words for. Another one shows as its own name.
const (
	FieldUptime      Field = "uptime"
	FieldDocuments   Field = "documents"
	FieldAnswers     Field = "answers"
	FieldRefusals    Field = "refusals"
	FieldGood        Field = "good"
	FieldBad         Field = "bad"
	FieldChannels    Field = "channels"
	FieldCollections Field = "collections"
	FieldAskers      Field = "askers"
	FieldManagers    Field = "managers"
	FieldLimits      Field = "limits"
	FieldLanguage    Field = "language"
	FieldMode        Field = "mode"
	FieldDirect      Field = "direct"
	FieldQuestions   Field = "questions"
	FieldQueue       Field = "queue"
	FieldContent     Field = "content"
)

// A Fact is a line of a status: what, and its value. Exactly one of the values is set; a Text is shown as it stands.
type Fact struct {
	Field    Field
	Text     string
	Limits   *Limits
	Choice   string // a value of a choice of the commands
	Count    *int
	When     time.Time
	Channels []discord.ID // shown as Discord shows channels
	Roles    []discord.ID
	Bool     *bool
}

// A Sync is what reading the documents again has changed, in documents.
type Sync struct{ Added, Updated, Removed, Unchanged, Failed int }

// Synced says what reading the documents again has changed, and how many could not be read.
func (w *Wording) Synced(s Sync) discord.Post {
	text := fill(w.managing.synced, "added", number(s.Added), "updated", number(s.Updated), "removed", number(s.Removed), "unchanged", number(s.Unchanged))
	if s.Failed > 0 {
		text += " " + w.count(w.managing.unread, s.Failed)
	}
	return discord.Post{Text: w.line(text), Private: true}
}

// Limits are questions a minute.
type Limits struct{ User, Channel, Server int }

// Status returns facts under a title; an empty title is that of the status. It is for managers only.
func (w *Wording) Status(title string, facts []Fact) discord.Post {
	if title == "" {
		title = w.managing.statusTitle
	} else {
		title = w.foreign(title, maxTitle)
	}
	blocks := make([]string, 0, len(facts))
	for _, f := range facts {
		name, ok := w.managing.fields[f.Field]
		if !ok {
			name = code(string(f.Field))
		}
		blocks = append(blocks, w.line(name+": "+w.value(f)))
	}
	return w.book(title, blocks, paging{private: true})
}

func (w *Wording) value(f Fact) string {
	switch {
	case f.Count != nil:
		return number(*f.Count)
	case f.Bool != nil && *f.Bool:
		return w.managing.yes
	case f.Bool != nil:
		return w.managing.no
	case !f.When.IsZero():
		return moment(f.When)
	case len(f.Channels) > 0:
		return named("<#", f.Channels)
	case len(f.Roles) > 0:
		return named("<@&", f.Roles)
	case f.Limits != nil:
		return fill(w.managing.limits, "user", number(f.Limits.User), "channel", number(f.Limits.Channel), "server", number(f.Limits.Server))
	case f.Field == FieldManagers:
		return strings.TrimPrefix(named("<@&", f.Roles)+w.comma+w.managing.managers, w.comma)
	case f.Choice != "":
		return w.commands["="+f.Choice].name
	case f.Text != "":
		return w.foreign(f.Text, 400)
	}
	return w.managing.none
}

// named writes ids as Discord turns them into names, up to 25 of them. It mentions nobody: the discord package never lets
// a message mention.
func named(open string, ids []discord.ID) string {
	const most = 25
	text := ""
	for i, id := range ids {
		switch {
		case i == most:
			return text + " …"
		case i > 0:
			text += " "
		}
		text += entity(open, id)
	}
	return text
}

func entity(open string, id discord.ID) string {
	if id == "" || len(id) > 20 || !plain(string(id), 20) {
		return "–"
	}
	return open + string(id) + ">"
}

// A Gap is a question that stayed without an answer, or whose answer was voted down, with others that are like it.
type Gap struct {
	Question string // "" where questions are not kept
	Times    int
	Disliked bool
	Told     int    // people who wanted the managers to know
	Reason   string // given with the last vote, or why there was no answer as a qa.Reason
	Last     time.Time
	Week     time.Time // the Monday that its week begins with
}

// Gaps returns a page of gaps, a heading a week. They are shown in their order.
func (w *Wording) Gaps(gaps []Gap, p Page) discord.Post {
	blocks := make([]string, 0, len(gaps))
	var week time.Time
	for _, g := range gaps {
		if !g.Week.Equal(week) {
			week = g.Week
			blocks = append(blocks, w.section(fill(w.managing.week, "date", w.Date(week))))
		}
		question := w.foreign(g.Question, 200)
		if question == "" {
			question = w.managing.notKept
		}
		kind := w.managing.refused
		if g.Disliked {
			kind = w.managing.disliked
		}
		text := "> " + aligned(question, first(corpus.Visible(g.Question), true) > 0) + "\n-# "
		small := kind + " · " + w.count(w.managing.times, max(1, g.Times)) + " · " + moment(g.Last)
		if g.Told > 0 {
			small += " · " + w.count(w.managing.told, g.Told)
		}
		if g.Reason != "" && g.Disliked {
			small += " · " + w.foreign(g.Reason, 200)
		}
		blocks = append(blocks, text+w.line(small))
	}
	if len(blocks) == 0 {
		blocks = []string{w.line(w.managing.gapsNone)}
	}
	return w.book(w.managing.gapsTitle, blocks, paging{page: p.Number, id: ID{Action: ActGaps, Answer: p.ID}, private: true, room: listRoom})
}

// An Entry is a line of the audit log.
type Entry struct {
	When   time.Time
	Who    discord.ID
	Action string // such as "channels enable"; one without words of its own is shown as it stands
	Detail string
}

// Audit returns a page of the audit log. Entries are shown in their order.
func (w *Wording) Audit(entries []Entry, p Page) discord.Post {
	blocks := make([]string, 0, len(entries))
	for _, e := range entries {
		text := moment(e.When) + " · " + entity("<@", e.Who) + " · " + code(e.Action)
		if e.Detail != "" {
			text += " · " + w.foreign(e.Detail, 200)
		}
		blocks = append(blocks, w.line(text))
	}
	if len(blocks) == 0 {
		blocks = []string{w.line(w.managing.auditNone)}
	}
	return w.book(w.managing.auditTitle, blocks, paging{page: p.Number, id: ID{Action: ActAudit, Answer: p.ID}, private: true, room: listRoom})
}
