package values

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// shown writes values as the tables do: kind, the span's text, the ID.
func shown(text string, vs []Value) (out []string) {
	for _, v := range vs {
		out = append(out, string(v.Kind)+" "+v.Of(text)+" = "+v.ID)
	}
	return out
}

// A finding is a text with the values found in it, parted by semicolons.
type finding struct{ name, lang, text, want string }

var findings = []finding{
	{"money, sign", "en", "It cost $33 billion (24.4 billion euros).", "money $33 billion = USD 33000000000; money 24.4 billion euros = EUR 24400000000"},
	{"money, code", "en", "EUR 1,250.50 or 300 USD, not US$5m", "money EUR 1,250.50 = EUR 1250.5; money 300 USD = USD 300; money US$5m = USD 5000000"},
	{"money, words", "en", "about two million Canadian dollars and £3-million", "money two million Canadian dollars = CAD 2000000; money £3-million = GBP 3000000"},
	{"money, range", "en", "between $10 and $15 billion", "money between $10 and $15 billion = USD 10000000000..15000000000"},
	{"money, country left open", "en", "500 dinars, 20 Kuwaiti dinars", "money 500 dinars = DINAR 500; money 20 Kuwaiti dinars = KWD 20"},
	{"money, Arabic", "ar", "بكلفة 33 مليار دولار أو نحو 24,4 مليار يورو", "money 33 مليار دولار = USD 33000000000; money 24,4 مليار يورو = EUR 24400000000"},
	{"money, Arabic words", "ar", "مليون دولار أمريكي وخمسة ملايين ين وألفا جنيه إسترليني و500 ريال قطري", "money مليون دولار أمريكي = USD 1000000; money خمسة ملايين ين = JPY 5000000; money ألفا جنيه إسترليني = GBP 2000; money 500 ريال قطري = QAR 500"},
	{"money, Arabic dual", "ar", "دفع دولارين ثم 5 جنيهات", "money دولارين = USD 2; money 5 جنيهات = EGP 5"},
	{"money, others", "de", "33 Milliarden Euro und 1.500 €", "money 33 Milliarden Euro = EUR 33000000000; money 1.500 € = EUR 1500"},
	{"money, Russian", "ru", "33 млрд долларов и 1 500 рублей", "money 33 млрд долларов = USD 33000000000; money 1 500 рублей = RUB 1500"},
	{"money, Spanish", "es", "3 mil millones de euros", "number 3 mil millones = 3000000000"},
	{"money, Japanese", "ja", "330億円", "money 330億円 = JPY 33000000000"},
	{"percent", "en", "12.5%, 40 per cent, seven to ten percent and 27-30%", "percent 12.5% = 12.5%; percent 40 per cent = 40%; percent seven to ten percent = 7..10%; percent 27-30% = 27..30%"},
	{"percent, Arabic", "ar", "بنسبة 45,44% و٧٫٥٪ ونحو 40 في المئة وستين بالمائة", "percent 45,44% = 45.44%; percent ٧٫٥٪ = 7.5%; percent 40 في المئة = 40%; percent ستين بالمائة = 60%"},
	{"percent, before", "tr", "%45 arttı, yüzde 12 düştü", "percent %45 = 45%; percent yüzde 12 = 12%"},
	{"numbers", "en", "1,234 ships, 17,786,419 trees, 0.5, 12,34,567 and 100–150 species", "number 1,234 = 1234; number 17,786,419 = 17786419; number 0.5 = 0.5; number 12,34,567 = 1234567; number 100–150 = 100..150"},
	{"number words", "en", "twenty-one, a dozen, a hundred and five, two thousand three hundred, four", "number twenty-one = 21; number a dozen = 12; number a hundred and five = 105; number two thousand three hundred = 2300; number four = 4"},
	{"no number words", "en", "no one of the ships, one of the dozens and millions", ""},
	{"fractions", "en", "two-thirds of them, three quarters", "number two-thirds = 2/3; number three quarters = 3/4"},
	{"numbers, Arabic", "ar", "أربعة وزراء وأربع جزر وثلاثة آلاف جندي ومليونان و1.002.000 شجرة", "number أربعة = 4; number أربع = 4; number ثلاثة آلاف = 3000; number مليونان = 2000000; number 1.002.000 = 1002000"},
	{"number words, Arabic", "ar", "خمسة وعشرون، مئة وخمسة وعشرون ألفا، ثلاثمئة، اثنا عشر، أحد عشر", "number خمسة وعشرون = 25; number مئة وخمسة وعشرون ألفا = 125000; number ثلاثمئة = 300; number اثنا عشر = 12; number أحد عشر = 11"},
	{"clitics stay outside", "ar", "بأربعة لاعبين ولعشرين دقيقة بـ104 أهداف", "number أربعة = 4; duration عشرين دقيقة = PT20M; number 104 = 104"},
	{"separators by language", "de", "1.500 Meter, 3,5 Tonnen", "measure 1.500 Meter = 1500 m; measure 3,5 Tonnen = 3.5 t"},
	{"thin spaces", "fr", "1 345 596 habitants", "number 1 345 596 = 1345596"},
	{"durations", "en", "74 years, a 10-year plan, six months, two years and three months, 90 minutes", "duration 74 years = P74Y; duration 10-year = P10Y; duration six months = P6M; duration two years and three months = P2Y3M; duration 90 minutes = PT90M"},
	{"durations, Arabic", "ar", "74 عاماً خلال عامين وثلاث سنوات ويوم واحد وعشرة أشهر وعقدين", "duration 74 عاماً = P74Y; duration عامين = P2Y; duration ثلاث سنوات = P3Y; duration يوم واحد = P1D; duration عشرة أشهر = P10M; duration عقدين = P20Y"},
	{"durations, long", "en", "515 million years", "duration 515 million years = P515000000Y"},
	{"times", "en", "met four times, twice, and a dozen times", "measure four times = 4 time; measure a dozen times = 12 time"},
	{"times, Arabic", "ar", "التقيا مرتين ثم أربع مرات و٢٥ مرة", "measure مرتين = 2 time; measure أربع مرات = 4 time; measure ٢٥ مرة = 25 time"},
	{"measures", "en", "5 km, 800m, 7,000 square kilometres, 22 km2, -5 °C, 70 miles per hour and 402 people", "measure 5 km = 5 km; measure 800m = 800 m; measure 7,000 square kilometres = 7000 km2; measure 22 km2 = 22 km2; measure -5 °C = -5 °C; measure 70 miles per hour = 70 mi/h; measure 402 people = 402 person"},
	{"measures, Arabic", "ar", "309.500 كم² و33000 كم2 و7 ملايين نسمة و100م و40 كيلومترا مربعا", "measure 309.500 كم² = 309500 km2; measure 33000 كم2 = 33000 km2; measure 7 ملايين نسمة = 7000000 person; measure 100م = 100 m; measure 40 كيلومترا مربعا = 40 km2"},
	{"ordinals", "en", "the 139th place and the third", "ordinal 139th = #139; ordinal third = #3"},
	{"ordinals, Arabic", "ar", "المركز الثالث والمرتبة الثانية عشرة", "ordinal الثالث = #3; ordinal الثانية عشرة = #12"},
	{"dates", "en", "On November 2, 2013, on 2 November, in November 2013 and in November", "date November 2, 2013 = 2013-11-02; date 2 November = --11-02; date November 2013 = 2013-11; date November = --11"},
	{"date, weekday within", "ar", "يوم السبت 2 تشرين الثاني 2013", "date يوم السبت 2 تشرين الثاني 2013 = 2013-11-02"},
	{"date, Arabic ordinals", "ar", "في الأول من سبتمبر من عام 1939", "date الأول من سبتمبر من عام 1939 = 1939-09-01"},
	{"date ranges", "en", "2–4 November 2013, from 28 June to 3 July 2014, November 2-4, 2013", "date 2–4 November 2013 = 2013-11-02/2013-11-04; date 28 June to 3 July 2014 = 2014-06-28/2014-07-03; date November 2-4, 2013 = 2013-11-02/2013-11-04"},
	{"years", "en", "in 2013, the 1967 series, since 1998; 1,500 men, 2000 soldiers and 3600 turns", "date 2013 = 2013; date 1967 = 1967; date 1998 = 1998; number 1,500 = 1500; number 2000 = 2000; number 3600 = 3600"},
	{"years, Arabic", "ar", "منذ عام 2016 وسنة 641 وفي 1860 و1299م", "date 2016 = 2016; date 641 = 0641; date 1860 = 1860; date 1299م = 1299"},
	{"year ranges", "en", "between 2005 and 2010, 1939–1945, 1914-18, from 1960 to 1965", "date between 2005 and 2010 = 2005/2010; date 1939–1945 = 1939/1945; date 1914-18 = 1914/1918; date 1960 to 1965 = 1960/1965"},
	{"year ranges, Arabic", "ar", "بين عامي 1908 و1914 ومن عام 1960 إلى عام 1965", "date بين عامي 1908 و1914 = 1908/1914; date 1960 إلى عام 1965 = 1960/1965"},
	{"year lists", "en", "in 1563, 1593 and 1603", "date 1563 = 1563; date 1593 = 1593; date 1603 = 1603"},
	{"early dates", "ar", "(22 أبريل 571 - 8 يونيو 632م)", "date 22 أبريل 571 - 8 يونيو 632م = 0571-04-22/0632-06-08"},
	{"Hijri ranges", "ar", "(150-204هـ / 767-820م)", "date 150-204هـ = hijri:0150/hijri:0204; date 767-820م = 0767/0820"},
	{"years and metres", "ar", "من 1994م إلى 1998م، وسنة 2800 قبل الميلاد، على ارتفاع 570 م", "date 1994م إلى 1998م = 1994/1998; date 2800 قبل الميلاد = -2800; measure 570 م = 570 m"},
	{"the day as a noun", "ar", "مرة في اليوم، وفي اليوم العاشر، واليوم يجتمعون", "ordinal العاشر = #10; date اليوم = rel:day+0"},
	{"double hyphens", "en", "the 1992 -- 1993 season and November 2 -- 4, 2013 at 6: 40 p.m.", "date 1992 -- 1993 = 1992/1993; date November 2 -- 4, 2013 = 2013-11-02/2013-11-04; time 6: 40 p.m. = 18:40"},
	{"one of, in Arabic", "ar", "وأحد أشهر الكتاب وثلاثة أرباع القراء و1،648،195 كم2", "number ثلاثة أرباع = 3/4; measure 1،648،195 كم2 = 1648195 km2"},
	{"a year is no end of a measure", "en", "from a million in 2005 to 2.96 million barrels", "number a million = 1000000; date 2005 = 2005; measure 2.96 million barrels = 2960000 bbl"},
	{"decades and centuries", "en", "the 1940s, the nineteenth century, the 16th and 17th centuries, 44 BC", "date 1940s = 194X; date nineteenth century = 18XX; date 16th = 15XX; date 17th centuries = 16XX; date 44 BC = -0044"},
	{"decades and centuries, Arabic", "ar", "ثمانينيات القرن الماضي وأربعينيات القرن التاسع عشر والقرن السابع", "date ثمانينيات القرن الماضي = 198X; date أربعينيات القرن التاسع عشر = 184X; date القرن السابع = 06XX"},
	{"seasons", "en", "the summer of 1521", "date summer of 1521 = 1521-22"},
	{"Hijri", "ar", "سنة 1157 هـ / 1744م", "date 1157 هـ = hijri:1157; date 1744م = 1744"},
	{"relative", "en", "yesterday, on Saturday, last December, April this year, next week, two years ago", "date yesterday = rel:day-1; date Saturday = rel:weekday+0/6; date last December = rel:named-1/12; date April this year = rel:year+0/4; date next week = rel:week+1; date two years ago = rel:year-2"},
	{"relative, Arabic", "ar", "أمس السبت وديسمبر الماضي والعام المقبل وقبل ثلاثة أيام وهذا الأسبوع", "date أمس = rel:day-1; date السبت = rel:weekday+0/6; date ديسمبر الماضي = rel:named-1/12; date العام المقبل = rel:year+1; date ثلاثة أيام = rel:day-3; date هذا الأسبوع = rel:week+0"},
	{"times of day", "en", "at 04:44 pm, 9 am, 6.40 a.m., 16:30 and 9:05", "time 04:44 pm = 16:44; time 9 am = 09:00; time 6.40 a.m. = 06:40; time 16:30 = 16:30"},
	{"times of day, Arabic", "ar", "من التاسعة صباحا إلى 5:30 مساء", "time التاسعة صباحا = 09:00; time 5:30 مساء = 17:30"},
	{"crowns", "en", "23 million crowns and 40 Swedish kronor", "money 23 million crowns = KRONE 23000000; money 40 Swedish kronor = SEK 40"},
	{"no values", "en", "2+2 talks, two-plus-two, the S-400, COVID-19, B2B, 5G, 3-1, 2:4, v1.2.3, +44 20 7946 0958, 192.168.0.1, may march in second gear", "ordinal second = #2"},
	{"no values, Arabic", "ar", "صيغة 2+2 ومنظومة إس-400 وهذا بين الأمين العام والست", ""},
	{"months that are words", "en", "They may march on; in May they march in March", "date May = --05; date March = --03"},
	{"blank lines part", "en", "Chapter 3\n\nNovember 2, 2013", "number 3 = 3; date November 2, 2013 = 2013-11-02"},
}

func TestFind(t *testing.T) {
	for _, f := range findings {
		t.Run(f.name, func(t *testing.T) {
			got := strings.Join(shown(f.text, Find(f.text, analysis.Tokenize(f.text), f.lang)), "; ")
			if diff := cmp.Diff(strings.Split(f.want, "; "), strings.Split(got, "; ")); diff != "" {
				t.Errorf("Find(%q, %q) (-want +got):\n%s", f.text, f.lang, diff)
			}
		})
	}
}

// Tokens tell names that the text alone does not show.
func TestFindLeavesSymbolsAlone(t *testing.T) {
	text := "منظومة إس 400 و5 طائرات"
	if got := shown(text, Find(text, analysis.Tokenize(text), "ar")); !cmp.Equal(got, []string{"number 5 = 5"}) {
		t.Errorf("got %q", got)
	}
}
