package extract

import (
	"context"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

func BenchmarkPlainText(b *testing.B) {
	const paragraph = "The harbour was opened again on Monday after ten months of work by Dr. Lee and his team. " +
		"It had cost 12.5 million euros, which the city and the state had shared. \"We are glad,\" the mayor said. " +
		"Nobody knows when the second part of the work, on the outer pier, will begin.\n\n"
	data := []byte("Harbour news\n\n" + strings.Repeat(paragraph, 4000))
	b.SetBytes(int64(len(data)))
	b.Run("extract", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := Extract(context.Background(), "a.txt", data, Hints{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("extract and segment", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			doc, err := Extract(context.Background(), "a.txt", data, Hints{})
			if err != nil {
				b.Fatal(err)
			}
			segment.Passages(doc.Text, doc.Blocks, doc.Lang)
		}
	})
}
