package values

// addDurations enters units of time; a duration's ID is that of ISO 8601, with decades and centuries as years.
func (x *lexicon) addDurations() {
	for _, u := range [...]struct {
		id       string
		n        int64
		en       string
		ar, dual string
		others   string
	}{
		{"Y", 1, "year years yr yrs", "سنة سنوات سنين سنةً عام أعوام عاما", "سنتان سنتين سنتي عامان عامين", "jahr jahre jahren ans année années año años anno anni ano anos лет год года yıl năm साल वर्ष έτη χρόνια ปี سال שנים שנה jaar lat år ani"},
		{"M", 1, "month months", "شهر أشهر شهور شهرا", "شهران شهرين", "monat monate monaten mois mes meses mesi mês месяц месяца месяцев ay tháng महीने μήνες เดือน ماه חודשים luni maanden"},
		{"W", 1, "week weeks", "أسبوع أسابيع أسبوعا", "أسبوعان أسبوعين", "woche wochen semaine semaines semana semanas settimana settimane неделя недели недель hafta tuần सप्ताह εβδομάδες สัปดาห์ هفته שבועות weken săptămâni"},
		{"D", 1, "day days", "يوم أيام يوما", "يومان يومين", "tag tage tagen jour jours día días giorno giorni dia dias день дня дней gün ngày दिन μέρες ημέρες วัน روز ימים dagen zile"},
		{"TH", 1, "hour hours hr hrs h", "ساعة ساعات", "ساعتان ساعتين", "stunde stunden heure heures hora horas ora ore час часа часов saat giờ घंटे ώρες ชั่วโมง ساعت שעות uur"},
		{"TM", 1, "minute minutes min mins", "دقيقة دقائق", "دقيقتان دقيقتين", "minuten minuto minutos minuti минута минуты минут dakika phút मिनट λεπτά นาที دقیقه דקות minute"},
		{"TS", 1, "second seconds sec secs", "ثانية ثوان ثواني ثوانٍ", "ثانيتان ثانيتين", "sekunde sekunden secondes segundo segundos secondi секунд saniye giây δευτερόλεπτα שניות"},
		{"Y", 10, "decade decades", "عقد عقود عقدا", "عقدان عقدين", "jahrzehnt jahrzehnte décennies décadas decenni десятилетий"},
		{"Y", 100, "century centuries", "قرن قرون قرنا", "قرنان قرنين", "jahrhundert jahrhunderte siècles siglos secoli séculos веков"},
	} {
		x.addAll(u.en+" "+u.ar, role{kind: roleDuration, langs: everywhere, n: u.n, id: u.id})
		x.addAll(u.dual, role{kind: roleDuration, langs: everywhere, n: u.n, id: u.id, dual: true})
		x.addAll(u.others, role{kind: roleDuration, langs: everywhere &^ bit("en") &^ bit("ar"), n: u.n, id: u.id})
	}
}

