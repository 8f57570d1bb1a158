package state

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// maxGapAnswers is how many answers one look at the gaps goes through, the newest.
const maxGapAnswers = 5000

// A Gap is a group of like questions of one week that found no answer, or whose answer was voted down.
type Gap struct {
	Week       time.Time // its Monday, midnight UTC
	Likeness   string    // "" for all those whose question was not kept
	Question   string    // the newest of them; "" where it was not kept
	Answer     string    // to the newest of them
	Asked      int       // how often
	Unanswered int       // how many found no answer
	Down       int       // votes
	Told       int       // people who wanted the managers to know
	Last       time.Time // when the newest was asked
}

// Gaps returns the gaps of a server from one moment to before another: the newest week first, within it those that
// most people wanted the managers to know of, then those asked most often, then the newest. It looks at the newest 5,000 questions.
func (s *Store) Gaps(ctx context.Context, server discord.ID, from, until time.Time) ([]Gap, error) {
	var gaps []Gap
	index := map[Gap]int{} // by week and likeness
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		g, err := scanGap(r)
		if err != nil {
			return err
		}
		key := Gap{Week: g.Week, Likeness: g.Likeness}
		i, ok := index[key]
		if !ok {
			index[key] = len(gaps)
			gaps = append(gaps, g)
			return nil
		}
		gaps[i].Asked++
		gaps[i].Unanswered += g.Unanswered
		gaps[i].Down += g.Down
		gaps[i].Told += g.Told
		return nil
	}, `SELECT id, made, likeness, asked, unanswered,
			(SELECT count(*) FROM feedback WHERE feedback.answer = answer.id AND up = 0) AS down,
			(SELECT count(*) FROM note WHERE note.answer = answer.id)
		FROM answer WHERE server = ? AND made >= ? AND made < ? AND (unanswered = 1 OR down > 0)
		ORDER BY made DESC, rowid DESC LIMIT ?`, server, millis(from), millis(until), maxGapAnswers)
	slices.SortStableFunc(gaps, func(a, b Gap) int {
		return cmp.Or(b.Week.Compare(a.Week), cmp.Compare(b.Told, a.Told), cmp.Compare(b.Asked, a.Asked), b.Last.Compare(a.Last))
	})
	return gaps, s.fail("list gaps", err)
}

func scanGap(r *sql.Rows) (Gap, error) {
	g := Gap{Asked: 1}
	var made int64
	var text string
	if err := r.Scan(&g.Answer, &made, &g.Likeness, &text, &g.Unanswered, &g.Down, &g.Told); err != nil {
		return Gap{}, err
	}
	g.Last = moment(made)
	g.Week = week(g.Last)
	if text == "" {
		return g, nil
	}
	var words asked
	err := json.Unmarshal([]byte(text), &words)
	g.Question = words.Question
	return g, err
}

// week returns the Monday of a moment's week, as in ISO 8601.
func week(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	sinceMonday := (int(t.UTC().Weekday()) + 6) % 7
	return time.Date(y, m, d-sinceMonday, 0, 0, 0, 0, time.UTC)
}
