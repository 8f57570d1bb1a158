package fakediscord

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Intents that events are filtered by.
const (
	intentGuilds   = 1 << 0
	intentMessages = 1 << 9
	intentDM       = 1 << 12
	intentContent  = 1 << 15
)

// wire is one websocket connection.
type wire struct {
	ws   *websocket.Conn
	out  chan []byte
	done chan struct{}
	once sync.Once
	mute bool // say nothing more: a connection that died unnoticed
}

// drop breaks the connection without a close frame.
func (w *wire) drop() {
	w.once.Do(func() { close(w.done); w.ws.NetConn().Close() })
}

// session is what a client can resume.
type session struct {
	id      string
	shard   int
	shards  int
	intents int
	seq     int
	events  []event // all of them, for replaying
}

type event struct {
	seq  int
	body obj
}

// Identify is a session that a client started, or with Resumed went on with.
type Identify struct {
	At      time.Time
	Shard   int
	Intents int
	Resumed bool
}

// Identifies are the sessions that were started and resumed so far.
func (s *Server) Identifies() []Identify {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.identifies)
}

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &wire{ws: ws, out: make(chan []byte, 1<<16), done: make(chan struct{})}
	s.mu.Lock()
	s.wires[c] = true
	s.gateway.dials++
	silent := s.gateway.noHello
	if !silent {
		s.send(c, obj{"op": 10, "d": obj{"heartbeat_interval": s.opts.Heartbeat.Milliseconds()}})
	}
	s.mu.Unlock()
	s.served.Go(c.pump)
	s.read(c)
	s.mu.Lock()
	delete(s.wires, c)
	for sess, at := range s.conns {
		if at == c {
			delete(s.conns, sess)
		}
	}
	s.mu.Unlock()
	c.drop()
}

// pump writes in a goroutine of its own, so that a client that does not read holds
// nobody up.
func (w *wire) pump() {
	for {
		select {
		case b := <-w.out:
			if w.ws.WriteMessage(websocket.TextMessage, b) != nil {
				return
			}
		case <-w.done:
			return
		}
	}
}

// read takes what the client sends until it goes.
func (s *Server) read(c *wire) {
	for {
		_, raw, err := c.ws.ReadMessage()
		if err != nil {
			s.mu.Lock()
			s.gateway.farewells = append(s.gateway.farewells, err.Error())
			if websocket.IsCloseError(err, 1000, 1001) {
				s.forget(c)
			}
			s.mu.Unlock()
			return
		}
		var f struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if json.Unmarshal(raw, &f) != nil {
			s.closeWire(c, 4002)
			return
		}
		s.mu.Lock()
		switch f.Op {
		case 1:
			s.gateway.beats++
			s.send(c, obj{"op": 11, "d": nil})
		case 2:
			s.identify(c, f.D)
		case 6:
			s.resume(c, f.D)
		}
		s.mu.Unlock()
	}
}

// forget ends the session of a client that said goodbye. Caller holds mu.
func (s *Server) forget(c *wire) {
	for sess, at := range s.conns {
		if at == c {
			delete(s.sessions, sess.id)
		}
	}
}

func (s *Server) identify(c *wire, raw []byte) {
	var d struct {
		Token   string `json:"token"`
		Intents int    `json:"intents"`
		Shard   []int  `json:"shard"`
	}
	json.Unmarshal(raw, &d)
	if code := s.refuse(d.Token, d.Intents); code != 0 {
		s.closeWire(c, code)
		return
	}
	if s.early(c) {
		return
	}
	sess := &session{id: "session-" + s.newID(), shards: 1, intents: d.Intents}
	if len(d.Shard) == 2 {
		sess.shard, sess.shards = d.Shard[0], d.Shard[1]
	}
	s.identifies = append(s.identifies, Identify{At: time.Now(), Shard: sess.shard, Intents: d.Intents})
	s.sessions[sess.id], s.conns[sess] = sess, c
	guilds := []obj{}
	ids := []string{}
	for _, id := range slices.Sorted(maps.Keys(s.guilds)) {
		if !s.guilds[id].gone && sess.holds(id) {
			ids = append(ids, id)
			guilds = append(guilds, obj{"id": id, "unavailable": true})
		}
	}
	s.push(sess, "READY", obj{"v": 9, "user": userJSON(s.bot), "guilds": guilds, "session_id": sess.id,
		"resume_gateway_url": s.url(), "application": obj{"id": s.bot.ID, "flags": 0}, "shard": []int{sess.shard, sess.shards}})
	for _, id := range ids {
		s.push(sess, "GUILD_CREATE", s.guildJSON(s.guilds[id], true))
	}
}