// addMeasures enters units of measure, canonical symbol first. A person is a unit, so that "7 million people" and
// "7 ملايين نسمة" are the same value; other counted things stay outside the value.
func (x *lexicon) addMeasures() {
	for _, u := range [...]struct{ id, words, dual string }{
		{"mm", "mm millimetre millimetres millimeter millimeters مليمتر ملم ميليمتر مم", "مليمترين"},
		{"cm", "cm centimetre centimetres centimeter centimeters سنتيمتر سنتيمترا سنتيمترات سم", "سنتيمترين"},
		{"in", "inch inches بوصة بوصات إنش إنشا", "بوصتين"},
		{"m", "m metre metres meter meters متر مترا أمتار mètres metros metri метров метр м م", "متران مترين"},
		{"km", "km kms kilometre kilometres kilometer kilometers كم كلم كيلومتر كيلومترا كيلومترات كيلو_متر kilomètres kilómetros chilometri quilômetros километров км", "كيلومتران كيلومترين"},
		{"mi", "mile miles mi ميل ميلا أميال", "ميلان ميلين"},
		{"ft", "ft foot feet قدم قدما أقدام", "قدمان قدمين"},
		{"yd", "yd yard yards ياردة", ""},
		{"nmi", "nautical_mile nautical_miles nmi ميل_بحري ميلا_بحريا أميال_بحرية", "ميلين_بحريين"},
		{"m2", "m² m2 sqm sq_m square_metre square_metres square_meter square_meters متر_مربع مترا_مربعا م² م2 أمتار_مربعة", ""},
		{"km2", "km² km2 sq_km square_kilometre square_kilometres square_kilometer square_kilometers كيلومتر_مربع كيلومترا_مربعا كيلومترات_مربعة كم² كم2 كلم² كلم2 كم_مربع كلم_مربع", ""},
		{"mi2", "sq_mi sq_miles square_mile square_miles ميل_مربع ميلا_مربعا أميال_مربعة mi²", ""},
		{"ft2", "sq_ft square_foot square_feet قدم_مربع قدم_مربعة قدما_مربعا", ""},
		{"ha", "ha hectare hectares هكتار هكتارا هكتارات", "هكتاران هكتارين"},
		{"acre", "acre acres فدان فدانا أفدنة", "فدانين"},
		{"m3", "m³ m3 cubic_metre cubic_metres cubic_meter cubic_meters متر_مكعب مترا_مكعبا أمتار_مكعبة م³", ""},
		{"mg", "mg milligram milligrams ملغ مليغرام", ""},
		{"g", "g gram grams gramme grammes غرام غراما غرامات جرام", "غرامين"},
		{"kg", "kg kgs kilogram kilograms kilo kilos كجم كيلوغرام كيلوغراما كغ كيلوجرام كلغ", "كيلوغرامين"},
		{"t", "t ton tons tonne tonnes طن طنا أطنان tonnen toneladas tonnellate тонн", "طنان طنين"},
		{"lb", "lb lbs رطل رطلا أرطال", ""},
		{"l", "litre litres liter liters لتر لترا لترات", "لترين"},
		{"bbl", "barrel barrels برميل برميلا براميل", "برميلان برميلين"},
		{"°C", "°c ℃ celsius degrees_celsius degree_celsius درجة_مئوية درجات_مئوية", ""},
		{"°F", "°f ℉ fahrenheit degrees_fahrenheit درجة_فهرنهايت", ""},
		{"deg", "degree degrees درجة درجات", "درجتين"},
		{"km/h", "km/h kmh kph kilometres_per_hour kilometers_per_hour كيلومتر_في_الساعة كيلومترا_في_الساعة كم/ساعة", ""},
		{"mi/h", "mph miles_per_hour ميل_في_الساعة ميلا_في_الساعة", ""},
		{"rpm", "rpm revolutions_per_minute دورة_في_الدقيقة", ""},
		{"kn", "knot knots عقدة_بحرية", ""},
		{"kW", "kw kilowatt kilowatts كيلوواط", ""},
		{"MW", "mw megawatt megawatts ميغاواط ميغاوات", ""},
		{"GW", "gw gigawatt gigawatts غيغاواط", ""},
		{"kWh", "kwh kilowatt-hours", ""}, {"MWh", "mwh", ""}, {"GWh", "gwh", ""},
		{"MB", "mb megabyte megabytes ميغابايت", ""},
		{"GB", "gb gigabyte gigabytes غيغابايت", ""},
		{"TB", "tb terabyte terabytes تيرابايت", ""},
		{"Hz", "hz hertz هرتز هيرتز", ""}, {"MHz", "mhz megahertz", ""}, {"GHz", "ghz gigahertz", ""},
		{"person", "people persons person inhabitants residents نسمة شخص شخصا أشخاص personen personnes personas persone pessoas человек kişi", "شخصان شخصين"},
		{"time", "times مرة مرات", "مرتان مرتين"},
		{"point", "percentage_point percentage_points نقطة_مئوية نقاط_مئوية", "نقطتين_مئويتين"},
	} {
		x.addAll(u.words, role{kind: roleMeasure, langs: everywhere, id: u.id, n: 1})
		x.addAll(u.dual, role{kind: roleMeasure, langs: everywhere, id: u.id, n: 1, dual: true})
	}
	x.addAll("gigaton gigatons gigatonne gigatonnes غيغاطن", role{kind: roleMeasure, langs: everywhere, id: "t", n: 1e9})
	x.addAll("megaton megatons megatonne megatonnes", role{kind: roleMeasure, langs: everywhere, id: "t", n: 1e6})
}

