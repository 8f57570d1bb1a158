package chattest

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing/synctest"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

// A place is where somebody acts.
type place struct {
	channel *fakediscord.Channel
	user    *fakediscord.User
}

// play makes one event happen.
//
//	wait 15m                                 time passes
//	restart                                  the bot ends and starts again, over its state
//	discord …                                something breaks; see breaks
//	world …                                  the world changes; see changes
//	log TEXT                                 the log has to hold a line with this text
//	NAME #channel|dm|thread /COMMAND …       a command, with options as name:value
//	NAME #channel|dm|thread says TEXT        a message; @dalil and @name mention
//	NAME #channel posts "TITLE" TEXT         a post in a forum
//	NAME … replies TEXT                      a reply to the bot's last message there; quietly: without a ping
//	NAME … types /COMMAND …                  autocompletion of the last option
//	NAME … uses "COMMAND"                    a message command on the last message said there
//	NAME presses "LABEL"                     a button of the newest message that has it
//	NAME presses old ID                      a button of a message from long ago
//	NAME chooses "MENU" VALUE                of the newest message that has it
//	NAME submits TEXT                        the form that was opened last
//	NAME edits TEXT, NAME deletes            the last message that NAME wrote
//	NAME removes the answer                  deletes the bot's last message
func (s *stage) play(line string) error {
	word, rest := cut(line)
	switch word {
	case "wait":
		d, err := time.ParseDuration(rest)
		time.Sleep(d)
		return err
	case "restart":
		return s.restart()
	case "discord":
		return s.breaks(rest)
	case "world":
		return s.changes(rest)
	case "log":
		if !strings.Contains(s.log.String(), rest) {
			return errors.New("the log has no such line")
		}
		return nil
	}
	user := s.users[word]
	if user == nil {
		return fmt.Errorf("nobody is called %q", word)
	}
	verb, after := cut(rest)
	switch verb {
	case "presses", "chooses", "submits", "edits", "deletes", "removes":
		return s.touch(user, verb, after)
	}
	at, err := s.place(verb, user)
	if err != nil {
		return err
	}
	return s.act(at, after)
}

// place finds a channel by "#name", "#Server/name", "dm" or "thread".
func (s *stage) place(word string, user *fakediscord.User) (place, error) {
	p := place{user: user}
	switch {
	case word == "dm":
		p.channel = s.fake.DM(user)
	case word == "thread":
		p.channel = s.thread
	case strings.HasPrefix(word, "#"):
		p.channel = s.channels[s.full(word[1:])]
	}
	if p.channel == nil {
		return p, fmt.Errorf("%s: %w", word, errNoChannel)
	}
	return p, nil
}

// act is what somebody does at a place.
func (s *stage) act(at place, what string) error {
	if command, ok := strings.CutPrefix(what, "/"); ok {
		path, args, _, err := s.command(command, at)
		if err == nil {
			s.opened, err = s.fake.Slash(at.user, at.channel, path, args)
		}
		return err
	}
	verb, rest := cut(what)
	var err error
	switch verb {
	case "says":
		err = s.say(at, rest, fakediscord.Extra{})
	case "automates":
		err = s.say(at, rest, fakediscord.Extra{Webhook: true})
	case "replies":
		text, quietly := strings.CutPrefix(rest, "quietly ")
		last, ok := s.fake.LastMessage(at.channel)
		if !ok {
			return errors.New("there is nothing to reply to")
		}
		err = s.say(at, text, fakediscord.Extra{ReplyTo: last.ID, Ping: !quietly})
	case "posts":
		title, text := cut(rest)
		var id string
		s.thread, id = s.fake.ForumPost(at.user, at.channel, title, s.spoken(text))
		s.said[at.user.Name], s.said[at.channel.ID] = id, id
	case "opens":
		title, _ := cut(rest)
		s.thread = s.fake.OpenThread(at.user, at.channel, title, "")
	case "types":
		path, args, last, wrong := s.command(strings.TrimPrefix(rest, "/"), at)
		if err = wrong; err == nil {
			_, err = s.fake.Complete(at.user, at.channel, path, args, last)
		}
	case "uses":
		name, _ := cut(rest)
		s.opened, err = s.fake.OnMessage(at.user, s.said[at.channel.ID], name)
	default:
		err = fmt.Errorf("nobody can %q", verb)
	}
	return err
}

