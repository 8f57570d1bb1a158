package fakediscord

import (
	"maps"
	"slices"
	"strconv"
)

func userJSON(u *User) obj {
	return obj{"id": u.ID, "username": u.Name, "global_name": nil, "discriminator": "0", "avatar": nil, "bot": u.Bot}
}

func roleJSON(r *Role) obj {
	return obj{"id": r.ID, "name": r.Name, "permissions": bitsJSON(r.Permissions), "position": 0, "color": 0,
		"hoist": false, "managed": false, "mentionable": false, "flags": 0}
}

// bitsJSON writes permissions as Discord does, in a string.
func bitsJSON(p uint64) string { return strconv.FormatUint(p, 10) }

func (s *Server) guildJSON(g *Guild, full bool) obj {
	roles := []obj{}
	for _, r := range g.roles {
		roles = append(roles, roleJSON(r))
	}
	d := obj{"id": g.ID, "name": g.Name, "owner_id": g.owner, "preferred_locale": g.locale, "roles": roles}
	if !full {
		return d
	}
	channels, threads := []obj{}, []obj{}
	for _, id := range slices.Sorted(maps.Keys(s.channels)) {
		c := s.channels[id]
		switch {
		case c.Guild != g || c.deleted:
		case c.Kind == Thread:
			threads = append(threads, s.channelJSON(c))
		default:
			channels = append(channels, s.channelJSON(c))
		}
	}
	d["channels"], d["threads"], d["member_count"], d["unavailable"] = channels, threads, len(g.members), false
	return d
}

func (s *Server) channelJSON(c *Channel) obj {
	d := obj{"id": c.ID, "type": c.Kind, "name": c.Name}
	if c.Guild == nil {
		d["recipients"] = []obj{userJSON(c.with)}
		delete(d, "name")
		return d
	}
	d["guild_id"], d["nsfw"], d["last_message_id"] = c.Guild.ID, c.adult, nil
	if c.last != "" {
		d["last_message_id"] = c.last
	}
	if c.Parent != nil {
		d["parent_id"], d["owner_id"] = c.Parent.ID, c.owner
		d["thread_metadata"] = obj{"archived": c.archived, "locked": false, "auto_archive_duration": 1440}
		return d
	}
	over := []obj{}
	for _, id := range slices.Sorted(maps.Keys(c.allow)) {
		kind := 0
		if _, isUser := s.users[id]; isUser {
			kind = 1
		}
		over = append(over, obj{"id": id, "type": kind, "allow": bitsJSON(c.allow[id]), "deny": bitsJSON(c.deny[id])})
	}
	d["permission_overwrites"] = over
	return d
}

func memberJSON(g *Guild, u *User) obj {
	roles := g.members[u.ID]
	if roles == nil {
		roles = []string{}
	}
	return obj{"user": userJSON(u), "roles": roles, "nick": nil, "joined_at": "2024-01-01T00:00:00+00:00", "deaf": false, "mute": false, "flags": 0}
}

// messageJSON writes a message as the bot sees it: blanked where it has no right to
// the content.
func (s *Server) messageJSON(m *message, content bool) obj {
	d := obj{"id": m.ID, "channel_id": m.channel.ID, "type": m.kind, "content": m.Content, "flags": m.flags,
		"timestamp": stamp(m.created), "edited_timestamp": nil, "tts": false, "mention_everyone": false,
		"author": s.authorJSON(m), "mentions": s.mentionsJSON(m), "mention_roles": []string{}, "attachments": filesJSON(m.files),
		"embeds": list(m.Embeds), "components": list(m.Components), "pinned": slices.Contains(m.channel.pins, m.ID)}
	if !m.edited.IsZero() {
		d["edited_timestamp"] = stamp(m.edited)
	}
	if m.Private {
		d["flags"] = m.flags | flagEphemeral
	}
	switch {
	case m.ticket != nil:
		d["webhook_id"], d["application_id"] = s.bot.ID, s.bot.ID
	case m.webhook:
		d["webhook_id"] = "42"
	}
	if m.nonce != "" {
		d["nonce"] = m.nonce
	}
	if m.replyTo != "" {
		d["message_reference"] = obj{"message_id": m.replyTo, "channel_id": m.channel.ID, "type": 0}
		if r := s.messages[m.replyTo]; r != nil && !r.deleted {
			r := *r
			r.replyTo = ""
			d["referenced_message"] = s.messageJSON(&r, content)
		}
	}
	if t := s.channels[m.ID]; t != nil {
		d["thread"] = s.channelJSON(t)
	}
	if !content && !s.open(m) {
		d["content"], d["embeds"], d["attachments"], d["components"] = "", []any{}, []any{}, []any{}
	}
	return d
}

// open says whether a bot without the intent sees the content of a message.
func (s *Server) open(m *message) bool {
	return m.channel.Guild == nil || m.author == s.bot.ID || slices.Contains(m.mentions, s.bot.ID)
}

func (s *Server) authorJSON(m *message) obj {
	if u := s.users[m.author]; u != nil {
		return userJSON(u)
	}
	return obj{"id": m.author, "username": "hook", "bot": true}
}

func (s *Server) mentionsJSON(m *message) []obj {
	out := []obj{}
	for _, id := range m.mentions {
		if u := s.users[id]; u != nil {
			out = append(out, userJSON(u))
		}
	}
	return out
}

func filesJSON(files []Attachment) []obj {
	out := []obj{}
	for _, f := range files {
		out = append(out, f.json())
	}
	return out
}

// list keeps nil out of JSON.
func list(v []any) []any {
	if v == nil {
		return []any{}
	}
	return v
}
