package state

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

func TestServer(t *testing.T) {
	s := opened(t, Options{})
	same(t, "nothing set", got(s.Server(t.Context(), "10"))(t), Server{ID: "10"})
	want := Server{
		ID: "10", Language: "ar", Collections: []string{"harbour", "rules"}, AskRoles: []discord.ID{"1"},
		ManageRoles: []discord.ID{"2", "3"}, Limits: Limits{User: 5, Channel: 10, Server: 20}, StoreQuestions: KeepNone,
		RetentionDays: 30, DMs: true,
	}
	put := func(v *Server) error {
		*v = want
		v.ID, v.Removed = "99", time.Now() // not for f to change
		v.Collections = []string{"rules", "harbour", "", "rules"}
		return nil
	}
	same(t, "as written", got(s.UpdateServer(t.Context(), "10", put))(t), want)
	same(t, "as read", got(s.Server(t.Context(), "10"))(t), want)
	same(t, "all", got(s.Servers(t.Context()))(t), []Server{want})
	same(t, "another", got(s.Server(t.Context(), "11"))(t), Server{ID: "11"})
}

func TestServerRefuses(t *testing.T) {
	many := make([]string, 60)
	roles := make([]discord.ID, 60)
	for i := range many {
		many[i] = fmt.Sprint("c", i)
		roles[i] = discord.ID(strconv.Itoa(i))
	}
	refusal := errors.New("not today")
	tests := []struct {
		name string
		f    func(*Server) error
	}{
		{"collections", func(v *Server) error { v.Collections = many; return nil }},
		{"collection name", func(v *Server) error { v.Collections = []string{strings.Repeat("x", 200)}; return nil }},
		{"roles that ask", func(v *Server) error { v.AskRoles = roles; return nil }},
		{"roles that manage", func(v *Server) error { v.ManageRoles = roles; return nil }},
		{"language", func(v *Server) error { v.Language = strings.Repeat("x", 40); return nil }},
		{"negative limit", func(v *Server) error { v.Limits.User = -1; return nil }},
		{"large limit", func(v *Server) error { v.Limits.Server = 1 << 20; return nil }},
		{"retention", func(v *Server) error { v.RetentionDays = -3; return nil }},
		{"questions", func(v *Server) error { v.StoreQuestions = "most"; return nil }},
		{"own refusal", func(*Server) error { return refusal }},
	}
	s := opened(t, Options{})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := s.UpdateServer(t.Context(), "10", func(v *Server) error {
				v.DMs = true
				return test.f(v)
			})
			if err == nil {
				t.Fatal("no error")
			}
			same(t, "settings", got(s.Server(t.Context(), "10"))(t), Server{ID: "10"})
		})
	}
	_, err := s.UpdateServer(t.Context(), "10", tests[0].f)
	var limit *LimitError
	if !errors.As(err, &limit) || limit.Max != 50 {
		t.Errorf("error %v", err)
	}
	if _, err = s.UpdateServer(t.Context(), "10", tests[9].f); !errors.Is(err, refusal) {
		t.Errorf("error %v", err)
	}
}

func TestChannels(t *testing.T) {
	s := opened(t, Options{})
	same(t, "new", got(s.Channel(t.Context(), "10", "20"))(t), Channel{Server: "10", ID: "20"})
	enable := func(server, id discord.ID, m Mode, collections ...string) {
		got(s.UpdateChannel(t.Context(), server, id, func(c *Channel) error {
			c.Mode, c.Collections = m, collections
			return nil
		}))(t)
	}
	enable("10", "21", Every, "rules", "harbour")
	enable("10", "20", Commands)
	enable("11", "20", Named)
	same(t, "of one server", got(s.Channels(t.Context(), "10"))(t), []Channel{
		{Server: "10", ID: "20", Mode: Commands},
		{Server: "10", ID: "21", Mode: Every, Collections: []string{"harbour", "rules"}},
	})
	enable("10", "20", Off)
	must(t, s.DropChannel(t.Context(), "10", "21"))
	same(t, "all off", len(got(s.Channels(t.Context(), "10"))(t)), 0)
	same(t, "other server's", got(s.Channel(t.Context(), "11", "20"))(t).Mode, Named)
	if _, err := s.UpdateChannel(t.Context(), "10", "20", func(c *Channel) error { c.Mode = "loud"; return nil }); err == nil {
		t.Error("an unknown mode was taken")
	}
}

func TestChannelLimit(t *testing.T) {
	s := opened(t, Options{})
	enable := func(c *Channel) error { c.Mode = Named; return nil }
	got(s.UpdateChannel(t.Context(), "10", "first", enable))(t)
	got(s.write.ExecContext(t.Context(), `WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO channel SELECT '10', i, 'named', '[]' FROM n`, maxChannels))(t)
	_, err := s.UpdateChannel(t.Context(), "10", "x", enable)
	var limit *LimitError
	if !errors.As(err, &limit) || limit.Max != maxChannels {
		t.Errorf("error %v", err)
	}
	same(t, "channels", len(got(s.Channels(t.Context(), "10"))(t)), maxChannels)
}

