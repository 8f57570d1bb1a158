package fakediscord

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Args are the options of a command by name: string, int, float64, bool, *User,
// *Channel, *Role or Attachment.
type Args map[string]any

// interaction is what the server knows about one use of a command, component or modal.
type interaction struct {
	id, token string
	kind      int
	user      *User
	channel   *Channel
	created   time.Time
	source    *message // a component's message
	answered  bool
	response  int // type of the initial response
	private   bool
	original  string // message id of the answer
	modal     obj
	followUps int
}

// The types of interaction.
const (
	useCommand  = 2
	usePress    = 3
	useComplete = 4
	useModal    = 5
)

// Slash uses a slash command; path is the command and its sub-commands, separated by
// spaces. It gives the interaction's id.
func (s *Server) Slash(u *User, c *Channel, path string, a Args) (string, error) {
	return s.use(u, c, path, a, "")
}

// Complete types into the option focused of a slash command.
func (s *Server) Complete(u *User, c *Channel, path string, a Args, focused string) (string, error) {
	return s.use(u, c, path, a, focused)
}

func (s *Server) use(u *User, c *Channel, path string, a Args, focused string) (string, error) {
	s.mu.Lock()
	words := strings.Fields(path)
	if len(words) == 0 {
		s.mu.Unlock()
		return "", fmt.Errorf("no command in %q", path)
	}
	resolved := obj{}
	options := []obj{}
	for _, name := range slices.Sorted(maps.Keys(a)) {
		options = append(options, s.option(name, a[name], focused, resolved))
	}
	for i := len(words) - 1; i > 0; i-- {
		kind := 1
		if i < len(words)-1 {
			kind = 2
		}
		options = []obj{{"name": words[i], "type": kind, "options": options}}
	}
	data := obj{"id": s.commandID(words[0], 1), "name": words[0], "type": 1, "options": options, "resolved": resolved}
	kind := useCommand
	if focused != "" {
		kind = useComplete
	}
	return s.interact(&interaction{kind: kind, user: u, channel: c}, data)
}

func (s *Server) option(name string, v any, focused string, resolved obj) obj {
	o := obj{"name": name, "value": v}
	note := func(table, id string, what obj) {
		t, _ := resolved[table].(obj)
		if t == nil {
			t = obj{}
			resolved[table] = t
		}
		t[id], o["value"] = what, id
	}
	switch v := v.(type) {
	case string:
		o["type"] = 3
	case int:
		o["type"] = 4
	case bool:
		o["type"] = 5
	case float64:
		o["type"] = 10
	case *User:
		o["type"] = 6
		note("users", v.ID, userJSON(v))
	case *Channel:
		o["type"] = 7
		note("channels", v.ID, s.channelJSON(v))
	case *Role:
		o["type"] = 8
		note("roles", v.ID, roleJSON(v))
	case Attachment:
		o["type"] = 11
		note("attachments", v.ID, v.json())
	}
	if name == focused {
		o["focused"] = true
		o["value"] = fmt.Sprint(o["value"]) // a number being typed is a string
	}
	return o
}

// OnMessage uses a message command on a message.
func (s *Server) OnMessage(u *User, id, command string) (string, error) {
	s.mu.Lock()
	m, err := s.mustMessage(id)
	if err != nil {
		s.mu.Unlock()
		return "", err
	}
	data := obj{"id": s.commandID(command, 3), "name": command, "type": 3, "target_id": id,
		"resolved": obj{"messages": obj{id: s.messageJSON(m, true)}}}
	return s.interact(&interaction{kind: useCommand, user: u, channel: m.channel}, data)
}

// interact stores an interaction and tells the bot. It is called with mu held and lets
// it go.
func (s *Server) interact(i *interaction, data obj) (string, error) {
	i.id, i.created = s.newID(), time.Now()
	i.token = "ticket." + i.id
	if i.channel.deleted || s.may(i.user.ID, i.channel)&ViewChannel == 0 {
		s.mu.Unlock()
		return "", fmt.Errorf("%s cannot see %s", i.user.Name, i.channel.Name)
	}
	s.interactions[i.token] = i
	s.last[i.channel.ID] = i.id
	d := s.interactionJSON(i, data)
	h := s.endpoint
	if h == nil {
		guild := ""
		if i.channel.Guild != nil {
			guild = i.channel.Guild.ID
		}
		s.dispatch("INTERACTION_CREATE", d, guild, 0)
	}
	s.mu.Unlock()
	if h != nil {
		return i.id, s.post(h, d)
	}
	return i.id, nil
}

func (s *Server) interactionJSON(i *interaction, data obj) obj {
	locale := i.user.Locale
	if locale == "" {
		locale = "en-US"
	}
	d := obj{"id": i.id, "application_id": s.bot.ID, "type": i.kind, "token": i.token, "version": 1, "data": data,
		"channel_id": i.channel.ID, "channel": s.channelJSON(i.channel), "locale": locale, "context": 1,
		"attachment_size_limit": 10 << 20, "entitlements": []any{}, "app_permissions": bitsJSON(s.may(s.bot.ID, i.channel))}
	if g := i.channel.Guild; g != nil {
		member := memberJSON(g, i.user)
		member["permissions"] = bitsJSON(s.may(i.user.ID, i.channel))
		d["guild_id"], d["guild_locale"], d["member"], d["context"] = g.ID, g.locale, member, 0
		d["authorizing_integration_owners"] = obj{"0": g.ID}
	} else {
		d["user"] = userJSON(i.user)
		d["authorizing_integration_owners"] = obj{"0": "0"}
	}
	if i.source != nil {
		d["message"] = s.messageJSON(i.source, true)
	}
	return d
}

// post signs an interaction and sends it to the endpoint.
func (s *Server) post(h http.Handler, d obj) error {
	raw, err := json.Marshal(d)
	if err != nil {
		return err
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(raw))
	r.Header.Set("X-Signature-Timestamp", stamp)
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(s.key, append([]byte(stamp), raw...))))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusAccepted && w.Code != http.StatusOK {
		return fmt.Errorf("endpoint answered %d: %s", w.Code, w.Body)
	}
	return nil
}

// commandID is the id of a registered command, or one made up. Caller holds mu.
func (s *Server) commandID(name string, kind int) string {
	for _, guild := range slices.Sorted(maps.Keys(s.commands)) {
		for _, c := range s.commands[guild] {
			if c["name"] == name && num(c["type"]) == kind {
				return fmt.Sprint(c["id"])
			}
		}
	}
	return "1"
}

// walk calls f for every component of a tree, parents first.
func walk(tree any, f func(obj)) {
	switch t := tree.(type) {
	case []any:
		for _, c := range t {
			walk(c, f)
		}
	case obj:
		if t["type"] != nil {
			f(t)
		}
		walk(t["components"], f)
		walk(t["accessory"], f)
		walk(t["component"], f)
	}
}

// num reads a number of JSON.
func num(v any) int {
	switch n := v.(type) {
	case float64:
		return int(n)
	case int:
		return n
	case json.Number:
		i, _ := n.Int64()
		return int(i)
	}
	return 0
}
