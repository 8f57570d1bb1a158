package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
)

// numberWords gives the values of English and Arabic number words, by folded form. Arabic صفر (also a month), أحد (also
// "anyone" and Sunday) and words with the article (الاثنين is Monday) are left out.
var numberWords = valuesByForm(numberWordList)

// ordinalWords gives what names a century or an anniversary, as English writes it in digits: 19th. First to tenth stay
// words, which mean more than a number (الثاني is also a part of names of months). An Arabic form needs its ten after it.
var ordinalWords = valuesByForm(ordinalWordList)

func valuesByForm(list string) map[string]string {
	values := map[string]string{}
	for line := range strings.Lines(strings.TrimSpace(list)) {
		value, forms, _ := strings.Cut(line, " ")
		for form := range strings.FieldsSeq(forms) {
			values[Fold(form)] = value
		}
	}
	return values
}

const numberWordList = `
0 zero
1 one واحد واحدة
2 two اثنان اثنين إثنان إثنين اثنتان اثنتين اثنا اثني
3 three ثلاثة ثلاث
4 four أربعة أربع
5 five خمسة خمس
6 six ستة ست
7 seven سبعة سبع
8 eight ثمانية ثماني ثمان
9 nine تسعة تسع
10 ten عشرة عشر
11 eleven
12 twelve
13 thirteen
14 fourteen
15 fifteen
16 sixteen
17 seventeen
18 eighteen
19 nineteen
20 twenty عشرون عشرين
30 thirty ثلاثون ثلاثين
40 forty أربعون أربعين
50 fifty خمسون خمسين
60 sixty ستون ستين
70 seventy سبعون سبعين
80 eighty ثمانون ثمانين
90 ninety تسعون تسعين
100 hundred مئة مائة
200 مئتان مئتين مائتان مائتين
1000 thousand ألف
2000 ألفان ألفين
1000000 million مليون
1000000000 billion مليار بليون
`

const ordinalWordList = `
11th eleventh الحادي الحادية
12th twelfth الثاني الثانية
13th thirteenth الثالث الثالثة
14th fourteenth الرابع الرابعة
15th fifteenth الخامس الخامسة
16th sixteenth السادس السادسة
17th seventeenth السابع السابعة
18th eighteenth الثامن الثامنة
19th nineteenth التاسع التاسعة
20th twentieth
`

// maxNumberWord is the length in bytes of the longest number word and of the longest letter name.
const maxNumberWord = 16

// plusWords are the words for + between two small numbers.
var plusWords = []string{"plus", "زائد", "プラス"}

// maxSpelledSum is the most digits that the numbers of a sum with a word for + may have: "two plus two" is the name of a
// thing, "1,000 plus 200" two numbers.
const maxSpelledSum = 2

// numberWord adds a number word, or the longer token that it begins: "twenty-one", "ثلاثة عشر", "two plus two".
func (s *scanner) numberWord(span corpus.Span, value string) int {
	value, span.End = s.compound(value, span.End)
	if sum, next, ok := s.sum(value, span.End); ok {
		s.add(Symbol, corpus.Span{Start: span.Start, End: next}, sum)
		return next
	}
	kind := Number
	if value == "1" {
		kind = Word
	}
	s.add(kind, span, value)
	return span.End
}

// ordinal adds an ordinal from eleventh on. It reports false for an Arabic unit without its ten.
func (s *scanner) ordinal(span corpus.Span, value string) (next int, ok bool) {
	if s.text[span.Start] >= utf8.RuneSelf {
		r, size := s.rune(span.End)
		if r != ' ' || !s.letterAt(span.End+size) {
			return 0, false
		}
		end, _ := s.wordEnd(span.End + size)
		if numberWords[foldToken(s.text[span.End+size:end])] != "10" {
			return 0, false
		}
		span.End = end
	}
	s.add(Symbol, span, value)
	return span.End, true
}

// compound goes on from a number word that ends at end with a unit after a ten and a dash, or the Arabic ten after a unit.
func (s *scanner) compound(value string, end int) (string, int) {
	r, size := s.rune(end)
	if !isDash(r) && r != ' ' || !s.letterAt(end+size) {
		return value, end
	}
	wordEnd, _ := s.wordEnd(end + size)
	word := foldToken(s.text[end+size : wordEnd])
	switch next := numberWords[word]; {
	case isDash(r) && len(value) == 2 && value[0] > '1' && value[1] == '0' && len(next) == 1 && next != "0" && word[0] < 0x80:
		return value[:1] + next, wordEnd
	case r == ' ' && len(value) == 1 && value > "1" && next == "10" && word[0] >= 0x80:
		return "1" + value, wordEnd
	}
	return value, end
}

// maxOperands is how many numbers a sum may have; a longer row of numbers with signs, such as a column of changes, is
// several tokens. It bounds the length of a term and the time that a row takes.
const maxOperands = 8

// sum goes on from a number that ends at end with a plus and another number, as often as there is one.
func (s *scanner) sum(first string, end int) (fold string, next int, ok bool) {
	fold, next = first, end
	for range maxOperands - 1 {
		operand, spelled := s.plus(next)
		if operand < 0 {
			return fold, next, ok
		}
		value, valueEnd, found := s.operand(operand)
		if !found || spelled && (len(value) > maxSpelledSum || len(first) > maxSpelledSum) {
			return fold, next, ok
		}
		fold, next, ok = fold+"+"+value, valueEnd, true
	}
	return fold, next, ok
}

// plus gives where the number after a plus may begin, -1 where there is no plus at i, and whether it is a word.
func (s *scanner) plus(i int) (operand int, spelled bool) {
	op := s.skipJoiners(i)
	r, size := s.rune(op)
	if r == '+' || r == 0xFF0B {
		return s.skipJoiners(op + size), false
	}
	for _, word := range plusWords {
		end := op + len(word)
		if end > len(s.text) || !strings.EqualFold(s.text[op:end], word) {
			continue
		}
		next := s.skipJoiners(end)
		if isGram(r) || next > end && op > i {
			return next, true
		}
	}
	return -1, false
}

// maxJoiners is how many characters may stand between a number and the plus: a space or dash with quotes around it.
const maxJoiners = 4

// skipJoiners steps over what may stand between a number and a plus: spaces, dashes, quotation marks, nothing visible.
func (s *scanner) skipJoiners(i int) int {
	for range maxJoiners {
		r, size := s.rune(i)
		if size == 0 || r == '\n' || !isDash(r) && r != '"' && !unicode.IsSpace(r) && !unicode.In(r, unicode.Pi, unicode.Pf, unicode.Cf) {
			return i
		}
		i += size
	}
	return i
}

// operand gives the value of the numeral or number word at i.
func (s *scanner) operand(i int) (value string, end int, ok bool) {
	r, _ := s.rune(i)
	switch classOf(r) {
	case digit:
		groups := s.groups(i)
		value, ok = joinGroups(s.text, groups)
		end = groups[len(groups)-1].End
	case letter:
		end, _ = s.wordEnd(i)
		value, ok = numberWords[foldToken(s.text[i:end])]
		if ok {
			value, end = s.compound(value, end)
		}
		return value, end, ok
	}
	if next, _ := s.rune(end); next < 0x250 && classOf(next) == letter {
		return "", 0, false
	}
	return value, end, ok
}
