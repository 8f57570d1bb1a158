package model

import (
	"errors"
	"testing"

	"github.com/dalil-bot/dalil/qa/neural"
)

// TestLoad: a binary has weights that load, or none and says so.
func TestLoad(t *testing.T) {
	m, err := Load(neural.Options{})
	said, described := Describe()
	if data == "" {
		if !errors.Is(err, neural.ErrNoWeights) || !errors.Is(described, neural.ErrNoWeights) {
			t.Error(err, described)
		}
		return
	}
	if err := errors.Join(err, described); err != nil {
		t.Fatal(err)
	}
	if m.Meta().Name == "" || said.Name != m.Meta().Name {
		t.Errorf("the weights are called %q, and %q before they are loaded", m.Meta().Name, said.Name)
	}
	if _, err := neural.Load(bytes(), neural.Options{}); err != nil {
		t.Error(err) // the hash, which Load leaves out
	}
}
