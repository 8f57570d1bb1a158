package values

// addGlue enters the words that hold values together or turn them into others.
func (x *lexicon) addGlue() {
	for _, g := range [...]struct {
		kind  roleKind
		n     int64
		words string
	}{
		{rolePercent, 0, "percent per_cent pct في_المئة في_المائة بالمئة بالمائة في_الميه prozent pour_cent por_ciento per_cento por_cento процент процента процентов yüzde τοις_εκατό la_sută phần_trăm प्रतिशत เปอร์เซ็นต์ procent درصد אחוז אחוזים"},
		{roleEra, -1, "bc bce ق.م قم قبل_الميلاد"},
		{roleEra, 1, "ad ce م ميلادي ميلادية ميلاديا للميلاد"},
		{roleEra, 2, "ه هـ هجري هجرية هجريا للهجرة ah"},
		{roleYear, 0, "year سنة عام العام سنه لسنة لعام année año anno ano jahr год году года yılı năm"},
		{roleYears, 0, "years عامي سنتي العامين الأعوام أعوام سنوات"},
		{roleCentury, 0, "century قرن القرن"},
		{roleOf, 0, "of de del من năm année"},
		{roleIn, 0, "in since by until till during after before circa around from through منذ في خلال حتى بعد قبل مطلع أواخر أوائل منتصف نهاية بداية مدار بحلول im en dans depuis desde em nel dal dans в с до"},
		{roleFrom, 0, "from من"},
		{roleTo, 0, "to till until through إلى الى حتى لغاية до"},
		{roleBetween, 0, "between بين ما_بين مابين zwischen entre tra fra между"},
		{roleAnd, 0, "and و und"},
		{roleShift, -1, "last الماضي الماضية المنصرم المنصرمة الفائت الفائتة"},
		{roleShift, 0, "this الجاري الجارية الحالي الحالية هذا هذه"},
		{roleShift, 1, "next المقبل المقبلة القادم القادمة"},
		{roleDay, -1, "yesterday أمس البارحة"},
		{roleDay, 0, "today tonight اليوم"},
		{roleDay, 1, "tomorrow غدا"},
		{roleAgo, -1, "ago"},
		{roleBefore, -1, "قبل"},
		{rolePart, 0, "mid as_early_as as_late_as early late pre post end beginning start middle أوائل أواخر منتصف مطلع نهاية بداية مستهل"},
		{roleHalf, 1, "am a.m صباحا فجرا"},
		{roleHalf, 2, "pm p.m مساء ظهرا ليلا"},
		{roleClock, 0, "at الساعة"},
		{roleCJKYear, 0, "年 년"},
		{roleCJKMonth, 0, "月 월"},
		{roleCJKDay, 0, "日 일 号 號"},
	} {
		x.addAll(g.words, role{kind: g.kind, langs: everywhere, n: g.n})
	}
	latin := everywhere &^ bit("en")
	x.addAll("bis à a al do", role{kind: roleTo, langs: latin})
	x.addAll("et y e и", role{kind: roleAnd, langs: latin})
	x.addAll("di d von den la da du", role{kind: roleOf, langs: latin})
	x.addAll("tháng", role{kind: roleCJKMonth, langs: bit("vi"), id: "vi"})
	x.addAll("ngày", role{kind: roleCJKDay, langs: bit("vi"), id: "vi"})
	x.addSeries("عشرينيات/عشرينات/العشرينيات/العشرينات/twenties ثلاثينيات/ثلاثينات/الثلاثينيات/الثلاثينات/thirties أربعينيات/أربعينات/الأربعينيات/الأربعينات/forties خمسينيات/خمسينات/الخمسينيات/الخمسينات/fifties ستينيات/ستينات/الستينيات/الستينات/sixties سبعينيات/سبعينات/السبعينيات/السبعينات/seventies ثمانينيات/ثمانينات/الثمانينيات/الثمانينات/eighties تسعينيات/تسعينات/التسعينيات/التسعينات/nineties",
		2, role{kind: roleDecades, langs: everywhere})
}
