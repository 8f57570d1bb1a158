// Package weights reads and writes the file that holds a model: its tokenizer, its tensors, and what there is to know of
// it.
//
// A file is little-endian throughout:
//
//	offset  0   8 bytes  "DALILNN\n"
//	offset  8   u32      version of the format, 1
//	offset 12   u32      number of sections, n
//	offset 16   u64      length of the file
//	offset 24  32 bytes  SHA-256 of everything from offset 56 to the end
//	offset 56   n × 64   the directory: for each section its name (40 bytes, padded with zeroes), u64 offset, u64 length,
//	                     u32 kind, u32 zero. Kinds: 0 bytes, 1 float32, 2 int8, 3 uint32.
//	then                 the sections, each beginning at a multiple of 64, zeroes between
//
// Sections, with H hidden, F the width of the feed-forward layer, V pieces, P positions:
//
//	meta                 bytes    JSON of Meta
//	token.pieces         bytes    the pieces in UTF-8, one after the other; those that stand for no text are empty
//	token.ends           uint32   V, where each piece ends
//	token.scores         float32  V
//	rule.from, rule.to   bytes    what is rewritten before a text is cut, and as what, in UTF-8
//	rule.from.ends, rule.to.ends  uint32
//	word                 int8     V × H, row by row; word.scale float32 V; or in their place
//	word.packed          bytes    V × H / 32 blocks of 18: a float16 scale d and 16 bytes, byte j holding number j in its low
//	                              and number j+16 in its high nibble; number = d × (nibble - 8)
//	position             float32  P × H, with the row of token type 0 added
//	norm.gain, norm.bias float32  H, after the sum of both
//	N.attend, N.attend.scale, N.attend.bias   for each layer N from 0: a matrix of 3H rows (queries, keys, values) by H
//	N.join …             H × H, what attention's results are multiplied by
//	N.norm1.gain, N.norm1.bias    H
//	N.widen …            F × H
//	N.narrow …           H × F
//	N.norm2.gain, N.norm2.bias    H
//	embed.N.attend …     the same for layers N that take the place of the last ones when texts are embedded (Meta)
//	head.X, head.X.bias  float32  for each head X of Meta: outputs × H row by row, and outputs
//	head.X.dense, head.X.dense.bias  float32  H × H and H, where Meta says that there is one
//
// A matrix of R rows (outputs) by C columns is int8 from -63 to 63, so that no kernel's sums overflow; with a scale
// (float32) and a bias (float32) a row, weight = int8 × scale. It is stored in panels of 16 rows: byte
// ((r/16 × C/4 + c/4) × 16 + r%16) × 4 + c%4 is row r, column c. R must be a multiple of 16 and C of 16. In numpy:
// w.reshape(R//16, 16, C//4, 4).transpose(0, 2, 1, 3).
//
// Nothing of a file is believed: Parse reports damaged, truncated, foreign and too new files, and tensors that do not
// fit the architecture, and never panics.
package weights

import (
	"errors"
)

// ErrDamaged is wrapped by errors about files whose bytes are not those that were written.
var ErrDamaged = errors.New("the file is damaged")

// ErrVersion is wrapped by errors about files of a format that this program does not know.
var ErrVersion = errors.New("the file's format is not one that this version reads")

// Version is the format's.
const Version = 1

// Meta says what a model is. The architecture is checked against the tensors; the rest is for people.
type Meta struct {
	Name      string             `json:"name"`
	Languages []string           `json:"languages,omitempty"`
	Licence   string             `json:"licence,omitempty"`
	Notes     string             `json:"notes,omitempty"`
	Figures   map[string]float64 `json:"figures,omitempty"`

	Hidden    int `json:"hidden"`
	Layers    int `json:"layers"`
	Heads     int `json:"attention_heads"`
	Wide      int `json:"wide"` // of the feed-forward layer
	Positions int `json:"positions"`
	// EmbedLayers is how many layers at the top are others for embedding than for reading.
	EmbedLayers int     `json:"embed_layers,omitempty"`
	Epsilon     float32 `json:"epsilon"` // of the norms

	Begin   int32 `json:"begin"` // numbers of pieces
	End     int32 `json:"end"`
	Pad     int32 `json:"pad"`
	Unknown int32 `json:"unknown"`

	// What goes before a question and a passage, "query: " and "passage: " where the file says nothing.
	QueryPrefix   string `json:"query_prefix,omitempty"`
	PassagePrefix string `json:"passage_prefix,omitempty"`
	// DoubleEnd says that two end pieces stand between question and passage, as XLM-R has it, not one.
	DoubleEnd bool `json:"double_end,omitempty"`

	Outputs []Head `json:"heads,omitempty"`
}

// A Head is a linear layer over what the encoder gives.
type Head struct {
	Name    string `json:"name"`            // "span": start, end; "tags": outside, begin, inside; "answers": 1, or no and yes
	Outputs int    `json:"outputs"`         //
	Pool    string `json:"pool"`            // "token": one result a token; "first": of the first token; "mean": of the tokens' mean
	Dense   bool   `json:"dense,omitempty"` // a layer with a hyperbolic tangent before, as in BERT's pooler; not over tokens
}
