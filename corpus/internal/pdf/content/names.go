package content

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// glyphName returns the characters that a glyph's name stands for, as the Adobe Glyph List and its rules have it, "" for
// a name that says nothing. Accented letters are put together out of letter and accent.
func glyphName(name string) string {
	if i := strings.IndexByte(name, '.'); i > 0 {
		name = name[:i] // a.alt, one.oldstyle
	}
	var out strings.Builder
	for part := range strings.SplitSeq(name, "_") { // f_f_i
		out.WriteString(oneName(part))
	}
	return out.String()
}

func oneName(name string) string {
	if len(name) == 1 {
		return name
	}
	if s, ok := named[name]; ok {
		return s
	}
	if s := uniName(name); s != "" {
		return s
	}
	for accent, mark := range accents {
		if letter, ok := strings.CutSuffix(name, accent); ok && letter != "" && len(letter) <= 2 {
			if base, ok := named[letter]; ok && len(letter) == 2 {
				return norm.NFC.String(base + mark)
			}
			if len(letter) == 1 {
				return norm.NFC.String(letter + mark)
			}
		}
	}
	if n, ok := afii(name); ok {
		return string(n)
	}
	return ""
}

// uniName reads uni0041, uni06440627 and u1F600.
func uniName(name string) string {
	if rest, ok := strings.CutPrefix(name, "uni"); ok && len(rest) >= 4 && len(rest)%4 == 0 {
		var out strings.Builder
		for ; rest != ""; rest = rest[4:] {
			n, err := strconv.ParseUint(rest[:4], 16, 32)
			if err != nil {
				return ""
			}
			out.WriteRune(rune(n))
		}
		return out.String()
	}
	if rest, ok := strings.CutPrefix(name, "u"); ok && len(rest) >= 4 && len(rest) <= 6 {
		if n, err := strconv.ParseUint(rest, 16, 32); err == nil && n <= 0x10FFFF {
			return string(rune(n))
		}
	}
	return ""
}

// afii reads the numbers of an old register that fonts for Cyrillic and Arabic use as names.
func afii(name string) (rune, bool) {
	rest, ok := strings.CutPrefix(name, "afii")
	n, err := strconv.Atoi(rest)
	if !ok || err != nil {
		return 0, false
	}
	switch {
	case n >= 10017 && n <= 10022:
		return rune(n - 10017 + 'А'), true
	case n == 10023:
		return 'Ё', true
	case n >= 10024 && n <= 10049:
		return rune(n - 10024 + 'Ж'), true
	case n >= 10065 && n <= 10070:
		return rune(n - 10065 + 'а'), true
	case n == 10071:
		return 'ё', true
	case n >= 10072 && n <= 10097:
		return rune(n - 10072 + 'ж'), true
	case n >= 57392 && n <= 57401:
		return rune(n - 57392 + '٠'), true
	case n >= 57409 && n <= 57434:
		return rune(n - 57409 + 'ء'), true
	case n >= 57440 && n <= 57450:
		return rune(n - 57440 + 'ـ'), true
	case n == 57470:
		return 'ه', true
	case n >= 57664 && n <= 57690:
		return rune(n - 57664 + 'א'), true
	}
	m := map[int]rune{57388: '،', 57403: '؛', 57407: '؟', 57451: 'ً', 57452: 'ٌ', 57453: 'ٍ', 57454: 'َ', 57455: 'ُ', 57456: 'ِ', 57457: 'ّ', 57458: 'ْ', 61352: '№'}
	r, ok := m[n]
	return r, ok
}

// accents are the names of accents at the ends of letters' names, with the combining mark.
var accents = map[string]string{
	"grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "macron": "\u0304", "breve": "\u0306",
	"dotaccent": "\u0307", "dieresis": "\u0308", "ring": "\u030A", "hungarumlaut": "\u030B", "caron": "\u030C",
	"commaaccent": "\u0327", "cedilla": "\u0327", "ogonek": "\u0328",
}

// named are the names that no rule gives.
var named = func() map[string]string {
	m := map[string]string{}
	fields := strings.Fields(nameList)
	for i := 0; i+1 < len(fields); i += 2 {
		m[fields[i]] = fields[i+1]
	}
	m["space"], m["nbspace"], m["nonbreakingspace"] = " ", " ", " "
	m["sfthyphen"], m["softhyphen"] = "\u00AD", "\u00AD"
	return m
}()

const nameList = `exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) asterisk *
plus + comma , hyphen - minus − period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon :
semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \ bracketright ] asciicircum ^ underscore _
grave ` + "`" + ` braceleft { bar | braceright } asciitilde ~ exclamdown ¡ cent ¢ sterling £ currency ¤ yen ¥ brokenbar ¦
section § dieresis ¨ copyright © ordfeminine ª guillemotleft « guillemotright » logicalnot ¬ registered ® macron ¯ degree °
plusminus ± twosuperior ² threesuperior ³ acute ´ mu µ paragraph ¶ periodcentered · middot · cedilla ¸ onesuperior ¹
ordmasculine º onequarter ¼ onehalf ½ threequarters ¾ questiondown ¿ AE Æ Eth Ð multiply × Oslash Ø Thorn Þ germandbls ß
ae æ eth ð divide ÷ oslash ø thorn þ dotlessi ı dotlessj ȷ OE Œ oe œ Lslash Ł lslash ł Dcroat Đ dcroat đ Hbar Ħ hbar ħ
Tbar Ŧ tbar ŧ Eng Ŋ eng ŋ florin ƒ circumflex ˆ caron ˇ breve ˘ dotaccent ˙ ring ˚ ogonek ˛ tilde ˜ hungarumlaut ˝
endash – emdash — quoteleft ‘ quoteright ’ quotesinglbase ‚ quotedblleft “ quotedblright ” quotedblbase „ dagger † daggerdbl ‡
bullet • ellipsis … perthousand ‰ guilsinglleft ‹ guilsinglright › fraction ⁄ Euro € euro € trademark ™ ff ff fi fi fl fl
ffi ffi ffl ffl st st ft ft longs ſ IJ Ĳ ij ĳ Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ
Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω alpha α beta β gamma γ delta δ
epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ nu ν xi ξ omicron ο pi π rho ρ sigma σ sigma1 ς tau τ upsilon υ phi φ
chi χ psi ψ omega ω theta1 ϑ phi1 ϕ omega1 ϖ partialdiff ∂ summation ∑ product ∏ radical √ infinity ∞ integral ∫ approxequal ≈
notequal ≠ lessequal ≤ greaterequal ≥ lozenge ◊ arrowleft ← arrowup ↑ arrowright → arrowdown ↓ element ∈ negationslash ̸
nbhyphen - hyphenminus - figuredash ‒ horizontalbar ― minute ′ second ″ estimated ℮ numero №
checkmark ✓ a20 ✔ H18533 ▪ filledbox ■ H22073 □ triagrt ► triaglf ◄ circle ○ H18543 ▪ visiblespace ␣ visualspace ␣
copyrightsans © registersans ® trademarksans ™ asteriskmath * bulletoperator ∙ openbullet ◦ turnstileleft ⊢ arrowdblright ⇒
arrowboth ↔ logicaland ∧ logicalor ∨ intersection ∩ union ∪ universal ∀ existential ∃ emptyset ∅ gradient ∇ perpendicular ⊥
proportional ∝ equivalence ≡ congruent ≅ similar ∼ angleleft 〈 angleright 〉 prime ′ asteriskcentered ∗ dotmath ⋅`
