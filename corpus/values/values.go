// Package values finds dates, numbers, amounts of money, percentages, durations and measures in text and says which of
// them are the same, across spellings and languages: "November 2, 2013", "2 تشرين الثاني 2013" and "02.11.2013" are all
// the date 2013-11-02, and "$33 billion" and "33 مليار دولار" are both USD 33000000000.
//
// Find gives every value of a text in order, Dates only the full dates of bylines, ParseDay the day of a single string of
// metadata. A Value has a span and an ID; equal values have equal kinds and IDs. Covers and Same compare values of
// different precision, Resolve gives "last December" its year, and Display writes a value for people, in English or
// Arabic. Dateline tells the place and day with which a news agency begins from the sentence behind them.
//
// How it works: a lexer cuts the text into words, numbers and punctuation and looks the words up in one table of a few
// thousand (months, number words, units, currencies, with the languages they belong to); small rules then read values
// off the items, and at each position the longest one wins.
//
// The forms of IDs:
//
//	date      2013-11-02, 2013-11, 2013, --11-02, --04 (ISO 8601); 194X, 18XX, 1521-22 (decade, century and season of
//	          ISO 8601-2); -0044 (44 BC); 1939/1945 (from, to); hijri:1435-01-10 and jalali:1392-08-11, which are
//	          recognised and not converted; rel:… for what depends on the day of publication
//	time      16:44, or 16:44:05
//	number    74, 24.4, 100..150 (a range)
//	ordinal   #12
//	money     USD 33000000000 (ISO 4217), DINAR 500 where the country is not said, USD 10..15
//	percent   12.5%, 27..30%
//	duration  P74Y, P2Y3M, PT3H (ISO 8601), P5..10Y
//	measure   7000000 person, 4 time, 565 °C: the number, a space and the unit
//
// Invariants: spans are in order, do not overlap, and begin and end on rune boundaries; the same text gives the same
// values; nothing is read out of S-400, 2+2, telephone numbers, versions or addresses.
package values

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// A Kind says what a value is.
type Kind string

// The kinds of values.
const (
	Date     Kind = "date"     // a day, month, year, decade, century, season or range of them; also relative ones
	Time     Kind = "time"     // of day
	Number   Kind = "number"   // a bare number, or a range
	Ordinal  Kind = "ordinal"  // a place in a row
	Money    Kind = "money"    // an amount with its currency
	Percent  Kind = "percent"  // a share
	Duration Kind = "duration" // a length of time, an age
	Measure  Kind = "measure"  // a number with a unit; people and times count as units
)

// A Value is a date, a number or an amount in a text.
type Value struct {
	corpus.Span
	Kind     Kind
	ID       string   // canonical; see the package comment
	Relative Relative // of a date that needs the day of publication; otherwise zero
}

// Find returns the values of a text in order. lang is the text's language (ISO 639-1), "" where it is not known: it
// decides between readings, such as whether 1.500 is a thousand and a half, and which abbreviations are months. The
// tokens of the text, nil where there are none, say which stretches are names with digits in them (2+2, S-400): no value
// begins within these. A value's span leaves out words such as about and over, and an Arabic preposition written onto it.
func Find(text string, toks []analysis.Token, lang string) []Value {
	f := newFinder(text, lang)
	names := symbols(toks)
	var out []Value
	for i := 0; i < len(f.items); {
		m, ok := f.longest(i)
		if !ok {
			i++
			continue
		}
		f.prev = m
		v := m.value()
		for len(names) > 0 && names[0].End <= v.Start {
			names = names[1:]
		}
		if len(names) == 0 || names[0].Start > v.Start {
			out = append(out, v)
		}
		i = max(m.next, i+1)
	}
	return out
}

// Dates returns the dates of a text that name a day of a year, as bylines do, in order. Hijri and Jalali ones are among
// them: Day tells them apart. Days of a range are left out.
//
// A numeric date with slashes or hyphens is read day first, unless that is impossible, or another date of the same text
// is possible only month first, or the language is given as en-US.
func Dates(text, lang string) []Value {
	f := newFinder(text, lang)
	var out []Value
	for i := 0; i < len(f.items); {
		f.from = i
		m, ok := match{}, f.starts(i)
		if ok {
			m, ok = f.date(i)
		}
		if !ok || m.next <= i {
			i++
			continue
		}
		if m.day() {
			out = append(out, m.value())
		}
		i = m.next
	}
	return out
}

// symbols returns the spans of the tokens that are names with digits or signs in them.
func symbols(toks []analysis.Token) []corpus.Span {
	var out []corpus.Span
	for _, t := range toks {
		if t.Kind == analysis.Symbol && (strings.ContainsRune(t.Fold, '+') || nameWithDigits(t.Fold)) {
			out = append(out, t.Span)
		}
	}
	return out
}

// nameWithDigits accepts s400 and b2b, but neither "us" nor 1940s.
func nameWithDigits(fold string) bool {
	return fold != "" && (fold[0] < '0' || fold[0] > '9') && strings.ContainsAny(fold, "0123456789")
}
