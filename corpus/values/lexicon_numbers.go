package values

// addNumbers enters number words and magnitudes. English and Arabic have the whole system; the other languages their
// magnitudes, which is what newspapers write beside digits.
func (x *lexicon) addNumbers() {
	x.addEnglishNumbers()
	x.addArabicNumbers()
	for _, m := range [...]struct {
		lang  string
		power int64
		words string
	}{
		{"de", 3, "tausend"}, {"de", 6, "million millionen mio"}, {"de", 9, "milliarde milliarden mrd"}, {"de", 12, "billion billionen"},
		{"fr", 3, "mille"}, {"fr", 6, "million millions"}, {"fr", 9, "milliard milliards"}, {"fr", 12, "billion billions"},
		{"es", 3, "mil"}, {"es", 6, "millón millones"}, {"es", 9, "mil_millones"}, {"es", 12, "billón billones"},
		{"it", 3, "mila"}, {"it", 6, "milione milioni"}, {"it", 9, "miliardo miliardi"}, {"it", 12, "bilione bilioni"},
		{"pt", 3, "mil"}, {"pt", 6, "milhão milhões"}, {"pt", 9, "bilhão bilhões mil_milhões"}, {"pt", 12, "trilhão trilhões"},
		{"ru", 3, "тысяча тысячи тысяч тыс"}, {"ru", 6, "миллион миллиона миллионов млн"}, {"ru", 9, "миллиард миллиарда миллиардов млрд"}, {"ru", 12, "триллион триллиона триллионов трлн"},
		{"tr", 3, "bin"}, {"tr", 6, "milyon"}, {"tr", 9, "milyar"}, {"tr", 12, "trilyon"},
		{"ro", 3, "mii"}, {"ro", 6, "milion milioane"}, {"ro", 9, "miliard miliarde"},
		{"vi", 3, "nghìn ngàn"}, {"vi", 6, "triệu"}, {"vi", 9, "tỷ tỉ"},
		{"hi", 3, "हज़ार हजार"}, {"hi", 5, "लाख"}, {"hi", 6, "मिलियन"}, {"hi", 7, "करोड़"}, {"hi", 9, "अरब"},
		{"el", 3, "χιλιάδες χίλια"}, {"el", 6, "εκατομμύρια εκατομμύριο"}, {"el", 9, "δισεκατομμύρια δισεκατομμύριο"},
		{"th", 3, "พัน"}, {"th", 6, "ล้าน"}, {"fa", 3, "هزار"}, {"fa", 6, "میلیون"}, {"fa", 9, "میلیارد"},
		{"he", 3, "אלף"}, {"he", 6, "מיליון"}, {"he", 9, "מיליארד"},
	} {
		x.addAll(m.words, role{kind: rolePlural, langs: bit(m.lang), n: m.power})
	}
	x.addAll("万 萬 만", role{kind: rolePlural, langs: everywhere, n: 4})
	x.addAll("亿 億 억", role{kind: rolePlural, langs: everywhere, n: 8})
	x.addAll("兆 조", role{kind: rolePlural, langs: everywhere, n: 12})
}

func (x *lexicon) addEnglishNumbers() {
	en := bit("en")
	x.addSeries("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
		0, role{kind: roleCardinal, langs: en})
	tens := []string{"thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	for i, w := range tens {
		x.add(w, role{kind: roleCardinal, langs: en, n: int64(30 + 10*i)})
	}
	x.add("dozen", role{kind: roleHundred, langs: en, n: 12})
	x.add("hundred", role{kind: roleHundred, langs: en, n: 100})
	x.add("thousand", role{kind: rolePlural, langs: en, n: 3})
	x.addAll("k", role{kind: roleSuffix, langs: en, n: 3})
	x.addAll("million mn mln", role{kind: rolePlural, langs: en, n: 6})
	x.addAll("billion bn bln", role{kind: rolePlural, langs: en, n: 9})
	x.addAll("trillion tn trn", role{kind: rolePlural, langs: en, n: 12})
	x.addSeries("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
		1, role{kind: roleOrdinal, langs: en})
	x.addSeries("halves thirds quarters/fourths fifths sixths sevenths eighths ninths tenths", 2, role{kind: roleFraction, langs: en})
	x.add("twenty-first", role{kind: roleOrdinal, langs: en, n: 21})
	x.add("s", role{kind: roleSuffix, langs: everywhere, id: "s"})
	x.addAll("st nd rd th er º ª", role{kind: roleSuffix, langs: everywhere})
	x.addAll("a an", role{kind: roleArticle, langs: en})
	x.addAll("plus", role{kind: rolePlus, langs: everywhere})
	x.addAll("version versions release v ver build android ios windows versión versão versione wersja sürüm версия версии версию", role{kind: roleLabel, langs: everywhere})
	x.addAll("الإصدار إصدار النسخة نسخة", role{kind: roleLabel, langs: everywhere})
}

