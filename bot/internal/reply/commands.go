package reply

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// A command is the name and description of a command, an option or a choice, which has a name only.
type command struct{ name, about string }

// Names of commands, sub-commands and options, as they come in whatever the language of the person's client.
const (
	CmdAsk     = "ask"
	CmdSearch  = "search"
	CmdSources = "sources"
	CmdWhy     = "why"
	CmdForget  = "forget"
	CmdHelp    = "help"
	CmdManage  = "dalil"

	MenuAsk = "Ask about this"       // on a message
	MenuAdd = "Add to the documents" // on a message

	OptQuestion   = "question"
	OptCollection = "collection"
	OptLanguage   = "language"
	OptPrivate    = "private"
	OptSince      = "since"
	OptUntil      = "until"
	OptWords      = "words"
	OptAnswer     = "answer"
	OptChannel    = "channel"
	OptMode       = "mode"
	OptFile       = "file"
	OptURL        = "url"
	OptDocument   = "document"
	OptRole       = "role"
	OptRight      = "right"
	OptUser       = "user"
	OptServer     = "server"
	OptWeeks      = "weeks"
	OptFor        = "for"
)

// Values of choices.
const (
	ModeCommands = "commands" // answers commands only
	ModeNamed    = "named"    // and when named
	ModeEvery    = "every"    // and every question

	RightAsk    = "ask"
	RightManage = "manage"

	LanguageAuto = "auto" // that of the question

	ForMe     = "me"
	ForServer = "server"
)

// Commands returns the commands to register, with their translations. Managers are known by a permission or by a role of
// the bot's own, so that no command is hidden by permission.
func Commands() []discord.CommandSpec {
	spec := func(name string, options ...discord.OptionSpec) discord.CommandSpec {
		s := discord.CommandSpec{
			Kind: discord.Slash, Name: name, Names: names(name), Description: english.commands[name].about,
			Descriptions: abouts(name), Options: translated(name, options),
		}
		if name == CmdManage {
			s.Contexts = []discord.Context{discord.InGuild}
		} else {
			s.Contexts = []discord.Context{discord.InGuild, discord.InBotDM}
		}
		return s
	}
	menu := func(name string) discord.CommandSpec {
		return discord.CommandSpec{
			Kind: discord.MessageCommand, Name: name, Names: names(name), Contexts: []discord.Context{discord.InGuild},
		}
	}
	return []discord.CommandSpec{
		spec(CmdAsk,
			limited(required(option(discord.StringOption, OptQuestion)), 1, 6000),
			suggested(option(discord.StringOption, OptCollection)),
			choices(option(discord.StringOption, OptLanguage), Locales()...),
			option(discord.BooleanOption, OptPrivate),
			limited(option(discord.StringOption, OptSince), 1, 30), limited(option(discord.StringOption, OptUntil), 1, 30)),
		spec(CmdSearch, limited(required(option(discord.StringOption, OptWords)), 1, 200)),
		spec(CmdSources, suggested(option(discord.StringOption, OptCollection))),
		spec(CmdWhy, limited(option(discord.StringOption, OptAnswer), 1, 200)),
		spec(CmdForget), spec(CmdHelp), spec(CmdManage, managing()...),
		menu(MenuAsk), menu(MenuAdd),
	}
}

