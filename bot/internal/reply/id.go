package reply

import (
	"errors"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// An Action is what a button, a menu or a form is for.
type Action string

// The actions. What Arg holds is said for each; it is empty where nothing is said.
const (
	ActContext  Action = "c" // shows a quote in its paragraph; Arg as View.Arg writes it
	ActEvidence Action = "e" // shows more evidence; Arg is the page
	ActGood     Action = "u" // thumbs up
	ActBad      Action = "d" // thumbs down
	ActReason   Action = "r" // the form that asks for the reason of a thumbs down
	ActDelete   Action = "x" // removes the reply
	ActShare    Action = "s" // shows a private answer to everyone
	ActTell     Action = "t" // tells the managers of a question without an answer
	ActBack     Action = "b" // back to the answer
	ActWhy      Action = "w" // a page of how an answer came about; Arg is the page
	ActSearch   Action = "f" // a page of search results; Arg is the page
	ActSources  Action = "p" // a page of the sources; Arg is the page
	ActStarter  Action = "q" // the menu of starter questions: the value chosen is the question
	ActAbout    Action = "m" // the form of "Ask about this"; Answer is the message's id
	ActGaps     Action = "g" // a page of the gaps; Arg is the page
	ActAudit    Action = "l" // a page of the audit log; Arg is the page
)

const actions = "ceudrxstbwfpqmgl"

// An ID is what a component carries as its custom id. Its written form is "d1", the action, the answer and the argument,
// between colons, and at most discord.MaxCustomID characters long.
type ID struct {
	Action Action
	Answer string // what the bot keeps the answer, or the search, under; "" where there is none
	Arg    string
}

// Parts of an ID are short enough that the whole always fits: 2+1+1+1+48+1+46 = 100.
const (
	idVersion = "d1"
	maxAnswer = 48
	maxArg    = 46
)

// ErrID is returned for a custom id that this version of Dalil does not write.
var ErrID = errors.New("malformed custom id")

// Encode writes the ID. Parts that Decode would refuse are a programmer's error and panic.
func (id ID) Encode() string {
	if !id.valid() {
		panic("reply: custom id with parts " + string(id.Action) + ", " + id.Answer + ", " + id.Arg)
	}
	return strings.Join([]string{idVersion, string(id.Action), id.Answer, id.Arg}, ":")
}

// Decode reads a custom id. Anything that Encode does not write gives ErrID.
func Decode(s string) (ID, error) {
	if len(s) > discord.MaxCustomID {
		return ID{}, ErrID
	}
	parts := strings.Split(s, ":")
	if len(parts) != 4 || parts[0] != idVersion {
		return ID{}, ErrID
	}
	id := ID{Action: Action(parts[1]), Answer: parts[2], Arg: parts[3]}
	if !id.valid() {
		return ID{}, ErrID
	}
	return id, nil
}

func (id ID) valid() bool {
	return len(id.Action) == 1 && strings.Contains(actions, string(id.Action)) &&
		plain(id.Answer, maxAnswer) && plain(id.Arg, maxArg)
}

// plain reports whether s is short and of ASCII letters, digits and "._-" only.
func plain(s string, limit int) bool {
	if len(s) > limit {
		return false
	}
	for _, r := range s {
		if !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '.' || r == '_' || r == '-') {
			return false
		}
	}
	return true
}
