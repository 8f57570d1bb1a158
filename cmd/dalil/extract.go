package main

import (
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/corpus/sandbox"
)

// readerCommand is what this program is started with, again and again, to read files apart from the process that started
// it. It is for no person.
const readerCommand = "read-files"

// extractCommand returns the hidden command that a sandbox starts. It reads no configuration: it needs none, and there are
// secrets in it.
func (a *app) extractCommand() *cobra.Command {
	return &cobra.Command{
		Use:               readerCommand + " MEMORY",
		Short:             "Read files for another process of this program",
		Hidden:            true,
		Args:              exactly(1),
		PersistentPreRunE: func(*cobra.Command, []string) error { return nil },
		RunE: func(cmd *cobra.Command, args []string) error {
			memory, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usageError{err}
			}
			return sandbox.Serve(cmd.Context(), a.in, a.out, memory)
		},
	}
}

// newSandbox returns a pool of processes of this program that read files, as many as there are CPUs. They start when the first
// file is read, so that a pool costs nothing where nothing has changed.
func newSandbox(env environment, l limits) *sandbox.Pool {
	return sandbox.New(sandbox.Options{
		Command:  []string{ownProgram(), readerCommand, strconv.FormatInt(int64(l.Memory), 10)},
		Name:     os.Args[0],
		Env:      env.forReaders(),
		Children: runtime.GOMAXPROCS(0),
		Memory:   int64(l.Memory),
		Time:     time.Duration(l.Time),
	})
}

// ownProgram returns the path of this program. Linux has one that holds when the file was replaced since the start.
func ownProgram() string {
	const self = "/proc/self/exe"
	if _, err := os.Stat(self); err == nil {
		return self
	}
	path, err := os.Executable()
	if err != nil {
		return os.Args[0]
	}
	return path
}

// forReaders returns what a process that reads files needs to know: where programs are that it may call, and a folder for
// what is in between. No secret is among that.
func (env environment) forReaders() []string {
	var out []string
	for _, name := range []string{"PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT"} {
		if value, ok := env.lookup(name); ok {
			out = append(out, name+"="+value)
		}
	}
	return out
}
