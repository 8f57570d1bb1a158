package bot

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/qa"
)

// counters are what metrics tell. All are since the start.
type counters struct {
	commands, presses, heard, votes           atomic.Int64
	answers, refusals, limited, busy          atomic.Int64
	failures, lost                            atomic.Int64
	requests, requestErrors                   atomic.Int64
	answerNanos                               atomic.Int64
	answersUnder50, answersUnder250, over1000 atomic.Int64 // by milliseconds
}

// observe counts a request to Discord.
func (c *counters) observe(a discord.Attempt) {
	c.requests.Add(1)
	if a.Status == 0 || a.Status >= 400 {
		c.requestErrors.Add(1)
	}
}

func (c *counters) answered(a *qa.Answer, took time.Duration) {
	if a.Kind == qa.Abstention {
		c.refusals.Add(1)
	} else {
		c.answers.Add(1)
	}
	c.answerNanos.Add(int64(took))
	switch {
	case took <= 50*time.Millisecond:
		c.answersUnder50.Add(1)
	case took <= 250*time.Millisecond:
		c.answersUnder250.Add(1)
	case took > time.Second:
		c.over1000.Add(1)
	}
}

// WriteMetrics writes what was counted since the start in the text format of Prometheus (exposition format 0.0.4).
func (b *Bot) WriteMetrics(w io.Writer) error {
	c := &b.count
	d := b.out.Stats()
	up := int64(0)
	if b.Ready() {
		up = 1
	}
	questions := c.answers.Load() + c.refusals.Load()
	list := []struct {
		name, kind, help string
		value            float64
	}{
		{"dalil_connected", "gauge", "Whether every shard of this process hears Discord.", float64(up)},
		{"dalil_servers", "gauge", "Servers that Discord told of.", float64(b.world.servers())},
		{"dalil_commands_total", "counter", "Commands that were used.", float64(c.commands.Load())},
		{"dalil_presses_total", "counter", "Buttons and menus that were used.", float64(c.presses.Load())},
		{"dalil_messages_total", "counter", "Messages that were for the bot.", float64(c.heard.Load())},
		{"dalil_answers_total", "counter", "Questions that were answered.", float64(c.answers.Load())},
		{"dalil_refusals_total", "counter", "Questions that found no answer.", float64(c.refusals.Load())},
		{"dalil_answer_seconds_sum", "counter", "Time that questions took, without Discord.", time.Duration(c.answerNanos.Load()).Seconds()},
		{"dalil_answer_seconds_count", "counter", "Questions that were timed.", float64(questions)},
		{"dalil_votes_total", "counter", "Votes on answers.", float64(c.votes.Load())},
		{"dalil_limited_total", "counter", "Questions that came too fast.", float64(c.limited.Load())},
		{"dalil_busy_total", "counter", "Questions for which there was no room.", float64(c.busy.Load())},
		{"dalil_failures_total", "counter", "Errors that people saw as a reference.", float64(c.failures.Load())},
		{"dalil_unsent_total", "counter", "Answers that could not be sent.", float64(c.lost.Load())},
		{"dalil_requests_total", "counter", "Requests to Discord.", float64(c.requests.Load())},
		{"dalil_request_errors_total", "counter", "Requests to Discord that failed or were refused.", float64(c.requestErrors.Load())},
		{"dalil_events_total", "counter", "Events that were handled.", float64(d.Handled)},
		{"dalil_duplicate_events_total", "counter", "Events that Discord told twice.", float64(d.Duplicates)},
		{"dalil_dropped_events_total", "counter", "Events for which there was no room.", float64(d.Dropped)},
		{"dalil_waiting", "gauge", "Events and questions that wait.", float64(d.Waiting + b.queues.depth())},
	}
	for _, m := range list {
		if _, err := fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n%s %g\n", m.name, m.help, m.name, m.kind, m.name, m.value); err != nil {
			return fmt.Errorf("write metrics: %w", err)
		}
	}
	return nil
}
