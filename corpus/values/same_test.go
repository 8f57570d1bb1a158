package values

import (
	"testing"
	"time"
)

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		kindA  Kind
		a      string
		kindB  Kind
		b      string
		ab, ba bool
	}{
		{Date, "2013-11-02", Date, "2013-11-02", true, true},
		{Date, "2013-11", Date, "2013-11-02", true, false},
		{Date, "2013", Date, "2013-11-02", true, false},
		{Date, "2013", Date, "2014", false, false},
		{Date, "--11-02", Date, "2013-11-02", true, false},
		{Date, "--11", Date, "2013-11-02", true, false},
		{Date, "--11", Date, "--11-02", true, false},
		{Date, "--04", Date, "2013-11-02", false, false},
		{Date, "201X", Date, "2013-11", true, false},
		{Date, "20XX", Date, "2013", true, false},
		{Date, "20XX", Date, "201X", true, false},
		{Date, "1939/1945", Date, "1942", true, false},
		{Date, "1939/1945", Date, "1945-05-08", true, false},
		{Date, "1939/1945", Date, "1946", false, false},
		{Date, "1939/1945", Date, "1940/1941", true, false},
		{Date, "2013-11-02/2013-11-04", Date, "2013-11-03", true, false},
		{Date, "rel:day-1", Date, "rel:day-1", true, true},
		{Date, "rel:day-1", Date, "2013", false, false},
		{Date, "hijri:1435", Date, "hijri:1435-01-10", true, false},
		{Number, "4", Measure, "4 time", true, false},
		{Number, "4", Measure, "40 time", false, false},
		{Number, "100..150", Number, "120", true, false},
		{Number, "100..150", Number, "100..150", true, true},
		{Number, "100..150", Number, "151", false, false},
		{Percent, "27..30%", Percent, "28.5%", true, false},
		{Money, "USD 10..15", Money, "USD 12", true, false},
		{Money, "USD 10..15", Money, "EUR 12", false, false},
		{Number, "63", Percent, "63%", false, false},
		{Duration, "P5..10Y", Duration, "P7Y", true, false},
		{Duration, "P74Y", Duration, "P74M", false, false},
	} {
		a, b := Value{Kind: c.kindA, ID: c.a}, Value{Kind: c.kindB, ID: c.b}
		if got := Covers(a, b); got != c.ab {
			t.Errorf("Covers(%s, %s) = %v", c.a, c.b, got)
		}
		if got := Covers(b, a); got != c.ba {
			t.Errorf("Covers(%s, %s) = %v", c.b, c.a, got)
		}
		if got := Same(a, b); got != (c.ab || c.ba) {
			t.Errorf("Same(%s, %s) = %v", c.a, c.b, got)
		}
	}
}

// The same value in two languages has one identifier.
func TestAcrossLanguages(t *testing.T) {
	for _, pair := range [][2]string{
		{"$33 billion", "33 مليار دولار"},
		{"24.4 billion euros", "٢٤٫٤ مليار يورو"},
		{"November 2, 2013", "2 تشرين الثاني 2013"},
		{"between 2005 and 2010", "بين عامي 2005 و2010"},
		{"74 years", "74 عاماً"},
		{"two years", "عامين"},
		{"four times", "أربع مرات"},
		{"seven million people", "7 ملايين نسمة"},
		{"40 per cent", "٤٠ في المئة"},
		{"the 19th century", "القرن التاسع عشر"},
		{"the 1980s", "ثمانينيات القرن العشرين"},
		{"yesterday", "أمس"},
		{"last December", "كانون الأول الماضي"},
		{"two years ago", "قبل سنتين"},
		{"5,500 square kilometres", "5500 كم²"},
		{"twenty-five", "خمسة وعشرون"},
	} {
		en, ar := Find(pair[0], nil, "en"), Find(pair[1], nil, "ar")
		if len(en) != 1 || len(ar) != 1 || en[0].Kind != ar[0].Kind || en[0].ID != ar[0].ID {
			t.Errorf("%q is %v, %q is %v", pair[0], shown(pair[0], en), pair[1], shown(pair[1], ar))
		}
	}
}

func TestResolve(t *testing.T) {
	saturday := time.Date(2013, 11, 2, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ lang, text, want string }{
		{"en", "on Saturday", "2013-11-02"},
		{"en", "Friday", "2013-11-01"},
		{"en", "last Saturday", "2013-10-26"},
		{"en", "next Saturday", "2013-11-09"},
		{"en", "next Monday", "2013-11-04"},
		{"en", "yesterday", "2013-11-01"},
		{"en", "tomorrow", "2013-11-03"},
		{"en", "last week", "2013-W43"},
		{"en", "last month", "2013-10"},
		{"en", "last year", "2012"},
		{"en", "last December", "2012-12"},
		{"en", "last November", "2012-11"},
		{"en", "next January", "2014-01"},
		{"en", "April this year", "2013-04"},
		{"en", "in April", "2013-04"},
		{"en", "in January", "2014-01"},
		{"en", "on 2 January", "2014-01-02"},
		{"en", "two years ago", "2011"},
		{"en", "three months ago", "2013-08"},
		{"en", "ten days ago", "2013-10-23"},
		{"ar", "السبت الماضي", "2013-10-26"},
		{"ar", "ديسمبر الماضي", "2012-12"},
		{"ar", "العام المقبل", "2014"},
		{"ar", "قبل ثلاثة أيام", "2013-10-30"},
	} {
		vs := Find(c.text, nil, c.lang)
		if len(vs) != 1 {
			t.Errorf("%q: %v", c.text, shown(c.text, vs))
			continue
		}
		got, ok := Resolve(vs[0], saturday)
		if !ok || got.ID != c.want || got.Relative != (Relative{}) {
			t.Errorf("Resolve(%q) = %q, %v, want %q", c.text, got.ID, ok, c.want)
		}
	}
	for _, v := range []Value{{Kind: Date, ID: "2013-11"}, {Kind: Number, ID: "4"}, {Kind: Date, ID: "hijri:1435"}} {
		if got, ok := Resolve(v, saturday); ok || got != v {
			t.Errorf("Resolve(%v) = %v, %v", v, got, ok)
		}
	}
	if _, ok := Resolve(Value{Kind: Date, ID: "--04"}, time.Time{}); ok {
		t.Error("resolved without a day")
	}
}
