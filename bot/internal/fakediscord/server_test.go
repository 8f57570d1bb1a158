package fakediscord

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
)

// call sends a request to the fake as a client would and gives status and code.
func call(t *testing.T, s *Server, method, path, body string) (status, code int, answer string) {
	t.Helper()
	r, err := http.NewRequest(method, "https://discord.com/api/v10"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if !strings.HasPrefix(path, "/interactions/") && !strings.HasPrefix(path, "/webhooks/") {
		r.Header.Set("Authorization", "Bot "+Token)
	}
	resp, err := s.Transport().RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Code int `json:"code"`
	}
	json.Unmarshal(raw, &d)
	return resp.StatusCode, d.Code, string(raw)
}

// gateway connects, identifies and collects the types and data of what it is told.
func gateway(t *testing.T, s *Server, intents int) <-chan [2]string {
	t.Helper()
	d := websocket.Dialer{NetDialContext: s.Dial}
	ws, _, err := d.Dial("ws://gateway.discord.test/?v=9", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	ws.WriteJSON(obj{"op": 2, "d": obj{"token": Token, "intents": intents}})
	out := make(chan [2]string, 100)
	go func() {
		defer close(out)
		for {
			var f struct {
				T string          `json:"t"`
				D json.RawMessage `json:"d"`
			}
			if ws.ReadJSON(&f) != nil {
				return
			}
			if f.T != "" {
				out <- [2]string{f.T, string(f.D)}
			}
		}
	}()
	return out
}

// A bubble owns the clock of server, HTTP and websocket: fifteen minutes pass at once.
func TestClockInBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Settings{})
		defer s.Close()
		events := gateway(t, s, intentGuilds)
		synctest.Wait()
		g := s.AddGuild("Newsroom")
		alice, general := s.AddUser("alice"), g.AddChannel("general", Text)
		g.AddMember(alice)
		synctest.Wait()
		id, err := s.Slash(alice, general, "ask", Args{"question": "when?"})
		if err != nil {
			t.Fatal(err)
		}
		ticket := "/interactions/" + id + "/ticket." + id + "/callback"
		if status, _, body := call(t, s, "POST", ticket, `{"type":5}`); status != 204 {
			t.Fatalf("defer: %d %s", status, body)
		}
		edit := "/webhooks/" + s.BotID() + "/ticket." + id + "/messages/@original"
		body := `{"content":"then","flags":4,"allowed_mentions":{"parse":[]}}`
		start := time.Now()
		time.Sleep(14 * time.Minute)
		if status, _, answer := call(t, s, "PATCH", edit, body); status != 200 {
			t.Fatalf("edit after 14 minutes: %d %s", status, answer)
		}
		time.Sleep(2 * time.Minute)
		if status, code, _ := call(t, s, "PATCH", edit, body); status != 401 || code != 50027 {
			t.Errorf("edit after 16 minutes: %d %d, want 401 50027", status, code)
		}
		if took := time.Since(start); took != 16*time.Minute {
			t.Errorf("the clock went %v", took)
		}
		s.Close()
		var names []string
		for e := range events {
			names = append(names, e[0])
		}
		want := []string{"READY", "GUILD_CREATE", "CHANNEL_CREATE", "INTERACTION_CREATE"}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Error(diff)
		}
	})
}

const quiet4 = `"flags":4,"allowed_mentions":{"parse":[]},"nonce":"n","enforce_nonce":true`

func TestRejectsMessages(t *testing.T) {
	button := `{"type":2,"style":1,"label":"x","custom_id":"%d"}`
	row := func(ids ...int) string {
		var b []string
		for _, id := range ids {
			b = append(b, fmt.Sprintf(button, id))
		}
		return `{"type":1,"components":[` + strings.Join(b, ",") + `]}`
	}
	long := func(n int) string { return strings.Repeat("م", n) }
	for _, c := range []struct {
		name, body string
		status     int
	}{
		{"plain", `{"content":"a",%s}`, 200},
		{"2000 characters", `{"content":"` + long(2000) + `",%s}`, 200},
		{"2001 characters", `{"content":"` + long(2001) + `",%s}`, 400},
		{"empty", `{"content":"",%s}`, 400},
		{"five rows", `{"content":"a","components":[` + strings.Join([]string{row(1), row(2), row(3), row(4), row(5)}, ",") + `],%s}`, 200},
		{"six rows", `{"content":"a","components":[` + strings.Join([]string{row(1), row(2), row(3), row(4), row(5), row(6)}, ",") + `],%s}`, 400},
		{"six buttons in a row", `{"content":"a","components":[` + row(1, 2, 3, 4, 5, 6) + `],%s}`, 400},
		{"a custom id twice", `{"content":"a","components":[` + row(1, 1) + `],%s}`, 400},
		{"a container without the flag", `{"components":[{"type":17,"components":[{"type":10,"content":"a"}]}],%s}`, 400},
		{"a button over 80", `{"content":"a","components":[{"type":1,"components":[{"type":2,"style":1,"label":"` + long(81) + `","custom_id":"1"}]}],%s}`, 400},
		{"embeds over 6000", `{"embeds":[{"description":"` + long(4000) + `"},{"description":"` + long(2001) + `"}],%s}`, 400},
		{"not JSON", `{"content":%s`, 400},
		{"a reply to nothing", `{"content":"a","message_reference":{"message_id":"1"},%s}`, 400},
		{"a lenient reply to nothing", `{"content":"a","message_reference":{"message_id":"1","fail_if_not_exists":false},%s}`, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := New(Settings{})
			defer s.Close()
			general := s.AddGuild("g").AddChannel("general", Text)
			status, _, answer := call(t, s, "POST", "/channels/"+general.ID+"/messages", fmt.Sprintf(c.body, quiet4))
			if status != c.status {
				t.Errorf("status %d, want %d: %s", status, c.status, answer)
			}
		})
	}
}

