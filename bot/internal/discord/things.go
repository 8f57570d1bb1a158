package discord

import (
	"time"
)

// User is an account: a person, a bot, or (with no ID) nobody.
type User struct {
	ID         ID     `json:"id"`
	Username   string `json:"username"`
	GlobalName string `json:"global_name"`
	Bot        bool   `json:"bot"`
	System     bool   `json:"system"`
}

// Name is what Discord shows outside servers: the display name, else the user name.
func (u User) Name() string {
	if u.GlobalName != "" {
		return u.GlobalName
	}
	return u.Username
}

// Member is a user in a server. User is empty on the members of message events.
type Member struct {
	User  User   `json:"user"`
	Nick  string `json:"nick"`
	Roles []ID   `json:"roles"`
	// Permissions is what the member may do in the channel of an interaction;
	// Discord leaves it out everywhere else (0).
	Permissions Permissions `json:"permissions"`
}

// Attachment is an uploaded file as Discord describes it. Neither ContentType nor
// Filename can be trusted: both come from whoever uploaded it.
type Attachment struct {
	ID          ID     `json:"id"`
	Filename    string `json:"filename"`
	Title       string `json:"title"`
	Description string `json:"description"`
	ContentType string `json:"content_type"`
	Size        int64  `json:"size"` // bytes
	URL         string `json:"url"`
}

// Reference points from a reply to what it replies to.
type Reference struct {
	MessageID ID  `json:"message_id"`
	ChannelID ID  `json:"channel_id"`
	GuildID   ID  `json:"guild_id"`
	Type      int `json:"type"` // 0 reply, 1 forward
}

// Message flags that a reader of messages needs.
const (
	FlagEphemeral = 1 << 6
	FlagHasThread = 1 << 5
)

// Message is a message as Discord tells of it. Content is empty where the bot has
// not been granted message content and the message is neither a direct message, nor
// mentions the bot, nor is the bot's own. Edits may leave fields empty.
type Message struct {
	ID              ID           `json:"id"`
	Type            int          `json:"type"` // 0 ordinary, 19 reply, 18/21 thread starters …
	ChannelID       ID           `json:"channel_id"`
	GuildID         ID           `json:"guild_id"` // empty in direct messages and in REST answers
	Author          User         `json:"author"`   // empty when Discord leaves it out
	Member          *Member      `json:"member"`
	WebhookID       ID           `json:"webhook_id"` // set for messages of webhooks
	Content         string       `json:"content"`
	Timestamp       time.Time    `json:"timestamp"`
	EditedTimestamp *time.Time   `json:"edited_timestamp"`
	Mentions        []User       `json:"mentions"`
	MentionRoles    []ID         `json:"mention_roles"`
	MentionEveryone bool         `json:"mention_everyone"`
	Attachments     []Attachment `json:"attachments"`
	Reference       *Reference   `json:"message_reference"`
	Referenced      *Message     `json:"referenced_message"`
	Snapshots       []Snapshot   `json:"message_snapshots"`
	Thread          *Channel     `json:"thread"`
	Flags           int          `json:"flags"`
	Nonce           Nonce        `json:"nonce"`
}

// A Snapshot is what a message was when it was forwarded.
type Snapshot struct {
	Message struct {
		Content     string       `json:"content"`
		Attachments []Attachment `json:"attachments"`
	} `json:"message"`
}

// MentionsUser says whether the message names the user in its text or, for a reply
// with its ping on, by replying.
func (m *Message) MentionsUser(id ID) bool {
	for _, u := range m.Mentions {
		if u.ID == id {
			return true
		}
	}
	return false
}

// ByPerson says whether an ordinary account wrote the message: no bot, no webhook, no
// system notice, and an author at all.
func (m *Message) ByPerson() bool {
	return m.Author.ID != "" && !m.Author.Bot && !m.Author.System && m.WebhookID == ""
}

// ChannelType is Discord's number for a kind of channel.
type ChannelType int

// The kinds of channel that a bot of words meets.
const (
	GuildText     ChannelType = 0
	DM            ChannelType = 1
	GuildVoice    ChannelType = 2
	GroupDM       ChannelType = 3
	GuildCategory ChannelType = 4
	GuildNews     ChannelType = 5
	NewsThread    ChannelType = 10
	PublicThread  ChannelType = 11
	PrivateThread ChannelType = 12
	GuildForum    ChannelType = 15
	GuildMedia    ChannelType = 16
)

// Thread says whether the channel is a thread (a forum's posts are threads).
func (t ChannelType) Thread() bool { return t >= NewsThread && t <= PrivateThread }

// Direct says whether the channel belongs to no server.
func (t ChannelType) Direct() bool { return t == DM || t == GroupDM }

// Channel is a channel or a thread.
type Channel struct {
	ID         ID            `json:"id"`
	Type       ChannelType   `json:"type"`
	GuildID    ID            `json:"guild_id"`
	ParentID   ID            `json:"parent_id"` // category, or for a thread the channel it stands in
	Name       string        `json:"name"`
	Topic      string        `json:"topic"`
	OwnerID    ID            `json:"owner_id"` // who opened a thread
	Overwrites []Overwrite   `json:"permission_overwrites"`
	Recipients []User        `json:"recipients"`      // direct messages
	Last       ID            `json:"last_message_id"` // it may be gone
	Adult      bool          `json:"nsfw"`            // for people of age only
	Archive    *ThreadStatus `json:"thread_metadata"`
}

// ThreadStatus is the part of a thread that says whether one can still write in it.
type ThreadStatus struct {
	Archived bool `json:"archived"`
	Locked   bool `json:"locked"`
}

// Role is a role of a server. The role whose ID is the server's is @everyone.
type Role struct {
	ID          ID          `json:"id"`
	Name        string      `json:"name"`
	Position    int         `json:"position"`
	Permissions Permissions `json:"permissions"`
	Managed     bool        `json:"managed"`
}

// Guild is a server. Channels and Threads are filled by [GuildCreate] only.
type Guild struct {
	ID              ID        `json:"id"`
	Name            string    `json:"name"`
	OwnerID         ID        `json:"owner_id"`
	PreferredLocale string    `json:"preferred_locale"`
	MemberCount     int       `json:"member_count"`
	Roles           []Role    `json:"roles"`
	Channels        []Channel `json:"channels"`
	Threads         []Channel `json:"threads"`
	Unavailable     bool      `json:"unavailable"`
}
