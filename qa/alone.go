package qa

// NewNeuralAlone returns the reader over a model without the lexical reader's share of the scores: what the encoder is worth
// by itself, for comparison. Its spans are still the lexical reader's, and its confidence is one that was fitted for both.
func NewNeuralAlone(m PassageReader) *Neural {
	x := NewNeural(m)
	x.mix[mixLexical] = 0
	return x
}
