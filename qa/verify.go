package qa

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
)

// verify compares every quote with the stored document and drops what is not there byte for byte, with what only it
// supports. An answer that is left without an item becomes an abstention.
func (a *Answerer) verify(ctx context.Context, ans *Answer, notes []string) (*Answer, error) {
	ans.Notes = append(ans.Notes, notes...)
	good := make([]bool, len(ans.Quotes))
	for i := range ans.Quotes {
		var err error
		if good[i], err = a.stored(ctx, &ans.Quotes[i]); err != nil {
			return nil, err
		}
	}
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
	if ans.Kind != Abstention && slices.Contains(good, false) {
		ans.reduce(good)
	}
	return ans, nil
}

// reduce leaves of an answer what its good quotes support: an item stays when its words stand in one of them, and
// documents are counted anew.
func (ans *Answer) reduce(good []bool) {
	var items []Item
	used := make([]bool, len(ans.Quotes))
	for _, item := range ans.Items {
		item.Quotes = slices.DeleteFunc(item.Quotes, func(n int) bool { return !good[n] })
		best := slices.IndexFunc(item.Quotes, func(n int) bool { return strings.Contains(ans.Quotes[n].Text, item.Text) })
		if best < 0 {
			continue
		}
		n := item.Quotes[best]
		item.Quotes = slices.Insert(slices.Delete(item.Quotes, best, best+1), 0, n)
		for _, n := range item.Quotes {
			used[n] = true
		}
		items = append(items, item)
	}
	ans.Why.Rule += "; quotes were dropped that are not in the stored documents"
	if len(items) == 0 {
		ans.Quotes = nil
		ans.refuse(ReasonUnverified)
		return
	}
	ans.Items = items
	ans.renumber(used)
	ans.Text = joinItems(ans.Items, ans.Lang)
	if ans.Kind == List && len(items) == 1 {
		ans.Kind = Single
	}
}

// renumber leaves out the quotes that are not used, and counts the documents of those that stay.
func (ans *Answer) renumber(used []bool) {
	to := make([]int, len(used)) // new index
	var kept []Quote
	for i, q := range ans.Quotes {
		to[i] = len(kept)
		if used[i] {
			kept = append(kept, q)
		}
	}
	ans.Quotes = kept
	all := map[string]bool{}
	for i := range ans.Items {
		item := &ans.Items[i]
		docs := map[string]bool{}
		for j, n := range item.Quotes {
			item.Quotes[j] = to[n]
			q := &kept[to[n]]
			docs[q.Collection+"\x00"+q.Doc] = true
			all[q.Collection+"\x00"+q.Doc] = true
		}
		item.Support = min(item.Support, len(docs))
	}
	ans.Sources = min(ans.Sources, len(all))
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
