package fakediscord

import (
	"fmt"
	"unicode/utf8"
)

// Flags of messages.
const (
	flagSuppress  = 1 << 2
	flagEphemeral = 1 << 6
	flagModern    = 1 << 15
)

// rules say what a message is checked as.
type rules struct {
	fresh   bool     // a new message rather than an edit
	was     *message // what an edit changes
	files   []Attachment
	channel bool // by the bot in a channel, not under a ticket
}

func wrong(field, format string, args ...any) *refusal {
	return &refusal{400, 50035, fmt.Sprintf(format, args...), field}
}

func length(s string) int { return utf8.RuneCountInString(s) }

// checkMessage holds a message to the rules that the OpenAPI description lacks or has
// loosely. Caller holds mu.
func (s *Server) checkMessage(d obj, r rules) *refusal {
	s.checkMentions(d, r)
	flags := num(d["flags"])
	modern := flags&flagModern != 0 || r.was != nil && r.was.flags&flagModern != 0
	content, _ := d["content"].(string)
	embeds, _ := d["embeds"].([]any)
	components, _ := d["components"].([]any)
	if n := length(content); n > 2000 {
		return wrong("content", "Must be 2000 or fewer in length, not %d.", n)
	}
	if modern && (content != "" || len(embeds) > 0) {
		return wrong("content", "The 'content' and 'embeds' fields cannot be used with IS_COMPONENTS_V2.")
	}
	if bad := allowedFlags(flags, r); bad != nil {
		return bad
	}
	if bad := checkEmbeds(embeds); bad != nil {
		return bad
	}
	if bad := checkFiles(r.files); bad != nil {
		return bad
	}
	if r.fresh && content == "" && len(embeds) == 0 && len(components) == 0 && len(r.files) == 0 {
		return &refusal{400, 50006, "Cannot send an empty message", ""}
	}
	if nonce, ok := d["nonce"].(string); ok && length(nonce) > 25 {
		return wrong("nonce", "Must be 25 or fewer in length.")
	}
	return checkComponents(components, modern)
}

// checkMentions notes messages that could mention somebody or show a link's preview:
// Discord lets them pass.
func (s *Server) checkMentions(d obj, r rules) {
	m, _ := d["allowed_mentions"].(obj)
	parse, isList := m["parse"].([]any)
	if !isList || len(parse) > 0 || m["users"] != nil || m["roles"] != nil || m["replied_user"] == true {
		s.problem("a message could mention somebody: allowed_mentions %v", d["allowed_mentions"])
	}
	embeds, _ := d["embeds"].([]any)
	if len(embeds) == 0 && num(d["flags"])&flagSuppress == 0 {
		s.problem("a message without embeds does not suppress link previews")
	}
	if r.channel && r.fresh && (d["nonce"] == nil || d["enforce_nonce"] != true) {
		s.problem("a channel message has no enforced nonce")
	}
}

func allowedFlags(flags int, r rules) *refusal {
	ok := flagSuppress | flagModern
	if r.fresh && !r.channel {
		ok |= flagEphemeral
	}
	if flags&^ok != 0 {
		return wrong("flags", "flags %d cannot be set here", flags&^ok)
	}
	return nil
}

func checkEmbeds(embeds []any) *refusal {
	total := 0
	for i, e := range embeds {
		e, _ := e.(obj)
		size := func(key string, limit int, of obj) *refusal {
			text, _ := of[key].(string)
			total += length(text)
			if length(text) > limit {
				return wrong(fmt.Sprintf("embeds.%d.%s", i, key), "Must be %d or fewer in length.", limit)
			}
			return nil
		}
		footer, _ := e["footer"].(obj)
		author, _ := e["author"].(obj)
		fields, _ := e["fields"].([]any)
		bad := first(size("title", 256, e), size("description", 4096, e), size("text", 2048, footer), size("name", 256, author))
		for _, f := range fields {
			f, _ := f.(obj)
			bad = first(bad, size("name", 256, f), size("value", 1024, f))
		}
		if bad != nil {
			return bad
		}
		if len(fields) > 25 {
			return wrong(fmt.Sprintf("embeds.%d.fields", i), "Must be 25 or fewer in length.")
		}
	}
	if total > 6000 {
		return wrong("embeds", "Embed size exceeds maximum size of 6000 (%d)", total)
	}
	if len(embeds) > 10 {
		return wrong("embeds", "Must be 10 or fewer in length.")
	}
	return nil
}

func first(list ...*refusal) *refusal {
	for _, r := range list {
		if r != nil {
			return r
		}
	}
	return nil
}

