package channel

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source"
)

// server is a channel at a server that counts what it is asked.
type server struct {
	messages   []corpus.ChatMessage // oldest first
	pins       []string
	lost       string
	unreadable error
	broken     error
	asked      []string
	during     func() // while a page is on its way
}

func (s *server) Channel(context.Context, string) (corpus.ChatChannel, error) {
	s.asked = append(s.asked, "channel")
	c := corpus.ChatChannel{ID: "7", Name: "general", Server: "5", ServerName: "Newsroom", Lost: s.lost}
	if len(s.messages) > 0 {
		c.Last = s.messages[len(s.messages)-1].ID
	}
	return c, s.broken
}

func (s *server) Readable(context.Context, string) error {
	s.asked = append(s.asked, "readable")
	return s.unreadable
}

func (s *server) Messages(_ context.Context, _ string, p corpus.ChatPage) ([]corpus.ChatMessage, error) {
	s.asked = append(s.asked, "page")
	var all []corpus.ChatMessage
	for _, m := range s.messages {
		if p.Before != "" && compareIDs(m.ID, p.Before) >= 0 || p.After != "" && compareIDs(m.ID, p.After) <= 0 || p.Pinned && !slices.Contains(s.pins, m.ID) {
			continue
		}
		all = append(all, m)
	}
	if len(all) > pageSize && p.After != "" {
		all = all[:pageSize]
	} else if len(all) > pageSize {
		all = all[len(all)-pageSize:]
	}
	slices.Reverse(all)
	if s.unreadable != nil {
		all = nil
	}
	if s.during != nil {
		s.during()
	}
	return all, s.broken
}

func (s *server) Message(_ context.Context, _, id string) (corpus.ChatMessage, error) {
	s.asked = append(s.asked, "message")
	for _, m := range s.messages {
		if m.ID == id {
			return m, s.broken
		}
	}
	return corpus.ChatMessage{}, corpus.ErrNotFound
}

// say adds a message, so many hours after the first of May.
func (s *server) say(id, hours int, text string) {
	s.messages = append(s.messages, corpus.ChatMessage{ID: strconv.Itoa(id), Author: "alice", Text: text,
		Time: time.Date(2024, 5, 1, hours, 0, 0, 0, time.UTC)})
}

func (s *server) remove(id string) {
	s.messages = slices.DeleteFunc(s.messages, func(m corpus.ChatMessage) bool { return m.ID == id })
}

// refresh reads and returns what was asked for.
func (s *server) refresh(t *testing.T, c *Channel) string {
	t.Helper()
	s.asked = nil
	if err := c.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	return strings.Join(s.asked, " ")
}

func ids(t *testing.T, c *Channel) []string {
	t.Helper()
	l, err := c.Entries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range l.Entries {
		all = append(all, e.ID)
	}
	return all
}

// words returns what all documents of the channel say.
func words(t *testing.T, c *Channel) string {
	t.Helper()
	l, err := c.Entries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, e := range l.Entries {
		content, err := c.Read(t.Context(), e)
		if err != nil || content.Version != e.Version {
			t.Fatalf("read %s: %v, version %q of %q", e.ID, err, content.Version, e.Version)
		}
		all.Write(content.Data)
	}
	return all.String()
}

