package fakediscord

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
)

func (s *Server) guildRoute(q *request) (int, any, *refusal) {
	g := s.guilds[q.parts[1]]
	if g == nil {
		return 0, nil, &refusal{404, 10004, "Unknown Guild", ""}
	}
	if g.gone {
		return 0, nil, &missingAccess
	}
	p := q.parts[2:]
	switch {
	case q.Method != http.MethodGet:
	case len(p) == 0:
		return 200, s.guildJSON(g, false), nil
	case len(p) == 1 && p[0] == "channels":
		return 200, s.guildJSON(g, true)["channels"], nil
	case len(p) == 2 && p[0] == "members":
		u := s.users[p[1]]
		if u == nil {
			return 0, nil, &refusal{404, 10013, "Unknown User", ""}
		}
		if _, ok := g.members[u.ID]; !ok {
			return 0, nil, &refusal{404, 10007, "Unknown Member", ""}
		}
		return 200, memberJSON(g, u), nil
	}
	return 0, nil, &refusal{404, 0, "404: Not Found", ""}
}

func (s *Server) userRoute(q *request) (int, any, *refusal) {
	switch q.Method + " " + q.path {
	case "GET /users/@me":
		return 200, userJSON(s.bot), nil
	case "GET /users/@me/guilds":
		out := []obj{}
		for _, id := range slices.Sorted(maps.Keys(s.guilds)) {
			if g := s.guilds[id]; !g.gone {
				out = append(out, obj{"id": id, "name": g.Name, "owner": false, "permissions": "0", "features": []string{}})
			}
		}
		return 200, out, nil
	case "POST /users/@me/channels":
		id, _ := q.obj()["recipient_id"].(string)
		u := s.users[id]
		if u == nil {
			return 0, nil, &refusal{400, 50033, "Invalid Recipient(s)", ""}
		}
		return 200, s.channelJSON(s.dm(u)), nil
	}
	return 0, nil, &refusal{404, 0, "404: Not Found", ""}
}

func (s *Server) applicationRoute(q *request) (int, any, *refusal) {
	p := q.parts
	if p[1] == "@me" && len(p) == 2 && q.Method == http.MethodGet {
		flags := 0
		if s.opts.MessageContent {
			flags = 1 << 19
		}
		return 200, obj{"id": s.bot.ID, "name": s.bot.Name, "flags": flags, "verify_key": s.PublicKey(), "bot_public": true}, nil
	}
	if p[1] != s.bot.ID {
		return 0, nil, &refusal{403, 20012, "You are not authorized to perform this action on this application", ""}
	}
	guild := ""
	switch {
	case len(p) == 3 && p[2] == "commands":
	case len(p) == 5 && p[2] == "guilds" && p[4] == "commands":
		guild = p[3]
		if g := s.guilds[guild]; g == nil || g.gone || g.NoCommands {
			return 0, nil, &missingAccess
		}
	default:
		return 0, nil, &refusal{404, 0, "404: Not Found", ""}
	}
	switch q.Method {
	case http.MethodGet:
		return 200, append([]obj{}, s.commands[guild]...), nil
	case http.MethodPut:
		return s.register(guild, q)
	}
	return 0, nil, &refusal{405, 0, "405: Method Not Allowed", ""}
}

// register replaces the commands. Ids last while a command keeps its name.
func (s *Server) register(guild string, q *request) (int, any, *refusal) {
	specs, _ := q.body.([]any)
	if bad := checkCommands(specs); bad != nil {
		return 0, nil, bad
	}
	ids := map[string]string{}
	for _, c := range s.commands[guild] {
		ids[fmt.Sprint(c["type"], c["name"])] = fmt.Sprint(c["id"])
	}
	out := []obj{}
	for _, c := range specs {
		d := obj{}
		maps.Copy(d, c.(obj))
		d["application_id"], d["version"] = s.bot.ID, "1"
		d["id"] = ids[fmt.Sprint(d["type"], d["name"])]
		if d["id"] == "" {
			d["id"] = s.newID()
		}
		out = append(out, d)
	}
	s.commands[guild] = out
	s.note(Action{Kind: "register", Name: fmt.Sprintf("%d commands", len(out))})
	return 200, out, nil
}

// DropCommands removes all commands, as their owner can.
func (s *Server) DropCommands() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.commands)
}

// Commands are the names of the registered commands, of a server or (guild nil) of
// everywhere.
func (s *Server) Commands(g *Guild) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := ""
	if g != nil {
		id = g.ID
	}
	var out []string
	for _, c := range s.commands[id] {
		out = append(out, fmt.Sprint(c["name"]))
	}
	return out
}
