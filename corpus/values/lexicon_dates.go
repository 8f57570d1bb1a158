package values

// A monthTable is a language with its months in full and as abbreviations, January first; slashes part spellings of one
// month (cases, accents that are often left out), a hyphen stands for none.
type monthTable struct{ lang, full, abbr string }

// Names of months after Unicode CLDR 48, with spellings found in newspapers beside them.
var monthTables = [...]monthTable{
	{"en", "january february march april may june july august september october november december",
		"jan feb mar apr - jun jul aug sep/sept oct nov dec"},
	{"ar", "يناير فبراير مارس أبريل/ابريل/إبريل مايو يونيو/يونية يوليو/يولية أغسطس سبتمبر أكتوبر نوفمبر ديسمبر", ""},
	{"ar", "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول/تشرين_أول تشرين_الثاني/تشرين_ثاني/تشرين_ثان كانون_الأول/كانون_أول", ""},
	{"ar", "كانون_ثاني/كانون_ثان - - أفريل ماي جوان جويلية/جويليه أوت شتنبر - نونبر دجنبر", ""},
	{"ar", "جانفي فيفري - - - - يوليوز غشت - - - -", ""},
	{"de", "januar/jänner/jaenner februar/feber märz/maerz april mai juni juli august september oktober november dezember",
		"jan feb mär/mrz apr - jun jul aug sep/sept okt nov dez"},
	{"fr", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"janv févr/fév - avr - - juil - sept oct nov déc"},
	{"es", "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
		"ene feb mar abr may jun jul ago sept/sep oct nov dic"},
	{"it", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"gen feb mar apr mag giu lug ago set/sett ott nov dic"},
	{"pt", "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"jan fev mar abr mai jun jul ago set out nov dez"},
	{"ru", "января/январь/январе февраля/февраль/феврале марта/март/марте апреля/апрель/апреле мая/май/мае июня/июнь/июне июля/июль/июле августа/август/августе сентября/сентябрь/сентябре октября/октябрь/октябре ноября/ноябрь/ноябре декабря/декабрь/декабре",
		"янв фев/февр мар апр - июн июл авг сен/сент окт ноя/нояб дек"},
	{"tr", "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
		"oca şub mar nis may haz tem ağu eyl eki kas ara"},
	{"ro", "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
		"ian feb mar apr - iun iul aug sept oct nov/noi dec"},
	{"hi", "जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर", ""},
	{"el", "ιανουαρίου/ιανουάριος/ιανουάριο φεβρουαρίου/φεβρουάριος/φεβρουάριο μαρτίου/μάρτιος/μάρτιο απριλίου/απρίλιος/απρίλιο μαΐου/μάιος/μάιο ιουνίου/ιούνιος/ιούνιο ιουλίου/ιούλιος/ιούλιο αυγούστου/αύγουστος/αύγουστο σεπτεμβρίου/σεπτέμβριος/σεπτέμβριο οκτωβρίου/οκτώβριος/οκτώβριο νοεμβρίου/νοέμβριος/νοέμβριο δεκεμβρίου/δεκέμβριος/δεκέμβριο",
		"ιαν φεβ μαρ απρ μαϊ ιουν ιουλ αυγ σεπ οκτ νοε δεκ"},
	{"th", "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
		"มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค"},
	{"fa", "ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/ژوییه اوت سپتامبر اکتبر نوامبر دسامبر", ""},
	{"he", "ינואר/בינואר פברואר/בפברואר מרץ/במרץ/מרס/במרס אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר", ""},
	{"nl", "januari februari maart april mei juni juli augustus september oktober november december",
		"jan feb mrt apr - jun jul aug sep okt nov dec"},
	{"uk", "січня/січень лютого/лютий березня/березень квітня/квітень травня/травень червня/червень липня/липень серпня/серпень вересня/вересень жовтня/жовтень листопада/листопад грудня/грудень", ""},
	{"pl", "stycznia/styczeń lutego/luty marca/marzec kwietnia/kwiecień maja/maj czerwca/czerwiec lipca/lipiec sierpnia/sierpień września/wrzesień października/październik listopada/listopad grudnia/grudzień", ""},
	{"sv", "januari februari mars april maj juni juli augusti september oktober november december", ""},
}

const hijriMonths = "محرم صفر ربيع_الأول ربيع_الآخر/ربيع_الثاني جمادى_الأولى/جمادى_الأول جمادى_الآخرة/جمادى_الثانية/جمادى_الآخر رجب شعبان رمضان شوال ذو_القعدة/ذي_القعدة ذو_الحجة/ذي_الحجة"

const hijriLatin = "muharram safar rabi_al-awwal rabi_al-thani jumada_al-awwal jumada_al-thani rajab shaban ramadan shawwal dhu_al-qadah/dhul_qadah dhu_al-hijjah/dhul_hijjah"

const jalaliMonths = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"

func (x *lexicon) addMonths() {
	for _, t := range monthTables {
		own := bit(t.lang)
		if t.lang == "en" || t.lang == "ar" {
			own = everywhere // bylines of these two stand over texts of any language
		}
		x.addSeries(t.full, 1, role{kind: roleMonth, langs: own})
		x.addSeries(t.abbr, 1, role{kind: roleMonth, langs: own, abbr: true})
	}
	x.addSeries(hijriMonths, 1, role{kind: roleHijri, langs: everywhere})
	x.addSeries(hijriLatin, 1, role{kind: roleHijri, langs: everywhere})
	x.addSeries(jalaliMonths, 1, role{kind: roleJalali, langs: bit("fa")})
	x.addSeries("spring/الربيع/ربيع/printemps/frühling/primavera summer/صيف/الصيف/été/sommer/verano/estate autumn/fall/خريف/الخريف/automne/herbst/otoño/autunno winter/شتاء/الشتاء/hiver/invierno/inverno",
		21, role{kind: roleSeason, langs: everywhere})
}

// A weekdayTable names the days from Sunday on.
type weekdayTable struct{ lang, full, abbr string }

var weekdayTables = [...]weekdayTable{
	{"en", "sunday monday tuesday wednesday thursday friday saturday", "sun mon tue/tues wed thu/thur/thurs fri sat"},
	{"ar", "الأحد الاثنين/الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت", ""},
	{"de", "sonntag montag dienstag mittwoch donnerstag freitag samstag/sonnabend", "so mo di mi do fr sa"},
	{"fr", "dimanche lundi mardi mercredi jeudi vendredi samedi", ""},
	{"es", "domingo lunes martes miércoles jueves viernes sábado", "dom lun - - jue vie sáb"},
	{"it", "domenica lunedì martedì mercoledì giovedì venerdì sabato", ""},
	{"pt", "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado", ""},
	{"ru", "воскресенье понедельник/понедельника вторник/вторника среда/среду/среды четверг/четверга пятница/пятницу/пятницы суббота/субботу/субботы", ""},
	{"tr", "pazar pazartesi salı çarşamba perşembe cuma cumartesi", ""},
	{"ro", "duminică luni marți miercuri joi vineri sâmbătă", ""},
	{"vi", "chủ_nhật thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy", ""},
	{"hi", "रविवार सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार", ""},
	{"el", "κυριακή δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο", ""},
	{"th", "วันอาทิตย์ วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์", ""},
	{"fa", "یکشنبه دوشنبه سهشنبه/سه_شنبه چهارشنبه پنجشنبه/پنج_شنبه جمعه شنبه", ""},
	{"he", "יום_ראשון יום_שני יום_שלישי יום_רביעי יום_חמישי יום_שישי שבת/יום_שבת", ""},
	{"nl", "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag", ""},
	{"sv", "söndag måndag tisdag onsdag torsdag fredag lördag", ""},
}

func (x *lexicon) addWeekdays() {
	for _, t := range weekdayTables {
		own := bit(t.lang)
		if t.lang == "en" || t.lang == "ar" {
			own = everywhere
		}
		x.addSeries(t.full, 0, role{kind: roleWeekday, langs: own})
		x.addSeries(t.abbr, 0, role{kind: roleWeekday, langs: own, abbr: true})
	}
}
