package analysis

// A knownKind says what a known word may begin.
type knownKind uint8

const (
	numberWord  knownKind = iota + 1
	ordinalWord           // see ordinalWords
	letterWord            // the name of a letter, with or without a particle or the article before it
)

type knownWord struct {
	kind  knownKind
	value string // of a number and an ordinal
}

// knownWords are the words that more than a Word may begin with, by folded form. They are in one table because every word
// of a text is looked up in it.
var knownWords = func() map[string]knownWord {
	known := map[string]knownWord{}
	for name := range letterNames {
		known[name] = knownWord{kind: letterWord}
		for _, before := range particles() {
			if _, ok := particledName(before + name); ok {
				known[before+name] = knownWord{kind: letterWord}
			}
		}
	}
	for word, value := range ordinalWords {
		known[word] = knownWord{ordinalWord, value}
	}
	for word, value := range numberWords {
		known[word] = knownWord{numberWord, value}
	}
	return known
}()

// particles gives what may be written on to a word: the article and the particles of one letter.
func particles() []string {
	all := []string{"ال"}
	for _, r := range arabicParticles {
		all = append(all, string(r))
	}
	return all
}
