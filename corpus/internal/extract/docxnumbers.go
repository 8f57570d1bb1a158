package extract

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// A docxLevel is how one level of a list is numbered.
type docxLevel struct {
	format string // decimal, lowerLetter, bullet, none …
	text   string // such as "%1.%2)"
}

// docxLevels is how many levels a list has.
const docxLevels = 9

// A docxList is the definition of lists, and how far they have been counted. All lists of one definition go on counting.
type docxList struct {
	levels [docxLevels]docxLevel
	starts [docxLevels]int
	counts [docxLevels]int
	begun  [docxLevels]bool
}

// docxNumbers are the lists of a document by the number under which paragraphs refer to them.
type docxNumbers struct {
	lists   map[string]*docxList
	restart map[string]map[int]int // of lists that begin anew when they are first met: the first number by level
}

// readDocxNumbers reads how lists are numbered: Word keeps no numbers in the text.
func readDocxNumbers(b *bundle, part string) (docxNumbers, error) {
	n := docxNumbers{lists: map[string]*docxList{}, restart: map[string]map[int]int{}}
	definitions := map[string]*docxList{}
	err := b.optional(part, func(x *xmlReader) error {
		return x.children(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "abstractNum":
					l := &docxList{}
					definitions[attribute(e, "abstractNumId")] = l
					return l.read(x)
				case "num":
					return n.read(x, attribute(e, "numId"), definitions)
				}
				return nil
			}, nil)
		}, nil)
	})
	return n, err
}

// read reads a definition.
func (l *docxList) read(x *xmlReader) error {
	for i := range l.starts {
		l.starts[i] = 1
	}
	return x.children(func(e xml.StartElement) error {
		i := number(attribute(e, "ilvl"), -1)
		if e.Name.Local != "lvl" || i < 0 || i >= docxLevels {
			return nil
		}
		return x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "start":
				l.starts[i] = number(attribute(e, "val"), 1)
			case "numFmt":
				l.levels[i].format = attribute(e, "val")
			case "lvlText":
				l.levels[i].text = attribute(e, "val")
			}
			return nil
		}, nil)
	}, nil)
}

// read reads a list: the definition that it follows, and whether it begins anew.
func (n *docxNumbers) read(x *xmlReader, id string, definitions map[string]*docxList) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId":
			if l := definitions[attribute(e, "val")]; l != nil {
				n.lists[id] = l
			}
		case "lvlOverride":
			level := number(attribute(e, "ilvl"), 0)
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local == "startOverride" && level >= 0 && level < docxLevels {
					if n.restart[id] == nil {
						n.restart[id] = map[int]int{}
					}
					n.restart[id][level] = number(attribute(e, "val"), 1)
				}
				return nil
			}, nil)
		}
		return nil
	}, nil)
}

// next counts a paragraph and returns its number as the page shows it; "" for a bullet.
func (n *docxNumbers) next(id string, level int) string {
	l := n.lists[id]
	if l == nil || level < 0 || level >= docxLevels {
		return ""
	}
	if first := n.restart[id]; first != nil {
		delete(n.restart, id)
		l.begun = [docxLevels]bool{}
		for i, start := range first {
			l.starts[i] = start
		}
	}
	if l.begun[level] {
		l.counts[level]++
	} else {
		l.counts[level], l.begun[level] = l.starts[level], true
	}
	clear(l.begun[level+1:])
	if f := l.levels[level].format; f == "bullet" || f == "none" {
		return ""
	}
	text := l.levels[level].text
	for i := range docxLevels {
		if mark := "%" + strconv.Itoa(i+1); strings.Contains(text, mark) {
			count := l.counts[i]
			if !l.begun[i] {
				count = l.starts[i] // a level that was left out
			}
			text = strings.ReplaceAll(text, mark, counted(count, l.levels[i].format))
		}
	}
	return strings.TrimSpace(text)
}

// counted writes a number in one of the ways in which lists are numbered.
func counted(n int, format string) string {
	switch format {
	case "lowerLetter":
		return lettered(n, "abcdefghijklmnopqrstuvwxyz")
	case "upperLetter":
		return lettered(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	case "russianLower":
		return lettered(n, "абвгдежзиклмнопрстуфхцчшщэюя")
	case "arabicAlpha":
		return lettered(n, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي")
	case "arabicAbjad":
		return lettered(n, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")
	case "lowerRoman":
		return strings.ToLower(romanNumeral(n))
	case "upperRoman":
		return romanNumeral(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "none":
		return ""
	}
	return strconv.Itoa(n)
}

// lettered returns the letter of a number; after the last of them come the doubled ones: aa, bb.
func lettered(n int, alphabet string) string {
	letters := []rune(alphabet)
	if n < 1 || n > 10*len(letters) {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(letters[(n-1)%len(letters)]), 1+(n-1)/len(letters))
}

// romanNumeral writes a number in Roman numerals.
func romanNumeral(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var s strings.Builder
	for _, step := range []struct {
		value int
		mark  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= step.value {
			s.WriteString(step.mark)
			n -= step.value
		}
	}
	return s.String()
}
