package values

import "testing"

func TestDisplay(t *testing.T) {
	for _, c := range []struct {
		kind       Kind
		id, en, ar string
	}{
		{Date, "2013-11-02", "2 November 2013", "2 نوفمبر 2013"},
		{Date, "2013-11", "November 2013", "نوفمبر 2013"},
		{Date, "2013", "2013", "2013"},
		{Date, "--11-02", "2 November", "2 نوفمبر"},
		{Date, "--04", "April", "أبريل"},
		{Date, "1939/1945", "1939–1945", "1939–1945"},
		{Date, "2013-11-02/2013-11-04", "2–4 November 2013", "2–4 نوفمبر 2013"},
		{Date, "2014-06-28/2014-07-03", "28 June – 3 July 2014", "28 يونيو – 3 يوليو 2014"},
		{Date, "194X", "1940s", "عقد 1940"},
		{Date, "18XX", "19th century", "القرن 19"},
		{Date, "1521-22", "summer 1521", "صيف 1521"},
		{Date, "-0044", "44 BC", "44 ق.م"},
		{Date, "hijri:1435-01-10", "10 Muharram 1435 AH", "10 محرم 1435 هـ"},
		{Date, "jalali:1392-08-11", "11 Aban 1392", "11 آبان 1392"},
		{Date, "rel:day-1", "yesterday", "أمس"},
		{Date, "rel:weekday+0/6", "Saturday", "السبت"},
		{Date, "rel:weekday-1/6", "last Saturday", "السبت الماضي"},
		{Date, "rel:named-1/12", "last December", "ديسمبر الماضي"},
		{Date, "rel:year+0/4", "April this year", "أبريل من هذا العام"},
		{Date, "rel:year-2", "2 years ago", "قبل عامين"},
		{Date, "rel:day-3", "3 days ago", "قبل 3 أيام"},
		{Time, "16:44", "16:44", "16:44"},
		{Number, "1234", "1,234", "1234"},
		{Number, "17786419", "17,786,419", "17,786,419"},
		{Number, "2000000", "2 million", "مليونان"},
		{Number, "24.4", "24.4", "24.4"},
		{Number, "100..150", "100–150", "100–150"},
		{Number, "2/3", "2/3", "2/3"},
		{Ordinal, "#139", "139th", "139"},
		{Ordinal, "#22", "22nd", "22"},
		{Money, "USD 33000000000", "$33 billion", "33 مليار دولار"},
		{Money, "EUR 24400000000", "€24.4 billion", "24.4 مليار يورو"},
		{Money, "USD 3000000", "$3 million", "3 ملايين دولار"},
		{Money, "USD 1000000", "$1 million", "مليون دولار"},
		{Money, "USD 2000000", "$2 million", "مليونا دولار"},
		{Money, "USD 5", "$5", "5 دولارات"},
		{Money, "USD 1", "$1", "دولار واحد"},
		{Money, "EGP 2", "2 Egyptian pounds", "جنيهان"},
		{Money, "EGP 20", "20 Egyptian pounds", "20 جنيهًا"},
		{Money, "RUB 1500", "1,500 roubles", "1500 روبل"},
		{Money, "KZT 7", "7 KZT", "7 KZT"},
		{Money, "USD 10000000000..15000000000", "$10 billion–15 billion", "10 مليارات–15 مليار دولار"},
		{Percent, "12.5%", "12.5%", "12.5%"},
		{Percent, "27..30%", "27–30%", "27–30%"},
		{Duration, "P74Y", "74 years", "74 عامًا"},
		{Duration, "P1Y", "1 year", "عام واحد"},
		{Duration, "P2Y", "2 years", "عامان"},
		{Duration, "P10Y", "10 years", "10 أعوام"},
		{Duration, "P11M", "11 months", "11 شهرًا"},
		{Duration, "P100D", "100 days", "100 يوم"},
		{Duration, "P103D", "103 days", "103 أيام"},
		{Duration, "PT1H", "1 hour", "ساعة واحدة"},
		{Duration, "PT20M", "20 minutes", "20 دقيقة"},
		{Duration, "P2Y3M", "2 years, 3 months", "عامان و3 أشهر"},
		{Duration, "P1.5Y", "1.5 years", "1.5 عام"},
		{Duration, "P515000000Y", "515 million years", "515 مليون عام"},
		{Measure, "4 time", "4 times", "4 مرات"},
		{Measure, "1 time", "1 time", "مرة واحدة"},
		{Measure, "2 time", "2 times", "مرتان"},
		{Measure, "7000000 person", "7 million people", "7 ملايين شخص"},
		{Measure, "565 °C", "565 °C", "565 درجة مئوية"},
		{Measure, "7000 km2", "7,000 km²", "7000 كيلومتر مربع"},
		{Measure, "5 kW", "5 kW", "5 kW"},
		{Number, "nonsense", "nonsense", "nonsense"},
		{Money, "nonsense", "nonsense", "nonsense"},
		{Duration, "PXY", "PXY", "PXY"},
	} {
		v := Value{Kind: c.kind, ID: c.id}
		if got := Display(v, "en"); got != c.en {
			t.Errorf("Display(%s, en) = %q, want %q", c.id, got, c.en)
		}
		if got := Display(v, "ar"); got != c.ar {
			t.Errorf("Display(%s, ar) = %q, want %q", c.id, got, c.ar)
		}
	}
}
