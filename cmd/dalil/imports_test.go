package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/dalil-bot/dalil"

// TestArrows holds the direct imports of every file against the rooms of the house. It parses files, since the result of
// a test that runs the go command is cached and goes stale.
func TestArrows(t *testing.T) {
	root := filepath.Join("..", "..")
	files := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
			return fs.SkipDir
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		files++
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		checkFile(t, path, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Errorf("only %d files seen below %s", files, root)
	}
}

func checkFile(t *testing.T, path, rel string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	room, _, _ := strings.Cut(rel, "/")
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		if why := forbidden(room, rel, imported); why != "" {
			t.Errorf("%s imports %s: %s", rel, imported, why)
		}
	}
	if room != "cmd" && !isTool(rel) && !isForTests(rel) {
		checkCalls(t, path, rel, text)
	}
}

// forbidden says why a file of a room may not import a package, or "".
func forbidden(room, rel, imported string) string {
	if target, ours := strings.CutPrefix(imported, module+"/"); ours {
		target, _, _ = strings.Cut(target, "/")
		switch {
		case target == room, room == "cmd":
		case room == "bot" && (target == "qa" || target == "corpus"):
		case room == "qa" && target == "corpus":
		default:
			return "arrows go cmd → bot → qa → corpus"
		}
		if room == "bot" && strings.HasPrefix(imported, module+"/corpus/") && !isForTests(rel) {
			return "of corpus the bot knows the types only"
		}
		return ""
	}
	only := func(allowed bool, where string) string {
		if allowed {
			return ""
		}
		return "belongs under " + where
	}
	switch {
	case strings.HasPrefix(imported, "github.com/blevesearch/"):
		return only(room == "corpus", "corpus")
	case strings.HasPrefix(imported, "github.com/bwmarrin/discordgo"):
		return only(room == "bot" || room == "cmd", "bot and cmd")
	case strings.HasPrefix(imported, "github.com/goccy/go-yaml") && strings.HasPrefix(rel, "corpus/internal/extract/"):
		return "" // documents begin with YAML too: front matter
	case imported == "flag", strings.HasPrefix(imported, "github.com/spf13/"), strings.HasPrefix(imported, "github.com/goccy/go-yaml"):
		return only(room == "cmd" || isTool(rel) || isForTests(rel), "cmd")
	}
	return ""
}

// checkCalls looks for the environment and the end of the process.
func checkCalls(t *testing.T, path, rel string, text []byte) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if pkg, ok := selector.X.(*ast.Ident); ok && pkg.Name == "os" {
			switch selector.Sel.Name {
			case "Getenv", "LookupEnv", "Environ", "Exit", "Args":
				t.Errorf("%s uses os.%s, which belongs under cmd", rel, selector.Sel.Name)
			}
		}
		return true
	})
}

// isTool reports whether a file belongs to a program that makes tables for the package around it.
func isTool(rel string) bool {
	return strings.Contains(rel, "/gen/") || strings.Contains(rel, "/internal/cmd/")
}

// isForTests reports whether a file is part of tests: one itself, or of a package that stands in for the world outside.
func isForTests(rel string) bool {
	return strings.HasSuffix(rel, "_test.go") || strings.HasPrefix(rel, "bot/internal/fakediscord/") ||
		strings.HasPrefix(rel, "bot/internal/chattest/")
}

func TestForbidden(t *testing.T) {
	for _, test := range []struct {
		file, imported string
		allowed        bool
	}{
		{"cmd/dalil/index.go", module + "/corpus/index", true},
		{"bot/reply.go", module + "/qa", true},
		{"bot/reply.go", module + "/corpus", true},
		{"bot/reply.go", module + "/corpus/index", false},
		{"bot/internal/chattest/library.go", module + "/corpus/index", true},
		{"qa/answerer.go", module + "/corpus/names", true},
		{"qa/answerer.go", module + "/bot", false},
		{"qa/answerer.go", "github.com/blevesearch/bleve/v2", false},
		{"corpus/index/index.go", "github.com/blevesearch/bleve/v2", true},
		{"corpus/index/index.go", module + "/corpus/terms", true},
		{"corpus/index/index.go", module + "/qa", false},
		{"corpus/index/index.go", "flag", false},
		{"corpus/names/gen/main.go", "flag", true},
		{"qa/answerer.go", "github.com/bwmarrin/discordgo", false},
		{"bot/bot.go", "github.com/bwmarrin/discordgo", true},
		{"bot/bot.go", "github.com/goccy/go-yaml", false},
	} {
		room, _, _ := strings.Cut(test.file, "/")
		if why := forbidden(room, test.file, test.imported); (why == "") != test.allowed {
			t.Errorf("%s importing %s: %q, allowed should be %v", test.file, test.imported, why, test.allowed)
		}
	}
}
