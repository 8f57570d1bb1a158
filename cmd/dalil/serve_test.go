package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// forReal makes TestServeForReal run: go test ./cmd/dalil -run TestServeForReal -real -v
var forReal = flag.Bool("real", false, "build dalil and run it beside a stand-in for Discord")

// maxResident is what dalil serve may keep in memory while 100 servers are connected and silent, by reader.
var maxResident = map[string]int64{"lexical": 80_000_000, "neural": 260_000_000}

// TestServeForReal takes the built program from a token to the first answer, in 100 servers of a stand-in for Discord that
// runs in another process, and looks at its memory while nothing is asked.
func TestServeForReal(t *testing.T) {
	if !*forReal {
		t.Skip("builds two programs and waits for half a minute: -real")
	}
	for reader, most := range maxResident {
		t.Run(reader, func(t *testing.T) { serveForReal(t, reader, most) })
	}
}

func serveForReal(t *testing.T, reader string, most int64) {
	r := newReality(t)
	r.env = append(r.env, "DALIL_READER_USE="+reader)
	if out, err := r.dalil("index", "../../corpus/sample/articles").CombinedOutput(); err != nil {
		t.Fatalf("index: %v\n%s", err, out)
	}
	found, err := r.dalil("check").Output()
	exit, _ := errors.AsType[*exec.ExitError](err)
	if exit == nil || exit.ExitCode() != 1 || !strings.Contains(string(found), "BAD  channels") || !strings.Contains(string(found), "ok   install link") {
		t.Errorf("check before the first start: %v\n%s", err, found)
	}
	var said lockedBuffer
	serve := r.dalil("serve")
	serve.Stderr = &said
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	defer serve.Process.Kill()
	r.wait(t, "ready", 20*time.Second, func() bool { return r.ready() })
	time.Sleep(25 * time.Second)
	if resident := residentOf(t, serve.Process.Pid); int64(resident) > most {
		t.Errorf("%.1f MB resident with 100 servers", float64(resident)/1e6)
	} else {
		t.Logf("%.1f MB resident with 100 servers", float64(resident)/1e6)
	}
	r.say("alice /dalil channels enable")
	r.wait(t, "channel on", 5*time.Second, func() bool { return strings.Contains(r.out.String(), "I answer in") })
	r.say("alice /ask which countries have 2+2 with Japan?")
	r.wait(t, "answer", 5*time.Second, func() bool { return strings.Contains(r.out.String(), "Australia**") })
	if out, err := r.dalil("ask", "who runs the port?").CombinedOutput(); err != nil {
		t.Errorf("ask while serve runs: %v\n%s", err, out)
	}
	if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := serve.Wait(); err != nil || time.Since(start) > 20*time.Second {
		t.Errorf("stopping: %v after %v\n%s", err, time.Since(start), said.String())
	}
	if strings.Contains(r.out.String(), "PROBLEM") {
		t.Error(r.out.String())
	}
}

// reality is a stand-in for Discord in a process of its own, and what dalil needs to find it.
type reality struct {
	program string
	env     []string
	monitor string
	in      io.Writer
	out     lockedBuffer
}

func newReality(t *testing.T) *reality {
	dir := t.TempDir()
	r := &reality{program: filepath.Join(dir, "dalil"), monitor: freeAddress(t)}
	standIn := filepath.Join(dir, "try")
	for program, pkg := range map[string]string{r.program: ".", standIn: "../../bot/internal/fakediscord/try"} {
		build := exec.Command("go", "build", "-o", program, pkg)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			t.Skipf("go build: %v\n%s", err, out)
		}
	}
	discord := exec.CommandContext(t.Context(), standIn, "-servers", "100")
	discord.Stdout, discord.Stderr = &r.out, &r.out
	var err error
	if r.in, err = discord.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := discord.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { discord.Process.Kill(); discord.Wait() })
	r.wait(t, "stand-in", 10*time.Second, func() bool { return strings.Contains(r.out.String(), "\n") })
	line, _, _ := strings.Cut(r.out.String(), "\n")
	r.env = append(strings.Fields(strings.TrimPrefix(line, "export ")), "HOME="+dir, "DALIL_DISCORD_GRANTS=default", "DALIL_DISCORD_MONITOR="+r.monitor)
	return r
}

func (r *reality) dalil(args ...string) *exec.Cmd {
	cmd := exec.Command(r.program, args...)
	cmd.Env = r.env
	return cmd
}

func (r *reality) say(line string) { fmt.Fprintln(r.in, line) }

func (r *reality) ready() bool {
	resp, err := http.Get("http://" + r.monitor + "/readyz")
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

func (r *reality) wait(t *testing.T, what string, limit time.Duration, done func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !done(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s did not come; discord saw:\n%s", what, r.out.String())
		}
	}
}

// freeAddress is one on which nobody listens just now.
func freeAddress(t *testing.T) string {
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("no loopback sockets: ", err)
	}
	defer l.Close()
	return l.Addr().String()
}

// residentOf is how many bytes of a process are in memory.
func residentOf(t *testing.T, pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skip("memory of processes cannot be read here: ", err)
	}
	_, after, _ := strings.Cut(string(raw), "VmRSS:")
	var kilobytes int64
	if _, err := fmt.Sscan(after, &kilobytes); err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}

// lockedBuffer takes what another process writes while it is read.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write appends.
func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// String is all that was written.
func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
