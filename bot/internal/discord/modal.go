package discord

// Modal is a form that opens over the client: a title and one to five text fields.
type Modal struct {
	ID     string // custom_id
	Title  string // at most MaxModalTitle characters
	Fields []Field
}

// Field is one text input of a Modal. Max 0 leaves Discord's own limit of MaxInput.
type Field struct {
	ID          string
	Label       string // at most 45 characters
	Description string // a line under the label, at most 100 characters
	Placeholder string
	Value       string
	Long        bool // several lines
	Optional    bool
	Min, Max    int
}

func (m Modal) wire() map[string]any {
	rows := make([]any, 0, len(m.Fields))
	for _, f := range m.Fields {
		label := map[string]any{"type": 18, "label": f.Label, "component": f.input()}
		set(label, "description", f.Description)
		rows = append(rows, label)
	}
	return map[string]any{"custom_id": m.ID, "title": m.Title, "components": rows}
}

func (f Field) input() map[string]any {
	style := 1
	if f.Long {
		style = 2
	}
	in := map[string]any{"type": 4, "custom_id": f.ID, "style": style, "required": !f.Optional}
	set(in, "placeholder", f.Placeholder)
	set(in, "value", f.Value)
	if f.Min > 0 {
		in["min_length"] = f.Min
	}
	if f.Max > 0 {
		in["max_length"] = f.Max
	}
	return in
}

// Choice is one suggestion of an autocompletion, or a fixed choice of an option. Value
// is a string, or a number for options of a number.
type Choice struct {
	Name  string            `json:"name"`
	Names map[string]string `json:"name_localizations,omitempty"`
	Value any               `json:"value"`
}
