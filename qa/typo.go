package qa

import "unicode/utf8"

// A word of the question that no text of the collection has is often misspelt. typoStrength is how surely it is the word of
// which one letter is missing, added, exchanged or in the place of its neighbour, in words of leastTypo letters or more
// (Damerau, 1964: four in five misspellings are one of these).
const (
	typoStrength = 0.85
	leastTypo    = 5
)

// misspelt reports whether two words of that length differ by one such slip.
func misspelt(a, b string) bool {
	if a == b || min(len(a), len(b)) < leastTypo || max(len(a), len(b)) > min(len(a), len(b))+utf8.UTFMax {
		return false
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < leastTypo || len(y) > len(x)+1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(y) > len(x) {
		return string(x[i:]) == string(y[i+1:])
	}
	return string(x[i+1:]) == string(y[i+1:]) || i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && string(x[i+2:]) == string(y[i+2:])
}
