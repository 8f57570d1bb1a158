package discord

import (
	"bytes"
	"encoding/binary"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// guard is the connection under discordgo's websocket. It sees every frame before the
// wire does, and keeps discordgo from what it gets wrong:
//
//   - A connection on which nothing arrives for idle is closed, or for ackPatience while a
//     heartbeat is unanswered. discordgo waits for ever.
//   - A heartbeat that follows an unanswered one closes the connection. discordgo waits
//     for five.
//   - A close frame 1000 or 1001 does not leave unless the bot is stopping, as it would
//     make Discord forget the session and the events missed with it.
//   - A new session is not asked for before its turn. discordgo asks at once.
//   - That Discord calls a session invalid is passed on late, since discordgo answers at once and sends no heartbeat while
//     its answer is held back.
//
// It relies on discordgo writing each small message as one frame in one Write, and on
// heartbeats being marshalled with "op" first; both are tested.
type guard struct {
	net.Conn
	idle time.Duration
	// identify waits for the turn to start a session.
	identify func() error
	// refused waits as Discord asks after it called a session invalid.
	refused func()
	beats   *beats

	write    sync.Mutex
	stopping atomic.Bool
}

var errQuiet = errors.New("gateway connection went quiet")

// ackPatience is how long a heartbeat may stay unanswered on a silent connection, and how
// old an unanswered one must be for the next one to find the connection dead. Heartbeats
// are some 41 s apart; Discord answers in well under one, but may ask for an extra one at
// any moment.
const ackPatience = 10 * time.Second

// opening frame bytes of a final text frame and of a close frame (RFC 6455, 5.2).
const (
	textFrame  = 0x81
	closeFrame = 0x88
)

// Read reads with a limit on silence.
func (g *guard) Read(b []byte) (int, error) {
	g.listen()
	n, err := g.Conn.Read(b)
	g.beats.read(b[:n])
	if bytes.Contains(b[:n], invalidMark) {
		g.refused()
	}
	var ne net.Error
	if errors.As(err, &ne) && ne.Timeout() {
		g.Conn.Close()
		return n, errQuiet
	}
	return n, err
}

// listen sets how long the connection may be silent from now on.
func (g *guard) listen() {
	patience := g.idle
	if g.beats.waiting() {
		patience = min(patience, ackPatience)
	}
	if !g.stopping.Load() {
		g.Conn.SetReadDeadline(time.Now().Add(patience))
	}
}

// Write looks at a frame and writes it, or not.
func (g *guard) Write(b []byte) (int, error) {
	op, body := unframe(b)
	switch {
	case op == closeFrame && !g.stopping.Load() && farewell(body):
		g.Conn.Close()
		return len(b), nil
	case op == textFrame && bytes.HasPrefix(body, []byte(`{"op":2,`)):
		if err := g.identify(); err != nil {
			return 0, err
		}
	case op == textFrame && bytes.HasPrefix(body, []byte(`{"op":1,`)):
		if !g.beats.sent(time.Now()) {
			g.Conn.Close()
			return 0, errQuiet
		}
		g.listen() // for a Read that waits already
	}
	g.write.Lock()
	defer g.write.Unlock()
	return g.Conn.Write(b)
}

// farewell says whether a close frame's body tells Discord to forget the session.
func farewell(body []byte) bool {
	if len(body) < 2 {
		return true
	}
	code := binary.BigEndian.Uint16(body)
	return code == 1000 || code == 1001
}

// stop says goodbye: it sends close code 1000 and lets the reader see the answer for at
// most a second.
func (g *guard) stop() {
	g.stopping.Store(true)
	g.Conn.SetWriteDeadline(time.Now().Add(time.Second))
	g.write.Lock()
	// A masked close frame with a mask of zeros, which the protocol allows.
	g.Conn.Write([]byte{closeFrame, 0x80 | 2, 0, 0, 0, 0, 1000 >> 8, 1000 & 0xff})
	g.write.Unlock()
	g.Conn.SetReadDeadline(time.Now().Add(time.Second))
}

// unframe gives the first byte and the first bytes of the unmasked payload of a masked
// frame, enough to see its opcode. Anything else, such as the handshake, gives 0.
func unframe(b []byte) (first byte, body []byte) {
	if len(b) < 6 || (b[0] != textFrame && b[0] != closeFrame) || b[1]&0x80 == 0 {
		return 0, nil
	}
	at := 2
	switch b[1] & 0x7f {
	case 126:
		at = 4
	case 127:
		at = 10
	}
	if len(b) < at+4 {
		return 0, nil
	}
	mask, rest := b[at:at+4], b[at+4:]
	body = make([]byte, min(len(rest), 16))
	for i := range body {
		body[i] = rest[i] ^ mask[i%4]
	}
	return b[0], body
}

// beats follows heartbeats and their answers.
type beats struct {
	mu      sync.Mutex
	pending time.Time // when the oldest unanswered heartbeat left
	latency time.Duration
	tail    []byte
}

// ackMark is how an answer to a heartbeat looks in an uncompressed frame. It cannot
// stand inside a JSON string, where its quotes would be escaped.
var ackMark = []byte(`"op":11`)

// invalidMark is how a frame looks that calls a session invalid. One that is cut between two reads is passed on at once.
var invalidMark = []byte(`"op":9`)

// sent notes a heartbeat. It says false when an earlier one has been waiting too long.
func (t *beats) sent(now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.pending.IsZero() {
		t.pending = now
		return true
	}
	return now.Sub(t.pending) < ackPatience
}

// waiting says whether a heartbeat is unanswered.
func (t *beats) waiting() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !t.pending.IsZero()
}

// read looks for the answer in what arrived, also where it is cut between two reads.
func (t *beats) read(b []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.pending.IsZero() || len(b) == 0 {
		t.tail = t.tail[:0]
		return
	}
	t.tail = append(t.tail, b...)
	if bytes.Contains(t.tail, ackMark) {
		t.latency, t.pending = time.Since(t.pending), time.Time{}
	}
	keep := min(len(t.tail), len(ackMark)-1)
	t.tail = append(t.tail[:0], t.tail[len(t.tail)-keep:]...)
}

// last is how long Discord took to answer the last heartbeat, 0 before the first.
func (t *beats) last() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.latency
}

// reset forgets a heartbeat of an earlier connection.
func (t *beats) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pending, t.tail = time.Time{}, nil
}
