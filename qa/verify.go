package qa

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/dalil-bot/dalil/corpus"
)

// verify compares every quote with the stored document and drops what is not there byte for byte. Items that are left
// without a quote go too, and an answer that is left without an item becomes an abstention.
func (a *Answerer) verify(ctx context.Context, ans *Answer, notes []string) (*Answer, error) {
	ans.Notes = append(ans.Notes, notes...)
	good := make([]int, len(ans.Quotes)) // new index, -1 for dropped
	var kept []Quote
	for i, q := range ans.Quotes {
		ok, err := a.stored(ctx, &q)
		if err != nil {
			return nil, err
		}
		good[i] = -1
		if ok {
			good[i] = len(kept)
			kept = append(kept, q)
		}
	}
	ans.Quotes = kept
	items := ans.Items[:0]
	for _, item := range ans.Items {
		if item.Quotes = renumber(item.Quotes, good); len(item.Quotes) > 0 {
			items = append(items, item)
		}
	}
	ans.Items = items
	var err error
	for _, list := range []*[]Quote{&ans.Related, &ans.Near} {
		if *list, err = a.storedOnly(ctx, *list); err != nil {
			return nil, err
		}
	}
	conflicts := ans.Conflicts[:0]
	for _, c := range ans.Conflicts {
		if c.Quotes, err = a.storedOnly(ctx, c.Quotes); err != nil {
			return nil, err
		}
		if len(c.Quotes) > 0 {
			c.Item.Quotes = []int{0}
			conflicts = append(conflicts, c)
		}
	}
	ans.Conflicts = conflicts
	if ans.Kind != Abstention && (len(ans.Items) == 0 || len(ans.Quotes) == 0) {
		ans.refuse(ReasonUnverified)
	}
	return ans, nil
}

func renumber(old, to []int) []int {
	var out []int
	for _, i := range old {
		if to[i] >= 0 {
			out = append(out, to[i])
		}
	}
	return out
}

func (a *Answerer) storedOnly(ctx context.Context, list []Quote) ([]Quote, error) {
	var failed error
	list = slices.DeleteFunc(list, func(q Quote) bool {
		ok, err := a.stored(ctx, &q)
		failed = errors.Join(failed, err)
		return !ok
	})
	return list, failed
}

// stored reports whether the quote stands in its document.
func (a *Answerer) stored(ctx context.Context, q *Quote) (bool, error) {
	doc, err := a.lib.Document(ctx, q.Collection, q.Doc)
	if errors.Is(err, corpus.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("verify %s: %w", q.Doc, err)
	}
	if q.Start < 0 || q.End > len(doc.Text) || q.Start >= q.End {
		return false, nil
	}
	return q.Of(doc.Text) == q.Text, nil
}

// refuse turns an answer into an abstention; its quotes become near misses.
func (ans *Answer) refuse(reason string) {
	ans.Near = append(append(ans.Quotes, ans.Related...), ans.Near...)
	ans.Near = ans.Near[:min(len(ans.Near), nearMisses)]
	ans.Kind, ans.Reason, ans.Text = Abstention, reason, ""
	ans.Items, ans.Quotes, ans.Related, ans.Conflicts, ans.Sources = nil, nil, nil, nil, 0
}
