package values

import (
	"strconv"
	"strings"
)

// forms are the words of a language of display.
type forms struct {
	months, hijri, jalali [12]string
	weekdays              [7]string
	seasons               [4]string
	bc, ah, comma, of     string
	ago                   string            // % is the duration
	shifts                [3]string         // last, this, next
	near                  map[string]string // unit and offset: "day-1" is yesterday
	scales                map[int]noun
	durations             map[string]noun
	currencies, units     map[string]noun
	groupFrom             int // digits from which thousands are parted
	ordinal               func(string) string
	decades               func(string) string
}

// signs stand before amounts in English.
var signs = map[string]string{"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "CAD": "C$", "AUD": "A$", "HKD": "HK$", "NZD": "NZ$", "SGD": "S$", "ILS": "₪", "KRW": "₩"}

var english = &forms{
	months: englishMonths(), weekdays: englishWeekdays(),
	hijri:   [12]string{"Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Awwal", "Jumada al-Thani", "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah"},
	jalali:  [12]string{"Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"},
	seasons: [4]string{"spring", "summer", "autumn", "winter"},
	bc:      "BC", ah: "AH", comma: ", ", of: " ", ago: "% ago",
	shifts: [3]string{"last", "this", "next"},
	near: map[string]string{
		"day-1": "yesterday", "day0": "today", "day1": "tomorrow", "week-1": "last week", "week0": "this week", "week1": "next week",
		"month-1": "last month", "month0": "this month", "month1": "next month", "year-1": "last year", "year0": "this year", "year1": "next year",
	},
	scales: map[int]noun{6: {one: "million"}, 9: {one: "billion"}, 12: {one: "trillion"}},
	durations: map[string]noun{
		"Y": {one: "year", many: "years"}, "M": {one: "month", many: "months"}, "W": {one: "week", many: "weeks"}, "D": {one: "day", many: "days"},
		"TH": {one: "hour", many: "hours"}, "TM": {one: "minute", many: "minutes"}, "TS": {one: "second", many: "seconds"},
	},
	currencies: map[string]noun{
		"EGP": {one: "Egyptian pound", many: "Egyptian pounds"}, "CNY": {one: "yuan", many: "yuan"}, "RUB": {one: "rouble", many: "roubles"},
		"SAR": {one: "riyal", many: "riyals"}, "AED": {one: "dirham", many: "dirhams"}, "DINAR": {one: "dinar", many: "dinars"},
		"LIRA": {one: "lira", many: "lira"}, "TRY": {one: "lira", many: "lira"}, "PESO": {one: "peso", many: "pesos"}, "FRANC": {one: "franc", many: "francs"}, "KRONE": {one: "crown", many: "crowns"},
	},
	units: map[string]noun{
		"person": {one: "person", many: "people"}, "time": {one: "time", many: "times"}, "point": {one: "percentage point", many: "percentage points"},
		"bbl": {one: "barrel", many: "barrels"}, "deg": {one: "degree", many: "degrees"}, "t": {one: "tonne", many: "tonnes"},
		"acre": {one: "acre", many: "acres"}, "l": {one: "litre", many: "litres"},
	},
	groupFrom: 4,
	ordinal:   englishOrdinal,
	decades: func(id string) string {
		if strings.HasSuffix(id, "XX") {
			n, _ := strconv.Atoi(id[:len(id)-2])
			return englishOrdinal(itoa(n+1)) + " century"
		}
		return strings.TrimSuffix(id, "X") + "0s"
	},
}

func englishOrdinal(s string) string {
	n, _ := strconv.Atoi(s)
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return s + suffix
}

var arabicForms = &forms{
	months:   [12]string{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
	weekdays: [7]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
	hijri:    [12]string{"محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"},
	jalali:   [12]string{"فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "آبان", "آذر", "دي", "بهمن", "إسفند"},
	seasons:  [4]string{"ربيع", "صيف", "خريف", "شتاء"},
	bc:       "ق.م", ah: "هـ", comma: " و", of: " من ", ago: "قبل %",
	shifts: [3]string{"الماضي", "الجاري", "المقبل"},
	near: map[string]string{
		"day-1": "أمس", "day0": "اليوم", "day1": "غدًا", "week-1": "الأسبوع الماضي", "week0": "هذا الأسبوع", "week1": "الأسبوع المقبل",
		"month-1": "الشهر الماضي", "month0": "هذا الشهر", "month1": "الشهر المقبل", "year-1": "العام الماضي", "year0": "هذا العام", "year1": "العام المقبل",
	},
	scales: map[int]noun{
		6: {one: "مليون", two: "مليونا", few: "ملايين"}, 9: {one: "مليار", two: "مليارا", few: "مليارات"}, 12: {one: "تريليون", two: "تريليونا", few: "تريليونات"},
	},
	durations: map[string]noun{
		"Y": {one: "عام", two: "عامان", few: "أعوام", many: "عامًا"}, "M": {one: "شهر", two: "شهران", few: "أشهر", many: "شهرًا"},
		"W": {one: "أسبوع", two: "أسبوعان", few: "أسابيع", many: "أسبوعًا"}, "D": {one: "يوم", two: "يومان", few: "أيام", many: "يومًا"},
		"TH": {one: "ساعة", two: "ساعتان", few: "ساعات", many: "ساعة", feminine: true}, "TM": {one: "دقيقة", two: "دقيقتان", few: "دقائق", many: "دقيقة", feminine: true},
		"TS": {one: "ثانية", two: "ثانيتان", few: "ثوانٍ", many: "ثانية", feminine: true},
	},
	currencies: map[string]noun{
		"USD": {one: "دولار", two: "دولاران", few: "دولارات", many: "دولارًا"}, "EUR": {one: "يورو", few: "يورو", many: "يورو"},
		"GBP": {one: "جنيه إسترليني", two: "جنيهان إسترلينيان", few: "جنيهات إسترلينية", many: "جنيهًا إسترلينيًا"},
		"EGP": {one: "جنيه", two: "جنيهان", few: "جنيهات", many: "جنيهًا"}, "JPY": {one: "ين", two: "ينان", few: "ينات", many: "ينًا"},
		"CNY": {one: "يوان", few: "يوان", many: "يوانًا"}, "RUB": {one: "روبل", two: "روبلان", few: "روبلات", many: "روبلًا"},
		"INR": {one: "روبية", two: "روبيتان", few: "روبيات", many: "روبية", feminine: true}, "SAR": {one: "ريال", two: "ريالان", few: "ريالات", many: "ريالًا"},
		"AED": {one: "درهم", two: "درهمان", few: "دراهم", many: "درهمًا"}, "DINAR": {one: "دينار", two: "ديناران", few: "دنانير", many: "دينارًا"},
		"LIRA": {one: "ليرة", two: "ليرتان", few: "ليرات", many: "ليرة", feminine: true}, "TRY": {one: "ليرة تركية", two: "ليرتان تركيتان", few: "ليرات تركية", many: "ليرة تركية", feminine: true},
	},
	units: map[string]noun{
		"person": {one: "شخص", two: "شخصان", few: "أشخاص", many: "شخصًا"}, "time": {one: "مرة", two: "مرتان", few: "مرات", many: "مرة", feminine: true},
		"point": {one: "نقطة مئوية", two: "نقطتان مئويتان", few: "نقاط مئوية", many: "نقطة مئوية", feminine: true},
		"bbl":   {one: "برميل", two: "برميلان", few: "براميل", many: "برميلًا"}, "km": {one: "كيلومتر", two: "كيلومتران", few: "كيلومترات", many: "كيلومترًا"},
		"m": {one: "متر", two: "متران", few: "أمتار", many: "مترًا"}, "cm": {one: "سنتيمتر", two: "سنتيمتران", few: "سنتيمترات", many: "سنتيمترًا"},
		"mm": {one: "مليمتر", two: "مليمتران", few: "مليمترات", many: "مليمترًا"}, "mi": {one: "ميل", two: "ميلان", few: "أميال", many: "ميلًا"},
		"ft": {one: "قدم", two: "قدمان", few: "أقدام", many: "قدمًا", feminine: true}, "kg": {one: "كيلوغرام", two: "كيلوغرامان", few: "كيلوغرامات", many: "كيلوغرامًا"},
		"t": {one: "طن", two: "طنان", few: "أطنان", many: "طنًا"}, "km2": {one: "كيلومتر مربع", two: "كيلومتران مربعان", few: "كيلومترات مربعة", many: "كيلومترًا مربعًا"},
		"m2": {one: "متر مربع", two: "متران مربعان", few: "أمتار مربعة", many: "مترًا مربعًا"}, "ha": {one: "هكتار", two: "هكتاران", few: "هكتارات", many: "هكتارًا"},
		"°C": {one: "درجة مئوية", two: "درجتان مئويتان", few: "درجات مئوية", many: "درجة مئوية", feminine: true},
		"l":  {one: "لتر", two: "لتران", few: "لترات", many: "لترًا"}, "deg": {one: "درجة", two: "درجتان", few: "درجات", many: "درجة", feminine: true},
	},
	groupFrom: 5,
	ordinal:   func(s string) string { return s },
	decades: func(id string) string {
		if strings.HasSuffix(id, "XX") {
			n, _ := strconv.Atoi(id[:len(id)-2])
			return "القرن " + itoa(n+1)
		}
		return "عقد " + strings.TrimSuffix(id, "X") + "0"
	},
}
