package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/dalil-bot/dalil/cmd/dalil/internal/render"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
)

// An app is one run of the program.
type app struct {
	streams
	env        environment
	config     config     // known from the moment that a command runs
	configFlag string     // --config
	json       bool       // --json
	given      flagValues // settings given by flags
	log        *slog.Logger

	// Of a command that serve carries out for another process.
	encoder *encoder        // the neural model, once for the process
	shared  *index.Index    // serve's index; nil in a process of one's own
	kept    *keeper         // serve's, or one that was made for this run
	folder  string          // where the command was typed; "" for here
	remote  *render.Options // what the other's screen can show
}

// rootCommand returns the tree of commands.
func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "dalil",
		Short: "Answers questions out of your documents, with the sentences that say so",
		Long: "Dalil answers questions out of a folder of documents, with the sentences that say so, word for word.\n" +
			"Where the documents hold no answer it says so. Without an index it answers out of a small sample.",
		Example:       "  dalil ask \"which countries have 2+2 with Japan?\"\n  dalil index ~/articles && dalil chat",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("there is no command %q; see: dalil --help", args[0])}
			}
			cmd.SetOut(a.err)
			if err := cmd.Help(); err != nil {
				return err
			}
			return usageError{errors.New("name a command, such as: dalil ask QUESTION")}
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.configure() },
	}
	root.Version = version()
	root.SetVersionTemplate(versionLine())
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see: %s --help", err, cmd.CommandPath())}
	})
	root.PersistentFlags().StringVar(&a.configFlag, "config", "", "configuration `file` (default: config.yaml in the user's configuration folder)")
	a.addSettings(root, root.PersistentFlags(), "data", "log.level")
	root.AddCommand(a.indexCommand(), a.syncCommand(), a.sourcesCommand(), a.askCommand(), a.chatCommand(), a.showCommand(), a.whyCommand(), a.evalCommand(),
		a.serveCommand(), a.checkCommand(), a.verifyCommand(), a.backupCommand(), a.restoreCommand(), a.versionCommand(), a.extractCommand())
	return root
}

// configure settles the configuration before a command runs.
func (a *app) configure() error {
	var err error
	if a.config, err = loadConfig(a.file(a.configFlag), a.env, a.given); err != nil {
		return err
	}
	for _, name := range a.env.unknown() {
		fmt.Fprintf(a.err, "dalil: environment variable %s means nothing and is ignored\n", name)
	}
	level := slog.Level(a.config.Log.Level)
	a.log = slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
	if a.shared != nil {
		return nil
	}
	return resumeRestore(a.dataFolder())
}

// screen says what standard output can show.
func (a *app) screen() render.Options {
	if a.remote != nil {
		return *a.remote
	}
	terminal := isTerminal(a.out)
	_, plain := a.env.lookup("NO_COLOR") // https://no-color.org
	return render.Options{Colour: terminal && !plain && a.env["TERM"] != "dumb", Isolate: terminal, Columns: columns(a.out)}
}

// shown returns the name of something for a line of our own.
func (a *app) shown(name string) string { return render.Name(name, a.screen()) }

func (a *app) shownAll(names []string) []string {
	var all []string
	for _, name := range names {
		all = append(all, a.shown(name))
	}
	return all
}

// columns returns the width of a terminal, 0 for other streams.
func columns(stream any) int {
	file, ok := stream.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// writeJSON writes a value as indented JSON.
func (a *app) writeJSON(value any) error {
	encoder := json.NewEncoder(a.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// addJSON gives a command the flag --json.
func (a *app) addJSON(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&a.json, "json", false, "write JSON")
}

// A usageError is one of whoever typed the command.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// report writes an error as one line and returns the exit code.
func (a *app) report(err error) int {
	if err == nil {
		return 0
	}
	text := strings.ReplaceAll(err.Error(), "\n", "; ") // errors.Join puts one on a line
	if errors.Is(err, context.Canceled) {
		text = "interrupted; what was finished is kept"
	}
	fmt.Fprintf(a.err, "dalil: %s%s\n", corpus.Visible(text), remedy(err))
	if _, ok := errors.AsType[usageError](err); ok {
		return 2
	}
	return 1
}