// addCurrencies enters currencies with their ISO 4217 codes. Where a word alone names the money of several countries
// (dinar, peso), the ID is the word in capitals unless a country stands beside it. For the dollar, the pound, the rouble,
// the rupee, the riyal and the Arabic جنيه the commonest one is taken.
func (x *lexicon) addCurrencies() {
	for _, c := range [...]struct{ id, words, dual string }{
		{"USD", "usd dollar dollars dólar dólares dollari dólar доллар доллара долларов dolar دولار دولارا دولارات دلار buck bucks", "دولاران دولارين"},
		{"EUR", "eur euro euros يورو евро avro", ""},
		{"GBP", "gbp pound_sterling pounds_sterling sterling pound pounds استرليني جنيه_إسترليني جنيه_استرليني جنيها_إسترلينيا جنيهات_إسترلينية", ""},
		{"EGP", "egp جنيه جنيها جنيهات", "جنيهان جنيهين"},
		{"JPY", "jpy yen ين الين 円 йен иен 日元", ""},
		{"CNY", "cny rmb yuan renminbi يوان 元 人民币 юаней", ""},
		{"RUB", "rub rouble roubles ruble rubles روبل روبلا روبلات рубль рубля рублей руб", ""},
		{"INR", "inr rupee rupees rs روبية روبيات रुपये", ""},
		{"SAR", "sar riyal riyals ريال ريالا ريالات", "ريالان ريالين"},
		{"AED", "aed dirham dirhams درهم درهما دراهم", ""},
		{"QAR", "qar ريال_قطري", ""}, {"IRR", "irr rial rials ريال_إيراني", ""}, {"YER", "ريال_يمني", ""}, {"OMR", "omr ريال_عماني", ""},
		{"TRY", "turkish_lira ليرة_تركية türk_lirası tl", ""},
		{"LIRA", "lira liras ليرة ليرات lire", "ليرتان ليرتين"},
		{"DINAR", "dinar dinars دينار دينارا دنانير", "ديناران دينارين"},
		{"CHF", "chf swiss_franc swiss_francs franken", ""},
		{"FRANC", "franc francs فرنك فرنكا", ""},
		{"KRW", "krw won وون 원", ""},
		{"BRL", "brl reais reals", ""},
		{"KRONE", "crown crowns krona kronor krone kroner كرونة كرونات", ""},
		{"PESO", "peso pesos بيزو", ""},
		{"MXN", "mxn", ""}, {"ARS", "ars", ""}, {"CAD", "cad", ""}, {"AUD", "aud", ""}, {"HKD", "hkd", ""}, {"SGD", "sgd", ""},
		{"SEK", "sek", ""}, {"NOK", "nok", ""}, {"DKK", "dkk", ""},
		{"PLN", "pln zloty zlotys złotych", ""}, {"UAH", "uah hryvnia hryvnias гривен", ""},
		{"ILS", "ils nis shekel shekels شيكل شيقل ₪", ""}, {"ZAR", "zar rand rands", ""},
		{"THB", "thb baht บาท", ""}, {"VND", "vnd đồng", ""}, {"IDR", "idr rupiah", ""}, {"MYR", "myr ringgit", ""}, {"NGN", "ngn naira", ""},
		{"KWD", "kwd", ""}, {"IQD", "iqd", ""}, {"RON", "ron lei", ""},
	} {
		x.addAll(c.words, role{kind: roleCurrency, langs: everywhere, id: c.id})
		x.addAll(c.dual, role{kind: roleCurrency, langs: everywhere, id: c.id, dual: true})
	}
	for _, q := range [...]struct{ id, words string }{
		{"US", "us usa american أمريكي أميركي أمريكيا أميركيا أمريكية أميركية"}, {"CA", "canadian كندي كنديا"},
		{"AU", "australian أسترالي"}, {"HK", "hong_kong"}, {"SG", "singapore"}, {"NZ", "new_zealand"}, {"TW", "taiwan"},
		{"EG", "egyptian مصري مصريا مصرية"}, {"GB", "british بريطاني"}, {"SD", "sudanese سوداني"}, {"SA", "saudi سعودي سعوديا"},
		{"KW", "kuwaiti كويتي"}, {"IQ", "iraqi عراقي عراقيا"}, {"JO", "jordanian أردني أردنيا"}, {"BH", "bahraini بحريني"}, {"DZ", "algerian جزائري"},
		{"TN", "tunisian تونسي"}, {"LY", "libyan ليبي"}, {"RS", "serbian صربي"}, {"LB", "lebanese لبنانية"}, {"SY", "syrian سورية"},
		{"TR", "turkish تركية"}, {"MA", "moroccan مغربي"}, {"AE", "emirati إماراتي"}, {"QA", "qatari قطري"}, {"IR", "iranian إيراني"},
		{"JP", "japanese ياباني"}, {"CN", "chinese صيني"}, {"RU", "russian روسي"}, {"IN", "indian هندية"}, {"PK", "pakistani باكستانية"},
		{"MX", "mexican مكسيكي"}, {"AR", "argentine"}, {"CL", "chilean"}, {"CO", "colombian"}, {"PH", "philippine"}, {"CH", "swiss سويسري"}, {"SE", "swedish سويدية"}, {"NO", "norwegian نرويجية"}, {"DK", "danish دنماركية"}, {"CZ", "czech تشيكية"},
	} {
		x.addAll(q.words, role{kind: roleCountry, langs: everywhere, id: q.id})
	}
}

