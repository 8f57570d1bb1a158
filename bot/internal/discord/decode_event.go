package discord

import (
	"encoding/json"
	"fmt"
	"time"
)

// frame is a dispatch of the gateway that may become an Event.
type frame struct {
	name  string // READY, MESSAGE_CREATE …
	data  []byte
	shard int
	of    int // shards
	at    time.Time
}

// event decodes a dispatch. Names that this port has no use for give nil, nil.
func (f frame) event() (Event, error) {
	switch f.name {
	case "INTERACTION_CREATE":
		return asEvent(decodeInteraction(f.data, f.at))
	case "MESSAGE_CREATE":
		return into(f, &MessageCreate{})
	case "MESSAGE_UPDATE":
		return into(f, &MessageUpdate{})
	case "MESSAGE_DELETE", "MESSAGE_DELETE_BULK":
		return f.deletion()
	case "READY":
		return f.ready()
	case "RESUMED":
		return &Resumed{Shard: f.shard}, nil
	case "GUILD_CREATE":
		return into(f, &GuildCreate{})
	case "GUILD_UPDATE":
		return into(f, &GuildUpdate{})
	case "GUILD_DELETE":
		return into(f, &GuildDelete{})
	case "CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_UPDATE":
		return f.channel(false)
	case "CHANNEL_DELETE", "THREAD_DELETE":
		return f.channel(true)
	case "THREAD_CREATE":
		return f.thread()
	case "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE":
		return f.role()
	}
	return nil, nil
}

// asEvent keeps a nil *Interaction from becoming a non-nil Event.
func asEvent(i *Interaction, err error) (Event, error) {
	if err != nil {
		return nil, err
	}
	return i, nil
}

func (f frame) decode(v any) error {
	if err := json.Unmarshal(f.data, v); err != nil {
		return fmt.Errorf("decode %s: %w", f.name, err)
	}
	return nil
}

func into(f frame, e Event) (Event, error) {
	if err := f.decode(e); err != nil {
		return nil, err
	}
	return e, nil
}

func (f frame) deletion() (Event, error) {
	var w struct {
		ID        ID   `json:"id"`
		IDs       []ID `json:"ids"`
		ChannelID ID   `json:"channel_id"`
		GuildID   ID   `json:"guild_id"`
	}
	if err := f.decode(&w); err != nil {
		return nil, err
	}
	if w.ID != "" {
		w.IDs = append(w.IDs, w.ID)
	}
	return &MessageDelete{IDs: w.IDs, ChannelID: w.ChannelID, GuildID: w.GuildID}, nil
}

func (f frame) ready() (Event, error) {
	var w struct {
		User        User `json:"user"`
		Application struct {
			ID ID `json:"id"`
		} `json:"application"`
		Guilds []struct {
			ID ID `json:"id"`
		} `json:"guilds"`
	}
	if err := f.decode(&w); err != nil {
		return nil, err
	}
	r := &Ready{Shard: f.shard, Shards: f.of, User: w.User, ApplicationID: w.Application.ID}
	for _, g := range w.Guilds {
		r.Guilds = append(r.Guilds, g.ID)
	}
	return r, nil
}

func (f frame) channel(deleted bool) (Event, error) {
	e := &ChannelChange{Deleted: deleted}
	if err := f.decode(&e.Channel); err != nil {
		return nil, err
	}
	return e, nil
}

func (f frame) thread() (Event, error) {
	var w struct {
		New bool `json:"newly_created"`
	}
	e := &ThreadCreate{}
	if err := f.decode(&e.Channel); err != nil {
		return nil, err
	}
	if err := f.decode(&w); err != nil {
		return nil, err
	}
	e.New = w.New
	return e, nil
}

func (f frame) role() (Event, error) {
	var w struct {
		GuildID ID   `json:"guild_id"`
		Role    Role `json:"role"`
		RoleID  ID   `json:"role_id"`
	}
	if err := f.decode(&w); err != nil {
		return nil, err
	}
	e := &RoleChange{GuildID: w.GuildID, Role: w.Role}
	if w.RoleID != "" {
		e.Role.ID, e.Deleted = w.RoleID, true
	}
	return e, nil
}
