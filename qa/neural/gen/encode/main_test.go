package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/qa/neural"
)

// shipped is what Dalil embeds.
const shipped = "../../model/reader.weights"

// TestEncode lets one server answer: to make it takes longer than all that it is asked.
func TestEncode(t *testing.T) {
	data, err := os.ReadFile(shipped)
	if err != nil || len(data) == 0 {
		t.Skip("needs qa/neural/model/reader.weights:", err)
	}
	s, err := newServer(data, "")
	if err != nil {
		t.Fatal(err)
	}
	m, err := neural.Load(data, neural.Options{Own: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("as the reader", func(t *testing.T) { asTheReader(t, s, m) })
	t.Run("refused", func(t *testing.T) { refused(t, s) })
	t.Run("long", func(t *testing.T) { long(t, s) })
}

// ask has one request answered, on its way as a line.
func ask(t *testing.T, s *server, r request) answer {
	t.Helper()
	var in, out bytes.Buffer
	var a answer
	if err := json.NewEncoder(&in).Encode(r); err != nil {
		t.Fatal(err)
	}
	if err := s.serve(&in, &out); err != nil {
		t.Fatal(err)
	}
	if line, rest, _ := bytes.Cut(out.Bytes(), []byte("\n")); len(rest) > 0 || json.Unmarshal(line, &a) != nil {
		t.Fatalf("answered by %q", out.Bytes())
	}
	return a
}

// asTheReader: what other engines are compared with is what the reader computes.
func asTheReader(t *testing.T, s *server, m *neural.Model) {
	question, passage := "When does the ferry leave?", "The ferry to Halden leaves at 7.40 every morning."
	readings, err := m.Read(t.Context(), question, []string{passage})
	if err != nil {
		t.Fatal(err)
	}
	cut := ask(t, s, request{Pairs: [][2]string{{question, passage}}})
	read := ask(t, s, request{Encode: cut.Pieces, Task: "read", Threads: 1, Runs: 2})
	if len(read.Milliseconds) != 2 || read.Kernel != m.Kernel() {
		t.Errorf("%v ms by %q", read.Milliseconds, read.Kernel)
	}
	r, n := read.Results[0], 5
	if diff := cmp.Diff([]float32{readings[0].Answers}, r.Pooled); diff != "" {
		t.Error(diff)
	}
	first := len(r.Tokens)/n - 1 - len(readings[0].Tokens) // the reading has the text's own tokens only
	for i, want := range readings[0].Tokens {
		got := r.Tokens[(first+i)*n:][:n]
		if diff := cmp.Diff([]float32{want.First, want.Last, want.Tags[0], want.Tags[1], want.Tags[2]}, got); diff != "" {
			t.Fatalf("token %d: %s", i, diff)
		}
	}
	if cut.Before[0] >= first {
		t.Errorf("%d pieces before the passage, whose own text begins at %d", cut.Before[0], first)
	}
}

func refused(t *testing.T, s *server) {
	for _, r := range []request{
		{Encode: [][]int32{{0, 2}}, Task: "sing"},
		{Encode: [][]int32{{0, 1 << 30}}, Task: "read"},
		{Encode: [][]int32{make([]int32, 513)}, Task: "embed"},
	} {
		t.Run(fmt.Sprint(r.Task, len(r.Encode[0])), func(t *testing.T) {
			if a := ask(t, s, r); a.Error == "" || len(a.Results) > 0 {
				t.Errorf("%+v", a)
			}
		})
	}
}

// long: what the model does not see at once is cut off.
func long(t *testing.T, s *server) {
	a := ask(t, s, request{Pairs: [][2]string{{strings.Repeat("why ", 300), strings.Repeat("since ", 900)}, {"", ""}}})
	if len(a.Pieces[0]) != 512 || a.Before[0] != 98 || a.Before[1] >= len(a.Pieces[1]) {
		t.Errorf("%d pieces, %v before", len(a.Pieces[0]), a.Before)
	}
}
