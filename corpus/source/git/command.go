package git

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// command makes a call of git that the repository and the environment have no say in, and that asks nobody.
func (r *Repo) command(ctx context.Context, args ...string) *exec.Cmd {
	fixed := []string{
		"-C", r.dir, "--no-pager", "--no-replace-objects", "--literal-pathspecs",
		"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.askPass=", "-c", "core.alternateRefsCommand=",
		"-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "log.mailmap=false", "-c", "diff.relative=false",
		"-c", "submodule.recurse=false", "-c", "fetch.recurseSubmodules=false", "-c", "fetch.unpackLimit=1",
		"-c", "gc.autoDetach=false", "-c", "maintenance.autoDetach=false",
		"-c", "http.followRedirects=false", "-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=60",
	}
	cmd := exec.CommandContext(ctx, r.opts.Program, append(fixed, args...)...)
	cmd.Env = append(quiet(cmd.Environ()), r.environment()...)
	cmd.WaitDelay = 10 * time.Second
	apart(cmd)
	return cmd
}

// quiet drops what makes git do other things than it does by default.
func quiet(env []string) []string {
	var kept []string
	for _, v := range env {
		name, _, _ := strings.Cut(v, "=")
		name = strings.ToUpper(name)
		if strings.HasPrefix(name, "GIT_") || strings.HasSuffix(name, "_PROXY") || strings.HasPrefix(name, "SSH_ASKPASS") ||
			strings.HasPrefix(name, "LC_") || name == "LANG" || name == "LANGUAGE" || name == "GCM_INTERACTIVE" {
			continue
		}
		kept = append(kept, v)
	}
	return kept
}

// environment is what git gets beside what it inherits.
func (r *Repo) environment() []string {
	env := []string{
		"LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS=", "SSH_ASKPASS_REQUIRE=never", "GCM_INTERACTIVE=never",
		"GIT_OPTIONAL_LOCKS=0", "GIT_LFS_SKIP_SMUDGE=1", "GIT_NO_LAZY_FETCH=1", "GIT_PROTOCOL_FROM_USER=0",
		"GIT_SSH_COMMAND=ssh -oBatchMode=yes -oConnectTimeout=20 -oPermitLocalCommand=no -oClearAllForwardings=yes",
	}
	if r.remote == nil {
		return append(env, "GIT_ALLOW_PROTOCOL=none") // a partial clone must not fetch what it lacks
	}
	return append(env, r.remote.environment()...)
}

// maxComplaint is how much of what git complains is kept, in bytes.
const maxComplaint = 8 << 10

// run calls git and hands its output to f while it comes. When f returns an error, git is ended and that is the error.
func (r *Repo) run(ctx context.Context, f func(out *bufio.Reader) error, args ...string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := r.command(ctx, args...)
	var complaint tail
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return r.explain(ctx, args[0], err, "")
	}
	defer killAll(cmd)
	wrong := f(bufio.NewReaderSize(out, 64<<10))
	if wrong != nil {
		cancel()
	}
	err = cmd.Wait()
	if wrong != nil {
		return wrong
	}
	return r.explain(ctx, args[0], err, complaint.String())
}

// output calls git and returns what it prints, which is little.
func (r *Repo) output(ctx context.Context, args ...string) (string, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, r.opts.Timeout, ErrTimeout)
	defer cancel()
	var text []byte
	err := r.run(ctx, func(out *bufio.Reader) (err error) {
		text, err = io.ReadAll(io.LimitReader(out, 1<<20))
		return err
	}, args...)
	return string(text), err
}

// fields calls git and hands on what it prints, cut at each NUL.
func (r *Repo) fields(ctx context.Context, f func(field string) error, args ...string) error {
	return r.run(ctx, func(out *bufio.Reader) error {
		for {
			field, err := readField(out)
			if errors.Is(err, io.EOF) {
				return nil // git's own error tells more about an output that is cut
			}
			if err == nil {
				err = f(field)
			}
			if err != nil {
				return err
			}
		}
	}, args...)
}

// maxField is how long a name that git prints may be, in bytes, with what stands before it: file systems take 4 KiB.
const maxField = 64 << 10

var errField = errors.New("git prints a name that no file can have")

// readField reads up to the next NUL, which it takes off.
func readField(r *bufio.Reader) (string, error) {
	var field []byte
	for {
		piece, err := r.ReadSlice(0)
		field = append(field, piece...)
		switch {
		case len(field) > maxField:
			return "", errField
		case err == nil:
			return string(field[:len(field)-1]), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", err
		}
	}
}

// explain says why a call of git failed.
func (r *Repo) explain(ctx context.Context, what string, err error, complaint string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, exec.ErrNotFound):
		return fmt.Errorf("%w: %s", ErrNoGit, r.opts.Program)
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case strings.Contains(complaint, "not a git repository"):
		return ErrNoRepo
	case complaint == "":
		return fmt.Errorf("git %s: %w", what, err)
	}
	return fmt.Errorf("git %s: %s", what, sentence(complaint))
}

// sentence returns the first of git's complaints that is fatal, or else the first, on one line.
func sentence(complaint string) string {
	first := ""
	for line := range strings.Lines(complaint) {
		line = strings.TrimSpace(line)
		if after, ok := strings.CutPrefix(line, "fatal: "); ok {
			return strings.ToValidUTF8(after, "\uFFFD")
		}
		if first == "" {
			first = strings.TrimPrefix(line, "error: ")
		}
	}
	return strings.ToValidUTF8(first, "\uFFFD")
}

// A tail keeps the last of what is written.
type tail struct{ bytes.Buffer }

func (t *tail) Write(p []byte) (int, error) {
	t.Buffer.Write(p)
	if over := t.Len() - maxComplaint; over > 0 {
		t.Next(over)
	}
	return len(p), nil
}
