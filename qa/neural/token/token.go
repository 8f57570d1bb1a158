// Package token cuts texts into the pieces of a SentencePiece unigram vocabulary, and says where in the text each piece
// stands.
//
// A [Tokenizer] is made once out of a [Vocabulary] and shared by all goroutines; what a call writes on is a [Buffer] of
// the caller's. [Tokenizer.Encode] normalises the text by the vocabulary's rules, writes each run of white space as one ▁,
// puts one before the text, and takes the sequence of pieces whose scores have the highest sum (Viterbi, after Kudo 2018,
// "Subword Regularization"). The result is that of the SentencePiece library for the same vocabulary and rules, token for
// token: sums are taken in float32 from left to right, as there, since that decides ties.
//
// A normalised byte remembers the bytes of the text that it came from, so a token's place is a range of the text as it
// was given. Two tokens share a place only where one character was rewritten as several (½ as 1⁄2).
package token

import (
	"errors"
	"fmt"
	"math"
	"unicode/utf8"
)

// A Vocabulary is what a model was trained with.
type Vocabulary struct {
	Pieces                   []string // by number; an empty one is never produced
	Scores                   []float32
	Begin, End, Pad, Unknown int32 // numbers of the pieces that stand for no text
	Rules                    []Rule
}

// A Rule rewrites a sequence of characters, the longest that fits, before a text is cut.
type Rule struct{ From, To string }

// A Token is a piece of a text.
type Token struct {
	ID         int32
	Start, End int32 // bytes of the text; empty for what stands for no text, such as the ▁ before its first character
}

// A Tokenizer cuts texts. It does not change.
type Tokenizer struct {
	scores  []float32
	unknown int32
	penalty float32 // score of a character that no piece holds
	pieces  trie
	rules   trie
	to      []string
	plain   [256]bool // bytes that no rule begins with, where an ASCII character follows
}

// space is how a vocabulary writes white space.
const space = "▁"

// New makes a tokenizer. It reports vocabularies that cannot be: numbers out of range, scores that are no numbers, rules
// that write what is not UTF-8, or very much of it.
func New(v Vocabulary) (*Tokenizer, error) {
	if len(v.Pieces) == 0 || len(v.Pieces) != len(v.Scores) {
		return nil, fmt.Errorf("vocabulary: %d pieces, %d scores", len(v.Pieces), len(v.Scores))
	}
	special := map[int32]bool{v.Begin: true, v.End: true, v.Pad: true, v.Unknown: true}
	for id := range special {
		if id < 0 || int(id) >= len(v.Pieces) {
			return nil, fmt.Errorf("vocabulary: special piece %d of %d", id, len(v.Pieces))
		}
	}
	t := &Tokenizer{scores: v.Scores, unknown: v.Unknown}
	lowest := float32(math.Inf(1))
	var entries []entry
	for i, piece := range v.Pieces {
		if piece == "" || special[int32(i)] {
			continue
		}
		if s := v.Scores[i]; !(s >= -math.MaxFloat32 && s <= math.MaxFloat32) {
			return nil, fmt.Errorf("vocabulary: score of piece %d is %v", i, s)
		}
		lowest = min(lowest, v.Scores[i])
		entries = append(entries, entry{piece, int32(i)})
	}
	if len(entries) == 0 {
		return nil, errors.New("vocabulary: no pieces")
	}
	t.penalty = lowest - unknownPenalty
	var err error
	if t.pieces, err = newTrie(entries); err != nil {
		return nil, fmt.Errorf("vocabulary: %w", err)
	}
	return t, t.addRules(v.Rules)
}

// unknownPenalty is by how much an unknown character is worse than the rarest piece; SentencePiece's kUnkPenalty.
const unknownPenalty = 10

// maxTo is how long in bytes a character may become; the longest of Unicode's compositions has 33.
const maxTo = 256

func (t *Tokenizer) addRules(rules []Rule) error {
	for b := range t.plain {
		t.plain[b] = b > 0 && b < 0x80
	}
	entries := make([]entry, len(rules))
	for i, rule := range rules {
		if rule.From == "" || !utf8.ValidString(rule.To) || len(rule.To) > maxTo {
			return fmt.Errorf("rule %d: %q to %q", i, rule.From, rule.To)
		}
		entries[i] = entry{rule.From, int32(i)}
		t.to = append(t.to, rule.To)
		if len(rule.From) == 1 || rule.From[1] < 0x80 {
			t.plain[rule.From[0]] = false
		}
	}
	var err error
	if t.rules, err = newTrie(entries); err != nil {
		return fmt.Errorf("rules: %w", err)
	}
	return nil
}
