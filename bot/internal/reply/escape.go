package reply

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
)

// Escape returns cleaned text such that Discord shows it as it stands: no markdown, no mention, no emoji out of a name,
// no link and no card of an invitation. The backslash before punctuation is markdown's own; nothing is put in or left out.
func Escape(clean string) string {
	var b strings.Builder
	b.Grow(len(clean) + len(clean)/16)
	for i, r := range clean {
		if special(clean, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func special(s string, at int, r rune) bool {
	switch r {
	case '\\', '*', '_', '~', '|', '`', '<', '>', '[', ']', '@', '#':
		return true
	case '-', '+':
		return at == 0 // a list, or small print
	case ')':
		return digitsBefore(s, at) // a numbered list
	case '.':
		return digitsBefore(s, at) || invitation(s[:at])
	case ':':
		return strings.HasPrefix(s[at:], "://") || shortcode.MatchString(s[at:])
	}
	return false
}

// shortcode is how the client knows an emoji's name.
var shortcode = regexp.MustCompile(`^:[^\s:]+:`)

// digitsBefore reports whether nothing but digits stands before the character at at.
func digitsBefore(s string, at int) bool {
	return at > 0 && at < 10 && strings.Trim(s[:at], "0123456789") == ""
}

// invitation reports whether what ends here begins an address of which the client makes a card, without any scheme.
func invitation(before string) bool {
	tail := strings.ToLower(before[max(0, len(before)-len("discordapp")):])
	return strings.HasSuffix(tail, "discord") || tail == "discordapp"
}

// link returns an address as markdown that links to it without a preview, or "" when it is not one of the web that can be
// written so.
func link(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	out := u.String()
	if len(out) > 300 || strings.ContainsAny(out, " <>\\*_~|`\"") || corpus.Visible(out) != out {
		return ""
	}
	return "<" + out + ">"
}

// code returns text as inline code, shortened to 60 characters.
func code(text string) string {
	text = strings.ReplaceAll(corpus.Visible(text), "`", "'")
	if runes := []rune(text); len(runes) > 60 {
		text = string(runes[:59]) + "…"
	}
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}
