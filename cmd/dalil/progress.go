package main

import (
	"fmt"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/dalil-bot/dalil/corpus/ingest"
)

// progressEvery is how often a line is written where there is no terminal to draw a bar on.
const progressEvery = 2 * time.Second

// A progress shows on standard error how far an indexing is: a bar on a terminal, now and then a line elsewhere.
type progress struct {
	app    *app
	bars   *mpb.Progress // nil where there is no terminal
	bar    *mpb.Bar      // made when the total is known
	spoken time.Time     // when the last line was written
	what   string        // what is counted; "" for files
}

func (a *app) newProgress() *progress {
	p := &progress{app: a, spoken: time.Now()}
	if isTerminal(a.err) {
		p.bars = mpb.New(mpb.WithOutput(a.err), mpb.WithWidth(40))
	}
	return p
}

func (p *progress) show(now ingest.Progress) {
	if p.bars == nil {
		if time.Since(p.spoken) >= progressEvery {
			p.spoken = time.Now()
			fmt.Fprintf(p.app.err, "dalil: %s\n", p.line(now))
		}
		return
	}
	if p.bar == nil {
		p.bar = p.bars.AddBar(int64(now.Total),
			mpb.PrependDecorators(decor.CountersNoUnit("%d of %d "+p.counted()+" ")),
			mpb.AppendDecorators(decor.Percentage(), decor.Name(" "), decor.AverageETA(decor.ET_STYLE_GO)),
			mpb.BarRemoveOnComplete())
	}
	p.bar.SetCurrent(int64(now.Done))
}

// finish takes the bar away.
func (p *progress) finish() {
	if p.bars == nil {
		return
	}
	if p.bar != nil {
		p.bar.Abort(true) // does nothing to one that is complete
	}
	p.bars.Wait()
}

func (p *progress) counted() string {
	if p.what == "" {
		return "files"
	}
	return p.what
}

// line is what is written where there is no terminal.
func (p *progress) line(now ingest.Progress) string {
	text := fmt.Sprintf("%d of %d %s", now.Done, now.Total, p.counted())
	if now.Passages > 0 {
		text += fmt.Sprintf(", %d passages", now.Passages)
	}
	return text
}
