package corpus

import "time"

// A ChatChannel is a channel of Discord, or a thread of one, that documents are made of.
type ChatChannel struct {
	ID, Name   string
	Server     string // its server's id
	ServerName string
	Thread     bool
	Last       string // id of its newest message, which need not exist any more; "" for none
	Lost       string // why it is not to be had any more: it is gone, or the bot may not see it; "" where it is to be had
}

// A ChatMessage is what somebody wrote in a ChatChannel.
type ChatMessage struct {
	ID     string
	Author string // as others see the name
	Text   string // as others see it: who is mentioned by number is mentioned by name
	Files  []string
	Time   time.Time
	Omit   bool // not for documents: what bots and Discord say, and what is said to this bot
}

// A ChatPage asks for some messages of a ChatChannel. At most one of its fields is set; none asks for the newest.
type ChatPage struct {
	Before, After string // ids of messages; after a message come the next ones, not the newest
	Pinned        bool   // all messages that are pinned
}
