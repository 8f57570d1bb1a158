package discord

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strconv"
	"strings"
)

// Post is a message to send, or what a message is to become.
type Post struct {
	// Text is markdown, at most MaxText characters. Empty when Components are of the
	// second version.
	Text       string
	Components []Component
	// Embeds turn the suppression of link previews off, as Discord hides embeds with
	// them: write links in Text as <url> beside embeds.
	Embeds []Embed
	Files  []File
	// Private makes the message visible to the asker alone. It counts in Reply and
	// FollowUp only; the answer to a Defer is as private as the Defer was.
	Private bool
	// ReplyTo makes a message of Send a reply. A message that is gone is no obstacle.
	ReplyTo ID
	// Nonce marks a message of Send, 1 to MaxNonce characters: Discord makes no second
	// message with a nonce that it has seen in the last minutes. Empty means that Send
	// makes one up, which protects against its own retries only.
	Nonce string
}

// Embed is a box with a coloured bar. Colour is 0xRRGGBB.
type Embed struct {
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url,omitempty"`
	Colour      int          `json:"color,omitempty"`
	Fields      []EmbedField `json:"fields,omitempty"`
	Footer      EmbedFooter  `json:"footer,omitzero"`
	Author      EmbedAuthor  `json:"author,omitzero"`
}

// EmbedField is a titled paragraph of an Embed.
type EmbedField struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}

// EmbedFooter is the small line under an Embed.
type EmbedFooter struct {
	Text string `json:"text"`
}

// EmbedAuthor is the small line over an Embed's title.
type EmbedAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// File is a file to upload. Description is its alternative text.
type File struct {
	Name        string
	ContentType string // application/octet-stream when empty
	Description string
	Bytes       []byte
}

// Flags of messages that a Post can bring about.
const (
	flagSuppressEmbeds = 1 << 2
	flagModern         = 1 << 15
)

// ErrMixed: a Post has components of the second version beside Text or Embeds, which
// Discord does not take together.
var ErrMixed = errors.New("text or embeds beside components of the second version")

func (p Post) modern() bool {
	for _, c := range p.Components {
		if c.modern() {
			return true
		}
	}
	return false
}

func (p Post) flags() int {
	f := 0
	if len(p.Embeds) == 0 {
		f = flagSuppressEmbeds
	}
	if p.modern() {
		f |= flagModern
	}
	return f
}

// fresh is the body of a new message. Content and embeds are left out where the
// second version of components forbids them.
func (p Post) fresh() (map[string]any, error) {
	m, err := p.common()
	if err != nil {
		return nil, err
	}
	set(m, "content", p.Text)
	if len(p.Embeds) > 0 {
		m["embeds"] = p.Embeds
	}
	if len(p.Components) > 0 {
		m["components"] = wires(p.Components)
	}
	if len(p.Files) > 0 {
		m["attachments"] = p.uploads()
	}
	return m, nil
}

// replacing is the body of an edit: whatever the post does not have is taken away.
func (p Post) replacing() (map[string]any, error) {
	m, err := p.common()
	if err != nil {
		return nil, err
	}
	m["content"], m["embeds"] = p.Text, append([]Embed{}, p.Embeds...)
	if p.modern() {
		m["content"], m["embeds"] = nil, nil
	}
	m["components"] = wires(p.Components)
	m["attachments"] = p.uploads()
	return m, nil
}

func (p Post) common() (map[string]any, error) {
	if p.modern() && (p.Text != "" || len(p.Embeds) > 0) {
		return nil, ErrMixed
	}
	return map[string]any{
		"flags": p.flags(),
		"allowed_mentions": map[string]any{
			"parse": []string{}, "replied_user": false,
		},
	}, nil
}

// private adds the flag that only new messages under a ticket can have.
func (p Post) private(m map[string]any) map[string]any {
	if p.Private {
		m["flags"] = p.flags() | FlagEphemeral
	}
	return m
}

func (p Post) uploads() []any {
	out := make([]any, 0, len(p.Files))
	for i, f := range p.Files {
		m := map[string]any{"id": strconv.Itoa(i), "filename": f.Name}
		set(m, "description", f.Description)
		out = append(out, m)
	}
	return out
}

// encode writes a body as JSON, or with files as the multipart form that Discord
// wants. Markup characters stay as they are, so that a log of bodies can be read.
func encode(body any, files []File) (raw []byte, contentType string, err error) {
	if body == nil {
		return nil, "", nil
	}
	var js bytes.Buffer
	enc := json.NewEncoder(&js)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(body); err != nil {
		return nil, "", fmt.Errorf("encode body: %w", err)
	}
	if len(files) == 0 {
		return bytes.TrimRight(js.Bytes(), "\n"), "application/json", nil
	}
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	if err := part(w, `form-data; name="payload_json"`, "application/json", js.Bytes()); err != nil {
		return nil, "", err
	}
	quote := strings.NewReplacer("\\", "_", `"`, "_", "\r", "_", "\n", "_")
	for i, f := range files {
		kind := f.ContentType
		if kind == "" {
			kind = "application/octet-stream"
		}
		head := fmt.Sprintf(`form-data; name="files[%d]"; filename="%s"`, i, quote.Replace(f.Name))
		if err := part(w, head, kind, f.Bytes); err != nil {
			return nil, "", err
		}
	}
	if err := w.Close(); err != nil {
		return nil, "", fmt.Errorf("encode upload: %w", err)
	}
	return buf.Bytes(), w.FormDataContentType(), nil
}

func part(w *multipart.Writer, disposition, kind string, body []byte) error {
	p, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {disposition}, "Content-Type": {kind}})
	if err == nil {
		_, err = p.Write(body)
	}
	if err != nil {
		return fmt.Errorf("encode upload: %w", err)
	}
	return nil
}
