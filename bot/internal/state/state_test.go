package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// opened returns a store over a new file that is closed at the end of the test.
func opened(t *testing.T, o Options) *Store {
	t.Helper()
	return openedAt(t, filepath.Join(t.TempDir(), "state.db"), o)
}

func openedAt(t *testing.T, path string, o Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// got returns v, and ends the test where there was an error.
func got[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		must(t, err)
		return v
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	whys := cmp.Comparer(func(a, b qa.Why) bool { return cmp.Equal(whyFields(a), whyFields(b)) })
	if diff := cmp.Diff(want, got, whys); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// whyFields are those of a Why that are kept, since cmp does not look into the others.
func whyFields(w qa.Why) []any {
	return []any{w.Analysis, w.Terms, w.Passages, w.Candidates, w.Rule, w.Threshold}
}

// answered returns an answer with all that can be in one.
func answered() *qa.Answer {
	quote := qa.Quote{
		Span: corpus.Span{Start: 4, End: 30}, Text: "The ferry leaves at noon.",
		Collection: "harbour", Doc: "a.txt", Title: "Ferries",
		Date: corpus.Date{Day: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), Origin: corpus.DateMeta}, Lang: "en",
		Marks: []corpus.Span{{Start: 20, End: 28}}, Context: corpus.Span{Start: 0, End: 60}, Score: 0.5,
	}
	return &qa.Answer{
		Question: "when does the ferry leave", Lang: "en", Type: qa.Date, Kind: qa.Single, Text: "noon",
		Items:  []qa.Item{{Text: "noon", Display: "noon", ID: "12:00", Quotes: []int{0}, Support: 1, Score: 0.9}},
		Quotes: []qa.Quote{quote}, Related: []qa.Quote{quote}, Confidence: 0.8, Sources: 1,
		Conflicts: []qa.Conflict{{Item: qa.Item{Text: "one", Quotes: []int{0}}, Quotes: []qa.Quote{quote}, Newer: true}},
		Notes:     []string{"slow"},
		Why: &qa.Why{
			Analysis: qa.Analysis{Text: "when does the ferry leave", Lang: "en", Type: qa.Date, Focus: "ferry",
				Names: []string{"@X"}},
			Terms: []corpus.TermStat{{Field: "en", Term: "ferri", DF: 1, IDF: 2}},
			Passages: []qa.WhyPassage{{Doc: "a.txt", Span: quote.Span, Text: quote.Text, Score: 1,
				Parts: []corpus.Part{{Label: "bm25", Value: 1}}}},
			Candidates: []qa.WhyCandidate{{Text: "noon", Doc: "a.txt", Score: 1}},
			Rule:       "answered: confidence 0.80", Threshold: 0.3,
		},
	}
}

func refused() *qa.Answer {
	return &qa.Answer{Question: "is there a night ferry", Lang: "en", Kind: qa.Abstention, Reason: qa.ReasonUnsure,
		Why: &qa.Why{Rule: "refused: unsure", Threshold: 0.3, Passages: []qa.WhyPassage{}, Candidates: []qa.WhyCandidate{}}}
}

func asks(server discord.ID, a *qa.Answer) Answer {
	return Answer{Server: server, Channel: "20", Asker: "30", Question: a.Question + "?", Likeness: "ferry leave",
		Collections: []string{"harbour"}, Answer: a}
}

func keeping(t *testing.T, s *Store, id discord.ID, k Keep) {
	t.Helper()
	got(s.UpdateServer(t.Context(), id, func(v *Server) error { v.StoreQuestions = k; return nil }))(t)
}

// onDisk reports whether any of the files holds a text.
func onDisk(t *testing.T, s *Store, text string) bool {
	t.Helper()
	for _, suffix := range suffixes {
		held, err := os.ReadFile(s.path + suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if strings.Contains(string(held), text) {
			return true
		}
	}
	return false
}

// inBubble runs a test with a clock of its own, the store opened inside.
func inBubble(t *testing.T, o Options, f func(*testing.T, *Store)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := got(Open(t.Context(), filepath.Join(dir, "state.db"), o))(t)
		defer func() { must(t, s.Close()) }()
		f(t, s)
	})
}

func TestFileIsPrivate(t *testing.T) {
	old := filepath.Join(t.TempDir(), "old.db")
	must(t, os.WriteFile(old, nil, 0o644))
	for _, path := range []string{filepath.Join(t.TempDir(), "new", "state.db"), old} {
		s := openedAt(t, path, Options{})
		keeping(t, s, "10", KeepAll)
		for _, suffix := range suffixes {
			info := got(os.Stat(s.Path() + suffix))(t)
			if info.Mode().Perm() != 0o600 {
				t.Errorf("%s%s has mode %v", path, suffix, info.Mode())
			}
		}
	}
}

func TestOddPaths(t *testing.T) {
	for _, name := range []string{"with space.db", "a?b=c&d.db", "50%25.db", "hash#1.db", "حالة.db"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			s := got(Open(t.Context(), path, Options{}))(t)
			must(t, s.SetRegistration(t.Context(), "global", "x"))
			must(t, s.Close())
			if entries := got(os.ReadDir(filepath.Dir(path)))(t); len(entries) != 1 || entries[0].Name() != name {
				t.Errorf("files after closing: %v", entries)
			}
		})
	}
}

