package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagValues are the settings that flags gave, by key, as text.
type flagValues map[string]string

// addSettings gives a command the flags of some settings, for itself or for those below it too.
func (a *app) addSettings(cmd *cobra.Command, flags *pflag.FlagSet, keys ...string) {
	scratch := defaults() // flags are checked when they are parsed, and laid over the configuration later
	for _, s := range scratch.settings() {
		if !slices.Contains(keys, s.key) {
			continue
		}
		flags.Var(&settingFlag{s, a.given}, s.flag(), s.usage)
		if choices := s.choices(); choices != nil {
			complete := cobra.FixedCompletions(choices, cobra.ShellCompDirectiveNoFileComp)
			if err := cmd.RegisterFlagCompletionFunc(s.flag(), complete); err != nil {
				panic(err) // the flag was added above
			}
		}
	}
}

// A settingFlag is the flag of a setting. A list that is given more than once is put together.
type settingFlag struct {
	setting
	given flagValues
}

func (f *settingFlag) Set(s string) error {
	if earlier, ok := f.given[f.key]; ok && f.Type() == new(list).Type() {
		s = earlier + "," + s
	}
	if err := f.value.Set(s); err != nil {
		return err
	}
	f.given[f.key] = s
	return nil
}

func (f *settingFlag) String() string {
	if f.value == nil {
		return "" // pflag asks a zero value whether the default is one
	}
	return f.value.String()
}

func (f *settingFlag) Type() string { return f.value.Type() }

// day is a date as a flag.
type day struct{ time.Time }

func (d *day) Set(s string) error {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return fmt.Errorf("%q is no date; write one such as 2013-11-02", s)
	}
	d.Time = t
	return nil
}

func (d *day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

func (d *day) Type() string { return "date" }
