package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
)

func (a *app) verifyCommand() *cobra.Command {
	var repair bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Hold the index against the texts in it",
		Long: "Reads every stored document and compares its text with its hash, its passages with the text, and the index with what\n" +
			"the text gives. That takes about as long as indexing did. With --repair a collection in which something is wrong is\n" +
			"built anew out of the texts that are as they were written; questions are answered meanwhile. Documents whose text is\n" +
			"not are removed and named: the next dalil sync brings them again.",
		Example: "  dalil verify\n  dalil verify --collection handbook --repair",
		Args:    exactly(0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.verify(cmd.Context(), repair) },
	}
	a.addSettings(cmd, cmd.Flags(), "collection")
	a.addJSON(cmd)
	cmd.Flags().BoolVar(&repair, "repair", false, "repair what can be repaired")
	return cmd
}

// errUnsound is what verify ends with where it found something and was not told to repair it.
var errUnsound = errors.New("the index is not as it was written; repair it with: dalil verify --repair")

// A verification is what was found in one collection, as JSON.
type verification struct {
	Collection string        `json:"collection"`
	Documents  int           `json:"documents"`
	Passages   int           `json:"passages"`
	Versions   int           `json:"versions"`
	Problems   []failureJSON `json:"problems"`
	Mended     []string      `json:"mended"`
	Removed    []string      `json:"removed"`
}

func newVerification(collection string, r index.Repaired) verification {
	v := verification{
		Collection: collection, Documents: r.Documents, Passages: r.Passages, Versions: r.Versions,
		Problems: []failureJSON{}, Mended: append([]string{}, r.Mended...), Removed: append([]string{}, r.Removed...),
	}
	for _, p := range r.Problems {
		v.Problems = append(v.Problems, failureJSON{ID: p.ID, Error: p.Err.Error()})
	}
	return v
}

func (a *app) verify(ctx context.Context, repair bool) (err error) {
	lib, err := a.openExisting()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	var all []verification
	var failed []error
	unsound := false
	for _, name := range lib.collections {
		var r index.Repaired
		if repair {
			r, err = lib.Repair(ctx, name)
		} else {
			r.Verification, err = lib.Inspect(ctx, name)
		}
		if err != nil {
			failed = append(failed, err)
			continue
		}
		v := newVerification(name, r)
		all = append(all, v)
		unsound = unsound || len(v.Problems) > 0 && !repair
		if !a.json {
			a.printVerification(v, repair)
		}
	}
	if a.json {
		failed = append(failed, a.writeJSON(all))
	}
	if unsound {
		failed = append(failed, errUnsound)
	}
	return errors.Join(failed...)
}

func (a *app) printVerification(v verification, repaired bool) {
	name := a.shown(v.Collection)
	earlier := ""
	if v.Versions > 0 {
		earlier = ", " + counted(v.Versions, "earlier text", "earlier texts")
	}
	state := "all as they were written"
	if n := len(v.Problems); n > 0 {
		state = fmt.Sprintf("problems: %d", n)
	}
	fmt.Fprintf(a.out, "%s: %s, %s%s: %s\n", name, documents(v.Documents), counted(v.Passages, "passage", "passages"), earlier, state)
	for _, p := range v.Problems[:min(shownProblems, len(v.Problems))] {
		about := ""
		if p.ID != "" {
			about = a.shown(p.ID) + ": "
		}
		fmt.Fprintf(a.err, "dalil: %s: %s%s\n", name, about, corpus.Visible(p.Error))
	}
	if more := len(v.Problems) - shownProblems; more > 0 {
		fmt.Fprintf(a.err, "dalil: %s: %d more; --json lists all\n", name, more)
	}
	if !repaired || len(v.Problems) == 0 {
		return
	}
	fmt.Fprintf(a.out, "  built anew; documents indexed again: %s\n", a.listed(v.Mended))
	if len(v.Removed) > 0 {
		fmt.Fprintf(a.out, "  removed, until dalil sync brings them again: %s\n", a.listed(v.Removed))
	}
}

// listed names documents, or says that there are none.
func (a *app) listed(ids []string) string {
	if len(ids) == 0 {
		return "none"
	}
	text := strings.Join(a.shownAll(ids[:min(shownProblems, len(ids))]), ", ")
	if more := len(ids) - shownProblems; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// openExisting opens the index that there is; the sample is none.
func (a *app) openExisting() (*library, error) {
	dir := a.dataFolder()
	if a.shared == nil {
		switch exists, err := indexExists(dir); {
		case err != nil:
			return nil, err
		case !exists:
			return nil, fmt.Errorf("there is no index in %s", dir)
		}
	}
	return a.openIndex(dir)
}
