package sandbox

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus/internal/extract"
)

func TestReports(t *testing.T) {
	part := func(name string, err error) error { return &extract.PartError{File: "a.zip", Part: name, Err: err} }
	for _, test := range []struct {
		name string
		err  error
	}{
		{"none", nil},
		{"of no kind", errors.New("odd")},
		{"of a kind", fmt.Errorf("extract a: %w: it is a picture", extract.ErrNotText)},
		{"of two kinds", fmt.Errorf("%w: %w", extract.ErrLimit, extract.ErrEncrypted)},
		{"of a part", part("b.txt", fmt.Errorf("%w", extract.ErrEmpty))},
		{"of parts", errors.Join(part("b", extract.ErrEmpty), part("c/d", fmt.Errorf("x: %w", extract.ErrLimit)), errors.New("torn"))},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := reported(test.err).err()
			if fmt.Sprint(got) != fmt.Sprint(test.err) {
				t.Errorf("got %v, want %v", got, test.err)
			}
			for name, kind := range kinds() {
				if errors.Is(got, kind) != errors.Is(test.err, kind) {
					t.Errorf("is %s: %v", name, errors.Is(got, kind))
				}
			}
			if a, b := places(got), places(test.err); !slices.Equal(a, b) {
				t.Errorf("parts are %q, want %q", a, b)
			}
		})
	}
}

// places returns the parts that an error names.
func places(err error) []string {
	if part, ok := err.(*extract.PartError); ok {
		return []string{part.File + ":" + part.Part}
	}
	var out []string
	for _, e := range joinedOf(err) {
		out = append(out, places(e)...)
	}
	return out
}

// TestEveryKindIsKnown looks for errors of package extract that would not be told apart after the pipe.
func TestEveryKindIsKnown(t *testing.T) {
	files, err := filepath.Glob("../internal/extract/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range tree.Decls {
			values, ok := decl.(*ast.GenDecl)
			if !ok || values.Tok != token.VAR {
				continue
			}
			for _, spec := range values.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names {
					if strings.HasPrefix(name.Name, "Err") {
						found++
						if kinds()[name.Name] == nil {
							t.Errorf("%s is missing", name.Name)
						}
					}
				}
			}
		}
	}
	if found == 0 {
		t.Error("no errors found")
	}
}

func TestFrames(t *testing.T) {
	var wire bytes.Buffer
	p := newPipe(&wire, &wire)
	bodies := []string{"", "short", strings.Repeat("long ", 1<<19)}
	for _, body := range bodies {
		if err := p.write(requestFrame, request{Name: "n"}, body); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range bodies {
		f, err := p.read()
		var r request
		if err := errors.Join(err, understand(f, requestFrame, &r)); err != nil || r.Name != "n" || string(f.body) != want {
			t.Errorf("%d bytes of %d for %q: %v", len(f.body), len(want), r.Name, err)
		}
	}
}

// A child whose time was over while it ended is being killed, and is not asked again: the next file would be called too slow.
func TestEndAfterItsTime(t *testing.T) {
	for _, test := range []struct {
		name  string
		takes time.Duration
		want  bool
	}{{"in time", 0, true}, {"too late", 100 * time.Millisecond, false}} {
		t.Run(test.name, func(t *testing.T) {
			in, out := io.Pipe()
			c := &child{opts: Options{Time: 50 * time.Millisecond}, pipe: newPipe(in, io.Discard), stderr: &tail{}, waited: make(chan struct{})}
			close(c.waited) // there is no process to be killed
			go func() {
				time.Sleep(test.takes)
				_ = newPipe(nil, out).write(endFrame, ending{}, "")
			}()
			if err, healthy := c.ask(t.Context(), request{Name: "a"}, nil); err != nil || healthy != test.want {
				t.Errorf("it can be asked again: %t, %v", healthy, err)
			}
		})
	}
}

func FuzzFrames(f *testing.F) {
	f.Add([]byte("D\x00\x00\x00\x02\x00\x00\x00\x01{}x"))
	f.Add([]byte("D\xff\xff\xff\xff\x00\x00\x00\x01{}x"))
	f.Add([]byte("E\x00\x10\x00\x01\x00\x00\x00\x00{"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p := newPipe(bytes.NewReader(data), nil)
		for {
			got, err := p.read()
			if err != nil {
				return
			}
			if len(got.head)+len(got.body) > len(data) {
				t.Fatal("more than was sent")
			}
			var d found
			_ = understand(got, documentFrame, &d)
		}
	})
}
