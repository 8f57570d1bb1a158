package model

import (
	"errors"
	"testing"

	"github.com/dalil-bot/dalil/qa/neural"
)

// TestLoad: a binary has weights that load, or none and says so.
func TestLoad(t *testing.T) {
	m, err := Load(neural.Options{})
	if data == "" {
		if !errors.Is(err, neural.ErrNoWeights) {
			t.Error(err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if m.Meta().Name == "" {
		t.Error("the weights have no name")
	}
}