func (x *lexicon) addArabicNumbers() {
	ar := bit("ar")
	x.addSeries("صفر واحد/واحدة/أحد/إحدى اثنان/اثنين/اثنتان/اثنتين/إثنان/إثنين/اثنا/اثنتا/اثني/اثنتي ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر",
		0, role{kind: roleCardinal, langs: ar})
	x.addSeries("أحد_عشر/إحدى_عشرة اثنا_عشر/اثنتا_عشرة/اثني_عشر/اثنتي_عشرة/اثنتي_عشر/اثني_عشرة ثلاثة_عشر/ثلاث_عشرة أربعة_عشر/أربع_عشرة خمسة_عشر/خمس_عشرة ستة_عشر/ست_عشرة سبعة_عشر/سبع_عشرة ثمانية_عشر/ثماني_عشرة/ثمان_عشرة تسعة_عشر/تسع_عشرة",
		11, role{kind: roleCardinal, langs: ar})
	tens := []string{"عشرون عشرين", "ثلاثون ثلاثين", "أربعون أربعين", "خمسون خمسين", "ستون ستين", "سبعون سبعين", "ثمانون ثمانين", "تسعون تسعين"}
	for i, w := range tens {
		x.addAll(w, role{kind: roleCardinal, langs: ar, n: int64(20 + 10*i)})
	}
	x.addAll("مئة مائة مية", role{kind: roleHundred, langs: ar, n: 100})
	x.addAll("مئتان مئتين مائتان مائتين مئتا مئتي مائتي", role{kind: roleCardinal, langs: ar, n: 200})
	stems := []string{"ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"}
	for i, s := range stems {
		for _, h := range []string{"مئة", "مائة"} {
			x.add(s+h, role{kind: roleCardinal, langs: ar, n: int64(300 + 100*i)})
		}
	}
	for _, m := range [...]struct {
		power               int64
		one, two, many, say string
	}{
		{3, "ألف", "ألفان ألفين ألفي", "آلاف", "ألفًا"},
		{6, "مليون", "مليونان مليونين مليوني", "ملايين", "مليونًا"},
		{9, "مليار بليون", "ملياران مليارين ملياري", "مليارات بلايين", "مليارًا"},
		{12, "تريليون ترليون", "تريليونان تريليونين تريليوني", "تريليونات ترليونات", "تريليونًا"},
	} {
		x.addAll(m.one, role{kind: roleMagnitude, langs: ar, n: m.power})
		x.addAll(m.two, role{kind: roleMagnitude, langs: ar, n: m.power, dual: true})
		x.addAll(m.many+" "+m.say, role{kind: rolePlural, langs: ar, n: m.power})
	}
	x.add("ألفا", role{kind: roleMagnitude, langs: ar, n: 3, dual: true, id: "name"}) // also a name
	x.addSeries("أثلاث أرباع أخماس أسداس أسباع أثمان أتساع أعشار", 3, role{kind: roleFraction, langs: ar})
	x.addSeries("الأول/الأولى الثاني/الثانية الثالث/الثالثة الرابع/الرابعة الخامس/الخامسة السادس/السادسة السابع/السابعة الثامن/الثامنة التاسع/التاسعة العاشر/العاشرة الحادي_عشر/الحادية_عشرة/الحادية_عشر الثاني_عشر/الثانية_عشرة/الثانية_عشر الثالث_عشر/الثالثة_عشرة/الثالثة_عشر الرابع_عشر/الرابعة_عشرة/الرابعة_عشر الخامس_عشر/الخامسة_عشرة/الخامسة_عشر السادس_عشر/السادسة_عشرة/السادسة_عشر السابع_عشر/السابعة_عشرة/السابعة_عشر الثامن_عشر/الثامنة_عشرة/الثامنة_عشر التاسع_عشر/التاسعة_عشرة/التاسعة_عشر العشرين/العشرون الحادي_والعشرين/الحادي_والعشرون/الحادية_والعشرين الثاني_والعشرين/الثاني_والعشرون الثالث_والعشرين/الثالث_والعشرون الرابع_والعشرين/الرابع_والعشرون الخامس_والعشرين/الخامس_والعشرون السادس_والعشرين/السادس_والعشرون السابع_والعشرين/السابع_والعشرون الثامن_والعشرين/الثامن_والعشرون التاسع_والعشرين/التاسع_والعشرون الثلاثين/الثلاثون الحادي_والثلاثين/الحادي_والثلاثون",
		1, role{kind: roleOrdinal, langs: ar})
	x.addAll("زائد", role{kind: rolePlus, langs: ar})
}
