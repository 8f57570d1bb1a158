package discord

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Whatever Discord sends, decoding and reading it does not panic.
func FuzzEvent(f *testing.F) {
	for _, s := range []string{
		`{"id":"1","type":2,"token":"t","data":{"name":"a","options":[{"name":"b","type":2,"options":[{"name":"c","type":1,"options":[{"name":"d","type":4,"value":"7","focused":true}]}]}]},"member":{"user":{"id":"2"},"permissions":"8"}}`,
		`{"id":"1","type":5,"token":"t","data":{"custom_id":"m","components":[{"type":18,"component":{"type":4,"custom_id":"x","value":"y"}},{"type":1,"components":[{"custom_id":"z","values":["1"]}]}]},"user":{"id":"2"}}`,
		`{"id":"1","type":3,"data":{"custom_id":"c","component_type":99},"message":{"id":"3","components":[{"type":99}]}}`,
		`{"id":"1","content":"a","author":null,"mentions":null,"nonce":7,"referenced_message":null}`,
		`{"id":"1","type":2,"data":null}`, `{}`, `null`, `[]`,
	} {
		f.Add(s)
	}
	names := []string{"INTERACTION_CREATE", "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "READY", "GUILD_CREATE",
		"GUILD_DELETE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_DELETE", "GUILD_ROLE_DELETE", "SOMETHING_ELSE"}
	f.Fuzz(func(t *testing.T, s string) {
		for _, name := range names {
			e, err := frame{name: name, data: []byte(s), at: time.Unix(0, 0)}.event()
			if err != nil || e == nil {
				continue
			}
			e.Key()
			if i, ok := e.(*Interaction); ok && i.Command != nil {
				for _, o := range i.Command.Options {
					_ = fmt.Sprint(o.Text(), o.Int(), o.Float(), o.Flag(), o.ID())
				}
				i.Command.Focused()
				i.Command.TargetMessage()
			}
		}
	})
}

// Looking into a frame does not panic, and finds what was masked.
func FuzzUnframe(f *testing.F) {
	f.Add([]byte{0x81, 0x88, 1, 2, 3, 4, '{' ^ 1, '"' ^ 2, 'o' ^ 3, 'p' ^ 4, '"' ^ 1, ':' ^ 2, '1' ^ 3, ',' ^ 4})
	f.Add([]byte("GET / HTTP/1.1\r\n"))
	f.Add([]byte{0x88, 0x80 | 127})
	f.Fuzz(func(t *testing.T, b []byte) {
		if op, body := unframe(b); op == 0 && body != nil || len(body) > 16 {
			t.Errorf("op %x with %q", op, body)
		}
	})
}

func TestUnframe(t *testing.T) {
	text := `{"op":1,"d":5}`
	masked := []byte{textFrame, 0x80 | byte(len(text)), 9, 8, 7, 6}
	for i := range text {
		masked = append(masked, text[i]^masked[2+i%4])
	}
	if op, body := unframe(masked); op != textFrame || string(body) != text {
		t.Errorf("%x %q", op, body)
	}
}

// An answer to a heartbeat is found where it is cut between reads, and not inside a
// string.
func TestBeats(t *testing.T) {
	for _, c := range []struct {
		name  string
		reads []string
		heard bool
	}{
		{"whole", []string{`{"t":null,"s":null,"op":11,"d":null}`}, true},
		{"cut", []string{`{"t":null,"op`, `":1`, `1}`}, true},
		{"another op", []string{`{"op":10,"d":{}}`}, false},
		{"in a string", []string{`{"op":0,"d":{"content":"\"op\":11"}}`}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b beats
			b.sent(time.Now().Add(-time.Minute))
			for _, r := range c.reads {
				b.read([]byte(r))
			}
			if heard := b.sent(time.Now()); heard != c.heard {
				t.Errorf("heard %v", heard)
			}
		})
	}
}

func TestSecrets(t *testing.T) {
	ticket := Ticket{ID: "1", Token: "hush"}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", slog.Any("ticket", ticket), slog.Any("token", ticket.Token))
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", slog.Any("ticket", ticket), slog.Any("token", ticket.Token))
	all := log.String() + fmt.Sprintf("%v %+v %#v %s %q", ticket, ticket, ticket, ticket.Token, ticket.Token)
	if strings.Contains(all, "hush") {
		t.Error(all)
	}
}

func TestTemplate(t *testing.T) {
	for path, want := range map[string]string{
		"/api/v10/interactions/12/tok.en/callback":    "/interactions/{id}/{token}/callback",
		"/api/v10/webhooks/12/345/messages/@original": "/webhooks/{id}/{token}/messages/@original",
		"/api/v9/gateway": "/gateway",
		"/api/v10/channels/12/messages/34/reactions/👍/@me":     "/channels/{id}/messages/{id}/reactions/{emoji}/@me",
		"/api/v10/applications/12/guilds/34/commands":          "/applications/{id}/guilds/{id}/commands",
		"/api/v10/guilds/12/members/34":                        "/guilds/{id}/members/{id}",
		"/api/v10/webhooks/12/a-token-that-is-a-word/messages": "/webhooks/{id}/{token}/messages",
	} {
		if got := template(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestDetail(t *testing.T) {
	body := `{"code":50035,"message":"Invalid Form Body","errors":{"content":{"_errors":[{"code":"X","message":"too long"}]},"components":{"0":{"_errors":[{"code":"Y","message":"odd"}]}}}}`
	want := "POST /x: status 400, code 50035: Invalid Form Body (components.0: odd; content: too long)"
	if diff := cmp.Diff(want, refusal("POST /x", 400, []byte(body)).Error()); diff != "" {
		t.Error(diff)
	}
}

func TestIDTime(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 123e6, time.UTC)
	if got := IDAt(at).Time(); !got.Equal(at) {
		t.Errorf("%v, want %v", got, at)
	}
	// The example of Discord's own documentation.
	if got := ID("175928847299117063").Time().Format(time.RFC3339Nano); got != "2016-04-30T11:18:25.796Z" {
		t.Error(got)
	}
	if !ID("no number").Time().IsZero() || IDAt(time.Unix(0, 0)) != "0" {
		t.Error("what is no id has a time")
	}
}

func TestSeenIsBounded(t *testing.T) {
	s := newSeen()
	for n := range 3 * seenSize {
		if !s.first(fmt.Sprint(n)) {
			t.Fatal("a new key was known")
		}
	}
	if len(s.keys) != seenSize || s.first(fmt.Sprint(3*seenSize-1)) || !s.first("0") {
		t.Errorf("%d keys", len(s.keys))
	}
}
