package index

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/terms"

	api "github.com/blevesearch/bleve_index_api"
)

// Bounds of Query.Limit.
const (
	defaultLimit = 50
	maxLimit     = 1000
)

// Search returns the passages that share a term with the query, ranked by exact BM25 (see Weights). It follows the contract of
// corpus.Query: no collections give an empty result, an unknown one corpus.ErrNotFound. Since and Until look at the date of
// a document whatever its origin, and pass over documents without one; they choose among passages and have no influence on
// scores.
func (ix *Index) Search(ctx context.Context, q corpus.Query) (*corpus.Result, error) {
	s := &search{index: ix, since: dayOf(q.Since), until: dayOf(q.Until), limit: limitOf(q)}
	defer s.close()
	names := slices.Compact(slices.Sorted(slices.Values(q.Collections)))
	for _, name := range names {
		if err := s.add(name); err != nil {
			return nil, err
		}
	}
	text := terms.Analyze(q.Text, q.Lang)
	s.terms = queryTerms(text, q.Also, ix.opts.Weights)
	result := &corpus.Result{Terms: make([]corpus.TermStat, 0, len(s.terms))}
	if err := s.run(ctx, result); err != nil {
		return nil, err
	}
	return result, nil
}

func limitOf(q corpus.Query) int {
	if q.Limit <= 0 {
		return defaultLimit
	}
	return min(q.Limit, maxLimit)
}

// A search is one query over the states that its collections had when it began.
type search struct {
	index        *Index
	since, until string // days as in dayField; "" for no limit
	limit        int
	terms        []*queryTerm
	shards       []*shard // one for each collection, in the order of their names
	passages     int      // N
}

// A shard is one collection's part of a search.
type shard struct {
	*snapshot
	c        *collection
	postings []postings // of the query's terms
	scores   *scores
	allowed  []bool // by internal number; nil where there is no filter
}

func (s *search) add(name string) error {
	c, err := s.index.collection(name, false)
	if err != nil {
		return err
	}
	snap, err := c.snapshot()
	if err != nil {
		return err
	}
	s.shards = append(s.shards, &shard{snapshot: snap, c: c})
	s.passages += snap.books.Passages
	return nil
}

func (s *search) close() {
	for _, sh := range s.shards {
		if sh.scores != nil {
			sh.scores.release()
		}
		sh.Close()
	}
}

// run fills the result.
func (s *search) run(ctx context.Context, result *corpus.Result) error {
	result.Passages = s.passages
	for _, sh := range s.shards {
		err := guarded(func() error { return s.count(ctx, sh) })
		if err != nil {
			return sh.c.explain(err)
		}
	}
	for _, t := range s.terms {
		t.idf = idf(s.passages, t.df)
		result.Terms = append(result.Terms, corpus.TermStat{Field: t.field, Term: t.text, DF: t.df, IDF: t.idf})
	}
	means := s.meanLengths()
	for _, sh := range s.shards {
		err := guarded(func() error { return s.score(ctx, sh, means) })
		if err != nil {
			return sh.c.explain(err)
		}
	}
	best, err := s.best()
	if err != nil {
		return err
	}
	for _, c := range best {
		hit, err := s.hit(c)
		if err != nil {
			return err
		}
		result.Hits = append(result.Hits, hit)
	}
	return ctx.Err()
}

// count looks the terms up and adds up their document frequencies.
func (s *search) count(ctx context.Context, sh *shard) error {
	for _, t := range s.terms {
		p, df, err := sh.find(t)
		if err != nil {
			return err
		}
		t.df += df
		sh.postings = append(sh.postings, p)
	}
	return ctx.Err()
}

// meanLengths returns the mean number of tokens of each field of the query, over the passages that have the field.
func (s *search) meanLengths() map[string]float64 {
	means := map[string]float64{}
	for _, t := range s.terms {
		if _, ok := means[t.field]; ok {
			continue
		}
		var sum fieldCount
		for _, sh := range s.shards {
			sum.Passages += sh.books.Fields[t.field].Passages
			sum.Tokens += sh.books.Fields[t.field].Tokens
		}
		means[t.field] = float64(sum.Tokens) / float64(max(sum.Passages, 1))
	}
	return means
}

// score adds up what every term gives to every passage of a shard, in the order of the query's terms.
func (s *search) score(ctx context.Context, sh *shard, means map[string]float64) error {
	size := 0
	for _, seg := range sh.Segments() {
		size += int(seg.Segment().Count())
	}
	if err := s.filter(ctx, sh, size); err != nil {
		return err
	}
	sh.scores = newScores(size)
	for i, t := range s.terms {
		if err := sh.addTerm(ctx, t, sh.postings[i], means[t.field]); err != nil {
			return err
		}
	}
	return nil
}

// passage makes a hit of a candidate, without the parts of its score.
func (s *search) passage(c candidate) (corpus.Hit, error) {
	sh := s.shards[c.shard]
	var doc *corpus.Document
	err := guarded(func() (err error) {
		doc, err = s.index.document(sh.snapshot, c.number)
		if err == nil && c.passage >= len(doc.Passages) {
			err = unreadable("document %q has no passage %d", c.id, c.passage)
		}
		return err
	})
	if err != nil {
		return corpus.Hit{}, sh.c.explain(err)
	}
	return corpus.Hit{Doc: doc, Passage: c.passage, Score: c.score}, nil
}

// hit makes what is returned of a candidate.
func (s *search) hit(c candidate) (corpus.Hit, error) {
	hit, err := s.passage(c)
	if err != nil {
		return corpus.Hit{}, err
	}
	sh := s.shards[c.shard]
	doc := hit.Doc
	for i, label := range [...]string{ownPart: fieldOf(doc.Passages[c.passage].Lang), sharedPart: SharedField} {
		if v := sh.scores.parts[i][c.at]; v > 0 {
			hit.Parts = append(hit.Parts, corpus.Part{Label: label, Value: v})
		}
	}
	return hit, nil
}

// dayOf returns the day of t as a term of dayField, "" for the zero time.
func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	year, month, day := t.Date()
	return dayTerm(year, int(month), day)
}

// filter works out which records the query's days allow.
func (s *search) filter(ctx context.Context, sh *shard, size int) error {
	if s.since == "" && s.until == "" {
		return nil
	}
	sh.allowed = make([]bool, size)
	first, last := []byte(s.since), []byte(s.until)
	if s.until == "" {
		last = []byte("9999z")
	}
	dict, err := sh.FieldDictRange(dayField, first, last)
	if err != nil {
		return err
	}
	defer dict.Close()
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return err
		}
		if err := sh.allow(ctx, e.Term); err != nil {
			return fmt.Errorf("day %s: %w", e.Term, err)
		}
	}
}

// allow marks the records of a day.
func (sh *shard) allow(ctx context.Context, day string) error {
	r, err := sh.TermFieldReader(ctx, []byte(day), dayField, false, false, false)
	if err != nil {
		return err
	}
	defer r.Close()
	return eachPosting(r, func(p *api.TermFieldDoc) error {
		sh.allowed[p.ID.Value()] = true
		return nil
	})
}
