package analysis

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func texts(terms []Term) string {
	var out []string
	for _, t := range terms {
		out = append(out, t.Text)
	}
	return strings.Join(out, " ")
}

func TestTerms(t *testing.T) {
	for _, tc := range []struct{ name, lang, text, want string }{
		{"english", "en", "The ministers met in Tokyo", "minist meet tokyo"},
		{"pronoun and country", "en", "tell us about the US and the U.S.", "tell us us"},
		{"one", "en", "one of 1 or two", "1 2"},
		{"symbols stay", "en", "two-plus-two meetings about S-400s", "2+2 meet s400"},
		{"unknown language", "xx", "Tokyos The", "tokyos the"},
		{"arabic", "ar", "في اليابان والياباني وروسيا الروسية", "ياب ياب وروس روس روس"},
		{"arabic minister", "ar", "وزير الوزراء وزارة", "وزير وزير وزار"},
		{"arabic america", "ar", "أمريكا اميركا الأميركية", "امريك امريك امريك"},
		{"broken plurals", "ar", "الدول والدولة الجزر جزيرة", "دول دول جزير جزير"},
		{"german", "de", "die Häuser des Ministers", "haus minist"},
		{"french", "fr", "l'Afrique et les ministères", "afriqu minist"},
		{"turkish", "tr", "Ankara'nın", "ankar"},
		{"polish", "pl", "ministrowie", "minister"},
		{"japanese", "ja", "日本政府、東", "日本 本政 政府 東"},
		{"thai", "th", "ญี่ปุ่น", "ญี่ ี่ป ่ปุ ปุ่ ุ่น"},
		{"korean", "ko", "도쿄는 중", "도쿄 쿄는 중"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, texts(For(tc.lang).Terms(Tokenize(tc.text)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestShared(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"english", "The ministers of São Tomé", "ministers sao tome"},
		{"arabic", "بروسيا وروسيا الروسي وزير", "بروسيا روسيا وروسيا روسيا روسي وزير"},
		{"mixed", "٢٠١٣ في 日本国 S-400", "2013 日本 本国 s400"},
		{"elision", "d'Afrique O'Neill", "afrique oneill"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, texts(Shared(Tokenize(tc.text)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFold(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"case", "TOKYO İstanbul", "tokyo istanbul"},
		{"alef", "أمريكا إلى آسيا ٱلله", "امريكا الي اسيا الله"},
		{"arabic endings", "قمة على مسؤول هيئة", "قمه علي مسوول هييه"},
		{"vowel signs", "مُحَمَّد العـــراق", "محمد العراق"},
		{"persian", "کشور ایران گل", "كشور ايران گل"},
		{"digits", "٢٠١٣ ۱۲ १२ １２", "2013 12 12 12"},
		{"compatibility", "ﬁn ﻻ Ｔ", "fin لا t"},
		{"invisible", "a\u200bb\ufeff\u00ad", "ab"},
		{"latin diacritics stay", "Łódź Straße", "łódź straße"},
		{"greek and russian", "ΕΛΛΆΣ ёлка", "ελλάσ елка"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Fold(tc.in); got != tc.want {
				t.Errorf("Fold(%q) = %q, want %q", tc.in, got, tc.want)
			}
		})
	}
}

func TestBare(t *testing.T) {
	for in, want := range map[string]string{
		"são": "sao", "łódź": "lodz", "straße": "strasse", "ελλάδα": "ελλαδα", "район": "район", "हिन्दी": "हिन्दी", "قمه": "قمه", "việt": "viet",
	} {
		if got := Bare(in); got != want {
			t.Errorf("Bare(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestArabicForms asks that all forms of a row have a term in common.
func TestArabicForms(t *testing.T) {
	for _, forms := range []string{
		"اليابان الياباني اليابانية اليابانيين لليابان باليابان واليابان وباليابان كاليابان",
		"روسيا الروسية الروسيين وروسيا بروسيا لروسيا روسي والروسيان",
		"أمريكا أميركا الأمريكية اميركي وأميركا",
		"وزير الوزير وزراء ووزراء وزراؤه للوزير وزيران",
		"جزيرة الجزر جزرها والجزيرة",
		"مدينة مدن المدن مدينته",
		"ألمانيا بألمانيا لألمانيا الألماني والألمانية",
	} {
		common := map[string]int{}
		words := strings.Fields(forms)
		for _, word := range words {
			for _, term := range For("ar").Terms(Tokenize(word)) {
				common[term.Text]++
			}
		}
		if n := slices.Max(slices.Collect(maps.Values(common))); n != len(words) {
			t.Errorf("%s: no term in common: %v", forms, common)
		}
	}
}

// TestArabicApart asks that words of different meaning have no term in common.
func TestArabicApart(t *testing.T) {
	for _, pair := range [][2]string{{"مدني", "مدينة"}, {"وزير", "زير"}, {"لبنان", "بنان"}, {"فريق", "ريق"}} {
		a, b := texts(For("ar").Terms(Tokenize(pair[0]))), texts(For("ar").Terms(Tokenize(pair[1])))
		for term := range strings.FieldsSeq(a) {
			if slices.Contains(strings.Fields(b), term) {
				t.Errorf("%s (%s) and %s (%s) meet", pair[0], a, pair[1], b)
			}
		}
	}
}

// TestLongWordsAreNotStemmed holds words that no one wrote out of stemmers, some of which take squares of time for them.
func TestLongWordsAreNotStemmed(t *testing.T) {
	word := strings.Repeat("ministers", 1+maxStemmed/len("ministers"))
	for _, lang := range []string{"en", "fr", "es", "nl"} {
		if got := texts(For(lang).Terms(Tokenize(word))); got != word {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

// TestStems holds the cache to what it keeps, also when several goroutines use it.
func TestStems(t *testing.T) {
	words := Tokenize(englishText[:400] + arabicText[:400])
	for _, lang := range []string{"en", "ar", "tr", "pl"} {
		a := For(lang)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for _, w := range words {
					if diff := cmp.Diff(a.forms(w.Fold), a.cache.stems(w.Fold, a.forms)); diff != "" {
						t.Errorf("%s %s: %s", lang, w.Fold, diff)
					}
				}
			})
		}
		wg.Wait()
	}
}
