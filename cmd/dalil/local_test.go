package main

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runs runs the program in a home of its own and returns what it wrote.
func runs(t *testing.T, home string, args ...string) (code int, out, wrong string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, streams{strings.NewReader(""), &o, &e}, []string{"HOME=" + home})
	return code, o.String(), e.String()
}

// While one process has the index open, the commands of others are carried out by it.
func TestCommandsReachServe(t *testing.T) {
	home := t.TempDir()
	docs := filepath.Join(home, "docs")
	if err := os.MkdirAll(docs, 0o700); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(docs, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("ferry.txt", "Olga Venn runs the ferry to Skarn.\n")
	if code, _, wrong := runs(t, home, "index", docs); code != 0 {
		t.Fatal(wrong)
	}
	a := &app{streams: streams{strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}}, env: environment{"HOME": home},
		given: flagValues{}, log: slog.New(slog.DiscardHandler), config: defaults()}
	lib, err := a.openLibrary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	ask := []string{"ask", "Who runs the ferry to Skarn?"}
	if code, _, wrong := runs(t, home, ask...); code != 1 || !strings.Contains(wrong, "has it open") {
		t.Errorf("an index that is locked without a socket: exit %d, %s", code, wrong)
	}
	l, err := listenLocal(a.dataFolder())
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: a.localHandler(lib)}
	go server.Serve(l)
	defer server.Close()
	if info, err := os.Stat(filepath.Join(a.dataFolder(), socketName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is open to others: %v %v", info.Mode(), err)
	}
	code, out, wrong := runs(t, home, ask...)
	if code != 0 || !strings.HasPrefix(out, "Olga Venn") {
		t.Errorf("ask: exit %d, %s%s", code, out, wrong)
	}
	write("mill.txt", "Ada Moss keeps the mill in Torp.\n")
	t.Chdir(home)
	if code, out, wrong := runs(t, home, "index", "docs"); code != 0 || !strings.Contains(out, "1 added") {
		t.Errorf("index: exit %d, %s%s", code, out, wrong)
	}
	if code, out, wrong := runs(t, home, "show", "mill.txt"); code != 0 || !strings.Contains(out, "Ada Moss") {
		t.Errorf("show: exit %d, %s%s", code, out, wrong)
	}
	if code, out, wrong := runs(t, home, "why", "--json", "Who keeps the mill in Torp?"); code != 0 || !strings.Contains(out, `"rule"`) {
		t.Errorf("why: exit %d, %s%s", code, out, wrong)
	}
	if code, _, wrong := runs(t, home, "ask", "--collection", "none", "Who?"); code != 1 || !strings.Contains(wrong, "there are: default") {
		t.Errorf("an error: exit %d, %s", code, wrong)
	}
	if code, _, wrong := runs(t, home, "chat"); code != 1 || !strings.Contains(wrong, "has it open") {
		t.Errorf("chat: exit %d, %s", code, wrong)
	}
}

func TestFileName(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"notes.md", "notes.md"},
		{"../../etc/passwd.txt", "_.._etc_passwd.txt"},
		{`c:\x.txt`, "c__x.txt"},
		{".hidden.txt", "hidden.txt"},
		{"مذكرة.txt", "مذكرة.txt"},
		{"a\u202etxt.exe.md", "a_txt.exe.md"},
		{".md", "md"},
	} {
		if got := fileName(test.in); got != test.want {
			t.Errorf("fileName(%q) = %q, want %q", test.in, got, test.want)
		}
	}
	if got := fileName(strings.Repeat("ع", 300) + ".txt"); len(got) > 110 {
		t.Errorf("a name of %d bytes", len(got))
	}
}
