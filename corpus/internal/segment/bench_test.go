package segment

import (
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

const english = "The harbour was opened again on Monday after ten months of work by Dr. Lee and his team. " +
	"It had cost 12.5 million euros, which the city and the state had shared. \"We are glad,\" the mayor said. "

const arabic = "افتتح الميناء من جديد يوم الاثنين بعد عشرة أشهر من العمل على يد د. سامي وفريقه. " +
	"وبلغت الكلفة 12.5 مليون يورو، تقاسمتها المدينة والدولة. وقالت العمدة «نحن سعداء بذلك». "

func BenchmarkSentences(b *testing.B) {
	for _, bb := range []struct{ lang, text string }{{"en", english}, {"ar", arabic}} {
		b.Run(bb.lang, func(b *testing.B) {
			text := strings.Repeat(bb.text, 4)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Sentences(text, corpus.Span{End: len(text)}, bb.lang)
			}
		})
	}
}

func BenchmarkPassages(b *testing.B) {
	for _, bb := range []struct{ lang, text string }{{"en", english}, {"ar", arabic}} {
		b.Run(bb.lang, func(b *testing.B) {
			var parts []string
			for range 100 {
				parts = append(parts, "p:"+strings.Repeat(bb.text, 2))
			}
			text, blocks := layout(parts...)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Passages(text, blocks, bb.lang)
			}
		})
	}
}