func (s *stage) say(at place, text string, x fakediscord.Extra) error {
	words, name, attached := strings.Cut(text, " with file ")
	if attached {
		a, err := s.attachment(name)
		if err != nil {
			return err
		}
		x.Files = append(x.Files, a)
	}
	id, err := s.fake.Say(at.user, at.channel, s.spoken(words), x)
	s.said[at.user.Name], s.said[at.channel.ID] = id, id
	return err
}

// touch is what somebody does with a message.
func (s *stage) touch(user *fakediscord.User, verb, rest string) (err error) {
	switch verb {
	case "presses":
		if old, ok := strings.CutPrefix(rest, "old "); ok {
			_, err = s.fake.PressID(user, s.sent[len(s.sent)-1], old)
			return err
		}
		label, _ := cut(rest)
		s.opened, err = s.newest(func(id string) (string, error) { return s.fake.Press(user, id, label) })
	case "chooses":
		menu, value := cut(rest)
		value, _ = cut(value)
		s.opened, err = s.newest(func(id string) (string, error) { return s.fake.Choose(user, id, menu, value) })
	case "submits":
		s.opened, err = s.fake.Submit(user, s.opened, s.fields(rest))
	case "edits":
		err = s.fake.Edit(s.said[user.Name], s.spoken(rest))
	case "deletes":
		err = s.fake.Delete(s.said[user.Name])
	case "removes":
		err = s.fake.Delete(s.lastAnswer())
	}
	return err
}

// newest tries the bot's messages, newest first, until one of them has what is pressed.
func (s *stage) newest(try func(id string) (string, error)) (string, error) {
	err := errors.New("the bot has sent nothing")
	for i := len(s.sent) - 1; i >= 0; i-- {
		var opened string
		if opened, err = try(s.sent[i]); err == nil {
			return opened, nil
		}
	}
	return "", err
}

func (s *stage) lastAnswer() string {
	for i := len(s.sent) - 1; i >= 0; i-- {
		if _, ok := s.fake.MessageByID(s.sent[i]); ok {
			return s.sent[i]
		}
	}
	return ""
}

// fields fills in the form that was opened last: its only text field.
func (s *stage) fields(text string) map[string]string {
	out := map[string]string{}
	for _, a := range s.fake.Forms(s.opened) {
		out[a] = s.spoken(text)
	}
	return out
}

// breaks makes something go wrong at Discord.
//
//	429 on edit [global] [for 2s] [×3]     also 500, 503, 403 and so on; of callback, edit, send, thread, member …
//	slow 4s on callback, drop on send, heal
//	drops, reconnects, invalidates, mutes, repeats 3, closes 4000
func (s *stage) breaks(rest string) error {
	word, rest := cut(rest)
	switch word {
	case "heal":
		s.fake.Heal()
	case "drops":
		s.fake.Drop()
	case "reconnects":
		s.fake.Reconnect()
	case "invalidates":
		s.fake.Invalidate(false)
	case "mutes":
		s.fake.Mute()
	case "repeats":
		n, err := strconv.Atoi(rest)
		s.fake.RepeatOnResume(n)
		s.fake.Drop()
		synctest.Wait()
		time.Sleep(10 * time.Second)
		return err
	default:
		f, err := fault(word, rest)
		s.fake.Fail(f)
		return err
	}
	synctest.Wait()
	time.Sleep(10 * time.Second)
	return nil
}

// matches are parts of requests by what people call them.
func matches() map[string]string {
	return map[string]string{"callback": "/callback", "edit": "/messages/@original", "send": "POST /channels/", "change": "PATCH /channels/",
		"thread": "/threads", "member": "/members/", "all": "", "followup": "POST /webhooks/", "delete": "DELETE ", "history": "GET /channels/"}
}

