package main

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/sandbox"
	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/corpus/source/web"
)

// remedy returns what can be done about an error of the operating system, which does not say so itself.
func remedy(err error) string {
	switch {
	case errors.Is(err, source.ErrTooLarge):
		return " with limits.file_size"
	case errors.Is(err, ingest.ErrOtherSource):
		return "; give one of the sources a collection of its own or a prefix, or take the other out with: dalil index --forget"
	case errors.Is(err, web.ErrAddress):
		return "; if the server is yours, name its range in web.private"
	case errors.Is(err, ingest.ErrLimit):
		return "; see limits in config.example.yaml"
	case errors.Is(err, sandbox.ErrTime):
		return "; raise limits.time"
	case errors.Is(err, sandbox.ErrMemory):
		return "; raise limits.memory"
	case errors.Is(err, ingest.ErrTooMany):
		return "; raise limits.documents, or documents of the source"
	case causedBy(err, syscall.ENOSPC), causedBy(err, syscall.EDQUOT):
		return "; free some space and run it again: what was finished is kept"
	case errors.Is(err, fs.ErrPermission):
		return "; check who may read and write it"
	case errors.Is(err, syscall.EROFS):
		return "; name a folder that can be written with --data"
	}
	return ""
}

// causedBy reports whether an error goes back to one of the operating system, also where scorch kept only its text.
func causedBy(err error, cause syscall.Errno) bool {
	return errors.Is(err, cause) || err != nil && strings.HasSuffix(err.Error(), cause.Error())
}

// bare drops the operation and the path from an error of the file system, where the caller names both.
func bare(err error) error {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err
	}
	return err
}

// atLeast asks for n arguments or more, which are of a kind that the usage line names.
func atLeast(n int) cobra.PositionalArgs { return asUsage(cobra.MinimumNArgs(n)) }

// exactly asks for n arguments.
func exactly(n int) cobra.PositionalArgs { return asUsage(cobra.ExactArgs(n)) }

func asUsage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if check(cmd, args) != nil {
			return usageError{errors.New("usage: " + cmd.UseLine())}
		}
		return nil
	}
}