func TestRequests(t *testing.T) {
	s := &server{}
	for i := range 250 {
		s.say(1000+i, i/10, fmt.Sprintf("message %d", i))
	}
	c := New(s, "7", Options{Name: "talk", Live: true})
	for _, step := range []struct {
		name string
		do   func()
		want string
	}{
		{"first", func() {}, "channel readable page page page"},
		{"unchanged", func() {}, "channel"},
		{"one new", func() { s.say(2000, 30, "new"); c.Changed("2000") }, "channel page"},
		{"one edited", func() { s.messages[17].Text = "edited"; c.Changed("1017") }, "channel message"},
		{"one deleted", func() { s.remove("1018"); c.Removed("1018") }, "channel"},
		{"the newest deleted", func() { s.remove("2000"); c.Removed("2000") }, "channel"},
		{"one said and deleted unseen", func() { s.say(2001, 30, "x"); s.refresh(t, c); s.remove("2001") }, "channel"},
		{"another channel's", func() { c.Changed("3") }, "channel"},
		{"many new", func() {
			for i := range 120 {
				s.say(3000+i, 40, "later")
			}
		}, "channel page page"},
		{"a gap", func() { c.Gap() }, "channel readable page page page page"},
		{"many edited", func() {
			for i := range 60 {
				c.Changed(strconv.Itoa(1100 + i))
			}
		}, "channel readable page page page page"},
	} {
		step.do()
		if got := s.refresh(t, c); got != step.want {
			t.Errorf("%s: asked for %s, want %s", step.name, got, step.want)
		}
	}
	if all := words(t, c); !strings.Contains(all, `"edited"`) || strings.Contains(all, `"message 18"`) || !strings.Contains(all, `"later"`) {
		t.Error("what was edited, deleted or said is not followed")
	}
}

