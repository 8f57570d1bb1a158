package discord

// Limits of Discord on what is sent, in characters or items ("Message", "Component
// reference", "Embed limits").
const (
	MaxText         = 2000 // text of a message
	MaxDisplayed    = 4000 // all Text components of a message together
	MaxComponents   = 40   // components of a message, counted with those inside others
	MaxRows         = 5    // top-level rows of a message that has no Text
	MaxRowButtons   = 5
	MaxOptions      = 25 // options of a select, choices of an autocompletion
	MaxLabel        = 80 // a button's label
	MaxOptionText   = 100
	MaxCustomID     = 100
	MaxModalTitle   = 45
	MaxModalFields  = 5
	MaxInput        = 4000
	MaxThreadName   = 100
	MaxEmbeds       = 10
	MaxEmbedTotal   = 6000 // all embeds of a message together
	MaxEmbedTitle   = 256
	MaxEmbedText    = 4096
	MaxEmbedFields  = 25
	MaxFieldName    = 256
	MaxFieldValue   = 1024
	MaxEmbedFooter  = 2048
	MaxAttachment   = 10 << 20 // bytes of one file, unless the interaction says more
	MaxNonce        = 25
	MaxCommandRunes = 8000
)

// Component is a part of a message: Row, Button, Select, Text, Section, Container,
// Separator or FileView. A message that has any of the last five at its top level is
// sent in the second version of components and can then have neither Text nor Embeds
// in its Post.
type Component interface {
	wire() map[string]any
	// modern says whether the component needs the second version.
	modern() bool
}

// Row is a line of at most five buttons, or of one select.
type Row struct{ Items []Component }

func (r Row) wire() map[string]any { return map[string]any{"type": 1, "components": wires(r.Items)} }
func (Row) modern() bool           { return false }

// ButtonStyle is the look of a button.
type ButtonStyle int

// The looks of buttons. Link is chosen by itself when a Button has a URL.
const (
	Primary   ButtonStyle = 1
	Secondary ButtonStyle = 2
	Success   ButtonStyle = 3
	Danger    ButtonStyle = 4
	Link      ButtonStyle = 5
)

// Button is a button. It needs an ID (the custom_id, unique in the message) or a URL,
// and a Label or an Emoji (one Unicode emoji). Style 0 is Secondary.
type Button struct {
	ID       string
	Label    string
	Emoji    string
	Style    ButtonStyle
	URL      string
	Disabled bool
}

func (b Button) wire() map[string]any {
	m := map[string]any{"type": 2, "style": b.Style}
	switch {
	case b.URL != "":
		m["style"], m["url"] = Link, b.URL
	case b.Style == 0:
		m["style"] = Secondary
	}
	if b.URL == "" {
		m["custom_id"] = b.ID
	}
	set(m, "label", b.Label)
	if b.Emoji != "" {
		m["emoji"] = map[string]any{"name": b.Emoji}
	}
	if b.Disabled {
		m["disabled"] = true
	}
	return m
}
func (Button) modern() bool { return false }

// SelectKind is what a Select lets people choose.
type SelectKind int

// The kinds of select; the zero value is Strings.
const (
	Strings    SelectKind = 3
	Users      SelectKind = 5
	RolesOnly  SelectKind = 6
	Mentioned  SelectKind = 7
	InChannels SelectKind = 8
)

// Select is a menu. Options are for Strings only. Min and Max are how many may be
// chosen; both 0 means exactly one.
type Select struct {
	ID          string
	Kind        SelectKind
	Placeholder string
	Options     []SelectOption
	Min, Max    int
	Disabled    bool
}

// SelectOption is one line of a menu.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

func (s Select) wire() map[string]any {
	m := map[string]any{"type": Strings, "custom_id": s.ID}
	if s.Kind != 0 {
		m["type"] = s.Kind
	}
	if m["type"] == Strings {
		m["options"] = append([]SelectOption{}, s.Options...)
	}
	if s.Max > 0 {
		m["min_values"], m["max_values"] = s.Min, s.Max
	}
	set(m, "placeholder", s.Placeholder)
	if s.Disabled {
		m["disabled"] = true
	}
	return m
}
func (Select) modern() bool { return false }

// Text is a paragraph of markdown, 1 to 4,000 characters.
type Text string

func (t Text) wire() map[string]any { return map[string]any{"type": 10, "content": string(t)} }
func (Text) modern() bool           { return true }

// Section is one to three paragraphs with a button beside them.
type Section struct {
	Texts  []Text
	Beside Button
}

func (s Section) wire() map[string]any {
	texts := make([]any, 0, len(s.Texts))
	for _, t := range s.Texts {
		texts = append(texts, t.wire())
	}
	return map[string]any{"type": 9, "components": texts, "accessory": s.Beside.wire()}
}
func (Section) modern() bool { return true }

// Container is a box around components, with a coloured bar when Colour (0xRRGGBB) is
// not 0.
type Container struct {
	Items   []Component
	Colour  int
	Spoiler bool
}

func (c Container) wire() map[string]any {
	m := map[string]any{"type": 17, "components": wires(c.Items)}
	if c.Colour != 0 {
		m["accent_color"] = c.Colour
	}
	if c.Spoiler {
		m["spoiler"] = true
	}
	return m
}
func (Container) modern() bool { return true }

// Separator is room between components, small unless Large, blank if Blank.
type Separator struct{ Large, Blank bool }

func (s Separator) wire() map[string]any {
	spacing := 1
	if s.Large {
		spacing = 2
	}
	return map[string]any{"type": 14, "divider": !s.Blank, "spacing": spacing}
}
func (Separator) modern() bool { return true }

// FileView shows one of the Post's Files, by its name.
type FileView string

func (f FileView) wire() map[string]any {
	return map[string]any{"type": 13, "file": map[string]any{"url": "attachment://" + string(f)}}
}
func (FileView) modern() bool { return true }

func wires(items []Component) []any {
	out := make([]any, 0, len(items))
	for _, c := range items {
		out = append(out, c.wire())
	}
	return out
}

// set puts a text where it is not empty.
func set(m map[string]any, key, text string) {
	if text != "" {
		m[key] = text
	}
}