// refuse gives the close code for an identify, or 0.
func (s *Server) refuse(token string, intents int) int {
	switch {
	case s.gateway.refuse != 0:
		return s.gateway.refuse
	case token != "Bot "+Token && token != Token:
		return 4004
	case intents&intentContent != 0 && !s.opts.MessageContent:
		return 4014
	}
	return 0
}

// early sends what must not come before READY but sometimes does.
func (s *Server) early(c *wire) bool {
	op := s.gateway.early
	s.gateway.early = 0
	if op != 0 {
		s.send(c, obj{"op": op, "d": nil})
	}
	return op != 0
}

func (s *Server) resume(c *wire, raw []byte) {
	var d struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int    `json:"seq"`
	}
	json.Unmarshal(raw, &d)
	sess := s.sessions[d.SessionID]
	switch {
	case s.gateway.refuse != 0:
		s.closeWire(c, s.gateway.refuse)
		return
	case sess == nil || s.gateway.noResume:
		s.send(c, obj{"op": 9, "d": false})
		return
	}
	s.identifies = append(s.identifies, Identify{At: time.Now(), Shard: sess.shard, Intents: sess.intents, Resumed: true})
	s.conns[sess] = c
	from := d.Seq - s.gateway.replay
	for _, e := range sess.events {
		if e.seq > from && e.body["t"] != "READY" {
			s.send(c, e.body)
		}
	}
	s.push(sess, "RESUMED", obj{})
}

// holds says whether a session is told of a server's events. Direct messages ("") go
// to shard 0.
func (x *session) holds(guild string) bool {
	n, _ := strconv.ParseUint(guild, 10, 64)
	return int(n>>22)%x.shards == x.shard
}

// dispatch tells every session concerned. Caller holds mu.
func (s *Server) dispatch(name string, d obj, guild string, intent int) {
	s.dispatchEach(name, guild, intent, func(bool) obj { return d })
}

// dispatchEach tells every session concerned, each in the form that its intents allow.
func (s *Server) dispatchEach(name, guild string, intent int, form func(content bool) obj) {
	if g := s.guilds[guild]; g != nil && g.gone && name != "GUILD_DELETE" {
		return
	}
	for _, id := range slices.Sorted(maps.Keys(s.sessions)) {
		sess := s.sessions[id]
		if sess.holds(guild) && (intent == 0 || sess.intents&intent != 0) {
			s.push(sess, name, form(sess.intents&intentContent != 0))
		}
	}
}

// push adds an event to a session and sends it where there is a connection.
func (s *Server) push(sess *session, name string, d obj) {
	sess.seq++
	e := event{seq: sess.seq, body: obj{"op": 0, "t": name, "s": sess.seq, "d": d}}
	raw, err := json.Marshal(e.body) // now, as the world moves on
	if err != nil {
		panic(fmt.Sprintf("event %s: %v", name, err))
	}
	e.body = obj{"t": name, "raw": raw}
	sess.events = append(sess.events, e)
	if c := s.conns[sess]; c != nil {
		s.send(c, e.body)
	}
}

// send queues a frame. Caller holds mu.
func (s *Server) send(c *wire, frame obj) {
	if c.mute {
		return
	}
	raw, ok := frame["raw"].([]byte)
	if !ok {
		raw, _ = json.Marshal(frame) // of strings and numbers
	}
	select {
	case c.out <- raw:
	default:
		c.drop()
	}
}

// closeWire closes with a code. The connection itself stays for a moment, because a
// socket that is closed with data unread loses what was written.
func (s *Server) closeWire(c *wire, code int) {
	c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	time.AfterFunc(500*time.Millisecond, c.drop)
}

func (s *Server) url() string {
	switch {
	case s.opts.Certificate != nil:
		return "wss://example.com"
	case s.memory != nil:
		return "ws://gateway.discord.test"
	}
	return "ws://" + s.opts.Listener.Addr().String()
}
