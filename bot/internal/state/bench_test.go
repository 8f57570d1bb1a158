package state

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// BenchmarkEvent is what one question costs: its key, the settings, the conversation, and the answer with its message.
func BenchmarkEvent(b *testing.B) {
	s, err := Open(b.Context(), filepath.Join(b.TempDir(), "state.db"), Options{StoreQuestions: KeepAll})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for n := 0; b.Loop(); n++ {
		if err := event(b, s, n); err != nil {
			b.Fatal(err)
		}
	}
}

func event(b *testing.B, s *Store, n int) error {
	ctx, talk := b.Context(), Talk{Server: "10", Channel: "20"}
	if _, err := s.Once(ctx, fmt.Sprint("event", n)); err != nil {
		return err
	}
	if _, err := s.Server(ctx, "10"); err != nil {
		return err
	}
	if _, err := s.Channel(ctx, "10", "20"); err != nil {
		return err
	}
	if _, err := s.Turns(ctx, talk); err != nil {
		return err
	}
	id, err := s.AddAnswer(ctx, asks("10", answered()))
	if err != nil {
		return err
	}
	if err := s.AddTurn(ctx, talk, Turn{Answer: id}); err != nil {
		return err
	}
	return s.AddMessages(ctx, id, Message{ID: discord.ID(fmt.Sprint(n)), Role: Sent})
}

// BenchmarkOpen opens a file of 20,000 answers, all of which is looked through for damage.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "state.db")
	s, err := Open(b.Context(), path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	for range 20_000 {
		if _, err := s.AddAnswer(b.Context(), asks("10", answered())); err != nil {
			b.Fatal(err)
		}
	}
	size, err := s.Size()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		if s, err = Open(b.Context(), path, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size)/20_000, "bytes/answer")
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}
