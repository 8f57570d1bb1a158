package fakediscord

import (
	"net/http"
	"strings"
	"time"
)

// Fault is something that goes wrong with requests.
type Fault struct {
	// Match is a part of "METHOD /path": "PATCH", "/callback", "POST /channels/". The
	// path has no /api/v10 and has ids in it. Empty matches all.
	Match string
	// Times is how many requests it hits: 1 when 0, all when negative.
	Times int
	// Skip lets that many matching requests pass first.
	Skip int

	// Delay is waited before the request is handled.
	Delay time.Duration
	// Status is answered instead of handling: 429, 500, 502, 503, 504 …
	Status int
	// RetryAfter, Global and HTML shape a 429. HTML is what Discord's edge answers to a
	// banned address, without JSON.
	RetryAfter time.Duration
	Global     bool
	HTML       bool
	// Drop breaks the connection instead of answering: before the request is carried
	// out, or with After, after that.
	Drop, After bool
	// Code is Discord's code in the answer of Status 400, 403 or 404.
	Code int
}

// Fail makes requests go wrong. Faults are tried in the order in which they were set.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, &f)
}

// Heal ends all faults of requests.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault finds the fault for a request and counts it. Caller holds mu.
func (s *Server) fault(method, path string) *Fault {
	for _, f := range s.faults {
		if f.Times == 0 || !strings.Contains(method+" "+path, f.Match) {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		return f
	}
	return nil
}

// answer writes the fault's answer.
func (f *Fault) answer(w http.ResponseWriter) {
	if f.Status != http.StatusTooManyRequests {
		refuse(w, &refusal{f.Status, f.Code, http.StatusText(f.Status), ""})
		return
	}
	tooMany(w, f.RetryAfter, f.Global, f.HTML)
}

// gatewayFaults are what goes wrong with websockets.
type gatewayFaults struct {
	noHello   bool
	early     int // op to send before READY, once
	refuse    int // close code for identify and resume
	noResume  bool
	replay    int // events told once more after a resume
	dials     int
	beats     int
	farewells []string
}

// all calls f for each connection, with mu held.
func (s *Server) all(f func(*wire)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for w := range s.wires {
		f(w)
	}
}

// Drop breaks every gateway connection. Sessions can be resumed.
func (s *Server) Drop() { s.all((*wire).drop) }

// Mute makes every present gateway connection a zombie: it stays open and says nothing
// more, not even to heartbeats.
func (s *Server) Mute() { s.all(func(w *wire) { w.mute = true }) }

// Reconnect asks every client to reconnect (op 7).
func (s *Server) Reconnect() { s.all(func(w *wire) { s.send(w, obj{"op": 7, "d": nil}) }) }

// AskBeat asks every client for a heartbeat (op 1).
func (s *Server) AskBeat() { s.all(func(w *wire) { s.send(w, obj{"op": 1, "d": nil}) }) }

// Invalidate calls every session invalid (op 9); those that are not resumable are
// forgotten.
func (s *Server) Invalidate(resumable bool) {
	s.all(func(w *wire) {
		if !resumable {
			s.forget(w)
		}
		s.send(w, obj{"op": 9, "d": resumable})
	})
}

// CloseGateway closes every gateway connection with a code.
func (s *Server) CloseGateway(code int) {
	s.all(func(w *wire) { s.closeWire(w, code) })
}

// RefuseGateway closes connections with a code when they identify or resume, until it
// is called with 0.
func (s *Server) RefuseGateway(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.refuse = code
}

// RefuseResume answers resumes with op 9.
func (s *Server) RefuseResume(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.noResume = on
}

// RepeatOnResume makes a resume tell of n events once more that the client has had.
func (s *Server) RepeatOnResume(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.replay = n
}

// BeforeReady sends an op (7 or 11) instead of READY to the next client.
func (s *Server) BeforeReady(op int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.early = op
}

// NoHello makes new gateway connections say nothing at all.
func (s *Server) NoHello(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.noHello = on
}

// GatewayStats are counts of the gateway.
type GatewayStats struct {
	Dials, Beats int
	Connected    int
	// Farewells are how connections ended, as the server saw them.
	Farewells []string
}

// GatewayStats gives the counts so far.
func (s *Server) GatewayStats() GatewayStats {
	s.mu.Lock()
	defer s.mu.Unlock()
	return GatewayStats{s.gateway.dials, s.gateway.beats, len(s.conns), append([]string(nil), s.gateway.farewells...)}
}
