package fakediscord

import (
	"fmt"
	"regexp"
	"strings"
)

// commandName is Discord's rule for the names of slash commands and options.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

func checkCommands(specs []any) *refusal {
	kinds := map[int]int{}
	seen := map[string]bool{}
	for i, c := range specs {
		c, _ := c.(obj)
		at := fmt.Sprint(i)
		kind := max(num(c["type"]), 1)
		kinds[kind]++
		name, _ := c["name"].(string)
		key := fmt.Sprint(kind, name)
		if seen[key] {
			return wrong(at+".name", "Application command names must be unique")
		}
		seen[key] = true
		if kind == 1 {
			if bad := checkOption(c, at, 0); bad != nil {
				return bad
			}
		}
		if n := length(name); n < 1 || n > 32 {
			return wrong(at+".name", "Must be between 1 and 32 in length.")
		}
	}
	if kinds[1] > 100 || kinds[2] > 15 || kinds[3] > 15 {
		return &refusal{400, 30032, "Maximum number of application commands reached", ""}
	}
	return nil
}

// checkOption checks a command or option, and what is in it.
func checkOption(c obj, at string, depth int) *refusal {
	texts, _ := c["name_localizations"].(obj)
	all := append([]any{c["name"]}, values(texts)...)
	for _, v := range all {
		name, _ := v.(string)
		if !commandName.MatchString(name) || strings.ToLower(name) != name {
			return wrong(at+".name", "Command name is invalid: %q", name)
		}
	}
	texts, _ = c["description_localizations"].(obj)
	for _, v := range append([]any{c["description"]}, values(texts)...) {
		text, _ := v.(string)
		if n := length(text); n < 1 || n > 100 {
			return wrong(at+".description", "Must be between 1 and 100 in length.")
		}
	}
	options, _ := c["options"].([]any)
	choices, _ := c["choices"].([]any)
	if len(options) > 25 || len(choices) > 25 || depth > 3 {
		return wrong(at+".options", "Must be 25 or fewer in length.")
	}
	optional := false
	for i, o := range options {
		o, _ := o.(obj)
		if o["required"] == true && optional {
			return wrong(at+".options", "Required options must be placed before non-required options")
		}
		optional = optional || o["required"] != true
		if bad := checkOption(o, fmt.Sprintf("%s.options.%d", at, i), depth+1); bad != nil {
			return bad
		}
	}
	return nil
}

func values(m obj) []any {
	out := make([]any, 0, len(m))
	for _, v := range m {
		out = append(out, v)
	}
	return out
}
