package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// length counts UTF-16 units, as Discord's clients do; its service counts code points, of which there are never more.
func length(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// clip escapes cleaned text, shortened at a space so that the outcome is at most limit long. Where it had to be shortened
// it ends in an ellipsis.
func clip(clean string, limit int) string {
	if out := Escape(clean); length(out) <= limit {
		return out
	}
	head, _ := cut(clean, limit-1)
	return Escape(head) + "…"
}

// cut divides cleaned text such that the head is at most limit long once it is escaped. It divides at a space where there
// is one in the last third, and never inside a character with its marks. The head is empty when not even one fits.
func cut(clean string, limit int) (head, tail string) {
	end, space, n := 0, 0, 0
	for i, r := range clean {
		size := 1
		if r > 0xffff {
			size = 2
		}
		if special(clean, i, r) {
			size++
		}
		if !joins(r) {
			end = i
		}
		if r == ' ' {
			space = i
		}
		if n+size > limit {
			if space > i*2/3 {
				end = space
			}
			return strings.TrimSpace(clean[:end]), strings.TrimSpace(clean[end:])
		}
		n += size
	}
	return clean, ""
}

// joins reports whether a character belongs to the one before it.
func joins(r rune) bool { return unicode.Is(unicode.M, r) || r == '\u200d' || r == '\u200c' }

// pack joins blocks into texts of at most limit, in order, each block whole and on lines of its own. A block that begins
// with a newline keeps a blank line before it, but not at the top. A block that is too long for any text is clipped; those
// made here never are.
func pack(blocks []string, limit int) []string {
	var out []string
	text := ""
	for _, b := range blocks {
		switch {
		case b == "":
			continue
		case text == "":
			text = topmost(b, limit)
		case length(text)+1+length(b) <= limit:
			text += "\n" + b
		default:
			out = append(out, text)
			text = topmost(b, limit)
		}
	}
	if text != "" {
		out = append(out, text)
	}
	return out
}

func topmost(block string, limit int) string {
	block = strings.TrimLeft(block, "\n")
	if length(block) <= limit {
		return block
	}
	for length(block) > limit-1 {
		_, size := utf8.DecodeLastRuneInString(block)
		block = block[:len(block)-size]
	}
	return block + "…"
}

// posts makes a message of each text, with the components under the last.
func posts(texts []string, private bool, under []discord.Component) []discord.Post {
	out := make([]discord.Post, len(texts))
	for i, text := range texts {
		out[i] = discord.Post{Text: text, Private: private}
	}
	if len(out) > 0 {
		out[len(out)-1].Components = under
	}
	return out
}
