package neural

import (
	"flag"
	"testing"
)

var file = flag.String("weights", "", "weights `file` to test with")

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
