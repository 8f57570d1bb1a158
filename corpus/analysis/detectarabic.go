package analysis

import "sync"

// detectArabic tells the languages of Arabic script apart by their words. A letter that Arabic has not shows nothing by
// itself, for Arabic text writes foreign names with it, and some of it is typed on a Persian keyboard: its words must
// outweigh those that only Arabic has.
func detectArabic(text string) string {
	letters, foreign := 0, 0
	for _, r := range text {
		if r >= 0x600 && classOf(r) == letter {
			letters++
			if arabicLetters.of(r) > softLetter {
				foreign++
			}
		}
	}
	if foreign == 0 || foreign*maxPerForeign < letters {
		return "ar"
	}
	v := arabicVote(text)
	others := v.persian + v.urdu + v.sorani
	switch {
	case v.arabic >= others+v.persianStops, foreign < minForeign && v.persianStops == 0:
		return "ar"
	case v.sorani*minShare >= others && v.sorani >= v.urdu:
		return "ckb"
	case v.urdu*minShare >= others:
		return "ur"
	}
	return "fa"
}

const (
	// A text of another language has a letter that Arabic has not on every maxPerForeign letters at least, and
	// minForeign of them or a stop word. Persian has one on forty letters where it is typed with Arabic ي and ك, else
	// one on six; Urdu and Sorani have more.
	minForeign    = 2
	maxPerForeign = 100
	// minShare: of the words with letters that Arabic has not, one in four has a letter that Persian has not either,
	// where the text is Urdu or Sorani. It is more than half of them there, and a name or two in Persian.
	minShare = 4
)

// A letterOrigin says which languages of Arabic script have a letter.
type letterOrigin uint8

const (
	anyLetter     letterOrigin = iota
	arabicYehKaf               // ي and ك, which other languages write with a character of their own
	arabicLetter               // ة and the alefs with a hamza: in Arabic words only
	softLetter                 // below: not Arabic
	persianYehKaf              // ی and ک: Persian, Urdu, Sorani, and Arabic from a Persian keyboard
	persianLetter              // Persian, Urdu and Sorani
	soraniLetter
	urduLetter
)

// letterOrigins is indexed by the letter's place in the Arabic block.
type letterOrigins [0x100]letterOrigin

var arabicLetters = func() (t letterOrigins) {
	for origin, letters := range map[letterOrigin]string{
		arabicYehKaf: "يك", arabicLetter: "ةىأإ", persianYehKaf: "کی", persianLetter: "پچژگ", soraniLetter: "ێۆەڕڵڤ", urduLetter: "ٹڈڑںےہ",
	} {
		for _, r := range letters {
			t[r-0x600] = origin
		}
	}
	return t
}()

func (t *letterOrigins) of(r rune) letterOrigin {
	if 0x600 <= r && r < 0x700 {
		return t[r-0x600]
	}
	return anyLetter
}

// arabicVotes count the words of a text that speak for a language.
type arabicVotes struct {
	arabic, persian, urdu, sorani int
	persianStops                  int
}

// stopVote is what a stop word counts for: as much as two words with a telling letter, for a name is never one.
const stopVote = 2

// arabicVote counts the words that tell. Function words come after letters that only one language has, since folding
// makes Urdu کی and Arabic كي alike.
func arabicVote(text string) (v arabicVotes) {
	stops := arabicOrPersian()
	plain, soft := 0, 0
	for _, t := range Tokenize(text) {
		found := originsIn(t.Of(text))
		stop := stops[t.Fold]
		_, article := cutArticle(t.Fold)
		switch {
		case found[urduLetter]:
			v.urdu++
		case found[soraniLetter]:
			v.sorani++
		case found[persianLetter]:
			v.persian++
		case stop > 0:
			v.arabic += stop
		case found[arabicLetter], article:
			v.arabic++
		case found[persianYehKaf]:
			v.persian++
			soft++
		case stop < 0:
			v.persianStops -= stop
		case found[arabicYehKaf]:
			plain++
		}
	}
	if soft > 0 {
		// Who writes ی does not write ي, unless a name was copied into Arabic text.
		v.arabic += plain
	}
	return v
}

// originsIn tells which origins the letters of a word have.
func originsIn(word string) (found [urduLetter + 1]bool) {
	for _, r := range word {
		found[arabicLetters.of(r)] = true
	}
	return found
}

// arabicOrPersian gives the stop words that one of the languages has and the other has not, with their votes: above zero
// for Arabic, below for Persian.
var arabicOrPersian = sync.OnceValue(func() map[string]int {
	votes := map[string]int{}
	arabic, persian := For("ar").stop, For("fa").stop
	for word := range arabic {
		if !persian[word] {
			votes[word] = stopVote
		}
	}
	for word := range persian {
		if !arabic[word] {
			votes[word] = -stopVote
		}
	}
	return votes
})
