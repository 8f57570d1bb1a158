package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/reply"
)

// auditMost is how many entries of the audit log can be paged through.
const auditMost = 200

func (b *Bot) audit(ctx context.Context, r request) (sent, error) { return b.auditPage(ctx, r, 0) }

func (b *Bot) auditPage(ctx context.Context, r request, page int) (sent, error) {
	if err := b.managersOnly(ctx, r.at); err != nil {
		return sent{}, err
	}
	list, err := b.state.AuditLog(ctx, r.at.server, 0, auditMost)
	var entries []reply.Entry
	for _, e := range list {
		entries = append(entries, reply.Entry{When: e.Time, Who: e.Actor, Action: e.Action, Detail: e.Detail})
	}
	return posts(r.words.Audit(entries, reply.Page{Number: page, Private: true})), err
}

func (b *Bot) managersOnly(ctx context.Context, at place) error {
	manager, err := b.isManager(ctx, at)
	if err == nil && !manager {
		return tell(reply.ManagersOnly)
	}
	return err
}

// gapWeeks is how far back gaps are shown where nothing is said.
const gapWeeks = 4

func (b *Bot) gaps(ctx context.Context, r request) (sent, error) {
	weeks := gapWeeks
	if o, ok := r.Command.Option(reply.OptWeeks); ok {
		weeks = int(min(max(o.Int(), 1), 52))
	}
	return b.gapsPage(ctx, r, reply.ID{Answer: fmt.Sprint(weeks)})
}

func (b *Bot) gapsPage(ctx context.Context, r request, id reply.ID) (sent, error) {
	if err := b.managersOnly(ctx, r.at); err != nil {
		return sent{}, err
	}
	weeks := max(pageOf(id.Answer), 1)
	now := time.Now()
	list, err := b.state.Gaps(ctx, r.at.server, now.AddDate(0, 0, -7*weeks), now.Add(time.Second))
	if err != nil {
		return sent{}, err
	}
	var gaps []reply.Gap
	for _, g := range list {
		gap := reply.Gap{Question: g.Question, Times: g.Asked, Disliked: g.Unanswered == 0, Told: g.Told, Last: g.Last, Week: g.Week}
		if gap.Disliked {
			if gap.Reason, err = b.lastReason(ctx, g.Answer); err != nil {
				return sent{}, err
			}
		}
		gaps = append(gaps, gap)
	}
	return posts(r.words.Gaps(gaps, reply.Page{Number: pageOf(id.Arg), ID: fmt.Sprint(weeks), Private: true})), nil
}

// lastReason is what was last said against an answer.
func (b *Bot) lastReason(ctx context.Context, answer string) (string, error) {
	list, err := b.state.FeedbackOn(ctx, answer)
	for _, f := range slices.Backward(list) {
		if !f.Up && f.Reason != "" {
			return f.Reason, err
		}
	}
	return "", err
}