func checkFiles(files []Attachment) *refusal {
	total := 0
	for _, f := range files {
		total += f.Size
		if f.Size > 10<<20 {
			return &refusal{400, 40005, "Request entity too large", ""}
		}
	}
	if total > 25<<20 || len(files) > 10 {
		return &refusal{413, 40005, "Request entity too large", ""}
	}
	return nil
}

// checkComponents holds the components of a message to the rules of their version.
func checkComponents(top []any, modern bool) *refusal {
	if !modern && len(top) > 5 {
		return wrong("components", "Must be 5 or fewer in length.")
	}
	count, text := 0, 0
	used := map[string]bool{}
	var bad *refusal
	walk(top, func(c obj) {
		count++
		kind := num(c["type"])
		if kind == 10 {
			content, _ := c["content"].(string)
			text += length(content)
		}
		if id, ok := c["custom_id"].(string); ok {
			if used[id] {
				bad = first(bad, wrong("components", "Component custom id cannot be duplicated: %s", id))
			}
			used[id] = true
		}
		bad = first(bad, checkComponent(c, kind, modern))
	})
	switch {
	case bad != nil:
		return bad
	case modern && count > 40:
		return wrong("components", "The total number of components cannot exceed 40 (%d).", count)
	case text > 4000:
		return wrong("components", "Text displays hold %d characters in all, over 4000.", text)
	}
	return nil
}

func checkComponent(c obj, kind int, modern bool) *refusal {
	switch kind {
	case 1:
		return checkRow(c)
	case 2:
		return checkButton(c)
	case 3:
		if id, _ := c["custom_id"].(string); id == "" || length(id) > 100 {
			return wrong("components", "a select needs a custom_id of 1 to 100 characters")
		}
		if opts, _ := c["options"].([]any); len(opts) < 1 || len(opts) > 25 {
			return wrong("components", "a select needs 1 to 25 options, not %d", len(opts))
		}
	case 9, 10, 11, 12, 13, 14, 17:
		if !modern {
			return wrong("components", "component type %d needs the flag IS_COMPONENTS_V2", kind)
		}
	}
	return nil
}

func checkRow(c obj) *refusal {
	items, _ := c["components"].([]any)
	buttons, selects := 0, 0
	for _, i := range items {
		i, _ := i.(obj)
		if num(i["type"]) == 2 {
			buttons++
		} else {
			selects++
		}
	}
	if len(items) < 1 || buttons > 5 || selects > 1 || buttons > 0 && selects > 0 {
		return wrong("components", "a row holds 1 to 5 buttons or one select, not %d and %d", buttons, selects)
	}
	return nil
}

func checkButton(c obj) *refusal {
	label, _ := c["label"].(string)
	id, _ := c["custom_id"].(string)
	link, _ := c["url"].(string)
	style := num(c["style"])
	switch {
	case length(label) > 80:
		return wrong("components", "a label is %d characters long, over 80", length(label))
	case label == "" && c["emoji"] == nil:
		return wrong("components", "a button needs a label or an emoji")
	case style == 5 && (link == "" || id != ""):
		return wrong("components", "a link button needs a url and no custom_id")
	case style != 5 && (id == "" || link != ""):
		return wrong("components", "a button needs a custom_id and no url")
	case length(id) > 100 || len(link) > 512:
		return wrong("components", "a custom_id or url is too long")
	}
	return nil
}

func checkChoices(d obj) *refusal {
	list, isList := d["choices"].([]any)
	if !isList || len(list) > 25 {
		return wrong("data.choices", "want a list of at most 25")
	}
	for _, c := range list {
		c, _ := c.(obj)
		name, _ := c["name"].(string)
		value, isText := c["value"].(string)
		if n := length(name); n < 1 || n > 100 || isText && length(value) > 100 {
			return wrong("data.choices", "a name or value is empty or over 100 characters")
		}
	}
	return nil
}

func checkModal(d obj) *refusal {
	title, _ := d["title"].(string)
	id, _ := d["custom_id"].(string)
	rows, _ := d["components"].([]any)
	if n := length(title); n < 1 || n > 45 {
		return wrong("data.title", "Must be between 1 and 45 in length.")
	}
	if n := length(id); n < 1 || n > 100 {
		return wrong("data.custom_id", "Must be between 1 and 100 in length.")
	}
	if len(rows) < 1 || len(rows) > 5 {
		return wrong("data.components", "Must be between 1 and 5 in length.")
	}
	return nil
}
