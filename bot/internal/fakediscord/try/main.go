// Command try is a Discord to try Dalil against, on one machine and without an account. It stands in for Discord's servers
// as a proxy does, so that the real dalil, unchanged, talks to it:
//
//	go run ./bot/internal/fakediscord/try -servers 2
//
// prints the variables under which dalil serve and dalil check find it, and then reads what people do, a line each, and
// shows what the bot did because of it:
//
//	alice /ask Who runs the ferry?       a command; options as name:value
//	alice says @dalil who runs it?       a message in the first server; @dalil names the bot
//	alice dm who runs it?                a direct message
//	alice presses Show in context        a button of the newest message that has it
//	discord drops                        the connection breaks; also forbids, allows
//
// Alice may manage every server, bob may not.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

func main() {
	log.SetFlags(0)
	servers := flag.Int("servers", 1, "how many `servers` the bot is in")
	channels := flag.Int("channels", 10, "how many `channels` each has, and as many roles")
	content := flag.Bool("content", false, "message content is switched on in the portal")
	certificate := flag.String("certificate", "", "`file` for the certificate that dalil is to trust (default: a temporary one)")
	settle := flag.Duration("settle", 500*time.Millisecond, "how long to wait for what the bot does")
	flag.Parse()
	if err := run(options{*servers, *channels, *content, *certificate, *settle}, os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// options say what kind of Discord it is.
type options struct {
	servers, channels int
	content           bool
	certificate       string
	settle            time.Duration
}

// run serves until there is no more input.
func run(o options, in io.Reader, out io.Writer) error {
	gateway, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fake := fakediscord.New(fakediscord.Settings{Listener: gateway, MessageContent: o.content})
	defer fake.Close()
	w := build(fake, o)
	p, err := startProxy(fake, o.certificate)
	if err != nil {
		return err
	}
	defer p.close()
	fmt.Fprintf(out, "export HTTPS_PROXY=http://%s SSL_CERT_FILE=%s DALIL_DISCORD_TOKEN=%s\n", p.address(), p.certificate, fakediscord.Token)
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if err := w.act(lines.Text()); err != nil {
			fmt.Fprintln(out, "!", err)
		}
		time.Sleep(o.settle)
		fmt.Fprint(out, w.shown())
	}
	return lines.Err()
}

// A world is the servers with their people.
type world struct {
	fake    *fakediscord.Server
	people  map[string]*fakediscord.User
	general *fakediscord.Channel
	sent    []string // messages of the bot, oldest first
	opened  string   // the interaction that may have opened a form
}

func build(fake *fakediscord.Server, o options) *world {
	w := &world{fake: fake, people: map[string]*fakediscord.User{"alice": fake.AddUser("alice"), "bob": fake.AddUser("bob")}}
	for i := range o.servers {
		g := fake.AddGuild(fmt.Sprint("Server ", i+1))
		managers := g.AddRole("managers", fakediscord.ManageServer)
		for n := range o.channels {
			g.AddRole(fmt.Sprint("role ", n+1), 0)
			c := g.AddChannel(fmt.Sprint("channel-", n+1), fakediscord.Text)
			if w.general == nil {
				w.general = c
			}
		}
		g.AddMember(w.people["alice"], managers)
		g.AddMember(w.people["bob"])
	}
	return w
}

// act makes one line happen.
func (w *world) act(line string) error {
	who, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if who == "" {
		return nil
	}
	if who == "discord" {
		return w.breaks(rest)
	}
	u := w.people[who]
	if u == nil {
		return fmt.Errorf("nobody is called %q", who)
	}
	verb, text, _ := strings.Cut(rest, " ")
	var err error
	switch {
	case strings.HasPrefix(verb, "/"):
		path, args := command(rest[1:])
		w.opened, err = w.fake.Slash(u, w.general, path, args)
	case verb == "says":
		_, err = w.fake.Say(u, w.general, strings.ReplaceAll(text, "@dalil", "<@"+w.fake.BotID()+">"), fakediscord.Extra{})
	case verb == "dm":
		_, err = w.fake.Say(u, w.fake.DM(u), text, fakediscord.Extra{})
	case verb == "presses":
		err = fmt.Errorf("no message has a button %q", text)
		for i := len(w.sent) - 1; i >= 0 && err != nil; i-- {
			w.opened, err = w.fake.Press(u, w.sent[i], text)
		}
	default:
		err = fmt.Errorf("nobody can %q", verb)
	}
	return err
}

// breaks makes something go wrong at Discord.
func (w *world) breaks(what string) error {
	switch what {
	case "drops":
		w.fake.Drop()
	case "forbids":
		w.general.Overwrite(w.fake.BotID(), 0, fakediscord.SendMessages|fakediscord.CreateThreads)
	case "allows":
		w.general.Overwrite(w.fake.BotID(), 0, 0)
	default:
		return fmt.Errorf("discord cannot %q", what)
	}
	return nil
}

// command reads a command line: sub-commands of /dalil, options as name:value, and free text for the first option.
func command(line string) (path string, args fakediscord.Args) {
	first := map[string]string{"ask": "question", "search": "words", "sources": "collection", "why": "answer"}
	words := strings.Fields(line)
	path, args = words[0], fakediscord.Args{}
	var free []string
	for _, word := range words[1:] {
		if name, value, ok := strings.Cut(word, ":"); ok && name != "" && value != "" && len(free) == 0 {
			args[name] = value
			if value == "true" || value == "false" {
				args[name] = value == "true"
			} else if n, err := strconv.Atoi(value); err == nil {
				args[name] = n
			}
		} else if words[0] == "dalil" {
			path += " " + word
		} else {
			free = append(free, word)
		}
	}
	if len(free) > 0 {
		args[first[words[0]]] = strings.Join(free, " ")
	}
	return path, args
}

// shown is what the bot did since it was last asked for.
func (w *world) shown() string {
	actions := w.fake.TakeActions()
	for _, a := range actions {
		if a.Message.ID != "" {
			w.sent = append(w.sent, a.Message.ID)
		}
	}
	var out strings.Builder
	out.WriteString(fakediscord.Show(actions))
	for _, p := range w.fake.Problems() {
		out.WriteString("PROBLEM " + p + "\n")
	}
	return out.String()
}