func TestModernMessages(t *testing.T) {
	s := New(Settings{})
	defer s.Close()
	general := s.AddGuild("g").AddChannel("general", Text)
	post := func(inner string) int {
		status, _, _ := call(t, s, "POST", "/channels/"+general.ID+"/messages",
			`{"flags":32772,"allowed_mentions":{"parse":[]},`+inner+`}`)
		return status
	}
	text := func(n int) string { return `{"type":10,"content":"` + strings.Repeat("a", n) + `"}` }
	for _, c := range []struct {
		name, inner string
		status      int
	}{
		{"text", `"components":[` + text(4000) + `]`, 200},
		{"texts over 4000 together", `"components":[` + text(4000) + `,` + text(1) + `]`, 400},
		{"content too", `"content":"a","components":[` + text(1) + `]`, 400},
		{"41 components", `"components":[` + strings.Repeat(text(1)+",", 40) + text(1) + `]`, 400},
	} {
		if got := post(c.inner); got != c.status {
			t.Errorf("%s: status %d, want %d", c.name, got, c.status)
		}
	}
}

func TestPermissions(t *testing.T) {
	s := New(Settings{})
	defer s.Close()
	g := s.AddGuild("g")
	general, secret := g.AddChannel("general", Text), g.AddChannel("secret", Text)
	secret.Overwrite(g.ID, 0, ViewChannel)
	alice, hermit := s.AddUser("alice"), s.AddUser("hermit")
	g.AddMember(alice)
	hermit.NoDM = true
	id, err := s.Say(alice, general, "hello", Extra{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Say(alice, secret, "psst", Extra{}); err == nil {
		t.Error("a member wrote where she cannot look")
	}
	g.SetEveryone(ViewChannel)
	body := `{"content":"a",` + quiet4 + `}`
	for _, c := range []struct {
		name, method, path, body string
		code                     int
	}{
		{"send", "POST", "/channels/" + general.ID + "/messages", body, 50013},
		{"hidden channel", "POST", "/channels/" + secret.ID + "/messages", body, 50001},
		{"unknown channel", "POST", "/channels/123456/messages", body, 10003},
		{"unknown message", "PATCH", "/channels/" + general.ID + "/messages/123456", body, 10008},
		{"another's message", "PATCH", "/channels/" + general.ID + "/messages/" + id, body, 50005},
		{"react", "PUT", "/channels/" + general.ID + "/messages/" + id + "/reactions/x/@me", "", 50013},
		{"thread", "POST", "/channels/" + general.ID + "/messages/" + id + "/threads", `{"name":"t"}`, 50013},
		{"closed direct messages", "POST", "/channels/" + s.DM(hermit).ID + "/messages", body, 50007},
		{"no member", "GET", "/guilds/" + g.ID + "/members/" + hermit.ID, "", 10007},
	} {
		if _, code, answer := call(t, s, c.method, c.path, c.body); code != c.code {
			t.Errorf("%s: code %d, want %d: %s", c.name, code, c.code, answer)
		}
	}
}

func TestBlanksContent(t *testing.T) {
	for _, c := range []struct {
		name    string
		intents int
		want    []string
	}{
		{"without the intent", intentGuilds | intentMessages | intentDM, []string{"", "<@BOT> named", "", "pinged", "direct"}},
		{"with the intent", intentGuilds | intentMessages | intentDM | intentContent,
			[]string{"plain", "<@BOT> named", "silent reply", "pinged", "direct"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := New(Settings{MessageContent: true})
			defer s.Close()
			g := s.AddGuild("g")
			general, alice := g.AddChannel("general", Text), s.AddUser("alice")
			g.AddMember(alice)
			events := gateway(t, s, c.intents)
			<-events // READY
			call(t, s, "POST", "/channels/"+general.ID+"/messages", `{"content":"mine",`+quiet4+`}`)
			mine, _ := s.LastMessage(general)
			for _, say := range []struct {
				at   *Channel
				text string
				x    Extra
			}{{general, "plain", Extra{}}, {general, "<@" + s.BotID() + "> named", Extra{}},
				{general, "silent reply", Extra{ReplyTo: mine.ID}}, {general, "pinged", Extra{ReplyTo: mine.ID, Ping: true}},
				{s.DM(alice), "direct", Extra{}}} {
				if _, err := s.Say(alice, say.at, say.text, say.x); err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			for len(got) < len(c.want) {
				e := <-events
				var m struct {
					Content string
					Author  struct{ ID string }
				}
				json.Unmarshal([]byte(e[1]), &m)
				if e[0] == "MESSAGE_CREATE" && m.Author.ID == alice.ID {
					got = append(got, strings.ReplaceAll(m.Content, s.BotID(), "BOT"))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAcknowledgements(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Settings{})
		defer s.Close()
		g := s.AddGuild("g")
		general, alice := g.AddChannel("general", Text), s.AddUser("alice")
		g.AddMember(alice)
		ask := func() string {
			id, err := s.Slash(alice, general, "ask", nil)
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		at := func(id string) string { return "/interactions/" + id + "/ticket." + id + "/callback" }
		id := ask()
		if _, code, _ := call(t, s, "POST", "/webhooks/"+s.BotID()+"/ticket."+id, `{"content":"early"}`); code != 10015 {
			t.Errorf("follow-up before the answer: code %d", code)
		}
		if status, _, _ := call(t, s, "POST", at(id), `{"type":5,"data":{"flags":64}}`); status != 204 {
			t.Errorf("status %d", status)
		}
		if _, code, _ := call(t, s, "POST", at(id), `{"type":5}`); code != 40060 {
			t.Errorf("second acknowledgement: code %d", code)
		}
		if _, code, _ := call(t, s, "POST", at(ask()), `{"type":7,"data":{}}`); code != 50035 {
			t.Errorf("update without a message: code %d", code)
		}
		late := ask()
		time.Sleep(3*time.Second + time.Millisecond)
		if _, code, _ := call(t, s, "POST", at(late), `{"type":5}`); code != 10062 {
			t.Errorf("late acknowledgement: code %d", code)
		}
		if m, _ := s.LastMessage(general); !m.Private || m.Reader != alice.ID || !m.Thinking {
			t.Errorf("deferred answer: %+v", m)
		}
		if len(s.Problems()) != 3 {
			t.Errorf("problems: %q", s.Problems())
		}
	})
}

func TestSpecRejects(t *testing.T) {
	spec, skip, err := FindSpec()
	if err != nil {
		t.Fatal(err)
	}
	if spec == nil {
		t.Skip(skip)
	}
	s := New(Settings{Spec: spec})
	defer s.Close()
	general := s.AddGuild("g").AddChannel("general", Text)
	if status, _, answer := call(t, s, "POST", "/channels/"+general.ID+"/messages", `{"content":7,`+quiet4+`}`); status != 400 {
		t.Errorf("a number as content: %d %s", status, answer)
	}
	if status, _, answer := call(t, s, "POST", "/channels/"+general.ID+"/messages", `{"content":"7",`+quiet4+`}`); status != 200 {
		t.Errorf("a message: %d %s", status, answer)
	}
	if status, _, _ := call(t, s, "POST", "/channels/"+general.ID+"/nonsense", `{}`); status != 400 {
		t.Errorf("an unknown operation: %d", status)
	}
	if spec.Checked() != 2 {
		t.Errorf("%d bodies checked, want 2", spec.Checked())
	}
}

func TestShow(t *testing.T) {
	m := Message{Content: "Answer", Components: []any{
		obj{"type": 17, "components": []any{obj{"type": 10, "content": "one\ntwo"}, obj{"type": 14}}},
		obj{"type": 1, "components": []any{
			obj{"type": 2, "label": "Show in context"},
			obj{"type": 2, "emoji": obj{"name": "👍"}},
			obj{"type": 2, "label": "Next", "disabled": true}}}}}
	got := Show([]Action{{Kind: "thinking", Private: true}, {Kind: "edit", Message: m}})
	want := "thinking privately\nedit\n\tAnswer\n\t│ one\n\t│ two\n\t│ ───\n\t[Show in context] [👍] (Next)\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPipeDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := newConns()
		a.SetReadDeadline(time.Now().Add(time.Hour))
		start := time.Now()
		if _, err := a.Read(make([]byte, 1)); err == nil || time.Since(start) != time.Hour {
			t.Errorf("read ended after %v with %v", time.Since(start), err)
		}
		a.SetReadDeadline(time.Time{})
		b.Write([]byte("left"))
		b.Close()
		var got bytes.Buffer
		if _, err := io.Copy(&got, a); err != nil || got.String() != "left" {
			t.Errorf("read %q, %v", got.String(), err)
		}
	})
}