// national returns the code of a kind of money of one country, or the kind itself.
func national(currency, country string) string {
	switch currency + country {
	case "USDCA":
		return "CAD"
	case "USDAU":
		return "AUD"
	case "USDHK", "USDSG", "USDNZ", "USDTW":
		return map[string]string{"HK": "HKD", "SG": "SGD", "NZ": "NZD", "TW": "TWD"}[country]
	case "GBPEG", "EGPEG":
		return "EGP"
	case "EGPGB":
		return "GBP"
	case "EGPSD", "GBPSD":
		return "SDG"
	case "SARQA", "SARIR", "SARSA":
		return map[string]string{"QA": "QAR", "IR": "IRR", "SA": "SAR"}[country]
	case "AEDMA":
		return "MAD"
	case "INRPK":
		return "PKR"
	}
	codes := map[string]string{
		"DINARKW": "KWD", "DINARIQ": "IQD", "DINARJO": "JOD", "DINARBH": "BHD", "DINARDZ": "DZD", "DINARTN": "TND",
		"DINARLY": "LYD", "DINARRS": "RSD", "LIRALB": "LBP", "LIRASY": "SYP", "LIRATR": "TRY", "GBPLB": "LBP", "GBPSY": "SYP",
		"PESOMX": "MXN", "PESOAR": "ARS", "PESOCL": "CLP", "PESOCO": "COP", "PESOPH": "PHP", "KRONESE": "SEK", "KRONENO": "NOK", "KRONEDK": "DKK", "KRONECZ": "CZK", "FRANCCH": "CHF",
	}
	if c, ok := codes[currency+country]; ok {
		return c
	}
	return currency
}

// symbolCurrency returns the code of a currency sign, or "".
func symbolCurrency(r rune) string {
	switch r {
	case '$':
		return "USD"
	case '€':
		return "EUR"
	case '£':
		return "GBP"
	case '¥', '￥':
		return "JPY"
	case '₹':
		return "INR"
	case '₽':
		return "RUB"
	case '₺':
		return "TRY"
	case '₪':
		return "ILS"
	case '₩':
		return "KRW"
	case '₴':
		return "UAH"
	case '₦':
		return "NGN"
	case '฿':
		return "THB"
	case '﷼':
		return "SAR"
	}
	return ""
}
