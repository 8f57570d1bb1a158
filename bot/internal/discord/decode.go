package discord

import (
	"encoding/json"
	"fmt"
	"time"
)

// wireInteraction is the JSON of an interaction. Own structs instead of discordgo's,
// because those lose the whole payload when they meet a component type that they do
// not know, and with it the author or the modal.
type wireInteraction struct {
	ID              ID               `json:"id"`
	ApplicationID   ID               `json:"application_id"`
	Type            InteractionKind  `json:"type"`
	Token           string           `json:"token"`
	GuildID         ID               `json:"guild_id"`
	ChannelID       ID               `json:"channel_id"`
	Channel         Channel          `json:"channel"`
	Member          *Member          `json:"member"`
	User            *User            `json:"user"`
	Message         *Message         `json:"message"`
	Locale          string           `json:"locale"`
	GuildLocale     string           `json:"guild_locale"`
	AppPermissions  Permissions      `json:"app_permissions"`
	Context         *Context         `json:"context"`
	Owners          map[string]ID    `json:"authorizing_integration_owners"`
	AttachmentLimit int64            `json:"attachment_size_limit"`
	Data            *json.RawMessage `json:"data"`
}

type wireData struct {
	ID            ID              `json:"id"`
	Name          string          `json:"name"`
	Type          CommandKind     `json:"type"`
	Options       []wireOption    `json:"options"`
	TargetID      ID              `json:"target_id"`
	Resolved      wireResolved    `json:"resolved"`
	CustomID      string          `json:"custom_id"`
	ComponentType int             `json:"component_type"`
	Values        []string        `json:"values"`
	Components    json.RawMessage `json:"components"`
}

type wireResolved struct {
	Users       map[ID]User       `json:"users"`
	Members     map[ID]Member     `json:"members"`
	Roles       map[ID]Role       `json:"roles"`
	Channels    map[ID]Channel    `json:"channels"`
	Messages    map[ID]Message    `json:"messages"`
	Attachments map[ID]Attachment `json:"attachments"`
}

type wireOption struct {
	Name    string          `json:"name"`
	Type    OptionType      `json:"type"`
	Value   json.RawMessage `json:"value"`
	Options []wireOption    `json:"options"`
	Focused bool            `json:"focused"`
}

// decodeInteraction reads an interaction that arrived at the given moment.
func decodeInteraction(raw []byte, at time.Time) (*Interaction, error) {
	var w wireInteraction
	if err := json.Unmarshal(raw, &w); err != nil {
		return nil, fmt.Errorf("decode interaction: %w", err)
	}
	i := &Interaction{
		Ticket: Ticket{ID: w.ID, ApplicationID: w.ApplicationID, Token: Secret(w.Token), Received: at},
		Kind:   w.Type, GuildID: w.GuildID, Channel: w.Channel, Member: w.Member,
		Locale: w.Locale, GuildLang: w.GuildLocale, AppPermissions: w.AppPermissions,
		AttachmentLimit: w.AttachmentLimit, Message: w.Message,
	}
	if i.Channel.ID == "" {
		i.Channel.ID = w.ChannelID
	}
	if i.Channel.GuildID == "" {
		i.Channel.GuildID = w.GuildID
	}
	switch {
	case w.Member != nil:
		i.User = w.Member.User
	case w.User != nil:
		i.User = *w.User
	}
	i.place(w)
	if w.Data == nil {
		return i, nil
	}
	return i, i.fill(*w.Data)
}

// place works out where the interaction was used. Old payloads say nothing, and then
// the server's id or its absence decides.
func (i *Interaction) place(w wireInteraction) {
	switch {
	case w.Context != nil:
		i.Context = *w.Context
	case w.GuildID == "":
		i.Context = InBotDM
	}
	_, byGuild := w.Owners["0"]
	_, byUser := w.Owners["1"]
	i.UserInstalled = byUser && !byGuild
}

func (i *Interaction) fill(raw []byte) error {
	var d wireData
	if err := json.Unmarshal(raw, &d); err != nil {
		return fmt.Errorf("decode data of interaction %s: %w", i.ID, err)
	}
	switch i.Kind {
	case CommandUsed, Autocomplete:
		i.Command = command(d)
	case Pressed:
		i.Press = &Press{ID: d.CustomID, Type: d.ComponentType, Values: d.Values}
	case ModalSent:
		i.Modal = &ModalFields{ID: d.CustomID, Values: map[string][]string{}}
		var tree any
		if len(d.Components) > 0 && json.Unmarshal(d.Components, &tree) == nil {
			collect(tree, i.Modal.Values)
		}
	}
	return nil
}

func command(d wireData) *Command {
	c := &Command{ID: d.ID, Kind: d.Type, Path: []string{d.Name}, Target: d.TargetID,
		Users: d.Resolved.Users, Members: d.Resolved.Members, Roles: d.Resolved.Roles,
		Channels: d.Resolved.Channels, Messages: d.Resolved.Messages, Attachments: d.Resolved.Attachments}
	opts := d.Options
	for len(opts) == 1 && (opts[0].Type == SubCommand || opts[0].Type == SubCommandGroup) {
		c.Path = append(c.Path, opts[0].Name)
		opts = opts[0].Options
	}
	for _, o := range opts {
		c.Options = append(c.Options, Option{Name: o.Name, Type: o.Type, Focused: o.Focused, raw: o.Value})
	}
	return c
}

// collect gathers the values of every input of a modal, however it is wrapped: in
// action rows (the old form) or in labels (the new one), under "components" or
// "component".
func collect(node any, into map[string][]string) {
	switch n := node.(type) {
	case []any:
		for _, child := range n {
			collect(child, into)
		}
	case map[string]any:
		if id, ok := n["custom_id"].(string); ok {
			into[id] = values(n)
		}
		collect(n["components"], into)
		collect(n["component"], into)
	}
}

func values(n map[string]any) []string {
	if v, ok := n["value"]; ok && v != nil {
		return []string{fmt.Sprint(v)}
	}
	var out []string
	list, _ := n["values"].([]any)
	for _, v := range list {
		out = append(out, fmt.Sprint(v))
	}
	return out
}
