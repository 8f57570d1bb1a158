package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// Bounds of the search for questions to begin with: it is to take a moment, and five are enough to see what can be asked.
const (
	starterCount = 5
	starterDocs  = 12
	starterTries = 24
	starterTime  = 2 * time.Second
	starterSure  = 0.5 // confidence of their answers
)

// A pattern makes a question out of words of a document.
type pattern struct {
	lang     string
	find     *regexp.Regexp
	question string
}

// patterns make questions whose answers stand beside the words that they are made of: who somebody named by office is, and
// how many there are of what was counted. They need not fit every sentence, as a question is shown only when it is answered.
var patterns = []pattern{
	{"en", regexp.MustCompile(`(?:Minister|President|Secretary|Director|Governor|Mayor|Professor|Dr\.?|Captain|Chief) ((?:\p{Lu}[\p{L}’'-]+ ){1,2}\p{Lu}[\p{L}’'-]+)`), "Who is %s?"},
	{"en", regexp.MustCompile(`\b\d[\d,.]* ((?:[a-z]+ )?[a-z]{3,}s)\b`), "How many %s are there?"},
	{"ar", regexp.MustCompile(`(?:الرئيس|الوزير|وزير \p{L}+|وزيرة \p{L}+|المدير|الدكتور|السيد) (\p{L}+ \p{L}+)`), "من هو %s؟"},
}

// unitWords are what numbers measure rather than count.
var unitWords = []string{"euros", "dollars", "crowns", "pounds", "metres", "meters", "kilometres", "miles", "hours", "minutes",
	"days", "weeks", "months", "years", "times", "points", "degrees"}

// starters are questions that the documents answer, made out of the newest of them. Those in the person's language come
// first.
func (b *Bot) starters(ctx context.Context, collections []string, lang string) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, starterTime)
	defer cancel()
	docs, err := b.newest(ctx, collections, lang)
	if err != nil {
		return nil, err
	}
	var out []string
	tries := 0
	for _, d := range docs {
		doc, err := b.opts.Library.Document(ctx, d.collection, d.ID)
		if err != nil {
			continue // gone meanwhile
		}
		for _, question := range candidates(doc) {
			if tries++; tries > starterTries || len(out) == starterCount {
				return out, nil
			}
			ok, err := b.answers(ctx, collections, question, doc.ID)
			if errors.Is(err, context.DeadlineExceeded) {
				return out, nil
			}
			if err != nil {
				return nil, err
			}
			if ok && !slices.Contains(out, question) {
				out = append(out, question)
				break // one of each document, so that they differ
			}
		}
	}
	return out, nil
}

// listed is a document with its collection.
type listed struct {
	Document
	collection string
}

// newest lists the newest documents, those in a language first.
func (b *Bot) newest(ctx context.Context, collections []string, lang string) ([]listed, error) {
	var all []listed
	for _, name := range collections {
		docs, err := b.opts.Library.Documents(ctx, name)
		if err != nil && !errors.Is(err, corpus.ErrNotFound) {
			return nil, fmt.Errorf("list documents: %w", err)
		}
		for _, d := range docs {
			all = append(all, listed{d, name})
		}
	}
	other := func(d listed) int {
		if d.Lang == lang {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b listed) int {
		return cmp.Or(cmp.Compare(other(a), other(b)), b.Date.Day.Compare(a.Date.Day), cmp.Compare(a.ID, b.ID))
	})
	return all[:min(len(all), starterDocs)], nil
}

// candidates are the questions that the patterns make of a document's first passages.
func candidates(doc *corpus.Document) []string {
	const passages, each = 4, 3
	var out []string
	for _, p := range patterns {
		n := 0
		for _, passage := range doc.Passages[:min(len(doc.Passages), passages)] {
			if passage.Lang != p.lang {
				continue
			}
			for _, found := range p.find.FindAllStringSubmatch(passage.Of(doc.Text), each) {
				question := fmt.Sprintf(p.question, found[1])
				if n < each && !slices.Contains(unitWords, found[1]) && !slices.Contains(out, question) {
					out = append(out, question)
					n++
				}
			}
		}
	}
	return out
}

// answers says whether a question is answered out of a document.
func (b *Bot) answers(ctx context.Context, collections []string, question, doc string) (bool, error) {
	a, err := b.opts.Asker.Ask(ctx, qa.Question{Text: question, Collections: collections})
	if err != nil {
		return false, err
	}
	return a.Kind != qa.Abstention && a.Confidence >= starterSure && len(a.Quotes) > 0 && a.Quotes[0].Doc == doc, nil
}
