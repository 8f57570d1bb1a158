package terms

import (
	"strings"
	"testing"
)

// BenchmarkAnalyze measures what indexing spends on the terms of a text, on prose with names and numbers.
func BenchmarkAnalyze(b *testing.B) {
	for _, bc := range []struct{ name, lang, text string }{
		{"english", "en", "The foreign ministers of both countries met in Tokyo on 2 November 2013 for the first two-plus-two talks. " +
			"They agreed to step up cooperation against terrorism and piracy, the U.S. delegation said, and Japan's side offered 1,500 places. " +
			"Farmers in the valley waited three weeks for rain, while the mayor promised that the old bridge would open again before winter. "},
		{"arabic", "ar", "التقى وزراء الخارجية والدفاع في البلدين في طوكيو يوم ٢ نوفمبر ٢٠١٣ لإجراء المحادثات الأولى بصيغة اثنين زائد اثنين. " +
			"واتفق الجانبان على تعزيز التعاون بينهما في مكافحة الإرهاب والقرصنة، وعرضت اليابان ١٬٥٠٠ مقعد للتدريب. " +
			"وانتظر المزارعون في الوادي ثلاثة أسابيع هطول المطر، ووعد رئيس البلدية بأن يفتح الجسر القديم قبل الشتاء. "},
	} {
		text := strings.Repeat(bc.text, 20)
		b.Run(bc.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Analyze(text, bc.lang)
			}
		})
	}
}
