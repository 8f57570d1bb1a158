// Package model holds the weights that are part of the binary.
//
// They are the file reader.weights of this folder, which -tags noweights leaves out. Where the file is empty the binary has
// none either. The same bytes can be loaded from a file of the owner's by [neural.Open].
package model

import (
	"github.com/dalil-bot/dalil/qa/neural"
	"github.com/dalil-bot/dalil/qa/neural/weights"
)

// Load makes a model of the binary's own weights. It returns neural.ErrNoWeights where there are none.
func Load(o neural.Options) (*neural.Model, error) {
	if len(data) == 0 {
		return nil, neural.ErrNoWeights
	}
	o.Own = true
	return neural.Load(bytes(), o)
}

// Describe says what the binary's own weights are, without loading them, or returns neural.ErrNoWeights.
func Describe() (weights.Meta, error) {
	if len(data) == 0 {
		return weights.Meta{}, neural.ErrNoWeights
	}
	return weights.Describe(bytes())
}
