package main

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// asProgram has the test's own program be dalil.
const asProgram = "DALIL_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == readerCommand || os.Getenv(asProgram) != "" {
		main() // this program is what reads files for a command under test, or is under test itself
	}
	testscript.Main(m, map[string]func(){"dalil": main})
}

// TestScripts runs the program as a shell would; what runs in it side by side, TestCommandsReachServe and the packages' own
// tests show to the race detector. "exits N dalil …" runs it and wants that exit code.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program some two hundred times")
	}
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir+"/home")
			env.Setenv("XDG_DATA_HOME", "")
			env.Setenv("XDG_CONFIG_HOME", "")
			env.Setenv("DALIL_READER_USE", "lexical") // what a script is about is seldom the reader; reader.txtar is
			env.Setenv("GOGC", "400")                 // most of the time of so short a run goes into making the tables of libraries
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits},
	})
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
