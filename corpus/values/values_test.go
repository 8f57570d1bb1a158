package values

import "testing"

// shown is a value as the tables write it: kind, the span's text, the ID.
func shown(text string, vs []Value) (out []string) {
	for _, v := range vs {
		out = append(out, string(v.Kind)+" "+v.Of(text)+" = "+v.ID)
	}
	return out
}

func TestTry(t *testing.T) {
	for _, c := range [][2]string{
		{"en", "It cost $33 billion (24.4 billion euros) in 2013, said the 74-year-old on Saturday, November 2, 2013."},
		{"ar", "بلغت الكلفة 33 مليار دولار يوم السبت 2 تشرين الثاني 2013 منذ عام 2016 وعمره 74 عاماً"},
		{"ar", "اجتمعوا مرتين خلال عامين وشارك أربعة وزراء وثلاثة آلاف شخص ومليونان"},
		{"en", "four times, twenty-one ministers, a dozen ships, two million people, 27-30% of 100–150 species between 2005 and 2010"},
		{"en", "He bought the S-400 in 2+2 talks on 02.11.2013 at 04:44 pm; call +44 20 7946 0958, version 1.2.2013x lost 3-1"},
		{"en", "last December, April this year, yesterday, two years ago, on Saturday, in May, the 1940s and the 19th century, 44 BC"},
		{"ar", "في الأول من سبتمبر من عام 1939 وفي ديسمبر الماضي وفي 23 يوليو وبين عامي 1908 و 1914 والقرن التاسع عشر وقبل ثلاث سنوات"},
		{"ar", "حوالي 1.002.000 كيلومتر مربع أي 45,44% و 309.500 كم² ومن 75% إلى 80% 30 إلى 50 ألف، سنة 1157 هـ / 1744 و33000 كم2"},
	} {
		for _, s := range shown(c[1], Find(c[1], nil, c[0])) {
			t.Log(s)
		}
	}
}
