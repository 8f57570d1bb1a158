package discord

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// Permissions is Discord's set of permission bits.
type Permissions uint64

// The permissions that the bot needs or asks about.
const (
	Administrator         Permissions = 1 << 3
	ManageChannels        Permissions = 1 << 4
	ManageGuild           Permissions = 1 << 5
	AddReactions          Permissions = 1 << 6
	ViewChannel           Permissions = 1 << 10
	SendMessages          Permissions = 1 << 11
	ManageMessages        Permissions = 1 << 13
	EmbedLinks            Permissions = 1 << 14
	AttachFiles           Permissions = 1 << 15
	ReadMessageHistory    Permissions = 1 << 16
	MentionEveryone       Permissions = 1 << 17
	UseExternalEmojis     Permissions = 1 << 18
	UseCommands           Permissions = 1 << 31
	ManageThreads         Permissions = 1 << 34
	CreatePublicThreads   Permissions = 1 << 35
	CreatePrivateThreads  Permissions = 1 << 36
	SendMessagesInThreads Permissions = 1 << 38

	// AllPermissions is what an administrator or owner has.
	AllPermissions Permissions = 1<<54 - 1
)

// names are the words of Discord's English client, which an operator will look for.
func (p Permissions) name() string {
	switch p {
	case Administrator:
		return "Administrator"
	case ManageChannels:
		return "Manage Channels"
	case ManageGuild:
		return "Manage Server"
	case AddReactions:
		return "Add Reactions"
	case ViewChannel:
		return "View Channel"
	case SendMessages:
		return "Send Messages"
	case ManageMessages:
		return "Manage Messages"
	case EmbedLinks:
		return "Embed Links"
	case AttachFiles:
		return "Attach Files"
	case ReadMessageHistory:
		return "Read Message History"
	case CreatePublicThreads:
		return "Create Public Threads"
	case SendMessagesInThreads:
		return "Send Messages in Threads"
	case ManageThreads:
		return "Manage Threads"
	}
	return fmt.Sprintf("permission %d", bits.TrailingZeros64(uint64(p)))
}

// Has says whether all of want are in p. An administrator has everything.
func (p Permissions) Has(want Permissions) bool {
	return p&Administrator != 0 || p&want == want
}

// Missing is what of want is not in p.
func (p Permissions) Missing(want Permissions) Permissions {
	if p&Administrator != 0 {
		return 0
	}
	return want &^ p
}

// String lists the permissions as Discord's English client calls them, lowest bit
// first, separated by commas; none is "none".
func (p Permissions) String() string {
	if p == 0 {
		return "none"
	}
	var out []string
	for rest := p; rest != 0; rest &= rest - 1 {
		out = append(out, (rest & -rest).name())
	}
	return strings.Join(out, ", ")
}

// UnmarshalJSON reads the decimal string that Discord sends, or a number.
func (p *Permissions) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "" || s == "null" {
		*p = 0
		return nil
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return fmt.Errorf("permissions %q: %w", s, err)
	}
	*p = Permissions(n)
	return nil
}

// MarshalJSON writes the decimal string that Discord wants.
func (p Permissions) MarshalJSON() ([]byte, error) {
	return []byte(`"` + strconv.FormatUint(uint64(p), 10) + `"`), nil
}

// Overwrite changes a channel's permissions for a role (Type 0) or a member (Type 1).
type Overwrite struct {
	ID    ID          `json:"id"`
	Type  int         `json:"type"`
	Allow Permissions `json:"allow"`
	Deny  Permissions `json:"deny"`
}

// PermissionsIn computes what a member may do in a channel of a server, by the order
// that Discord documents ("Permissions", computing overwrites): the roles together,
// then the overwrite of @everyone, those of the roles together, that of the member.
// For a thread pass the channel it stands in. Owner and administrators may do all.
func PermissionsIn(g Guild, ch Channel, m Member) Permissions {
	if g.OwnerID != "" && g.OwnerID == m.User.ID {
		return AllPermissions
	}
	mine := map[ID]bool{g.ID: true}
	for _, r := range m.Roles {
		mine[r] = true
	}
	var p Permissions
	for _, r := range g.Roles {
		if mine[r.ID] {
			p |= r.Permissions
		}
	}
	if p&Administrator != 0 {
		return AllPermissions
	}
	p = overwritten(p, ch.Overwrites, mine, g.ID, m.User.ID)
	if p&ViewChannel == 0 {
		return 0
	}
	return p
}

func overwritten(p Permissions, over []Overwrite, mine map[ID]bool, everyone, user ID) Permissions {
	var allow, deny, allowMe, denyMe Permissions
	for _, o := range over {
		switch {
		case o.Type == 0 && o.ID == everyone:
			p = p&^o.Deny | o.Allow
		case o.Type == 0 && mine[o.ID]:
			allow |= o.Allow
			deny |= o.Deny
		case o.Type == 1 && o.ID == user:
			allowMe, denyMe = o.Allow, o.Deny
		}
	}
	p = p&^deny | allow
	return p&^denyMe | allowMe
}
