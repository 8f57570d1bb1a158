package chattest

import (
	"fmt"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

// A world is the config of a script. A name with a slash is of another server than the first: Desk/general.
//
//	servers: Newsroom            names of servers; Newsroom when left out
//	channels: general, random    text channels; general when left out
//	forums: questions            forum channels
//	members: alice, bob          people in the server
//	managers: mona               people with Manage Server; mona when left out
//	roles: editors=alice         roles and who has them, several with spaces
//	locale: alice=ar             the language of somebody's client
//	enabled: general             channels that a manager turned on before the chat
//	mode: general=every          when to answer in a channel
//	content: yes                 message content is granted
//	grants: handbook=Newsroom    which servers may enable a collection
//	limits: yes                  Discord counts requests by route
//	queue: 2                     how many questions may wait in a channel
//	kinds: a.txt=text/plain      content types that files claim
//	sizes: a.txt=10              sizes that files claim, in bytes
//	upload: 2000                 the largest file that is taken, in bytes
//	pages: page.html             files that addresses of the web lead to
//	http: yes                     commands come in over HTTP, and nothing else
//	sample: yes                  the sample articles are a collection
//	quoting: yes                 the answer to everything is a list of all sentences
//	reads: desk=newsdesk         collections that are made of channels
//	pinned: rules=general        … of what is pinned in a channel
//	faulty: yes                  refused requests are part of the story
type world struct {
	servers, channels, forums, members, managers   []string
	roles, locales, modes, kinds, sizes            [][2]string
	reads, pinned                                  [][2]string
	enabled, grants                                []string
	content, limits, faulty, sample, http, quoting bool
	pages                                          []string
	queue, upload                                  int
}

func readWorld(text string) (world, error) {
	w := world{}
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if key == "" && !ok || strings.HasPrefix(key, "#") {
			continue
		}
		if err := w.set(strings.TrimSpace(key), strings.TrimSpace(value)); err != nil {
			return w, err
		}
	}
	otherwise := func(list *[]string, name string) {
		if *list == nil {
			*list = []string{name}
		}
	}
	otherwise(&w.servers, "Newsroom")
	otherwise(&w.channels, "general")
	otherwise(&w.members, "alice")
	otherwise(&w.managers, "mona")
	if w.enabled == nil {
		w.enabled = w.channels
	}
	return w, nil
}

func (w *world) set(key, value string) error {
	names := []string{}
	var pairs [][2]string
	for part := range strings.SplitSeq(value, ",") {
		if part = strings.TrimSpace(part); part != "" && part != "none" {
			names = append(names, part)
			a, b, _ := strings.Cut(part, "=")
			pairs = append(pairs, [2]string{a, b})
		}
	}
	switch key {
	case "servers":
		w.servers = names
	case "channels":
		w.channels = names
	case "forums":
		w.forums = names
	case "members":
		w.members = names
	case "managers":
		w.managers = names
	case "enabled":
		w.enabled = names
	case "grants":
		w.grants = names
	case "roles":
		w.roles = pairs
	case "locale":
		w.locales = pairs
	case "mode":
		w.modes = pairs
	case "reads":
		w.reads = pairs
	case "pinned":
		w.pinned = pairs
	case "kinds":
		w.kinds = pairs
	case "sizes":
		w.sizes = pairs
	case "pages":
		w.pages = names
	case "content":
		w.content = value == "yes"
	case "limits":
		w.limits = value == "yes"
	case "http":
		w.http = value == "yes"
	case "sample":
		w.sample = value == "yes"
	case "quoting":
		w.quoting = value == "yes"
	case "faulty":
		w.faulty = value == "yes"
	case "queue":
		_, err := fmt.Sscan(value, &w.queue)
		return err
	case "upload":
		_, err := fmt.Sscan(value, &w.upload)
		return err
	default:
		return fmt.Errorf("config: no key %q", key)
	}
	return nil
}

// full is a name with its server before it.
func (s *stage) full(name string) string {
	if strings.Contains(name, "/") {
		return name
	}
	return s.world.servers[0] + "/" + name
}

// split takes a full name apart and finds its server.
func (s *stage) split(name string) (*fakediscord.Guild, string) {
	server, short, _ := strings.Cut(s.full(name), "/")
	g := s.guilds[server]
	if g == nil {
		s.t.Fatalf("config: no server %q", server)
	}
	return g, short
}

// build makes servers, channels and people.
func (s *stage) build() {
	w := &s.world
	for _, name := range w.servers {
		g := s.fake.AddGuild(name)
		s.guilds[name], s.names[g.ID] = g, "everyone"
	}
	add := func(names []string, kind int) {
		for _, name := range names {
			g, short := s.split(name)
			c := g.AddChannel(short, kind)
			s.channels[s.full(name)], s.names[c.ID] = c, short
		}
	}
	add(w.channels, fakediscord.Text)
	add(w.forums, fakediscord.Forum)
	for _, r := range w.roles {
		g, _ := s.split(r[0])
		role := g.AddRole(r[0], 0)
		s.roles[r[0]], s.names[role.ID] = role, r[0]
	}
	for _, name := range w.members {
		g, short := s.split(name)
		g.AddMember(s.user(short), s.rolesOf(short)...)
	}
	for _, name := range w.managers {
		g, short := s.split(name)
		g.AddMember(s.user(short), append(s.rolesOf(short), g.AddRole("managers of "+short, fakediscord.ManageServer))...)
	}
	for _, l := range w.locales {
		s.user(l[0]).Locale = l[1]
	}
	for _, k := range w.kinds {
		s.kinds[k[0]] = k[1]
	}
	for i, g := range w.grants {
		for name, guild := range s.guilds {
			g = strings.ReplaceAll(g, name, guild.ID)
		}
		w.grants[i] = g
	}
}

func (s *stage) user(name string) *fakediscord.User {
	if s.users[name] == nil {
		u := s.fake.AddUser(name)
		s.users[name], s.names[u.ID] = u, name
	}
	return s.users[name]
}

func (s *stage) rolesOf(user string) []*fakediscord.Role {
	var out []*fakediscord.Role
	for _, r := range s.world.roles {
		for who := range strings.FieldsSeq(r[1]) {
			if who == user {
				out = append(out, s.roles[r[0]])
			}
		}
	}
	return out
}

// prepare lets the managers turn channels on, by the commands that people use.
func (s *stage) prepare() {
	manager := map[*fakediscord.Guild]string{}
	for _, m := range s.world.managers {
		g, short := s.split(m)
		manager[g] = short
	}
	do := func(name, command string) {
		g, _ := s.split(name)
		if err := s.play(fmt.Sprintf("%s #%s %s", manager[g], s.full(name), command)); err != nil {
			s.t.Fatal(err)
		}
		s.settle()
	}
	for _, name := range s.world.enabled {
		do(name, "/dalil channels enable")
	}
	for _, m := range s.world.modes {
		do(m[0], "/dalil channels mode mode:"+m[1])
	}
}
