// Package model holds the weights that are part of the binary.
//
// They are the file reader.weights of this folder, which -tags noweights leaves out. Where the file is empty the binary has
// none either. The same bytes can be loaded from a file of the owner's by [neural.Open].
package model

import "github.com/dalil-bot/dalil/qa/neural"

// Load makes a model of the binary's own weights. It returns neural.ErrNoWeights where there are none.
func Load(o neural.Options) (*neural.Model, error) {
	if len(data) == 0 {
		return nil, neural.ErrNoWeights
	}
	return neural.Load(bytes(), o)
}
