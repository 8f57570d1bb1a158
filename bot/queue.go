package bot

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// queues do work in order channel by channel, and that of different channels side by side on a bounded number of workers.
type queues struct {
	perChannel, total int           // jobs that may wait
	workers           chan struct{} // holds a token for each job at work

	mu      sync.Mutex
	closed  bool
	waiting map[discord.ID][]job // a channel is here while it has a goroutine
	count   int
	running sync.WaitGroup
}

func newQueues(workers, perChannel, total int) *queues {
	return &queues{perChannel: perChannel, total: total, workers: make(chan struct{}, workers), waiting: map[discord.ID][]job{}}
}

// A job is what is to be done about an event. Jobs of a channel are done in the order of their events, which Discord's ids
// tell.
type job struct {
	event discord.ID
	do    func()
}

// gathering is how long a channel without work waits before it begins, as events of the same moment are taken in side by
// side: it is a few times what taking one in needs.
const gathering = 5 * time.Millisecond

// add queues a job in its channel. It never blocks, and says false when there is no room or the queues are closed.
func (q *queues) add(channel discord.ID, j job) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	line, busy := q.waiting[channel]
	if q.closed || len(line) >= q.perChannel || q.count >= q.total {
		return false
	}
	q.count++
	at := len(line)
	for at > 0 && later(line[at-1].event, j.event) {
		at--
	}
	q.waiting[channel] = slices.Insert(line, at, j)
	if !busy {
		q.running.Go(func() { q.drain(channel) })
	}
	return true
}

// later compares ids as the numbers that they are.
func later(a, b discord.ID) bool {
	if len(a) != len(b) {
		return len(a) > len(b)
	}
	return a > b
}

// drain does a channel's jobs until there are none.
func (q *queues) drain(channel discord.ID) {
	time.Sleep(gathering)
	for {
		q.mu.Lock()
		line := q.waiting[channel]
		if len(line) == 0 {
			delete(q.waiting, channel)
			q.mu.Unlock()
			return
		}
		next := line[0]
		q.waiting[channel] = slices.Delete(line, 0, 1)
		q.count--
		q.mu.Unlock()
		q.workers <- struct{}{}
		next.do()
		<-q.workers
	}
}

// depth is how many jobs wait.
func (q *queues) depth() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.count
}

// close takes no more jobs and waits for those there are, or until ctx ends.
func (q *queues) close(ctx context.Context) {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	done := make(chan struct{})
	go func() { q.running.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
	}
}
