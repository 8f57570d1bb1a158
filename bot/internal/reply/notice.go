package reply

import (
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// A Code names a single sentence.
type Code string

// The sentences, with what of a Notice they show.
const (
	RateLimited     Code = "rate-limited"     // Seconds left
	ServerLimited   Code = "server-limited"   // Seconds left; the whole server's or channel's limit
	Busy            Code = "busy"             // the queue is full
	NotHere         Code = "not-here"         // the channel is not enabled
	NotHereManager  Code = "not-here-manager" // the same, to someone who can enable it
	CommandsOnly    Code = "commands-only"    // named where only commands are answered
	NotAllowed      Code = "not-allowed"      // none of the roles that may ask
	ManagersOnly    Code = "managers-only"
	OnlyInServer    Code = "only-in-server"
	NotYours        Code = "not-yours"            // deleting somebody else's answer
	TooOld          Code = "too-old"              // a button whose answer is gone
	NoDocsManager   Code = "no-documents-manager" // the same to whoever can change it
	NoDocuments     Code = "no-documents"         // nothing may be asked here
	OnlyAlone       Code = "only-alone"           // nothing may be asked here so that others see the answer
	EmptyQuestion   Code = "empty-question"
	NoCollection    Code = "no-collection" // Name
	BadDate         Code = "bad-date"      // Name
	BadPeriod       Code = "bad-period"
	NoSuchAnswer    Code = "no-such-answer" // nothing to explain
	Failed          Code = "failed"         // Ref
	TimedOut        Code = "timed-out"      // Ref
	Shared          Code = "shared"
	CannotShare     Code = "cannot-share" // the channel may not ask those collections
	Thanks          Code = "thanks"
	ThanksReason    Code = "thanks-reason"
	Told            Code = "told"
	AlreadyTold     Code = "already-told"
	CannotTell      Code = "cannot-tell"
	Forgotten       Code = "forgotten"
	NothingToForget Code = "nothing-to-forget"
	MentionMe       Code = "mention-me"      // how to go on where message content cannot be read
	NeedsContent    Code = "needs-content"   // a mode that needs message content
	FileTooLarge    Code = "file-too-large"  // Name, Detail is the limit
	FileKind        Code = "file-kind"       // Name; Detail lists the kinds that can be read
	FileUnreadable  Code = "file-unreadable" // Name
	NoFile          Code = "no-file"
	PageUnreadable  Code = "page-unreadable" // Name is the address
	NoFetching      Code = "no-fetching"     // web addresses cannot be added
	Added           Code = "added"           // Name
	Removed         Code = "removed"         // Name
	NoDocument      Code = "no-document"     // Name
	Saved           Code = "saved"
	ChannelOn       Code = "channel-on"    // Channel
	ChannelEmpty    Code = "channel-empty" // Channel, which is on, but there is nothing to ask
	ChannelOff      Code = "channel-off"   // Channel
	BadLimit        Code = "bad-limit"     // Detail says what is allowed
	DirectOn        Code = "direct-on"
	DirectOff       Code = "direct-off"
	DirectFull      Code = "direct-full"
	DirectNone      Code = "direct-none"    // no collection to ask in direct messages
	CannotWrite     Code = "cannot-write"   // Channel
	DirectUnknown   Code = "direct-unknown" // Discord does not say who is a member of what
	DirectClosed    Code = "direct-closed"  // the server does not allow it
	AskUsage        Code = "ask-usage"      // named without a question
	Stopping        Code = "stopping"
	TakenBack       Code = "taken-back" // in the place of an answer that quoted what was edited or deleted
	TakenAway       Code = "taken-away" // in the place of an answer that quoted what not all who see it may read any more
)

// A Notice is a single sentence with what it names.
type Notice struct {
	Code    Code
	Wait    time.Duration // shown in whole seconds, rounded up
	Ref     string        // that the log line bears too
	Name    string        // of a collection, a file, a date as it was typed, a question
	Detail  string
	Limit   int
	Channel discord.ID
	Who     discord.ID
}

// Notice returns a sentence for one person: it is private, where Discord can do that. A code that there are no words for
// gives those of Failed.
func (w *Wording) Notice(n Notice) discord.Post {
	text, ok := w.notices[n.Code]
	if !ok {
		text = w.notices[Failed]
	}
	left := int((n.Wait + time.Second - 1) / time.Second)
	text = fill(text,
		"seconds", w.count(w.seconds, max(1, left)), "ref", code(n.Ref), "name", w.foreign(n.Name, maxQuestion),
		"detail", w.foreign(n.Detail, maxQuestion), "limit", number(n.Limit),
		"channel", entity("<#", n.Channel), "who", entity("<@", n.Who))
	return discord.Post{Text: w.line(text), Private: true}
}
