package discord

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// CommandSpec is a command to register. Names and Descriptions translate by locale.
type CommandSpec struct {
	Kind         CommandKind       `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description,omitempty"` // Slash only
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Options      []OptionSpec      `json:"options,omitempty"`
	// Needs is what a member must be allowed to do to see the command; nil is
	// everybody. Servers can change it.
	Needs    *Permissions `json:"default_member_permissions,omitempty"`
	Contexts []Context    `json:"contexts,omitempty"`
	// Installs is where the command goes: 0 with servers, 1 with users.
	Installs []int `json:"integration_types,omitempty"`
}

// OptionSpec is an option, or a sub-command with options of its own. Required options
// come before the others (Discord refuses the rest).
type OptionSpec struct {
	Type         OptionType        `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Required     bool              `json:"required,omitempty"`
	Autocomplete bool              `json:"autocomplete,omitempty"`
	Choices      []Choice          `json:"choices,omitempty"`
	Options      []OptionSpec      `json:"options,omitempty"`
	ChannelTypes []ChannelType     `json:"channel_types,omitempty"`
	Min          *float64          `json:"min_value,omitempty"`
	Max          *float64          `json:"max_value,omitempty"`
	MinLength    *int              `json:"min_length,omitempty"`
	MaxLength    *int              `json:"max_length,omitempty"`
}

// Registered is a command as Discord keeps it: with its ID, a mention </name:id>
// can be written.
type Registered struct {
	ID   ID          `json:"id"`
	Kind CommandKind `json:"type"`
	Name string      `json:"name"`
}

// CommandHash is the same for the same commands in the same order, and differs when
// anything about them does: keep it to register only what changed.
func CommandHash(specs []CommandSpec) (string, error) {
	raw, err := json.Marshal(specs)
	if err != nil {
		return "", fmt.Errorf("hash commands: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// WithoutLocales is a copy of the commands without their translations into the given
// locales.
func WithoutLocales(specs []CommandSpec, locales ...string) []CommandSpec {
	out := slices.Clone(specs)
	for i := range out {
		out[i].Names = without(out[i].Names, locales)
		out[i].Descriptions = without(out[i].Descriptions, locales)
		out[i].Options = optionsWithout(out[i].Options, locales)
	}
	return out
}

func optionsWithout(opts []OptionSpec, locales []string) []OptionSpec {
	out := slices.Clone(opts)
	for i := range out {
		out[i].Names = without(out[i].Names, locales)
		out[i].Descriptions = without(out[i].Descriptions, locales)
		out[i].Options = optionsWithout(out[i].Options, locales)
		out[i].Choices = slices.Clone(out[i].Choices)
		for j := range out[i].Choices {
			out[i].Choices[j].Names = without(out[i].Choices[j].Names, locales)
		}
	}
	return out
}

func without(texts map[string]string, locales []string) map[string]string {
	out := maps.Clone(texts)
	for _, l := range locales {
		delete(out, l)
	}
	return out
}
