// Package neural reads passages against questions, and turns texts into vectors, with a small multilingual encoder that
// runs in this process: no cgo, no server, no download.
//
// A [Model] is loaded once, from a weights file or from the bytes that are part of the binary, and shared by all
// goroutines. [Model.Read] gives for each passage what the model says of each of its tokens: how well an answer would
// start or end there, how well the token belongs to a list of answers, and for the passage as a whole whether it answers
// at all. A token is a byte range of the passage as it was given, never a text of its own, so that whoever chooses spans
// of tokens chooses spans of stored bytes. [Model.Embed] gives a vector a text, of length one, so that the dot product of
// a question's and a passage's vector says how near they are, whatever their languages.
//
// Below it lie token (texts to pieces, with their places), encoder (pieces to numbers) and weights (the file).
//
// Invariants: the same texts give the same numbers, bit for bit, whatever the kernel, the number of threads, and the
// other texts of the call. Nothing in a text or in a weights file makes the package panic.
package neural

import (
	"errors"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
)

// ErrNoWeights is returned by model.Load where the binary holds no weights: it was built with the tag noweights, or without
// the file.
var ErrNoWeights = errors.New("this binary was built without a neural reader's weights")

// ErrNoHeads is returned by Read for weights that can embed only.
var ErrNoHeads = errors.New("these weights have no heads for reading")

// Options say how a model runs. The zero value chooses what is fastest here.
type Options struct {
	// Kernel is "amx", "vnni", "avxvnni", "avx2", "neon" or "go", or "" for the fastest that this processor has.
	Kernel string
	// Threads is how many goroutines compute at once over all calls; 0 is one a processor.
	Threads int
	// Own says that the bytes are part of the program, so that their hash need not be compared.
	Own bool
}

// Kernel names the fastest arithmetic of this processor, "go" where it has none that is fast.
func Kernel() string { return encoder.Kernels()[0] }

// A Kind is what a text is embedded as: the two are trained apart.
type Kind int

const (
	Query   Kind = iota // a question, or words to look for
	Passage             // a text to be found
)

// A Token is a piece of a passage and what the model says of it. The logits of different tokens of one passage can be
// compared, and those of different passages of one call too; none is a probability.
type Token struct {
	// Start and End are bytes of the passage: never empty, in order, without the white space before a word, though a blank
	// alone can be a token; several tokens share a character that was written as one, such as ½.
	Start, End int
	First      float32    // logit: an answer starts here
	Last       float32    // logit: an answer ends here
	Tags       [3]float32 // logits: outside any answer, at the start of one, inside one
}

// A Reading is what the model says of a passage.
type Reading struct {
	Tokens  []Token
	Answers float32 // log-odds that the passage answers the question
	// Null is the sum of both logits of the token before the text: what Last+First of a span has to beat where the
	// model was trained to point there when there is no answer.
	Null float32
	// Windows is how many pieces the passage was read in, since the model sees 512 tokens at once. Each token's logits
	// come from the window in which it stands farthest from an edge, and Answers from the window most in favour.
	Windows int
	read    int // tokens of the windows so far
}
