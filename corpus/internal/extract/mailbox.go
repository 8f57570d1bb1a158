package extract

import (
	"bytes"
	"context"
	"path"
	"strconv"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
)

// mailbox is a file of messages, each after a line that begins with From: mbox. Each message is a document, numbered from 1.
type mailbox struct{}

func (mailbox) read(ctx context.Context, w *walk, p part) error {
	messages := splitMailbox(p.data)
	if len(messages) > w.limits.Parts {
		return tooMuch("%d messages in one mailbox, the limit is %d", len(messages), w.limits.Parts)
	}
	answers := map[string]bool{}
	for _, m := range messages {
		if id := messageID(m); id != "" {
			answers[id] = true
		}
	}
	for i, m := range messages {
		q := p.within(strconv.Itoa(i+1), m, p.hints.ModTime)
		q.depth = p.depth // the message is no deeper than its mailbox
		err := w.message(ctx, q, corpus.Place{Kind: corpus.Message, Number: i + 1}, answers)
		if err := w.note(ctx, path.Join(p.sub, strconv.Itoa(i+1)), err); err != nil {
			return err
		}
	}
	return nil
}

// splitMailbox returns the messages of a mailbox. A message begins after a line "From …" at the beginning or below a blank
// line that a header follows; within messages such lines have a mark before them, which is taken off.
func splitMailbox(data []byte) [][]byte {
	var messages [][]byte
	var now []byte
	begun, blank := false, true
	for len(data) > 0 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		if blank && bytes.HasPrefix(line, []byte("From ")) && isHeader(rest) {
			if begun {
				messages = append(messages, now)
			}
			begun, now = true, nil
		} else if begun {
			if t := bytes.TrimLeft(line, ">"); len(t) < len(line) && bytes.HasPrefix(t, []byte("From ")) {
				line = line[1:]
			}
			now = append(append(now, line...), '\n')
		}
		blank = len(bytes.TrimSpace(line)) == 0
		data = rest
	}
	if begun {
		messages = append(messages, now)
	}
	return messages
}

// isHeader reports whether bytes begin with a field of a header, or with the lines that follow one.
func isHeader(data []byte) bool {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	line, _ = bytes.CutPrefix(line, []byte(">"))
	name, _, ok := bytes.Cut(line, []byte(":"))
	if !ok || len(name) == 0 || len(name) > 60 {
		return bytes.HasPrefix(line, []byte("From ")) // some programs mark a message twice
	}
	return bytes.IndexFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// headerEnd is how far the header of a message is looked for.
const headerEnd = 64 << 10

// messageID returns the identifier of a message with its brackets, "" where it has none.
func messageID(m []byte) string {
	for line := range bytes.Lines(m[:min(len(m), headerEnd)]) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			break
		}
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && strings.EqualFold(string(name), "Message-ID") {
			return string(bytes.TrimSpace(value))
		}
	}
	return ""
}

// looksLikeMail reports whether bytes begin with a header that has three of the fields of messages.
func looksLikeMail(data []byte) bool {
	found := 0
	for line := range bytes.Lines(data[:min(len(data), headerEnd)]) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || !isHeader(line) {
			return false
		}
		switch strings.ToLower(string(name)) {
		case "from", "to", "date", "subject", "message-id", "received", "mime-version", "content-type", "return-path", "delivered-to":
			found++
		}
	}
	return found >= 3
}

// looksLikeMailbox reports whether bytes begin with a message of a mailbox.
func looksLikeMailbox(data []byte) bool {
	line, rest, ok := bytes.Cut(data, []byte("\n"))
	return ok && bytes.HasPrefix(line, []byte("From ")) && looksLikeMail(rest)
}
