package chattest

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

// cut takes the first word off a line; a word in double quotes may hold spaces.
func cut(line string) (word, rest string) {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, `"`) {
		if end := strings.Index(line[1:], `"`); end >= 0 {
			return line[1 : 1+end], strings.TrimSpace(line[2+end:])
		}
	}
	word, rest, _ = strings.Cut(line, " ")
	return word, strings.TrimSpace(rest)
}

// escapes lets a line hold what cannot be seen in a script.
var escapes = strings.NewReplacer(`\n`, "\n", `\u202e`, "\u202e", `\u200b`, "\u200b", `\u2067`, "\u2067")

// spoken puts mentions and escapes into what somebody says: @dalil and @name become mentions, ×600 repeats the word before it.
func (s *stage) spoken(text string) string {
	var words []string
	for w := range strings.SplitSeq(text, " ") {
		var n int
		if _, err := fmt.Sscanf(w, "×%d", &n); err == nil && n > 0 && len(words) > 0 {
			last := words[len(words)-1]
			for range n - 1 {
				words = append(words, last)
			}
			continue
		}
		if name, ok := strings.CutPrefix(w, "@"); ok {
			bare := strings.TrimRight(name, ",.:?!؟،")
			if bare == "dalil" {
				w = "<@" + s.fake.BotID() + ">" + name[len(bare):]
			} else if u := s.users[bare]; u != nil {
				w = "<@" + u.ID + ">" + name[len(bare):]
			}
		}
		words = append(words, w)
	}
	return escapes.Replace(strings.Join(words, " "))
}

// command reads "ask How many? private:true": the command's path, its options by name, and free text for the first string
// option that was not named.
func (s *stage) command(line string, at place) (path string, args fakediscord.Args, last string, err error) {
	word, rest := cut(line)
	options, ok := optionsOf(word)
	if !ok {
		return "", nil, "", fmt.Errorf("there is no command /%s", word)
	}
	path, args = word, fakediscord.Args{}
	for {
		word, after := cut(rest)
		o, ok := find(options, word)
		if !ok || o.Type != discord.SubCommand && o.Type != discord.SubCommandGroup {
			break
		}
		path, options, rest = path+" "+word, o.Options, after
	}
	var free []string
	for rest != "" {
		name, value, named := strings.Cut(rest, ":")
		o, ok := find(options, name)
		if !named || !ok {
			var w string
			w, rest = cut(rest)
			free = append(free, w)
			continue
		}
		value, rest = cut(value)
		if args[name], err = s.value(o, value, at); err != nil {
			return "", nil, "", err
		}
		last = name
	}
	if len(free) > 0 {
		name := firstFree(options, args)
		args[name] = s.spoken(strings.Join(free, " "))
		if last == "" {
			last = name
		}
	}
	return path, args, last, nil
}

func optionsOf(command string) ([]discord.OptionSpec, bool) {
	for _, c := range bot.Commands() {
		if c.Name == command {
			return c.Options, true
		}
	}
	return nil, false
}

func find(options []discord.OptionSpec, name string) (discord.OptionSpec, bool) {
	for _, o := range options {
		if o.Name == name {
			return o, true
		}
	}
	return discord.OptionSpec{}, false
}

func firstFree(options []discord.OptionSpec, args fakediscord.Args) string {
	for _, o := range options {
		if _, given := args[o.Name]; o.Type == discord.StringOption && !given {
			return o.Name
		}
	}
	return "nothing"
}

// value is an option's value in the form that the fake takes.
func (s *stage) value(o discord.OptionSpec, word string, at place) (any, error) {
	switch o.Type {
	case discord.IntegerOption:
		var n int
		_, err := fmt.Sscan(word, &n)
		return n, err
	case discord.BooleanOption:
		return word == "true", nil
	case discord.ChannelOption:
		p, err := s.place(word, nil)
		return p.channel, err
	case discord.RoleOption:
		r := s.roles[strings.TrimPrefix(word, "@")]
		if r == nil {
			return nil, fmt.Errorf("no role %s", word)
		}
		return r, nil
	case discord.AttachmentOption:
		return s.attachment(word)
	}
	if word == "last" && o.Name == "answer" {
		return s.lastAnswer(), nil
	}
	return s.spoken(word), nil
}

// Fetch reads what an address leads to, where it is one of the pages of the script.
func (s *stage) Fetch(_ context.Context, address string) (bot.Upload, error) {
	name := path.Base(address)
	for _, f := range s.script.Files {
		if f.Name == "files/"+name && slices.Contains(s.world.pages, name) {
			return bot.Upload{Name: name, Bytes: f.Data}, nil
		}
	}
	return bot.Upload{}, &bot.UploadError{Reason: bot.NotThere}
}

// attachment uploads a file of the script; NAME as TYPE lies about its type.
func (s *stage) attachment(name string) (fakediscord.Attachment, error) {
	for _, f := range s.script.Files {
		if f.Name == "files/"+name {
			a := s.fake.Upload(name, s.kinds[name], f.Data)
			for _, claim := range s.world.sizes {
				if claim[0] == name {
					fmt.Sscan(claim[1], &a.Size)
				}
			}
			return a, nil
		}
	}
	return fakediscord.Attachment{}, fmt.Errorf("no file files/%s in the script", name)
}
