// Package encoder computes a BERT encoder over pieces of text: embeddings, layers of attention and a feed-forward net
// with the norm after each sum, then linear heads and the mean of the tokens.
//
// [New] prepares [Weights] for this processor; [Encoder.Run] takes a batch of sequences and fills in their results. The
// sequences of a batch are laid end to end and only attention sees them apart, so no work goes into padding.
//
// # Arithmetic
//
// Matrices are int8 in [-63, 63] with a scale a row. What they are multiplied by is made int8 on the way, each token's
// vector x apart: with lo and hi its lowest and highest component, zero among them, q = round(x·255/(hi-lo)) + z in
// [0, 255], z = round(-lo·255/(hi-lo)). An output is (Σ q·w - z·Σ w) · scales + bias. The sum is exact in int32, and
// neither 8-bit activations times 7-bit weights nor the sum of two such products overflows 16 bits, which is what AVX2
// has to offer. Activations have outliers and weights hardly: with multilingual-e5-small, embeddings keep a cosine of 0.9992
// to those of float32, but 0.9965 if activations get 7 bits, as many on both sides of zero, and weights 8. Attention and
// norms are float32.
//
// Every kernel computes every number by the same steps: sums over a vector run in 16 lanes that are added in one order,
// products that are added are added by one fused operation, and exp and erf are polynomials given here. So the results are
// equal bit for bit on every processor, and a plain Go kernel says what they should be.
package encoder

// Weights are a model's. New keeps the slices; they must not change.
type Weights struct {
	Hidden, Wide, Heads int // numbers a token; in the feed-forward net; heads of attention
	Pieces, Positions   int
	Epsilon             float32 // of the norms

	Word      []int8    // Pieces × Hidden, or none where there is WordPacked
	WordScale []float32 // Pieces
	// WordPacked is the same table in 4 bits a number, as PackedSize and package weights have it.
	WordPacked []byte
	Position   []float32 // Positions × Hidden
	Norm       Norm      // of word and position
	Layers     []Layer
	// Embed takes the place of as many of the last Layers when texts are embedded, so that layers trained to read need
	// not be good at that too. None where the same layers serve both.
	Embed   []Layer
	Outputs []Head
}

// A Layer is one of the encoder's.
type Layer struct {
	Attend        Matrix // queries, keys and values of all heads
	Join          Matrix
	Norm1         Norm
	Widen, Narrow Matrix
	Norm2         Norm
}

// A Matrix multiplies vectors of Columns to vectors of Rows. Panels holds it as package weights describes.
type Matrix struct {
	Rows, Columns int
	Panels        []int8
	Scale, Bias   []float32 // a row each
}

// A Norm is a layer norm's gain and bias.
type Norm struct{ Gain, Bias []float32 }

// A Head is a linear layer over what the last layer gives, in float32. One that looks at a sequence as a whole may have a
// dense layer with a hyperbolic tangent before it, as BERT's pooler.
type Head struct {
	Pool             Pool
	Outputs          int
	Weight           []float32 // Outputs × Hidden
	Bias             []float32
	Dense, DenseBias []float32 // Hidden × Hidden and Hidden, or none
}

// A Pool is what a head looks at.
type Pool int

const (
	EachToken  Pool = iota // one result a token
	FirstToken             // one a sequence, of its first token
	MeanToken              // one a sequence, of the mean of its tokens
)

// A Task is what sequences are encoded for.
type Task int

const (
	Embed Task = iota // the mean of the last layer over all tokens
	Read              // the heads
)

// A Job is a sequence to be encoded, and its results. Slices with room enough are written on.
type Job struct {
	Pieces []int32
	Mean   []float32 // of Embed
	// Tokens has for each token the outputs of all heads over tokens, in the order of Weights.Outputs; Pooled those of
	// the other heads. Both are Read's.
	Tokens, Pooled []float32
}

// lanes is how many sums run beside each other where a vector is added up, and how wide panels are.
const lanes = 16
