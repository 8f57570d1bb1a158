package discord_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

// The same events and answers without a gateway.
func TestEndpoint(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, fakediscord.Settings{}, nil)
		h, err := discord.NewEndpoint(r.fake.PublicKey(), r.out, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.fake.UseEndpoint(h)
		ticket := r.ask()
		if err := r.client.Defer(t.Context(), ticket, false); err != nil {
			t.Fatal(err)
		}
		if _, err := r.client.EditReply(t.Context(), ticket, discord.Post{Text: "because"}); err != nil {
			t.Fatal(err)
		}
		r.clean()
	})
}

// signed captures a request as Discord signs it.
type signed struct {
	header http.Header
	body   string
}

func TestEndpointRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, fakediscord.Settings{}, nil)
		h, err := discord.NewEndpoint(r.fake.PublicKey(), r.out, nil)
		if err != nil {
			t.Fatal(err)
		}
		var good signed
		r.fake.UseEndpoint(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			b := new(strings.Builder)
			http.MaxBytesReader(w, q.Body, 1<<20).Close()
			good.header = q.Header.Clone()
			buf := make([]byte, q.ContentLength)
			q.Body.Read(buf)
			b.Write(buf)
			good.body = b.String()
			w.WriteHeader(202)
		}))
		if _, err := r.fake.Slash(r.alice, r.general, "ask", nil); err != nil {
			t.Fatal(err)
		}
		send := func(change func(*signed)) int {
			s := signed{good.header.Clone(), good.body}
			change(&s)
			q := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(s.body))
			q.Header = s.header
			w := httptest.NewRecorder()
			h.ServeHTTP(w, q)
			return w.Code
		}
		for _, c := range []struct {
			name   string
			change func(*signed)
			want   int
		}{
			{"good", func(*signed) {}, 202},
			{"the same again", func(*signed) {}, 202},
			{"no signature", func(s *signed) { s.header.Del("X-Signature-Ed25519") }, 401},
			{"short signature", func(s *signed) { s.header.Set("X-Signature-Ed25519", "abcd") }, 401},
			{"another body", func(s *signed) { s.body += " " }, 401},
			{"another time", func(s *signed) { s.header.Set("X-Signature-Timestamp", "946684801") }, 401},
			{"no time", func(s *signed) { s.header.Del("X-Signature-Timestamp") }, 401},
			{"too large", func(s *signed) { s.body = strings.Repeat(" ", 2<<20) }, 413},
		} {
			if got := send(c.change); got != c.want {
				t.Errorf("%s: %d, want %d", c.name, got, c.want)
			}
		}
		time.Sleep(6 * time.Minute)
		if got := send(func(*signed) {}); got != 401 {
			t.Errorf("an old request: %d", got)
		}
		synctest.Wait()
		if n := len(of[*discord.Interaction](r)); n != 1 {
			t.Errorf("%d interactions handled, want 1", n)
		}
	})
}

func TestEndpointKey(t *testing.T) {
	out := discord.NewDispatch(func(context.Context, discord.Event) {}, discord.DispatchOptions{})
	defer out.Close(t.Context(), time.Second)
	for _, key := range []string{"", "abcd", strings.Repeat("z", 64), strings.Repeat("0", 66)} {
		if _, err := discord.NewEndpoint(key, out, nil); err == nil {
			t.Errorf("key %q was taken", key)
		}
	}
}
