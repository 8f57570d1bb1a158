package chattest

import (
	"regexp"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

// shown is the block of what the bot did since the last event.
func (s *stage) shown() string {
	actions := s.fake.TakeActions()
	kept := actions[:0]
	for _, a := range actions {
		if a.Message.ID != "" && (a.Kind == "reply" || a.Kind == "send" || a.Kind == "followup" || a.Kind == "thinking") {
			s.sent = append(s.sent, a.Message.ID)
		}
		if a.Kind == "thread" {
			if c, ok := s.fake.ChannelByID(a.Channel); ok {
				s.thread = c
			}
		}
		if a.Kind == "typing" || a.Kind == "register" {
			continue // a sign of work, and what happens at the start
		}
		kept = append(kept, a)
	}
	var out strings.Builder
	for line := range strings.Lines(fakediscord.Show(kept)) {
		line = strings.TrimRight(strings.ReplaceAll(line, "\t", "  "), "\n ")
		out.WriteString(strings.TrimRight("    "+s.masked(line), " ") + "\n")
	}
	for _, p := range s.fake.Problems()[s.problems:] {
		out.WriteString("    PROBLEM " + s.masked(p) + "\n")
		s.problems++
	}
	return out.String()
}

var (
	link      = regexp.MustCompile(`https://discord\.com/channels/[@\w]+/\d+(/\d+)?`)
	reference = regexp.MustCompile(`\b[0-9A-Z]{4}-[0-9A-Z]{4}\b`)
	when      = regexp.MustCompile(`<t:\d+(:\w)?>`)
	named     = regexp.MustCompile(`<(@&|@|#)(\d+)>`)
	number    = regexp.MustCompile(`\d{17,20}`)
	slash     = regexp.MustCompile(`</([\w -]+):\d+>`)
)

// masked replaces what differs from run to run, or means nothing to a reader, by names.
func (s *stage) masked(line string) string {
	line = link.ReplaceAllString(line, "LINK")
	line = reference.ReplaceAllString(line, "REFERENCE")
	line = when.ReplaceAllString(line, "TIME")
	line = slash.ReplaceAllString(line, "/$1")
	line = named.ReplaceAllStringFunc(line, func(m string) string {
		parts := named.FindStringSubmatch(m)
		if name := s.names[parts[2]]; name != "" {
			return strings.TrimSuffix(parts[1], "&") + name
		}
		return m
	})
	line = number.ReplaceAllString(line, "ID")
	return visible.Replace(line)
}

// visible writes the marks that isolate directions so that they can be seen and compared.
var visible = strings.NewReplacer("\u2066", "⟨", "\u2067", "⟪", "\u2068", "⟨", "\u2069", "⟩", "\u200b", "⟦zwsp⟧", "\u202e", "⟦rlo⟧", "\u200e", "⟦lrm⟧", "\u200f", "⟦rlm⟧")
