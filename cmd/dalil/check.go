package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
)

func (a *app) checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say whether everything is there for answering on Discord, and what to do where it is not",
		Args:  exactly(0),
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.check(cmd.Context()) },
	}
	a.addSettings(cmd, cmd.Flags(), botSettings()...)
	a.addJSON(cmd)
	return cmd
}

// errCheck is returned where something is missing, all of which was said.
var errCheck = errors.New("something has to be done before dalil serve works as it should")

func (a *app) check(ctx context.Context) error {
	findings, err := a.findings(ctx)
	if err != nil {
		return err
	}
	bad := 0
	for _, f := range findings {
		if !f.OK {
			bad++
		}
		if a.json {
			continue
		}
		mark := "ok  "
		if !f.OK {
			mark = "BAD "
		}
		fmt.Fprintf(a.out, "%s %-13s %s\n", mark, f.What, corpus.Visible(f.Text))
		if f.Remedy != "" {
			fmt.Fprintf(a.out, "     %-13s → %s\n", "", f.Remedy)
		}
	}
	if a.json {
		if err := a.writeJSON(findings); err != nil {
			return err
		}
	}
	if bad > 0 {
		return errCheck
	}
	return nil
}

// findings looks at everything. An index that serve has open is fine, and its documents are left to serve.
func (a *app) findings(ctx context.Context) ([]bot.Finding, error) {
	lib, err := a.openLibrary(ctx)
	if _, running := errors.AsType[*index.LockedError](err); running {
		o, _, _ := a.botOptions(&library{}) // of what is wrong with the reader, readerFinding tells
		o.Library, o.Asker, o.Shelf = nil, nil, nil
		found := bot.Check(ctx, o)
		return append(found, bot.Finding{What: "index", OK: true, Text: "in use by a running dalil"}), nil
	}
	if err != nil {
		o, _, _ := a.botOptions(&library{}) // of what is wrong with the reader, readerFinding tells
		o.Library, o.Asker, o.Shelf = nil, nil, nil
		return append(bot.Check(ctx, o), bot.Finding{What: "index", Text: err.Error(), Remedy: "do what the message says"}), nil
	}
	defer lib.close()
	o, _, _ := a.botOptions(lib)
	return append(bot.Check(ctx, o), a.indexFinding(), a.readerFinding()), nil
}

// indexFinding says where the index is.
func (a *app) indexFinding() bot.Finding {
	dir := a.dataFolder()
	if exists, err := indexExists(dir); err != nil || !exists {
		return bot.Finding{What: "index", Text: "nothing is indexed: Dalil would answer out of its sample", Remedy: "index a folder: dalil index DIR"}
	}
	return bot.Finding{What: "index", OK: true, Text: dir}
}
