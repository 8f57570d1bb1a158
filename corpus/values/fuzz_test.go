package values

import (
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// FuzzFind checks the invariants of spans on any bytes, and that everything found can be shown, compared and resolved.
func FuzzFind(f *testing.F) {
	for _, c := range findings {
		f.Add(c.text, c.lang)
	}
	for _, b := range slices.Concat(bylines, noBylines, moreBylines, moreNoBylines) {
		f.Add(b.text, b.lang)
	}
	f.Add("12\xff.3 مليون\xd9 $ - % 2013-", "")
	day := time.Date(2013, 11, 2, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text, lang string) {
		vs := Find(text, analysis.Tokenize(text), lang)
		checkSpans(t, text, vs)
		checkSpans(t, text, Dates(text, lang))
		for _, v := range vs {
			if v.ID == "" || v.Kind == "" {
				t.Errorf("%q is nothing: %+v", v.Of(text), v)
			}
			if Display(v, "en") == "" || Display(v, "ar") == "" {
				t.Errorf("%+v shows nothing", v)
			}
			if r, ok := Resolve(v, day); ok && (r.ID == "" || Display(r, "ar") == "") {
				t.Errorf("%+v resolves to %+v", v, r)
			}
			if !Same(v, v) {
				t.Errorf("%+v is not itself", v)
			}
		}
		ParseDay(text)
	})
}

func checkSpans(t *testing.T, text string, vs []Value) {
	end := 0
	for _, v := range vs {
		if v.Start < end || v.End <= v.Start || v.End > len(text) {
			t.Fatalf("span %v after %d in %d bytes", v.Span, end, len(text))
		}
		if utf8.ValidString(text) && !utf8.ValidString(v.Of(text)) {
			t.Fatalf("%q splits a rune", v.Of(text))
		}
		end = v.End
	}
}

// FuzzDisplay checks that no identifier makes Display, Covers or Resolve panic.
func FuzzDisplay(f *testing.F) {
	f.Add("date", "2013-11-02", "rel:named-1/12")
	f.Add("duration", "P2Y3M", "PT..H")
	f.Add("money", "USD 1..2", " ")
	f.Add("date", "1939/1945", "--99-99")
	f.Add("date", "99XX", "XX")
	f.Fuzz(func(t *testing.T, kind, a, b string) {
		v, w := Value{Kind: Kind(kind), ID: a}, Value{Kind: Kind(kind), ID: b}
		Display(v, "en")
		Display(v, "ar")
		Same(v, w)
		v.Relative, _ = parseRelative(a)
		Resolve(v, time.Date(2013, 11, 2, 0, 0, 0, 0, time.UTC))
		v.Day()
	})
}
