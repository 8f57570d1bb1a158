package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Detect tells the language of a text, as an ISO 639-1 code, by its script, by letters and stop words that languages of
// one script do not share, and for Latin script by trigrams too. Text without letters, and a single Latin word, of which
// no method can tell, give fallback. It knows cs da de en es fi fr hu id it nl no pl pt ro sv tr vi of Latin languages, and ar fa ur ckb,
// ru uk bg, el, he, hi, th, lo, my, km, ko, ja, zh, hy, ka, bn, ta and te; other languages are taken for the nearest. Of a
// long text it looks at the beginning and the middle only, so that it takes no longer than for a paragraph.
func Detect(text, fallback string) string {
	var count [scripts]int
	all := text
	text = sample(text, maxDetect)
	for _, r := range text {
		if s := scriptOf(r); s != noScript {
			count[s] += scriptWeight(s)
		}
	}
	best := noScript
	for s := noScript + 1; s < scripts; s++ {
		if count[s] > count[best] {
			best = s
		}
	}
	switch best {
	case noScript:
		return fallback
	case latin:
		return detectLatin(sample(all, maxLatin), fallback)
	case arabic:
		return detectArabic(text)
	case cyrillic:
		return detectCyrillic(text)
	case han, kana:
		// A Japanese sentence is a third Kana or more; a Chinese one may quote a Kana name.
		if count[kana]*3 > count[han] {
			return "ja"
		}
		return "zh"
	}
	return scriptLanguage[best]
}

// How many bytes of a text are looked at: for its script, and for its language where the script is Latin, which takes
// more for each byte. More of a text than of a long paragraph changes no result.
const (
	maxDetect = 1024
	maxLatin  = 600
)

// sample gives a text of at most n bytes: half of it from the beginning of text and half from its middle, whole words
// where there are spaces. A title or a quotation in another language may stand at the beginning.
func sample(text string, n int) string {
	if len(text) <= n {
		return text
	}
	half := (n - 1) / 2
	middle := runeStart(text, len(text)/2)
	head, tail := text[:runeStart(text, half)], text[middle:runeStart(text, middle+half)]
	if i := strings.LastIndexByte(head, ' '); i > 0 && i > len(head)-maxCut {
		head = head[:i]
	}
	if i := strings.IndexByte(tail, ' '); i >= 0 && i < maxCut {
		tail = tail[i:]
	}
	return head + " " + tail
}

// maxCut is how many bytes of a cut word are left out: more are not a word.
const maxCut = 40

// runeStart gives the last boundary of a rune up to i.
func runeStart(text string, i int) int {
	for j := i; j >= 0 && j > i-utf8.UTFMax; j-- {
		if j == len(text) || utf8.RuneStart(text[j]) {
			return j
		}
	}
	return i
}

// A script is a writing system that Detect tells apart.
type script uint8

const (
	noScript script = iota
	latin
	arabic
	cyrillic
	greek
	hebrew
	devanagari
	bengali
	tamil
	telugu
	thai
	lao
	burmese
	khmer
	georgian
	armenian
	hangul
	han
	kana
	scripts
)

// scriptLanguage gives the language of scripts that are taken for one language.
var scriptLanguage = [scripts]string{
	greek: "el", hebrew: "he", devanagari: "hi", bengali: "bn", tamil: "ta", telugu: "te", thai: "th", lao: "lo",
	burmese: "my", khmer: "km", georgian: "ka", armenian: "hy", hangul: "ko",
}

// scriptWeight makes up for letters that say more than a Latin letter: a syllable or a word each. Latin names stand in
// text of every script, so that half as many letters of another script outweigh them.
func scriptWeight(s script) int {
	switch s {
	case latin:
		return 1
	case hangul, han, kana:
		return 4
	}
	return 2
}

func scriptOf(r rune) script {
	switch {
	case r < 0x41:
		return noScript
	case r < 0x250 || 0x1E00 <= r && r <= 0x1EFF:
		if unicode.IsLetter(r) {
			return latin
		}
		return noScript
	case isCJK(r):
		if 0x3041 <= r && r <= 0x30FF || 0xFF66 <= r && r <= 0xFF9F {
			return kana
		}
		return han
	case isHangul(r):
		return hangul
	case !unicode.IsLetter(r):
		return noScript
	}
	for _, block := range scriptBlocks {
		if block.first <= r && r <= block.last {
			return block.script
		}
	}
	return noScript
}

// scriptBlocks are the blocks of alphabets; letters outside them are too rare to decide anything.
var scriptBlocks = []struct {
	first, last rune
	script      script
}{
	{0x370, 0x3FF, greek}, {0x400, 0x52F, cyrillic}, {0x530, 0x58F, armenian}, {0x590, 0x5FF, hebrew},
	{0x600, 0x6FF, arabic}, {0x750, 0x77F, arabic}, {0x900, 0x97F, devanagari}, {0x980, 0x9FF, bengali},
	{0xB80, 0xBFF, tamil}, {0xC00, 0xC7F, telugu}, {0xE00, 0xE7F, thai}, {0xE80, 0xEFF, lao}, {0x1000, 0x109F, burmese},
	{0x10A0, 0x10FF, georgian}, {0x1780, 0x17FF, khmer}, {0x1F00, 0x1FFF, greek}, {0xFB50, 0xFDFF, arabic},
	{0xFE70, 0xFEFF, arabic},
}

// detectCyrillic tells Ukrainian by its letters and Bulgarian by ъ within words, where Russian has it hardly ever, and no
// ы, э or ё.
func detectCyrillic(text string) string {
	lower := strings.ToLower(text)
	switch {
	case strings.ContainsAny(lower, "іїєґ"):
		return "uk"
	case strings.ContainsAny(lower, "ыэё"):
		return "ru"
	case strings.Count(lower, "ъ") > 1:
		return "bg"
	}
	return "ru"
}
