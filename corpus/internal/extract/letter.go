package extract

import (
	"strings"

	"github.com/emersion/go-message"

	"github.com/dalil-bot/dalil/corpus"
)

// letter adds the body of a message in plain text. Its signature is boilerplate, and so is what it quotes where quoting says
// that the quoted message stands elsewhere; otherwise the marks of quotation are taken off, since it may stand nowhere else.
func (b *builder) letter(text string, quoting bool) {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	var own []string
	flush := func() {
		b.prose(strings.Join(own, "\n"))
		own = nil
	}
	for i := 0; i < len(lines); {
		if lines[i] == "-- " || lines[i] == "--" && len(lines)-i < 12 {
			flush()
			b.rest(lines[i:], "signature")
			return
		}
		if !isQuoted(lines[i]) {
			own = append(own, lines[i])
			i++
			continue
		}
		end := i
		for end < len(lines) && (isQuoted(lines[end]) || strings.TrimSpace(lines[end]) == "" && end+1 < len(lines) && isQuoted(lines[end+1])) {
			end++
		}
		quoted := lines[i:end]
		if quoting {
			keep := len(own)
			for keep > 0 && strings.TrimSpace(own[keep-1]) == "" {
				keep--
			}
			if lead := leadIn(own[:keep]); lead > 0 {
				quoted = append(append([]string{}, own[keep-lead:]...), quoted...)
				own = own[:keep-lead]
			}
			flush()
			b.rest(quoted, "quoted message")
		} else {
			flush()
			b.prose(strings.Join(unquoted(quoted), "\n"))
		}
		i = end
	}
	flush()
}

// rest adds lines as boilerplate, a block a line.
func (b *builder) rest(lines []string, rule string) {
	b.add(para{kind: corpus.Boilerplate, rule: rule, lines: lines})
}

// isQuoted reports whether a line is quoted.
func isQuoted(line string) bool {
	return strings.HasPrefix(line, ">") || strings.HasPrefix(line, " >") || strings.HasPrefix(line, "| ")
}

// unquoted takes the marks of quotation off lines.
func unquoted(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		if strings.HasPrefix(l, "| ") {
			out[i] = l[2:]
			continue
		}
		for {
			rest, ok := strings.CutPrefix(strings.TrimLeft(l, " "), ">")
			if !ok {
				break
			}
			l = rest
		}
		out[i] = strings.TrimPrefix(l, " ")
	}
	return out
}

// leadIn returns how many of the last lines say whose message is quoted: "On 3 March 2024 Ole Dahl wrote:".
func leadIn(lines []string) int {
	n := len(lines)
	if n == 0 || !strings.HasSuffix(strings.TrimSpace(lines[n-1]), ":") {
		return 0
	}
	for k := 1; k <= min(n, 3); k++ {
		if k == n || strings.TrimSpace(lines[n-k-1]) == "" {
			return k
		}
	}
	return 1
}

// quotes reports whether a message answers one of those that stand in the same file.
func quotes(e *message.Entity, answers map[string]bool) bool {
	for _, key := range []string{"In-Reply-To", "References"} {
		for id := range strings.FieldsSeq(e.Header.Get(key)) {
			if answers[id] {
				return true
			}
		}
	}
	return false
}
