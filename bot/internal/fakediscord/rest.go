package fakediscord

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// refusal is an answer that is not 2xx.
type refusal struct {
	status, code int
	message      string
	field        string // the part of the body that is wrong, for code 50035
}

func refuse(w http.ResponseWriter, r *refusal) {
	body := obj{"message": r.message, "code": r.code}
	if r.field != "" {
		var tree any = obj{"_errors": []obj{{"code": "INVALID", "message": r.message}}}
		parts := strings.Split(r.field, ".")
		for i := len(parts) - 1; i >= 0; i-- {
			tree = obj{parts[i]: tree}
		}
		body["errors"], body["message"] = tree, "Invalid Form Body"
	}
	answer(w, r.status, body)
}

func answer(w http.ResponseWriter, status int, body any) {
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

// tooMany answers 429 in the form of the API, or with html in that of Discord's edge.
func tooMany(w http.ResponseWriter, after time.Duration, global, html bool) {
	w.Header().Set("Retry-After", fmt.Sprint(int((after+time.Second-1)/time.Second)))
	if html {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusTooManyRequests)
		io.WriteString(w, "<html><body>error code: 1015</body></html>")
		return
	}
	scope := "user"
	if global {
		scope = "global"
		w.Header().Set("X-RateLimit-Global", "true")
	}
	w.Header().Set("X-RateLimit-Scope", scope)
	answer(w, http.StatusTooManyRequests, obj{"message": "You are being rate limited.", "retry_after": after.Seconds(), "global": global})
}

// request is one request to the API, with its body read.
type request struct {
	*http.Request
	path  string // below /api/vN
	parts []string
	raw   []byte // JSON
	body  any
	files []Attachment
}

func (q *request) obj() obj {
	o, _ := q.body.(obj)
	return o
}

// underTicket says whether the path holds an interaction token.
func (q *request) underTicket() bool {
	return len(q.parts) >= 3 && (q.parts[0] == "interactions" || q.parts[0] == "webhooks")
}

var version = regexp.MustCompile(`^/api/v\d+`)

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	q := &request{Request: r, path: version.ReplaceAllString(r.URL.Path, "")}
	q.parts = strings.Split(strings.Trim(q.path, "/"), "/")
	if err := q.read(); err != nil {
		refuse(w, &refusal{400, 50109, "The request body contains invalid JSON.", ""})
		return
	}
	s.mu.Lock()
	s.requests++
	f := s.fault(r.Method, q.path)
	s.mu.Unlock()
	if f != nil {
		time.Sleep(f.Delay)
		switch {
		case f.Drop && !f.After:
			panic(http.ErrAbortHandler)
		case f.Status != 0:
			s.noteFault(q, f)
			f.answer(w)
			return
		}
	}
	s.mu.Lock()
	status, body, bad := s.handle(w, q)
	s.mu.Unlock()
	switch {
	case f != nil && f.Drop:
		panic(http.ErrAbortHandler)
	case bad != nil && bad.status != http.StatusTooManyRequests:
		refuse(w, bad)
	case bad == nil:
		answer(w, status, body)
	}
}

// read takes the body apart: JSON, or JSON in a form with files.
func (q *request) read() error {
	raw, err := io.ReadAll(q.Body)
	if err != nil || len(raw) == 0 {
		return err
	}
	kind, args, _ := mime.ParseMediaType(q.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		q.raw = raw
		return json.Unmarshal(raw, &q.body)
	}
	form := multipart.NewReader(bytes.NewReader(raw), args["boundary"])
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FormName() == "payload_json" {
			q.raw = content
			continue
		}
		q.files = append(q.files, Attachment{Name: part.FileName(), Kind: part.Header.Get("Content-Type"), Size: len(content), Bytes: content})
	}
	return json.Unmarshal(q.raw, &q.body)
}