func managing() []discord.OptionSpec {
	channel := option(discord.ChannelOption, OptChannel)
	role := required(option(discord.RoleOption, OptRole))
	right := required(choices(option(discord.StringOption, OptRight), RightAsk, RightManage))
	collection := suggested(option(discord.StringOption, OptCollection))
	return []discord.OptionSpec{
		sub("status"),
		group("channels", sub("list"), sub("enable", channel), sub("disable", channel),
			sub("mode", required(choices(option(discord.StringOption, OptMode), ModeCommands, ModeNamed, ModeEvery)), channel)),
		group("collections", sub("list"), sub("allow", required(collection), channel), sub("deny", required(collection), channel)),
		sub("add", option(discord.AttachmentOption, OptFile), limited(option(discord.StringOption, OptURL), 1, 2000)),
		sub("remove", required(suggested(option(discord.StringOption, OptDocument)))),
		sub("sync", collection),
		group("roles", sub("list"), sub("allow", role, right), sub("deny", role, right)),
		sub("limits", between(option(discord.IntegerOption, OptUser), 1, 600),
			between(option(discord.IntegerOption, OptChannel), 1, 6000), between(option(discord.IntegerOption, OptServer), 1, 60000)),
		sub("language", required(choices(option(discord.StringOption, OptLanguage), append([]string{LanguageAuto}, Locales()...)...))),
		sub("gaps", between(option(discord.IntegerOption, OptWeeks), 1, 52)),
		sub("audit"),
		group("dm", sub("on", choices(option(discord.StringOption, OptFor), ForMe, ForServer)),
			sub("off", choices(option(discord.StringOption, OptFor), ForMe, ForServer))),
	}
}

func option(kind discord.OptionType, name string) discord.OptionSpec {
	return discord.OptionSpec{Type: kind, Name: name}
}

func sub(name string, options ...discord.OptionSpec) discord.OptionSpec {
	return discord.OptionSpec{Type: discord.SubCommand, Name: name, Options: options}
}

func group(name string, subs ...discord.OptionSpec) discord.OptionSpec {
	return discord.OptionSpec{Type: discord.SubCommandGroup, Name: name, Options: subs}
}

func required(o discord.OptionSpec) discord.OptionSpec { o.Required = true; return o }

func suggested(o discord.OptionSpec) discord.OptionSpec { o.Autocomplete = true; return o }

func choices(o discord.OptionSpec, values ...string) discord.OptionSpec {
	for _, v := range values {
		o.Choices = append(o.Choices, discord.Choice{Value: v})
	}
	return o
}

func limited(o discord.OptionSpec, least, most int) discord.OptionSpec {
	o.MinLength, o.MaxLength = &least, &most
	return o
}

func between(o discord.OptionSpec, least, most float64) discord.OptionSpec {
	o.Min, o.Max = &least, &most
	return o
}

// translated fills in the texts of options under a path such as "dalil channels".
func translated(path string, options []discord.OptionSpec) []discord.OptionSpec {
	out := slices.Clone(options)
	for i := range out {
		o := &out[i]
		key := textKey(path, *o)
		o.Names, o.Description, o.Descriptions = names(key), english.commands[key].about, abouts(key)
		o.Options = translated(path+" "+o.Name, o.Options)
		o.Choices = slices.Clone(o.Choices)
		for j := range o.Choices {
			choice := "=" + o.Choices[j].Value.(string)
			o.Choices[j].Name, o.Choices[j].Names = english.commands[choice].name, names(choice)
		}
	}
	return out
}

// textKey is what the texts of an option stand under: sub-commands under their path, options under their name, since the
// same option means the same everywhere; a number of the limits apart.
func textKey(path string, o discord.OptionSpec) string {
	switch {
	case o.Type == discord.SubCommand || o.Type == discord.SubCommandGroup:
		return path + " " + o.Name
	case strings.HasSuffix(path, " limits"):
		return "limits." + o.Name
	}
	return "." + o.Name
}

func names(key string) map[string]string {
	return inAll(key, func(c command) string { return c.name })
}

func abouts(key string) map[string]string {
	return inAll(key, func(c command) string { return c.about })
}

// inAll collects a text in all languages, the default one too: Discord falls back on the default only for clients of no
// listed language.
func inAll(key string, text func(command) string) map[string]string {
	out := map[string]string{}
	for _, w := range wordings {
		s := text(w.commands[key])
		if s == "" {
			continue
		}
		for _, locale := range w.also {
			out[locale] = s
		}
	}
	return out
}
