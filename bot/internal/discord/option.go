package discord

import (
	"encoding/json"
	"strconv"
)

// OptionType is Discord's number for what an option takes.
type OptionType int

// The types of option.
const (
	SubCommand        OptionType = 1
	SubCommandGroup   OptionType = 2
	StringOption      OptionType = 3
	IntegerOption     OptionType = 4
	BooleanOption     OptionType = 5
	UserOption        OptionType = 6
	ChannelOption     OptionType = 7
	RoleOption        OptionType = 8
	MentionableOption OptionType = 9
	NumberOption      OptionType = 10
	AttachmentOption  OptionType = 11
)

// Option is the value a person gave for one option. Reading it as another type than
// it has gives the zero value, never a panic: while a number is being typed, Discord
// sends it as a string.
type Option struct {
	Name    string
	Type    OptionType
	Focused bool
	raw     json.RawMessage
}

// Text is a string, the id of a user, channel, role or attachment, or a number as it
// stands.
func (o Option) Text() string {
	var s string
	if json.Unmarshal(o.raw, &s) == nil {
		return s
	}
	return string(o.raw)
}

// ID is the option's value as an id.
func (o Option) ID() ID { return ID(o.Text()) }

// Int is a whole number.
func (o Option) Int() int64 {
	n, _ := strconv.ParseInt(o.Text(), 10, 64)
	return n
}

// Float is a number.
func (o Option) Float() float64 {
	f, _ := strconv.ParseFloat(o.Text(), 64)
	return f
}

// Flag is a boolean.
func (o Option) Flag() bool { return string(o.raw) == "true" }