func TestEntries(t *testing.T) {
	s := &server{pins: []string{"11", "30"}}
	s.say(10, 23, "first")
	s.say(11, 25, "second")
	s.say(12, 26, "omitted")
	s.messages[2].Omit = true
	s.say(30, 900, "in June")
	for _, test := range []struct {
		name string
		opts Options
		want []string
	}{
		{"days", Options{Name: "talk"}, []string{"talk/2024-05-01", "talk/2024-05-02", "talk/2024-06-07"}},
		{"pins", Options{Pins: true}, []string{"7/11", "7/30"}},
		{"since", Options{Since: time.Date(2024, 5, 2, 0, 0, 0, 0, time.UTC)}, []string{"7/2024-05-02", "7/2024-06-07"}},
	} {
		c := New(s, "7", test.opts)
		if _, err := c.Entries(t.Context()); !errors.Is(err, errUnread) {
			t.Errorf("%s: before the first Refresh: %v", test.name, err)
		}
		s.refresh(t, c)
		if diff := cmp.Diff(test.want, ids(t, c)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestLimitCutsAtADay(t *testing.T) {
	s := &server{}
	for i := range 1000 {
		s.say(1000+i, i/10, "x") // 240 a day
	}
	c := New(s, "7", Options{Name: "talk", Messages: 300})
	s.refresh(t, c)
	want := []string{"talk/2024-05-04", "talk/2024-05-05"} // 40 and 240; of the day before only 20 were read
	if diff := cmp.Diff(want, ids(t, c)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestPolled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{}
		s.say(10, 1, "first")
		s.say(11, 2, "second")
		c := New(s, "7", Options{})
		s.refresh(t, c)
		s.remove("10")
		if got := s.refresh(t, c); got != "channel" {
			t.Errorf("within the hour: %s", got)
		}
		time.Sleep(trustPolled)
		if got := s.refresh(t, c); got != "channel readable page" || strings.Contains(words(t, c), "first") {
			t.Errorf("after the hour: %s", got)
		}
	})
}

// A failure leaves the copy, and nothing that was noticed meanwhile is forgotten.
func TestFailures(t *testing.T) {
	s := &server{}
	s.say(10, 1, "first")
	s.say(11, 2, "second")
	c := New(s, "7", Options{Live: true})
	s.refresh(t, c)
	s.broken = errors.New("no answer")
	s.messages[0].Text = "edited"
	c.Changed("10")
	c.Removed("11")
	if err := c.Refresh(t.Context()); !errors.Is(err, s.broken) {
		t.Fatal(err)
	}
	if all := words(t, c); !strings.Contains(all, "first") || strings.Contains(all, "second") {
		t.Errorf("after a failure: %s", all)
	}
	s.remove("11")
	s.broken = nil
	if got := s.refresh(t, c); got != "channel message" || !strings.Contains(words(t, c), "edited") {
		t.Errorf("after it was over: %s", got)
	}
	s.unreadable = errors.New("no permission")
	c.Gap()
	if err := c.Refresh(t.Context()); !errors.Is(err, s.unreadable) || !strings.Contains(words(t, c), "edited") {
		t.Errorf("where nothing can be read: %v", err)
	}
}

// What is deleted while pages are on their way is not brought back by them.
func TestDeletedMeanwhile(t *testing.T) {
	s := &server{}
	s.say(10, 1, "first")
	s.say(11, 2, "second")
	c := New(s, "7", Options{Live: true})
	s.during = func() { c.Removed("10"); c.Gap() }
	s.refresh(t, c)
	if strings.Contains(words(t, c), "first") {
		t.Error("a deleted message is back")
	}
	s.during = nil
	s.remove("10")
	if got := s.refresh(t, c); got != "channel readable page" {
		t.Errorf("a gap while it was read: %s", got)
	}
}

func TestLost(t *testing.T) {
	s := &server{}
	s.say(10, 1, "first")
	c := New(s, "7", Options{Live: true})
	s.refresh(t, c)
	s.lost = "there is no such channel"
	s.refresh(t, c)
	l, err := c.Entries(t.Context())
	if err != nil || len(l.Entries) != 0 || len(l.Problems) != 1 || l.Unknown("7/2024-05-01") || c.Lost() == "" {
		t.Errorf("lost: %+v, %v", l, err)
	}
	if _, err := c.Read(t.Context(), source.Entry{ID: "7/2024-05-01"}); !errors.Is(err, source.ErrGone) {
		t.Errorf("read of what is lost: %v", err)
	}
	s.lost = ""
	if s.refresh(t, c); len(ids(t, c)) != 1 || c.Lost() != "" {
		t.Error("it is not back")
	}
}

// The documents are those of an export: a day with its links.
func TestDocuments(t *testing.T) {
	s := &server{}
	s.say(10, 9, "The harbour closes at noon.")
	s.say(11, 10, "كم ساعة يفتح المرفأ؟")
	s.messages[1].Files = []string{"plan.pdf"}
	c := New(s, "7", Options{Name: "talk"})
	ix, err := index.Open("", index.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	sync := func(want ingest.Report) {
		t.Helper()
		s.refresh(t, c)
		src := ingest.Source{Collection: "chat", Name: "channel 7", Files: c}
		r, err := ingest.Sync(t.Context(), ix, src, ingest.Options{Force: true, Forget: true})
		r.Passages, r.Bytes = 0, 0
		if diff := cmp.Diff(want, r); err != nil || diff != "" {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	}
	sync(ingest.Report{Added: 1})
	doc, err := ix.Document(t.Context(), "chat", "talk/2024-05-01#2024-05-01")
	if err != nil {
		t.Fatal(err)
	}
	want := []corpus.Place{{Kind: corpus.Message, URL: "https://discord.com/channels/5/7/10"}, {Kind: corpus.Message, URL: "https://discord.com/channels/5/7/11"}}
	var places []corpus.Place
	for _, b := range doc.Blocks {
		places = append(places, b.Place)
	}
	if diff := cmp.Diff(want, places[:2]); diff != "" || doc.Title != "#general" || doc.Publisher != "Newsroom" {
		t.Errorf("%q of %q, %q (-want +got):\n%s", doc.Title, doc.Publisher, doc.Text, diff)
	}
	sync(ingest.Report{Unchanged: 1})
	s.remove("10")
	c.Gap()
	sync(ingest.Report{Updated: 1})
	if i, _ := ix.Info(t.Context(), "chat", doc.ID); len(i.Earlier) != 0 {
		t.Error("a deleted message is kept in an earlier text")
	}
	s.remove("11")
	c.Gap()
	sync(ingest.Report{Removed: 1})
}
