package analysis

import (
	"strings"
	"testing"
)

// Texts to measure speed on: plain prose with a few numbers and names, as long as an article.
var (
	englishText = strings.Repeat("The foreign ministers of both countries met in Tokyo on 2 November 2013 for the first two-plus-two talks. "+
		"They agreed to step up cooperation against terrorism and piracy, the U.S. delegation said, and Japan's side offered 1,500 places. ", 40)
	arabicText = strings.Repeat("التقى وزراء الخارجية والدفاع في البلدين في طوكيو يوم ٢ نوفمبر ٢٠١٣ لإجراء المحادثات الأولى بصيغة اثنين زائد اثنين. "+
		"واتفق الجانبان على تعزيز التعاون بينهما في مكافحة الإرهاب والقرصنة، وعرضت اليابان ١٬٥٠٠ مقعد للتدريب. ", 40)
)

func BenchmarkTokenize(b *testing.B) {
	for _, bc := range []struct{ name, text string }{{"english", englishText}, {"arabic", arabicText}} {
		b.Run(bc.name, func(b *testing.B) {
			b.SetBytes(int64(len(bc.text)))
			b.ReportAllocs()
			for b.Loop() {
				Tokenize(bc.text)
			}
		})
	}
}

func BenchmarkTerms(b *testing.B) {
	for _, bc := range []struct{ name, lang, text string }{{"english", "en", englishText}, {"arabic", "ar", arabicText}} {
		tokens := Tokenize(bc.text)
		b.Run(bc.name, func(b *testing.B) {
			b.SetBytes(int64(len(bc.text)))
			b.ReportAllocs()
			for b.Loop() {
				For(bc.lang).Terms(tokens)
			}
		})
		b.Run(bc.name+"-shared", func(b *testing.B) {
			b.SetBytes(int64(len(bc.text)))
			b.ReportAllocs()
			for b.Loop() {
				Shared(tokens)
			}
		})
	}
}

func BenchmarkDetect(b *testing.B) {
	for _, bc := range []struct{ name, text string }{
		{"question", "Which countries have two-plus-two talks with Japan?"},
		{"english", englishText},
		{"arabic", arabicText},
		{"no-stop-words", strings.Repeat("Lorvan teskil marodine prust, velkorin 17 dastrel omberic. ", 20)},
		{"persian-name", strings.Repeat("زار الرئيس مدينة گرگان في آب. ", 30)},
	} {
		b.Run(bc.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Detect(bc.text, "en")
			}
		})
	}
}
