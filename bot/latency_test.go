package bot_test

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/qa"
)

// latency makes TestLatency ask all of XQuAD's questions: go test ./bot -run TestLatency -latency -v
var latency = flag.Bool("latency", false, "ask XQuAD's questions and time what people see")

// maxOwn is how much later than qa has an answer people may see it, for 95 of 100 questions.
const maxOwn = 60 * time.Millisecond

// TestLatency asks XQuAD's questions over its articles at 50 a second, in 20 servers of a Discord on loopback that never
// fails, and holds the time until each was acknowledged and answered against qa's own.
func TestLatency(t *testing.T) {
	if !*latency {
		t.Skip("takes half a minute of two cores: -latency")
	}
	dir := filepath.Join("..", "..", "shared", "eval", "xquad")
	questions := questionsOf(t, filepath.Join(dir, "questions.en.jsonl"))
	files, err := source.NewFolder(filepath.Join(dir, "corpus", "en"), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	w := newTown(t, 20, 200)
	timed := &timedAsker{asker: qa.New(w.index(t, files), qa.Options{})}
	w.start(t, timed)
	timed.take()
	asked := map[string]time.Time{}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i, q := range questions {
		<-tick.C
		at := time.Now()
		id, err := w.fake.Slash(w.people[i%len(w.people)], w.channels[i%len(w.channels)], "ask", fakediscord.Args{"question": q})
		if err != nil {
			t.Fatal(err)
		}
		asked[id] = at
	}
	w.answered(asked, time.Minute)
	took := w.times(asked)
	own := timed.take()
	if len(took["edit"]) != len(questions) || len(own) != len(questions) {
		t.Fatalf("%d of %d questions were answered, qa was asked %d times", len(took["edit"]), len(questions), len(own))
	}
	t.Logf("%d questions on %d processors", len(questions), runtime.GOMAXPROCS(0))
	t.Logf("acknowledged: %s", spread(took["thinking"]))
	t.Logf("qa alone:     %s", spread(own))
	t.Logf("answered:     %s", spread(took["edit"]))
	if late := percentile(took["edit"], 95) - percentile(own, 95); late > maxOwn {
		t.Errorf("answers are seen %v after qa has them", late)
	}
	if late := percentile(took["thinking"], 99); late > 150*time.Millisecond {
		t.Errorf("acknowledgements take %v", late)
	}
}

func questionsOf(t *testing.T, path string) []string {
	file, err := os.Open(path)
	if err != nil {
		t.Skip("no questions: ", err)
	}
	defer file.Close()
	var out []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var q struct {
			Question string `json:"question"`
		}
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, q.Question)
	}
	return out
}

// A timedAsker remembers how long each question took.
type timedAsker struct {
	asker bot.Asker
	mu    sync.Mutex
	times []time.Duration
}

// Ask asks and times.
func (a *timedAsker) Ask(ctx context.Context, q qa.Question) (*qa.Answer, error) {
	start := time.Now()
	found, err := a.asker.Ask(ctx, q)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.times = append(a.times, time.Since(start))
	return found, err
}

func (a *timedAsker) take() []time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := a.times
	a.times = nil
	slices.Sort(out)
	return out
}
