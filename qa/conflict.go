package qa

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus/values"
)

const (
	conflictShare = 0.25 // least weight of a conflicting value as a share of the answer's …
	foreignShare  = 0.02 // … and in another language than the question's, where all weights are lower
	conflictCover = 0.85 // least share of the answer's coverage that the other sentence must reach …
	foreignCover  = 0.6  // … and in another language
	mostConflicts = 3
)

// conflicts returns other values of the same kind that other documents give in sentences which are as much about the
// question as the answer's own. Only kinds that can be compared count: dates, numbers, amounts, durations and countries.
func (c *composer) conflicts(values []*value) []Conflict {
	best := values[0]
	if best.best.ID == "" {
		return nil
	}
	own, _ := c.coverage(best.best.Line)
	var out []Conflict
	for _, v := range values[1:] {
		x := v.best
		if len(out) == mostConflicts || x.Kind != best.best.Kind || x.ID == "" || x.ID == best.best.ID || c.names(x.ID) || mayAgree(x, best.best) {
			continue
		}
		cover, _ := c.coverage(x.Line)
		weight := math.Exp(x.Score - best.best.Score)
		leastCover, leastShare := conflictCover, conflictShare
		if x.Line.lang != best.best.Line.lang {
			leastCover, leastShare = foreignCover, foreignShare
		}
		if cover < leastCover*own || weight < leastShare || sharesDocument(v, best) {
			continue
		}
		quote := x.Line.quoteOf()
		quote.Marks = addMark(nil, x.Span)
		item := c.item(v, c.language())
		item.Quotes = []int{0}
		mine, theirs := newest(best), newest(v)
		out = append(out, Conflict{
			Item: item, Quotes: []Quote{quote},
			Newer: !mine.IsZero() && !theirs.IsZero() && theirs.After(mine),
		})
	}
	return out
}

// mayAgree reports whether two dates can be the same: one is a part of the other, or nobody knows what one means.
func mayAgree(x, y *Candidate) bool {
	if x.Kind != Date {
		return false
	}
	for _, id := range [...]string{x.ID, y.ID} {
		if strings.HasPrefix(id, "rel:") {
			return true
		}
	}
	return values.Same(values.Value{Kind: values.Date, ID: x.ID}, values.Value{Kind: values.Date, ID: y.ID})
}

// sharesDocument reports whether one document gives both values: then it tells of two things.
func sharesDocument(a, b *value) bool {
	return slices.ContainsFunc(a.members, func(x *Candidate) bool {
		return slices.ContainsFunc(b.members, func(y *Candidate) bool { return x.Line.evidence() == y.Line.evidence() })
	})
}

// newest returns the latest date of publication among a value's documents.
func newest(v *value) time.Time {
	var day time.Time
	for _, m := range v.members {
		if d := m.Line.doc.Date; d.Published() && d.Day.After(day) {
			day = d.Day
		}
	}
	return day
}