func TestPairs(t *testing.T) {
	s := opened(t, Options{})
	for i := range maxPairs {
		p := Pair{Server: "10", Collection: fmt.Sprint("c", i)}
		must(t, s.AddPair(t.Context(), "30", p))
		must(t, s.AddPair(t.Context(), "30", p))
	}
	var limit *LimitError
	if err := s.AddPair(t.Context(), "30", Pair{Server: "11", Collection: "c"}); !errors.As(err, &limit) {
		t.Errorf("error %v", err)
	}
	must(t, s.AddPair(t.Context(), "31", Pair{Server: "10", Collection: "c1"}))
	must(t, s.DropPair(t.Context(), "30", Pair{Server: "10", Collection: "c0"}))
	same(t, "pairs", len(got(s.Pairs(t.Context(), "30"))(t)), maxPairs-1)
	must(t, s.DropPair(t.Context(), "30", Pair{Server: "10"}))
	same(t, "pairs", len(got(s.Pairs(t.Context(), "30"))(t)), 0)
	same(t, "another's", got(s.Pairs(t.Context(), "31"))(t), []Pair{{Server: "10", Collection: "c1"}})
}

func TestConcurrentUpdates(t *testing.T) {
	s := opened(t, Options{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 10 {
				_, err := s.UpdateServer(t.Context(), "10", func(v *Server) error { v.RetentionDays++; return nil })
				if err != nil {
					t.Error(err)
				}
				if _, err := s.Server(t.Context(), "10"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	same(t, "days", got(s.Server(t.Context(), "10"))(t).RetentionDays, 80)
}

func TestOnce(t *testing.T) {
	inBubble(t, Options{}, func(t *testing.T, s *Store) {
		long := strings.Repeat("k", 500)
		for _, key := range []string{"event-1", long, long + "x"} {
			same(t, "first", got(s.Once(t.Context(), key))(t), true)
			same(t, "second", got(s.Once(t.Context(), key))(t), false)
		}
		must(t, s.Undone(t.Context(), long))
		same(t, "after it was undone", got(s.Once(t.Context(), long))(t), true)
		time.Sleep(onceTime - time.Minute)
		same(t, "within the day", got(s.Once(t.Context(), "event-1"))(t), false)
		time.Sleep(time.Minute)
		same(t, "a day later", got(s.Once(t.Context(), "event-1"))(t), true)
		same(t, "swept", got(s.Sweep(t.Context()))(t).Keys, 2)
	})
}

func TestOnceTogether(t *testing.T) {
	s := opened(t, Options{})
	var wg sync.WaitGroup
	var mu sync.Mutex
	firsts := 0
	for range 20 {
		wg.Go(func() {
			first, err := s.Once(t.Context(), "event")
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			if first {
				firsts++
			}
		})
	}
	wg.Wait()
	same(t, "firsts", firsts, 1)
}

func TestRegistration(t *testing.T) {
	s := opened(t, Options{})
	must(t, s.SetRegistration(t.Context(), "global", "abc"))
	must(t, s.SetRegistration(t.Context(), "10", "def"))
	must(t, s.SetRegistration(t.Context(), "global", "ghi"))
	must(t, s.SetRegistration(t.Context(), "10", ""))
	same(t, "global", got(s.Registration(t.Context(), "global"))(t), "ghi")
	same(t, "server", got(s.Registration(t.Context(), "10"))(t), "")
}

func TestAudit(t *testing.T) {
	s := opened(t, Options{})
	for i := range 5 {
		e := Entry{Server: "10", Channel: "20", Actor: "30", Action: "channel.enable", Detail: fmt.Sprint(i)}
		must(t, s.Audit(t.Context(), e))
	}
	must(t, s.Audit(t.Context(), Entry{Server: "11", Action: "sync", Detail: strings.Repeat("é", maxDetail)}))
	page := got(s.AuditLog(t.Context(), "10", 0, 2))(t)
	if len(page) != 2 || page[0].Detail != "4" || page[1].Detail != "3" || page[0].Actor != "30" || page[0].Time.IsZero() {
		t.Errorf("first page %+v", page)
	}
	page = got(s.AuditLog(t.Context(), "10", page[1].ID, 10))(t)
	if len(page) != 3 || page[0].Detail != "2" {
		t.Errorf("second page %+v", page)
	}
	same(t, "length", len(got(s.AuditLog(t.Context(), "11", 0, 1))(t)[0].Detail), maxDetail)
	if _, err := s.write.ExecContext(t.Context(), "UPDATE audit SET actor = 'x'"); err == nil {
		t.Error("an entry was changed")
	}
}
