package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// exampleFile is the documented configuration, at the top of the module.
var exampleFile = filepath.Join("..", "..", "config.example.yaml")

func TestExampleIsTheDefaults(t *testing.T) {
	text, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	got := config{Data: "not set", Collection: []string{"not set"}, Language: "en"}
	if err := parseConfig(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(defaults(), got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-default +example:\n%s", diff)
	}
}

func TestExampleNamesEverySetting(t *testing.T) {
	text, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range new(config).settings() {
		parts := strings.Split(s.key, ".")
		for _, name := range []string{"--" + s.flag(), s.variable(), parts[len(parts)-1] + ":"} {
			if !strings.Contains(string(text), name) {
				t.Errorf("%s does not hold %q", exampleFile, name)
			}
		}
	}
}

func TestParseConfigErrors(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"unknown key", "data: a\ndatta: b\n", `2:1: unknown field "datta"`},
		{"unknown nested key", "limits:\n  file: 3\n", `2:3: unknown field "file"`},
		{"key twice", "data: a\ndata: b\n", `2:1: mapping key "data" already defined at [1:1]`},
		{"wrong type", "threshold: [1]\n", `1:12: `},
		{"text for a number", "threshold: often\n", `1:12: threshold: "often" is no number from 0 to 1`},
		{"list for a text", "data: [a]\n", `1:7: a value of this kind cannot stand here`},
		{"after a byte order mark", "\ufeffdatta: b\n", `1:1: unknown field "datta"`},
		{"no size", "# files\nlimits:\n  file_size: huge\n", `3:14: limits.file_size: "huge" is no size`},
		{"no level", "log:\n  level: loud\n", `2:10: log.level: "loud" is no level`},
		{"out of range", "threshold: 1.5\n", `1:12: threshold: "1.5" is no number from 0 to 1`},
		{"no language of answers", "language: tlh\n", `1:11: language: "tlh" is no language`},
		{"broken", "data: [a\n", `1:7: `},
		{"two documents", "data: a\n---\ndata: b\n", `1:1: more than one document`},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := defaults()
			err := parseConfig([]byte(test.in), &c)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got error %v, want %s…", err, test.want)
			}
		})
	}
}

func TestPrecedence(t *testing.T) {
	file := filepath.Join(t.TempDir(), "dalil.yaml")
	if err := os.WriteFile(file, []byte("data: file\nlanguage: ar\nthreshold: 0.1\nlimits:\n  file_size: 1 MiB\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := environment{"DALIL_DATA": "environment", "DALIL_THRESHOLD": "0.2", "DALIL_COLLECTION": "a, b", "DALIL_LANGUAGE": ""}
	got, err := loadConfig(file, env, flagValues{"data": "flag"})
	if err != nil {
		t.Fatal(err)
	}
	want := config{
		Data: "flag", Collection: []string{"a", "b"}, Language: "ar", Threshold: 0.2, Versions: 3,
		Limits: defaultLimits(), Log: logging{Level: level(slog.LevelWarn)},
		Discord: defaultDiscord(), Web: defaultWeb(), Reader: defaults().Reader,
	}
	want.Limits.FileSize = 1 << 20
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestConfigFileHasToExistOnlyWhereNamed(t *testing.T) {
	home := t.TempDir()
	env := environment{"HOME": home, "XDG_CONFIG_HOME": home}
	if _, err := loadConfig("", env, nil); err != nil {
		t.Errorf("nothing named: %v", err)
	}
	env["DALIL_CONFIG"] = filepath.Join(home, "none.yaml")
	if _, err := loadConfig("", env, nil); err == nil {
		t.Error("a named file that does not exist gives no error")
	}
}

func TestSizes(t *testing.T) {
	for _, test := range []struct {
		in   string
		want size
		text string
	}{
		{"32MiB", 32 << 20, "32MiB"},
		{"1.5 kb", 1500, "1500B"},
		{" 2 GiB ", 2 << 30, "2GiB"},
		{"1024", 1024, "1KiB"},
	} {
		var got size
		if err := got.Set(test.in); err != nil || got != test.want || got.String() != test.text {
			t.Errorf("Set(%q) = %d %q, %v; want %d %q", test.in, got, got.String(), err, test.want, test.text)
		}
	}
	for _, in := range []string{"", "MiB", "-1", "0", "1e40", "NaN", "ten"} {
		if err := new(size).Set(in); err == nil {
			t.Errorf("Set(%q) gives no error", in)
		}
	}
}

func TestUnknownVariables(t *testing.T) {
	env := newEnvironment([]string{"DALIL_DATA=x", "DALIL_DTA=y", "PATH=/bin", "DALIL_CONFIG=z", "DALIL_ASK=1", "broken"})
	if diff := cmp.Diff([]string{"DALIL_ASK", "DALIL_DTA"}, env.unknown()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
