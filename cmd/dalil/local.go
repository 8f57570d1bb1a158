package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/dalil-bot/dalil/cmd/dalil/internal/render"
	"github.com/dalil-bot/dalil/corpus/index"
)

// While serve runs it owns the index. The commands that need it send themselves to serve, through a socket that only the
// same user can open, and show what it answers: a line of JSON for each piece of output, the last with the exit code.

// socketName is the socket's file in the data folder.
const socketName = "dalil.sock"

// An errand is a command line that another process carries out.
type errand struct {
	Args      []string
	Folder    string // that relative paths begin at
	Variables []string
	Screen    render.Options
}

// A piece is a part of what an errand wrote, or its end.
type piece struct {
	Out  []byte `json:",omitempty"`
	Err  []byte `json:",omitempty"`
	Code *int   `json:",omitempty"`
}

// listenLocal opens the socket. One that a killed process left behind is replaced; that nobody uses it is known from the
// index's lock, which the caller holds.
func listenLocal(dir string) (net.Listener, error) {
	path := filepath.Join(dir, socketName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("local socket: %w", err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("local socket: %w; name a data folder with a shorter path with --data", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// forwarded are the commands that serve carries out for others.
func forwarded() []string {
	return []string{"ask", "backup", "index", "show", "sources", "sync", "verify", "why"}
}

// localHandler carries out errands over the library that is open.
func (a *app) localHandler(lib *library) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var e errand
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&e); err != nil {
			http.Error(w, "not an errand", http.StatusBadRequest)
			return
		}
		out := &pieces{to: json.NewEncoder(w), flush: http.NewResponseController(w)}
		s := streams{strings.NewReader(""), writerFunc(func(p []byte) error { return out.send(piece{Out: p}) }),
			writerFunc(func(p []byte) error { return out.send(piece{Err: p}) })}
		inner := &app{streams: s, env: newEnvironment(e.Variables), given: make(flagValues), shared: lib.Index, kept: a.kept, encoder: a.encoder, folder: e.Folder, remote: &e.Screen}
		root := inner.rootCommand()
		root.SetArgs(e.Args)
		code := 0
		if cmd, _, err := root.Find(e.Args); err != nil || !slices.Contains(forwarded(), cmd.Name()) {
			code = inner.report(usageError{errors.New("the running dalil does not do that for others")})
		} else {
			code = inner.report(root.ExecuteContext(r.Context()))
		}
		_ = out.send(piece{Code: &code}) // whoever asked went away
	})
}

// pieces sends output as it comes.
type pieces struct {
	mu    sync.Mutex
	to    *json.Encoder
	flush *http.ResponseController
}

func (p *pieces) send(x piece) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.to.Encode(x); err != nil {
		return err
	}
	return p.flush.Flush()
}

type writerFunc func([]byte) error

// Write passes a copy of the bytes on.
func (f writerFunc) Write(p []byte) (int, error) {
	if err := f(bytes.Clone(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// forward has the process that owns the index carry the command out, where err says that there is one. It reports whether
// it did, and the exit code.
func (a *app) forward(ctx context.Context, args []string, err error) (code int, done bool) {
	locked, ok := errors.AsType[*index.LockedError](err)
	cmd, _, wrong := a.rootCommand().Find(args)
	if !ok || wrong != nil || !slices.Contains(forwarded(), cmd.Name()) {
		return 0, false
	}
	folder, err := os.Getwd()
	if err != nil {
		return 0, false
	}
	body, err := json.Marshal(errand{Args: args, Folder: folder, Variables: a.env.list(), Screen: a.screen()})
	if err != nil {
		return 0, false
	}
	path := filepath.Join(locked.Dir, socketName)
	client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", path)
	}}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://dalil/", bytes.NewReader(body))
	if err != nil {
		return 0, false
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, false // some other process has the index: the lock's own message says which
	}
	defer resp.Body.Close()
	return a.relay(resp.Body)
}

// relay writes out what comes of an errand.
func (a *app) relay(body io.Reader) (code int, done bool) {
	in := json.NewDecoder(body)
	for {
		var p piece
		if err := in.Decode(&p); err != nil {
			fmt.Fprintln(a.err, "dalil: the running dalil stopped before it was done")
			return 1, true
		}
		if p.Code != nil {
			return *p.Code, true
		}
		_, err1 := a.out.Write(p.Out)
		_, err2 := a.err.Write(p.Err)
		if err := errors.Join(err1, err2); err != nil {
			return 1, true
		}
	}
}

// list returns the variables that a command of ours can depend on.
func (env environment) list() []string {
	var out []string
	for name, value := range env {
		if strings.HasPrefix(name, "DALIL_") && name != "DALIL_DISCORD_TOKEN" || strings.HasPrefix(name, "XDG_") ||
			slices.Contains([]string{"HOME", "USERPROFILE", "LocalAppData", "NO_COLOR", "TERM"}, name) {
			out = append(out, name+"="+value)
		}
	}
	slices.Sort(out)
	return out
}

// absolute resolves a path of the command line against the folder in which it was typed.
func (a *app) absolute(path string) (string, error) {
	if a.folder == "" || path == "" || filepath.IsAbs(path) {
		return filepath.Abs(path)
	}
	return filepath.Join(a.folder, path), nil
}

// typed returns an argument without the marks that our own output puts around names of the other direction: they come along
// when a name is copied from the screen.
func typed(argument string) string {
	return strings.Map(func(r rune) rune {
		if r == 0x2068 || r == 0x2069 {
			return -1
		}
		return r
	}, argument)
}

// file resolves the name of a file that need not be given.
func (a *app) file(name string) string {
	if a.folder == "" || name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(a.folder, name)
}

// An opened is an index that this process opened, or that it shares with the serve around it, which closes it.
type opened struct {
	*index.Index
	shared bool
}

// Close gives the index back, unless others use it.
func (o opened) Close() error {
	if o.shared {
		return nil
	}
	return o.Index.Close()
}

// openAt opens the index in a folder.
func (a *app) openAt(dir string) (opened, error) {
	if a.shared != nil {
		return opened{a.shared, true}, nil
	}
	ix, err := index.Open(dir, index.Options{Log: a.log, Versions: a.config.earlierTexts()})
	return opened{ix, false}, err
}
