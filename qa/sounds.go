package qa

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus/names"
	"github.com/dalil-bot/dalil/qa/lexicon"
)

// soundStrength is how surely a word of the other script is the name that it sounds like.
const soundStrength = 0.9

// sounds returns by unit what a name that no lexicon translates sounds like: in English what begins with a capital, in Arabic
// any word, since its letters show no names. It is nil where there is none.
func (in *Inquiry) sounds() []names.Sound {
	if rendered[in.Lang] == "" {
		return nil
	}
	known := make([]bool, len(in.units))
	for _, t := range in.foreign[rendered[in.Lang]] {
		known[t.unit] = true
	}
	var out []names.Sound
	for n, u := range in.units {
		token := in.text.Tokens[u.token]
		if known[n] || u.id != "" || u.fold == "" || in.Lang == "en" && !in.keyed && !isUpper(token.Of(in.text.Source)) {
			continue
		}
		if out == nil {
			out = make([]names.Sound, len(in.units))
		}
		out[n] = names.SoundOf(u.fold)
	}
	return out
}

// matchSounds finds the question's names in a passage in the other script by what they sound like.
func (r *reading) matchSounds(in *Inquiry, put func(token, unit int, strength float64)) {
	if r.lang == in.Lang || rendered[in.Lang] != r.lang {
		return
	}
	for n, sound := range in.heard {
		for i, w := range r.words {
			if w.stop || w.symbol || r.lang == "en" && !w.upper || r.match[i].unit >= 0 {
				continue
			}
			if sound.Known() && r.soundsLike(i, &sound) && (sound.Sure() || !r.translated(i, in.Lang)) {
				put(i, n, soundStrength)
			}
		}
	}
}

// translated reports whether the lexicon knows a word of the passage in every way in which it can be read: then it is no name.
func (r *reading) translated(i int, to string) bool {
	read := false
	for _, term := range r.text.Own {
		if term.Token != i {
			continue
		}
		if len(lexicon.Translate(term.Text, r.lang, to)) == 0 {
			return false
		}
		read = true
	}
	return read
}

// soundsLike reports whether a word of a passage sounds like a name, in Arabic with or without what may be written in front.
func (r *reading) soundsLike(i int, name *names.Sound) bool {
	fold := r.text.Tokens[i].Fold
	if sound := names.SoundOf(fold); sound.Like(name) {
		return true
	}
	if r.lang == "ar" {
		for _, prefix := range proclitics {
			if rest, ok := strings.CutPrefix(fold, prefix); ok {
				if sound := names.SoundOf(rest); sound.Like(name) {
					return true
				}
			}
		}
	}
	return false
}
