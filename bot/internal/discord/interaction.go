package discord

import (
	"time"
)

// InteractionKind is Discord's number for what a person did.
type InteractionKind int

// The kinds of interaction. Ping is answered by [Endpoint] and never handed on.
const (
	Ping         InteractionKind = 1
	CommandUsed  InteractionKind = 2
	Pressed      InteractionKind = 3 // a button, or a choice in a select
	Autocomplete InteractionKind = 4
	ModalSent    InteractionKind = 5
)

// Clocks of Discord ("Receiving and Responding"): the first response must come within
// AckLimit of the event, and everything under its token within TokenLife.
const (
	AckLimit  = 3 * time.Second
	TokenLife = 15 * time.Minute
)

// Ticket is the right to answer one interaction: keep it, not the whole Interaction,
// for answers that come later.
type Ticket struct {
	ID            ID
	ApplicationID ID
	Token         Secret
	// Received is when the event reached this process.
	Received time.Time
}

// Expires is when Discord stops taking anything under this ticket.
func (t Ticket) Expires() time.Time { return t.Received.Add(TokenLife) }

// Context is where an interaction was used.
type Context int

// Where an interaction can be used. A missing context is read off the guild id.
const (
	InGuild   Context = 0
	InBotDM   Context = 1
	InPrivate Context = 2 // a DM of others, or a group DM, by user install
)

// Interaction is something a person did with a command, a component or a modal.
// Exactly one of Command, Press and Modal is set, according to Kind (for kinds
// unknown to this package none is).
type Interaction struct {
	Ticket
	Kind      InteractionKind
	Context   Context
	GuildID   ID // empty outside servers
	Channel   Channel
	User      User    // who did it, inside and outside servers
	Member    *Member // nil outside servers
	Locale    string  // the person's client, for example "en-US" or "ar"
	GuildLang string  // the server's preferred locale
	// AppPermissions is what the bot may do in this channel.
	AppPermissions Permissions
	// UserInstalled says that the command was used by someone who installed the bot
	// for himself in a place where it is not installed: at most five follow-ups.
	UserInstalled bool
	// AttachmentLimit is the largest upload here, in bytes; 0 when Discord did not say.
	AttachmentLimit int64
	// Message is the message that a component stands on, or a modal was opened from.
	Message *Message

	Command *Command
	Press   *Press
	Modal   *ModalFields
}

// Key is the interaction's id.
func (i *Interaction) Key() string { return "interaction " + string(i.ID) }

// CommandKind is Discord's number for how a command is called.
type CommandKind int

// The kinds of command.
const (
	Slash          CommandKind = 1
	UserCommand    CommandKind = 2
	MessageCommand CommandKind = 3
)

// Command is a use of a command, complete or (for Autocomplete) being typed.
type Command struct {
	ID   ID
	Kind CommandKind
	// Path is the command and its sub-commands: ["dalil", "channels", "enable"].
	Path    []string
	Options []Option
	// Target is the user or message that a context-menu command was used on.
	Target ID

	Users       map[ID]User
	Members     map[ID]Member // without User
	Roles       map[ID]Role
	Channels    map[ID]Channel
	Messages    map[ID]Message
	Attachments map[ID]Attachment
}

// Option finds an option by its (unlocalised) name.
func (c *Command) Option(name string) (Option, bool) {
	for _, o := range c.Options {
		if o.Name == name {
			return o, true
		}
	}
	return Option{}, false
}

// Text is the option's text, or "" where it is absent.
func (c *Command) Text(name string) string {
	o, _ := c.Option(name)
	return o.Text()
}

// Flag is a boolean option, false where it is absent.
func (c *Command) Flag(name string) bool {
	o, _ := c.Option(name)
	return o.Flag()
}

// Attachment is the file given for an option.
func (c *Command) Attachment(name string) (Attachment, bool) {
	o, ok := c.Option(name)
	if !ok {
		return Attachment{}, false
	}
	a, ok := c.Attachments[ID(o.Text())]
	return a, ok
}

// TargetMessage is the message that a message command was used on.
func (c *Command) TargetMessage() (Message, bool) {
	m, ok := c.Messages[c.Target]
	return m, ok
}

// Focused is the option being typed in an Autocomplete interaction.
func (c *Command) Focused() (Option, bool) {
	for _, o := range c.Options {
		if o.Focused {
			return o, true
		}
	}
	return Option{}, false
}

// Press is a use of a button or select.
type Press struct {
	ID     string // custom_id
	Type   int    // Discord's component type, 2 for buttons
	Values []string
}

// ModalFields is what was entered in a modal.
type ModalFields struct {
	ID     string              // custom_id
	Values map[string][]string // by field id; a text input has one value
}

// Text is the text of a field, "" where it is absent.
func (m *ModalFields) Text(id string) string {
	if v := m.Values[id]; len(v) > 0 {
		return v[0]
	}
	return ""
}
