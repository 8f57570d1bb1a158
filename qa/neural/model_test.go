package neural

import (
	"context"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
	"github.com/dalil-bot/dalil/qa/neural/weights"
)

var file = flag.String("weights", "", "weights `file` of multilingual-e5-small or the like to test with")

func open(t testing.TB, o Options) *Model {
	t.Helper()
	if *file == "" {
		t.Skip("needs -weights")
	}
	m, err := Open(*file, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	return m
}

func TestEmbedsAlike(t *testing.T) {
	m := open(t, Options{})
	v, err := m.Embed(t.Context(), []string{"When does the ferry leave?", "متى تغادر العبّارة؟", "The budget was signed in May."}, Query)
	if err != nil {
		t.Fatal(err)
	}
	near, far := dot(v[0], v[1]), dot(v[0], v[2])
	if near < far+0.03 {
		t.Errorf("a translation %.3f, something else %.3f", near, far)
	}
}

func dot(a, b []float32) float32 {
	sum := float32(0)
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func TestEmbed(t *testing.T) {
	m := load(t, nil)
	long := strings.Repeat("abc dap ", 60)
	texts := []string{"abc", "", " \t ", "abc", long, "no such 文字"}
	for _, kind := range []Kind{Query, Passage} {
		all, err := m.Embed(t.Context(), texts, kind)
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range texts {
			alone, err := m.Embed(t.Context(), []string{text}, kind)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(alone[0], all[i]); diff != "" {
				t.Errorf("%q: alone and among others: %s", text, diff)
			}
			if n := dot(all[i], all[i]); math.Abs(float64(n)-1) > 1e-5 {
				t.Errorf("%q: length %v", text, n)
			}
		}
		if !cmp.Equal(all[1], all[2]) {
			t.Error("white space differs from nothing")
		}
	}
	none, err := m.Embed(t.Context(), nil, Query)
	if len(none) != 0 || err != nil {
		t.Error(none, err)
	}
}

// TestRead: a reading's tokens are those of the text, and a passage is read alike alone and among others.
func TestRead(t *testing.T) {
	m := load(t, nil)
	passages := []string{"abc ½ dap", "", "  ", "文字 abc", "p"}
	all, err := m.Read(t.Context(), "bad cab", passages)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, tok := range all[0].Tokens {
		got = append(got, passages[0][tok.Start:tok.End])
	}
	if diff := cmp.Diff([]string{"a", "b", "c", "½", "½", "½", " ", "da", "p"}, got); diff != "" {
		t.Error(diff)
	}
	for i, passage := range passages {
		alone, err := m.Read(t.Context(), "bad cab", []string{passage})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(alone[0], all[i], cmpopts.IgnoreUnexported(Reading{})); diff != "" {
			t.Errorf("%q: alone and among others: %s", passage, diff)
		}
		if all[i].Windows != 1 {
			t.Errorf("%q: %d windows", passage, all[i].Windows)
		}
	}
}

// TestWindows: each token of a long passage has the logits of the window in whose middle it stands most.
func TestWindows(t *testing.T) {
	m := load(t, nil)
	question, passage := "bad", strings.Repeat("abcd ", 70)
	long, err := m.Read(t.Context(), question, []string{passage})
	if err != nil {
		t.Fatal(err)
	}
	r := long[0]
	if r.Windows < 5 {
		t.Fatalf("%d windows", r.Windows)
	}
	for i, tok := range r.Tokens {
		if tok.First == 0 || tok.Last == 0 || tok.Tags == [3]float32{} {
			t.Errorf("token %d of %d was not read", i, len(r.Tokens))
		}
		if i > 0 && tok.Start < r.Tokens[i-1].Start {
			t.Errorf("token %d lies before the one before", i)
		}
	}
}

func TestQuestionOfAnyLength(t *testing.T) {
	m := load(t, nil)
	for _, n := range []int{0, 1, 50, 5000} {
		r, err := m.Read(t.Context(), strings.Repeat("cap ", n), []string{strings.Repeat("dab ", 50)})
		if err != nil || len(r[0].Tokens) < 50 {
			t.Errorf("%d words: %v", n, err)
		}
	}
}

func TestReadNeedsHeads(t *testing.T) {
	m := load(t, func(m *weights.Model) { m.Meta.Outputs, m.Weights.Outputs = nil, nil })
	if _, err := m.Read(t.Context(), "a", []string{"b"}); !errors.Is(err, ErrNoHeads) {
		t.Error(err)
	}
}

func TestReadCancelled(t *testing.T) {
	m := load(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Read(ctx, "a", []string{"b"}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := m.Embed(ctx, []string{"b"}, Query); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := tiny(t, nil)
	m, err := Open(write("good", good), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if m.Meta().Name != "tiny" || m.Kernel() != encoder.Kernels()[0] {
		t.Error(m.Meta().Name, m.Kernel())
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	for _, test := range []struct {
		name, path string
		want       error
	}{
		{"missing", filepath.Join(dir, "none"), os.ErrNotExist},
		{"empty", write("empty", nil), weights.ErrDamaged},
		{"a folder", dir, nil},
		{"truncated", write("short", good[:len(good)-1]), weights.ErrDamaged},
		{"something else", write("text", []byte(strings.Repeat("no weights ", 20))), weights.ErrDamaged},
	} {
		if _, err := Open(test.path, Options{}); err == nil || test.want != nil && !errors.Is(err, test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	data := tiny(t, func(m *weights.Model) {
		w := &m.Weights.Outputs[0]
		m.Meta.Outputs[0].Outputs, w.Weight, w.Bias = 1, w.Weight[:m.Meta.Hidden], w.Bias[:1]
	})
	if _, err := Load(data, Options{}); err == nil {
		t.Error("no error for spans of one number")
	}
	if _, err := Load(tiny(t, nil), Options{Kernel: "abacus"}); err == nil {
		t.Error("no error for a kernel that is not there")
	}
}

// FuzzRead: whatever the texts, nothing panics, and each token is a piece of its passage.
func FuzzRead(f *testing.F) {
	m := load(f, nil)
	f.Add("abc", "dab ½ cap")
	f.Add("", strings.Repeat("م a\xff", 100))
	f.Fuzz(func(t *testing.T, question, passage string) {
		readings, err := m.Read(t.Context(), question, []string{passage, question})
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		for _, tok := range readings[0].Tokens {
			if tok.Start < last || tok.Start >= tok.End || tok.End > len(passage) {
				t.Fatalf("%v after %d in %q", tok, last, passage)
			}
			last = tok.Start
		}
	})
}
