package bot

import (
	"context"
	"sync"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// queues do work in order channel by channel, and that of different channels side by side on a bounded number of workers.
type queues struct {
	perChannel, total int           // jobs that may wait
	workers           chan struct{} // holds a token for each job at work

	mu      sync.Mutex
	closed  bool
	waiting map[discord.ID][]func() // a channel is here while it has a goroutine
	count   int
	running sync.WaitGroup
}

func newQueues(workers, perChannel, total int) *queues {
	return &queues{perChannel: perChannel, total: total, workers: make(chan struct{}, workers), waiting: map[discord.ID][]func(){}}
}

// add queues a job behind those of its channel. It never blocks, and says false when there is no room or the queues are
// closed.
func (q *queues) add(channel discord.ID, job func()) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	line, busy := q.waiting[channel]
	if q.closed || len(line) >= q.perChannel || q.count >= q.total {
		return false
	}
	q.count++
	q.waiting[channel] = append(line, job)
	if !busy {
		q.running.Go(func() { q.drain(channel) })
	}
	return true
}

// drain does a channel's jobs until there are none.
func (q *queues) drain(channel discord.ID) {
	for {
		q.mu.Lock()
		line := q.waiting[channel]
		if len(line) == 0 {
			delete(q.waiting, channel)
			q.mu.Unlock()
			return
		}
		job := line[0]
		line[0] = nil
		q.waiting[channel] = line[1:]
		q.count--
		q.mu.Unlock()
		q.workers <- struct{}{}
		job()
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