func fault(word, rest string) (fakediscord.Fault, error) {
	f := fakediscord.Fault{}
	if n, err := strconv.Atoi(word); err == nil {
		f.Status, f.RetryAfter = n, time.Second
	}
	f.Drop = word == "drop"
	var err error
	fields := strings.Fields(rest)
	if word == "slow" && len(fields) > 0 {
		f.Delay, err = time.ParseDuration(fields[0])
		fields = fields[1:]
	}
	for i := 0; i < len(fields) && err == nil; i++ {
		next := func() string { i++; return fields[min(i, len(fields)-1)] }
		switch w := fields[i]; {
		case w == "on":
			f.Match = matches()[next()]
		case w == "global":
			f.Global = true
		case w == "always":
			f.Times = -1
		case w == "code":
			f.Code, err = strconv.Atoi(next())
		case w == "for":
			f.RetryAfter, err = time.ParseDuration(next())
		case strings.HasPrefix(w, "×"):
			f.Times, err = strconv.Atoi(strings.TrimPrefix(w, "×"))
		default:
			err = fmt.Errorf("a fault has no %q", w)
		}
	}
	return f, err
}

// changes alters the world.
//
//	forbids #general SendMessages     the bot may not any more; allows gives it back
//	hides #desk from everyone         or from alice, @editors, dalil; "shows #desk to alice"
//	deletes #desk
//	pins alice                        her last message; unpins
//	removes dalil from Newsroom       the bot is thrown out
//	removes alice from Newsroom       so is she
//	closes dm of alice                she takes no direct messages
//	archives thread
//	breaks index                      it gives errors from now on
func (s *stage) changes(rest string) error {
	verb, rest := cut(rest)
	what, rest := cut(rest)
	switch verb {
	case "forbids", "allows":
		p, err := s.place(what, nil)
		var bit uint64
		for name := range strings.FieldsSeq(rest) {
			bit |= permissions()[name]
		}
		if err != nil || bit == 0 {
			return fmt.Errorf("cannot forbid %q: %w", rest, err)
		}
		if verb == "allows" {
			bit = 0
		}
		p.channel.Overwrite(s.fake.BotID(), 0, bit)
	case "hides", "shows":
		p, err := s.place(what, nil)
		_, whom := cut(rest) // after "from" or "to"
		id := s.idOf(p, whom)
		if err != nil || id == "" {
			return fmt.Errorf("nobody is called %q: %w", whom, err)
		}
		if verb == "shows" {
			p.channel.Overwrite(id, fakediscord.ViewChannel, 0)
		} else {
			p.channel.Overwrite(id, 0, fakediscord.ViewChannel)
		}
	case "deletes":
		p, err := s.place(what, nil)
		if err != nil {
			return err
		}
		p.channel.Delete()
	case "pins", "unpins":
		return s.fake.Pin(s.said[what], verb == "pins")
	case "removes":
		g := s.guilds[strings.TrimPrefix(rest, "from ")]
		if what == "dalil" {
			g.Remove()
			return nil
		}
		g.RemoveMember(s.users[what])
	case "closes":
		s.users[strings.TrimPrefix(rest, "of ")].NoDM = true
	case "breaks": // the index, under the bot's hands
		return s.shelf.ix.Close()
	case "archives":
		s.fake.Archive(s.thread)
	default:
		return fmt.Errorf("the world cannot %q", verb)
	}
	return nil
}

// idOf finds a person, a @role, dalil or everyone.
func (s *stage) idOf(p place, name string) string {
	switch role, isRole := strings.CutPrefix(name, "@"); {
	case name == "everyone" && p.channel != nil:
		return p.channel.Guild.ID
	case name == "dalil":
		return s.fake.BotID()
	case isRole && s.roles[role] != nil:
		return s.roles[role].ID
	case s.users[name] != nil:
		return s.users[name].ID
	}
	return ""
}

func permissions() map[string]uint64 {
	return map[string]uint64{"ViewChannel": fakediscord.ViewChannel, "SendMessages": fakediscord.SendMessages,
		"CreateThreads": fakediscord.CreateThreads, "SendInThreads": fakediscord.SendInThreads, "ReadHistory": fakediscord.ReadHistory,
		"AttachFiles": fakediscord.AttachFiles, "EmbedLinks": fakediscord.EmbedLinks, "AddReactions": fakediscord.AddReactions}
}
