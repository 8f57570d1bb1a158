package state

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// killMe names the state file that a copy of the test binary writes to until it is killed.
const killMe = "DALIL_STATE_KILL_ME"

// TestCopiedWithinTransaction copies the files while a change is half done, which is what a killed process leaves.
func TestCopiedWithinTransaction(t *testing.T) {
	s := opened(t, Options{StoreQuestions: KeepAll})
	id := got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
	copied := filepath.Join(t.TempDir(), "state.db")
	halted := errors.New("halted")
	err := s.change(t.Context(), "test", func(tx *sql.Tx) error {
		// Large enough to be spilt out of the cache into the -wal file before the end.
		for i := range 60 {
			_, err := tx.ExecContext(t.Context(), "INSERT INTO once (key, made) VALUES (printf('%0100000d', ?), 0)", i)
			must(t, err)
		}
		if _, err := tx.ExecContext(t.Context(), "DELETE FROM answer"); err != nil {
			return err
		}
		for _, suffix := range suffixes[:2] {
			must(t, os.WriteFile(copied+suffix, got(os.ReadFile(s.path+suffix))(t), 0o600))
		}
		return halted
	})
	if !errors.Is(err, halted) {
		t.Fatal(err)
	}
	if info := got(os.Stat(copied + "-wal"))(t); info.Size() < 3<<20 {
		t.Errorf("only %d bytes were spilt", info.Size())
	}
	c := openedAt(t, copied, Options{StoreQuestions: KeepAll})
	same(t, "answer", got(c.Answer(t.Context(), id))(t), got(s.Answer(t.Context(), id))(t))
	var keys int
	must(t, c.read.QueryRowContext(t.Context(), "SELECT count(*) FROM once").Scan(&keys))
	same(t, "keys of the half change", keys, 0)
}

// TestKilled kills a process that writes, several times, and looks for halves.
func TestKilled(t *testing.T) {
	if path := os.Getenv(killMe); path != "" {
		writeForEver(t, path)
	}
	path := filepath.Join(t.TempDir(), "state.db")
	rounds := 5
	if testing.Short() {
		rounds = 2
	}
	for round := range rounds {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), killMe+"="+path)
		out := got(cmd.StdoutPipe())(t)
		must(t, cmd.Start())
		lines := bufio.NewScanner(out)
		said := 0
		for said < 20+7*round && lines.Scan() {
			said++
		}
		must(t, cmd.Process.Kill())
		if err := cmd.Wait(); err == nil {
			t.Fatal("it ended by itself")
		}
		s := got(Open(t.Context(), path, Options{}))(t)
		var answers, messages int
		must(t, s.read.QueryRowContext(t.Context(), "SELECT count(*) FROM answer").Scan(&answers))
		must(t, s.read.QueryRowContext(t.Context(), "SELECT count(*) FROM message").Scan(&messages))
		if answers < said || messages%2 != 0 || answers-messages/2 > 1+round {
			t.Errorf("%d said, %d answers, %d messages", said, answers, messages)
		}
		must(t, s.Close())
	}
	for _, suffix := range suffixes[1:] {
		if _, err := os.Stat(path + suffix); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is left: %v", suffix, err)
		}
	}
}

// writeForEver adds answers with two messages each, and says so.
func writeForEver(t *testing.T, path string) {
	s := got(Open(t.Context(), path, Options{}))(t)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); {
		id := got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
		first, second := Message{ID: discord.ID("a" + id), Role: Sent}, Message{ID: discord.ID("b" + id), Role: Sent}
		must(t, s.AddMessages(t.Context(), id, first, second))
		fmt.Println(id)
	}
}
