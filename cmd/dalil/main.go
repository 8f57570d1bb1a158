// Command dalil answers questions out of documents, with the sentences that say so.
//
//	dalil index DIR…     bring an index up to date with folders
//	dalil sync           bring it up to date with the sources of the configuration
//	dalil sources        how each source is doing
//	dalil ask QUESTION   answer once
//	dalil chat           answer question after question, with follow-ups
//	dalil show DOCUMENT  a document, with a quote in its paragraph
//	dalil why QUESTION   how the answer came about, or why there is none
//	dalil eval           measure answers against golden questions
//	dalil serve          answer on Discord
//	dalil check          what is missing for that
//	dalil verify         hold the index against the texts in it, and repair it
//	dalil backup FILE    everything that dalil keeps, in one file
//	dalil restore FILE   back again
//
// This is the front door: flags, environment, configuration file, wiring and exit codes are here and nowhere else. What it
// prints about answers is in package render. It exits with 0 when done, with 1 when something failed, and with 2 when it
// was called wrongly. That the documents hold no answer is an answer, and that a file of many cannot be read is said and no
// failure; that a whole source cannot be read, or that it is held back because much of it has vanished at once, is one.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	log.SetOutput(io.Discard) // scorch logs there what comes back to us as an error
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Environ())
	stop()
	os.Exit(code)
}

// streams are where a run reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run is the whole program; its result is the exit code.
func run(ctx context.Context, args []string, s streams, variables []string) int {
	a := &app{streams: s, env: newEnvironment(variables), given: make(flagValues)}
	root := a.rootCommand()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if code, done := a.forward(ctx, args, err); done {
		return code
	}
	return a.report(err)
}
