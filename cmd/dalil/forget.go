package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus/index"
)

// shownForgotten is how many documents that go with a folder are named on the screen.
const shownForgotten = 20

// A forgetting is what one folder brought into a collection, and whether it was removed. It is written as JSON.
type forgetting struct {
	Collection string   `json:"collection"`
	Source     string   `json:"source"`
	Documents  []string `json:"documents"`
	Passages   int      `json:"passages"`
	Removed    bool     `json:"removed"`
}

// forget says what would go with folders, which need not exist any more, and removes it where that was agreed to. Either
// all of them are known or nothing is removed.
func (a *app) forget(ctx context.Context, dirs []string, agreed bool) (err error) {
	collection, err := a.oneCollection()
	if err != nil {
		return err
	}
	dir := a.dataFolder()
	switch exists, err := indexExists(dir); {
	case err != nil:
		return err
	case !exists:
		return fmt.Errorf("there is no index in %s", dir)
	}
	ix, err := a.openAt(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	known, err := ix.Documents(ctx, collection)
	if err != nil {
		return err
	}
	var all []forgetting
	for _, dir := range dirs {
		f, err := a.broughtBy(dir, collection, known)
		if err != nil {
			return err
		}
		all = append(all, f)
	}
	for i := range all {
		if agreed {
			if err := ix.Remove(ctx, collection, all[i].Documents); err != nil {
				return err
			}
			all[i].Removed = true
		}
		if !a.json {
			a.printForgetting(all[i])
		}
	}
	if a.json {
		return a.writeJSON(all)
	}
	return nil
}

// broughtBy finds the documents of a collection that came from a folder.
func (a *app) broughtBy(dir, collection string, known []index.Info) (forgetting, error) {
	name, err := a.identityOf(dir, collection, known)
	if err != nil {
		return forgetting{}, err
	}
	f := forgetting{Collection: collection, Source: name}
	var others []string
	for _, i := range known {
		if i.State.Source != name {
			others = append(others, i.State.Source)
			continue
		}
		f.Documents = append(f.Documents, i.ID)
		f.Passages += i.Passages
	}
	if len(f.Documents) > 0 {
		return f, nil
	}
	slices.Sort(others)
	there := "it is empty"
	if others = slices.Compact(others); len(others) > 0 {
		there = "there are documents from: " + strings.Join(others, ", ")
	}
	return f, fmt.Errorf("nothing in collection %q came from %s; %s", collection, name, there)
}

// identityOf returns what the index calls a source that somebody named: one of the configuration, one that it has no more, or a
// folder.
func (a *app) identityOf(name, collection string, known []index.Info) (string, error) {
	name = typed(name)
	for _, s := range a.config.Sources {
		if s.Name == name && s.Collection == collection {
			return s.identity(), nil
		}
	}
	if slices.ContainsFunc(known, func(i index.Info) bool { return i.State.Source == name }) {
		return name, nil
	}
	return a.absolute(name)
}

func (a *app) printForgetting(f forgetting) {
	verb := "would be removed"
	if f.Removed {
		verb = "removed"
	}
	fmt.Fprintf(a.out, "%s: documents: %d, passages: %d, %s\n", a.shown(f.Source), len(f.Documents), f.Passages, verb)
	if f.Removed {
		return
	}
	for _, id := range f.Documents[:min(shownForgotten, len(f.Documents))] {
		fmt.Fprintf(a.out, "    %s\n", a.shown(id))
	}
	if more := len(f.Documents) - shownForgotten; more > 0 {
		fmt.Fprintf(a.out, "    and %d more\n", more)
	}
	fmt.Fprintln(a.out, "Nothing is removed yet: say so with --yes. The files themselves always stay.")
}
