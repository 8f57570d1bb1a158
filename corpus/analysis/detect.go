package analysis

import (
	"strings"
	"unicode"
)

// Detect tells the language of a text, as an ISO 639-1 code, by its script, by letters and stop words that languages of
// one script do not share, and for Latin script by trigrams too. Text without letters, and a single Latin word, of which
// no method can tell, give fallback. It knows cs da de en es fi fr hu id it nl no pl pt ro sv tr vi of Latin languages, and ar fa ur ckb,
// ru uk bg, el, he, hi, th, lo, my, km, ko, ja, zh, hy, ka, bn, ta and te; other languages are taken for the nearest.
func Detect(text, fallback string) string {
	var count [scripts]int
	total := 0
	for _, r := range text {
		if s := scriptOf(r); s != noScript {
			count[s] += scriptWeight(s)
			if total++; total == maxDetectLetters {
				break
			}
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
		return detectLatin(text, fallback)
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

// maxDetectLetters bounds the time that Detect takes. More letters than of a long paragraph change no result.
const maxDetectLetters = 2000

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

// detectArabic tells the languages of Arabic script apart by letters: one Urdu or Sorani letter is enough, Persian needs
// two, since Arabic text writes foreign names with them.
func detectArabic(text string) string {
	persian, urdu, sorani := 0, 0, 0
	for _, r := range text {
		switch r {
		case 'پ', 'چ', 'ژ', 'گ', 'ک', 'ی':
			persian++
		case 'ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'ہ':
			urdu++
		case 'ێ', 'ۆ', 'ە', 'ڕ', 'ڵ', 'ڤ':
			sorani++
		}
	}
	switch {
	case sorani > 1 && sorani >= urdu:
		return "ckb"
	case urdu > 0:
		return "ur"
	case persian > 1:
		return "fa"
	}
	return "ar"
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