// handle checks and carries out a request. Caller holds mu.
func (s *Server) handle(w http.ResponseWriter, q *request) (int, any, *refusal) {
	if wait := s.overGlobal(q); wait > 0 {
		s.problem("%s %s: over 50 requests in a second", q.Method, shape(q.path))
		tooMany(w, wait, true, false)
		return 0, nil, &refusal{status: 429}
	}
	if !q.underTicket() && q.path != "/gateway" && q.Header.Get("Authorization") != "Bot "+Token {
		return 0, nil, &refusal{401, 0, "401: Unauthorized", ""}
	}
	if q.underTicket() && q.Header.Get("Authorization") != "" {
		s.problem("%s %s: sent with the bot's token", q.Method, shape(q.path))
	}
	if wait := s.overRoute(w, q); wait > 0 {
		tooMany(w, wait, false, false)
		return 0, nil, &refusal{status: 429}
	}
	if err := s.opts.Spec.check(q); err != nil {
		s.problem("%s %s: %v", q.Method, shape(q.path), err)
		return 0, nil, &refusal{400, 50035, err.Error(), "body"}
	}
	status, body, bad := s.route(q)
	if bad != nil {
		s.noteRefusal(q, bad)
	}
	return status, body, bad
}

// route finds the handler.
func (s *Server) route(q *request) (int, any, *refusal) {
	p := q.parts
	switch {
	case p[0] == "interactions" && len(p) == 4 && p[3] == "callback":
		return s.respond(q)
	case p[0] == "webhooks" && len(p) >= 3:
		return s.webhook(q)
	case p[0] == "channels" && len(p) >= 2:
		return s.channelRoute(q)
	case p[0] == "guilds" && len(p) >= 2:
		return s.guildRoute(q)
	case p[0] == "users" && len(p) >= 2:
		return s.userRoute(q)
	case p[0] == "applications" && len(p) >= 2:
		return s.applicationRoute(q)
	case q.path == "/gateway":
		return 200, obj{"url": s.url()}, nil
	case q.path == "/gateway/bot":
		return 200, obj{"url": s.url(), "shards": max(s.opts.Shards, 1), "session_start_limit": obj{
			"total": 1000, "remaining": 1000 - len(s.identifies), "reset_after": 3600000, "max_concurrency": max(s.opts.Concurrency, 1)}}, nil
	}
	return 0, nil, &refusal{404, 0, "404: Not Found", ""}
}

var digits = regexp.MustCompile(`\d{6,}`)

// shape is a path without its ids, for messages that must not differ from run to run.
func shape(path string) string { return digits.ReplaceAllString(path, "N") }

// window counts requests in a stretch of time.
type window struct {
	start time.Time
	n     int
}

// over counts one more and gives how long to wait when that is too many.
func (v *window) over(limit int, length time.Duration, now time.Time) time.Duration {
	if now.Sub(v.start) >= length {
		v.start, v.n = now, 0
	}
	if v.n >= limit {
		return v.start.Add(length).Sub(now)
	}
	v.n++
	return 0
}

func (s *Server) overGlobal(q *request) time.Duration {
	if q.underTicket() {
		return 0
	}
	return s.global.over(50, time.Second, time.Now())
}

// overRoute counts against a route's limit and writes its headers.
func (s *Server) overRoute(w http.ResponseWriter, q *request) time.Duration {
	key := ""
	switch {
	case !s.opts.RouteLimits || len(q.parts) < 3:
	case q.parts[0] == "webhooks":
		key = q.parts[2]
	case q.parts[0] == "channels" && q.Method == http.MethodPost && len(q.parts) == 3:
		key = q.path
	}
	if key == "" {
		return 0
	}
	v := s.routes[key]
	if v == nil {
		v = &window{}
		s.routes[key] = v
	}
	now := time.Now()
	wait := v.over(5, 5*time.Second, now)
	h := w.Header()
	h.Set("X-RateLimit-Limit", "5")
	h.Set("X-RateLimit-Remaining", fmt.Sprint(5-v.n))
	h.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", v.start.Add(5*time.Second).Sub(now).Seconds()))
	h.Set("X-RateLimit-Bucket", "abcd1234")
	return wait
}
