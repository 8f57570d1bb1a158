package pace

import (
	"testing"
	"time"
)

func TestTimes(t *testing.T) {
	sum := 0
	work := func(n int) func() {
		return func() {
			for i := range n {
				sum += i ^ sum
			}
		}
	}
	if n := Times(work(3_000_000), work(300_000), 0); n < 5 || n > 20 {
		t.Errorf("ten times the work takes %.1f times as long", n)
	}
	if n := Times(work(300_000), work(3_000_000), 1); n > 0.2 {
		t.Errorf("a tenth of the work takes %.1f times as long", n)
	}
	if n := Times(func() { time.Sleep(50 * time.Millisecond) }, work(300_000), 10); n > 10 {
		t.Errorf("sleep counts for work: %.1f", n)
	}
}
