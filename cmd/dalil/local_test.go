package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/bot"
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
	p := newPost(t, "")
	p.file("docs/ferry.txt", "Olga Venn runs the ferry to Skarn.\n")
	p.run(0, "index", "docs")
	a, lib := p.open(io.Discard)
	ask := []string{"ask", "Who runs the ferry to Skarn?"}
	p.wants(p.run(1, ask...), "has it open") // and there is no socket
	p.serve(a, lib)
	if info, err := os.Stat(filepath.Join(a.dataFolder(), socketName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is open to others: %v %v", info.Mode(), err)
	}
	if out := p.run(0, ask...); !strings.HasPrefix(out, "Olga Venn") {
		t.Errorf("ask: %s", out)
	}
	p.file("docs/mill.txt", "Ada Moss keeps the mill in Torp.\n")
	p.wants(p.run(0, "index", "docs"), "1 added")
	p.wants(p.run(0, "show", "mill.txt"), "Ada Moss")
	p.wants(p.run(0, "show", "\u2068default/mill.txt\u2069"), "Ada Moss") // copied from a screen
	p.wants(p.run(0, "why", "--json", "Who keeps the mill in Torp?"), `"rule"`)
	p.wants(p.run(1, "ask", "--collection", "none", "Who?"), "there are: default")
	p.wants(p.run(1, "chat"), "has it open", "meanwhile ask one question at a time with: dalil ask QUESTION\n")
}

// What cannot be taken in, for whatever reason, leaves nothing behind that would come in later.
func TestShelfKeepsNothingHalf(t *testing.T) {
	p := newPost(t, "")
	a, lib := p.open(io.Discard)
	documents := a.newShelf(lib)
	add := func(name, text string) error {
		_, err := documents.Add(t.Context(), "server-1", bot.Upload{Name: name, Bytes: []byte(text)})
		return err
	}
	if err := add("ferry.txt", "Olga Venn runs the ferry to Skarn.\n"); err != nil {
		t.Fatal(err)
	}
	documents.limits.DiskFree = 1 << 60
	for _, name := range []string{"mill.txt", "ferry.txt"} {
		if err := add(name, "Ada Moss keeps the mill in Torp.\n"); !errors.Is(err, errRoom) {
			t.Errorf("%s: %v", name, err)
		}
	}
	documents.limits.DiskFree = 0
	if err := add("inn.txt", "Cleo Ames keeps the inn in Rask.\n"); err != nil {
		t.Fatal(err)
	}
	var ids []string
	found, err := documents.Documents(t.Context(), "server-1")
	for _, d := range found {
		doc, wrong := documents.Document(t.Context(), "server-1", d.ID)
		if err = errors.Join(err, wrong); wrong == nil {
			ids = append(ids, d.ID+": "+strings.TrimSpace(doc.Text))
		}
	}
	if diff := cmp.Diff([]string{"ferry.txt: Olga Venn runs the ferry to Skarn.", "inn.txt: Cleo Ames keeps the inn in Rask."}, ids); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// A file that became several documents is taken out as a whole, by whichever of them is named.
func TestShelfRemovesWholeFiles(t *testing.T) {
	p := newPost(t, "")
	a, lib := p.open(io.Discard)
	documents := a.newShelf(lib)
	for name, text := range map[string]string{
		"table.csv": "id,title,body\n1,First,The mill burned down on Monday. Nobody was hurt in the fire.\n2,Second,The ferry was sold to Olga Venn. She will run it to Skarn.\n",
		"ferry.txt": "Olga Venn runs the ferry to Skarn.\n",
	} {
		if _, err := documents.Add(t.Context(), "server-1", bot.Upload{Name: name, Bytes: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	listed := func() (all []string) {
		found, err := documents.Documents(t.Context(), "server-1")
		if err != nil {
			t.Error(err)
		}
		for _, d := range found {
			all = append(all, d.ID+" "+d.File)
		}
		return all
	}
	if diff := cmp.Diff([]string{"ferry.txt ", "table.csv#1 table.csv", "table.csv#2 table.csv"}, listed()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if err := documents.Remove(t.Context(), "server-1", "table.csv#2", "nothing.txt"); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"ferry.txt "}, listed()); diff != "" {
		t.Errorf("afterwards (-want +got):\n%s", diff)
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
