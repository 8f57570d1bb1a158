package fakediscord

import (
	"fmt"
	"strings"
)

// Show prints actions as people see them: a line for what was done, and under it,
// indented by a tab, the message as it then is. No ids and times print.
func Show(actions []Action) string {
	var b strings.Builder
	for _, a := range actions {
		b.WriteString(a.String() + "\n")
		switch a.Kind {
		case "reply", "edit", "update", "followup", "send":
			indent(&b, ShowMessage(a.Message))
		case "modal":
			showModal(&b, a.Modal)
		}
	}
	return b.String()
}

func indent(b *strings.Builder, text string) {
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight("\t"+strings.TrimSuffix(line, "\n"), "\t ") + "\n")
	}
}

// ShowMessage prints a message: text, embeds, components, files. A button is [Label],
// dimmed ones (Label); a menu is {placeholder: a | b}; a container's edge is │.
func ShowMessage(m Message) string {
	var b strings.Builder
	if m.Thinking {
		b.WriteString("…\n")
	}
	if m.Content != "" {
		b.WriteString(m.Content + "\n")
	}
	for _, e := range m.Embeds {
		if e, ok := e.(obj); ok {
			showEmbed(&b, e)
		}
	}
	showAll(&b, m.Components, "")
	for _, f := range m.Files {
		b.WriteString("<" + f + ">\n")
	}
	return b.String()
}

func showEmbed(b *strings.Builder, e obj) {
	line := func(text any) {
		if s, ok := text.(string); ok && s != "" {
			b.WriteString("│ " + strings.ReplaceAll(s, "\n", "\n│ ") + "\n")
		}
	}
	author, _ := e["author"].(obj)
	footer, _ := e["footer"].(obj)
	line(author["name"])
	line(e["title"])
	line(e["description"])
	fields, _ := e["fields"].([]any)
	for _, f := range fields {
		f, _ := f.(obj)
		line(f["name"])
		line(f["value"])
	}
	line(footer["text"])
}

// showAll prints components, each line after edge.
func showAll(b *strings.Builder, items []any, edge string) {
	for _, c := range items {
		c, _ := c.(obj)
		inner, _ := c["components"].([]any)
		switch num(c["type"]) {
		case 1:
			b.WriteString(edge + row(inner) + "\n")
		case 9:
			showAll(b, inner, edge)
			if beside, ok := c["accessory"].(obj); ok {
				b.WriteString(edge + item(beside) + "\n")
			}
		case 10:
			text, _ := c["content"].(string)
			b.WriteString(edge + strings.ReplaceAll(text, "\n", "\n"+edge) + "\n")
		case 13:
			file, _ := c["file"].(obj)
			b.WriteString(fmt.Sprintf("%s<%v>\n", edge, file["url"]))
		case 14:
			if c["divider"] != false {
				b.WriteString(edge + "───\n")
			}
		case 17:
			showAll(b, inner, edge+"│ ")
		}
	}
}

func row(items []any) string {
	var out []string
	for _, c := range items {
		c, _ := c.(obj)
		out = append(out, item(c))
	}
	return strings.Join(out, " ")
}

func item(c obj) string {
	if num(c["type"]) != 2 {
		return menu(c)
	}
	label, _ := c["label"].(string)
	if e, ok := c["emoji"].(obj); ok {
		label = strings.TrimSpace(fmt.Sprint(e["name"], " ", label))
	}
	if c["disabled"] == true {
		return "(" + label + ")"
	}
	return "[" + label + "]"
}

func menu(c obj) string {
	var labels []string
	options, _ := c["options"].([]any)
	for _, o := range options {
		o, _ := o.(obj)
		labels = append(labels, fmt.Sprint(o["label"]))
	}
	placeholder, _ := c["placeholder"].(string)
	return "{" + placeholder + ": " + strings.Join(labels, " | ") + "}"
}

func showModal(b *strings.Builder, d obj) {
	walk(d["components"], func(c obj) {
		if label, ok := c["label"].(string); ok {
			b.WriteString("\t" + label + "\n")
		}
	})
}