func TestReopening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := got(Open(t.Context(), path, Options{StoreQuestions: KeepAll}))(t)
	id := got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
	before := got(s.Answer(t.Context(), id))(t)
	talk := Talk{Server: "10", Channel: "20"}
	must(t, s.AddTurn(t.Context(), talk, Turn{Turn: qa.Turn{Question: "q", Items: []string{"i"}}, Answer: id, Asker: "30"}))
	turns := got(s.Turns(t.Context(), talk))(t)
	must(t, s.Close())

	s = openedAt(t, path, Options{StoreQuestions: KeepAll})
	same(t, "answer", got(s.Answer(t.Context(), id))(t), before)
	same(t, "turns", got(s.Turns(t.Context(), talk))(t), turns)
}

func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := got(Open(t.Context(), path, Options{}))(t)
	for range 200 {
		got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
	}
	must(t, s.Close())
	whole := got(os.ReadFile(path))(t)
	tests := []struct {
		name  string
		spoil func([]byte) []byte
	}{
		{"no database", func([]byte) []byte { return []byte(strings.Repeat("settings: none\n", 400)) }},
		{"cut short", func(b []byte) []byte { return b[:len(b)/2] }},
		{"zeros inside", func(b []byte) []byte { clear(b[4096:12288]); return b }},
		{"header changed", func(b []byte) []byte { b[0] = 'X'; return b }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "state.db")
			spoilt := test.spoil(append([]byte(nil), whole...))
			must(t, os.WriteFile(path, spoilt, 0o600))
			_, err := Open(t.Context(), path, Options{})
			var damaged *DamagedError
			if !errors.As(err, &damaged) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "backup") {
				t.Fatalf("error %v", err)
			}
			if string(got(os.ReadFile(path))(t)) != string(spoilt) {
				t.Error("the damaged file was changed")
			}
		})
	}
}

func TestStrangers(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(t.Context(), dir, Options{}); err == nil || !strings.Contains(err.Error(), "not a file") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Open(t.Context(), filepath.Join(dir, "a.db"), Options{StoreQuestions: "some"}); err == nil {
		t.Error("an unknown setting was taken")
	}
	other := filepath.Join(dir, "other.db")
	db := got(sql.Open("sqlite", other))(t)
	got(db.ExecContext(t.Context(), "CREATE TABLE invoice (id INTEGER)"))(t)
	must(t, db.Close())
	if _, err := Open(t.Context(), other, Options{}); err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("the database of another program: %v", err)
	}
}

func TestMigrations(t *testing.T) {
	names := got(fs.Glob(migrations(), "*.sql"))(t)
	path := filepath.Join(t.TempDir(), "state.db")
	s := got(Open(t.Context(), path, Options{}))(t)
	keeping(t, s, "10", KeepAll)
	must(t, s.Close())

	next := func(text string) fs.FS { // the steps there are, and one more
		steps := fstest.MapFS{}
		for _, name := range names {
			steps[name] = &fstest.MapFile{Data: got(fs.ReadFile(migrations(), name))(t)}
		}
		steps[fmt.Sprintf("%04d_next.sql", len(names)+1)] = &fstest.MapFile{Data: []byte(text)}
		return steps
	}
	two := next("ALTER TABLE server ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'")
	broken := next("CREATE TABLE half (id INTEGER); CREATE TABLE server (id INTEGER)")
	_, err := open(t.Context(), path, Options{}, broken)
	if err == nil || !strings.Contains(err.Error(), fmt.Sprint("migrate to version ", len(names)+1)) {
		t.Errorf("a step that cannot run: %v", err)
	}
	s = got(open(t.Context(), path, Options{}, two))(t)
	var colour string
	must(t, s.read.QueryRowContext(t.Context(), "SELECT colour FROM server WHERE id = '10'").Scan(&colour))
	same(t, "new column", colour, "blue")
	same(t, "old setting", got(s.Server(t.Context(), "10"))(t).StoreQuestions, KeepAll)
	var half int
	must(t, s.read.QueryRowContext(t.Context(), "SELECT count(*) FROM sqlite_schema WHERE name = 'half'").Scan(&half))
	same(t, "what the broken step left", half, 0)
	must(t, s.Close())

	_, err = Open(t.Context(), path, Options{})
	var newer *NewerError
	if !errors.As(err, &newer) || !strings.Contains(err.Error(), path) {
		t.Fatalf("a schema of tomorrow: %v", err)
	}
	same(t, "versions", [2]int{newer.Found, newer.Known}, [2]int{len(names) + 1, len(names)})
}

func TestDiskFull(t *testing.T) {
	s := opened(t, Options{})
	got(s.write.ExecContext(t.Context(), "PRAGMA max_page_count = 60"))(t)
	var err error
	for range 200 {
		if _, err = s.AddAnswer(t.Context(), asks("10", answered())); err != nil {
			break
		}
	}
	if err == nil || !strings.Contains(err.Error(), "no room") || !strings.Contains(err.Error(), s.Path()) {
		t.Fatalf("error %v", err)
	}
	got(s.write.ExecContext(t.Context(), "PRAGMA max_page_count = 6000"))(t)
	got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
}

// TestCancelledWithin gives up a change while SQLite is at work on it.
func TestCancelledWithin(t *testing.T) {
	s := opened(t, Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := s.change(ctx, "test", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO once (key, made) VALUES ('half', 0)"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
			DELETE FROM once WHERE key = (SELECT max(i) FROM n)`)
		return err
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	same(t, "first", got(s.Once(t.Context(), "half"))(t), true)
}

func TestCancelled(t *testing.T) {
	s := opened(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Once(ctx, "k"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	same(t, "first", got(s.Once(t.Context(), "k"))(t), true)
}
