package values

import (
	"strings"
	"testing"
)

// Running text with about as many numbers as news has.
const benchEnglish = `The two ministers met in Lisbon on Saturday, November 2, 2013, and agreed on a fund of $33 billion over ten years.
Officials said that about 40 per cent of the money would go to ports and railways that the older plan had left out, and that the
first payment was due in March 2014. The opposition, which has governed the region since 1998, called the figure far too low and
asked why nobody had been told about it before the summer recess. Nobody from the ministry was ready to answer that question. `

const benchArabic = `اجتمع الوزيران في لشبونة يوم السبت 2 نوفمبر 2013 واتفقا على إنشاء صندوق قيمته 33 مليار دولار خلال عشر سنوات. وقال
المسؤولون إن نحو 40 في المئة من المال سيذهب إلى الموانئ والسكك الحديدية التي أهملتها الخطة السابقة، وإن الدفعة الأولى تستحق في مارس
2014. ووصفت المعارضة التي تحكم الإقليم منذ عام 1998 هذا الرقم بأنه ضئيل جدا وتساءلت عن سبب عدم إبلاغ أحد به قبل عطلة الصيف. `

func BenchmarkFind(b *testing.B) {
	for _, c := range []struct{ name, lang, text string }{{"en", "en", benchEnglish}, {"ar", "ar", benchArabic}} {
		text := strings.Repeat(c.text, 20)
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Find(text, nil, c.lang)
			}
		})
	}
}

func BenchmarkDates(b *testing.B) {
	text := strings.Repeat(benchEnglish, 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Dates(text, "en")
	}
}
