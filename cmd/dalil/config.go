package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/qa"
)

// A config is what can be set. config.example.yaml documents every key of it. Each comes, in falling precedence, from a
// flag, from an environment variable, from the configuration file, or from defaults.
type config struct {
	Data       string         `yaml:"data"`
	Collection []string       `yaml:"collection"`
	Language   string         `yaml:"language"`
	Threshold  float64        `yaml:"threshold"`
	Versions   count          `yaml:"versions"`
	Limits     limits         `yaml:"limits"`
	Reader     readerSettings `yaml:"reader"`
	Log        logging        `yaml:"log"`

	Discord discordSettings `yaml:"discord"`
	Web     webSettings     `yaml:"web"`
	Sources sourceList      `yaml:"sources"`
}

// logging says what goes to standard error.
type logging struct {
	Level level `yaml:"level"`
}

// defaults returns the configuration of a machine on which nothing was set up.
func defaults() config {
	return config{
		Threshold: qa.DefaultThreshold,
		Versions:  index.DefaultVersions,
		Limits:    defaultLimits(),
		Reader:    readerSettings{Use: "auto"},
		Log:       logging{Level: level(slog.LevelWarn)},
		Discord:   defaultDiscord(),
		Web:       defaultWeb(),
	}
}

// earlierTexts is how many earlier texts of a document the index keeps, as it wants to be told.
func (c *config) earlierTexts() int {
	if c.Versions == 0 {
		return -1
	}
	return int(c.Versions)
}

// loadConfig returns the configuration that holds for a run: the file's values, over which the environment's are laid and
// then those of the flags that were given.
func loadConfig(file string, env environment, given flagValues) (config, error) {
	c := defaults()
	path, named := env.configFile(file)
	err := readConfig(path, &c)
	if errors.Is(err, fs.ErrNotExist) && !named {
		err = nil
	}
	for i := range c.Sources {
		err = errors.Join(err, c.Sources[i].place(env.home(), path))
	}
	if err != nil {
		return c, usageError{err}
	}
	for _, s := range c.settings() {
		if text, ok := env.lookup(s.variable()); ok {
			if err := s.value.Set(text); err != nil {
				return c, usageError{fmt.Errorf("environment variable %s: %w", s.variable(), err)}
			}
		}
		if text, ok := given[s.key]; ok {
			if err := s.value.Set(text); err != nil {
				return c, usageError{fmt.Errorf("--%s: %w", s.flag(), err)}
			}
		}
	}
	return c, nil
}

// readConfig lays a file's values over c. An unknown key, a key that stands twice and a value that does not fit are errors
// that name line and column.
func readConfig(path string, c *config) error {
	if path == "" {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("configuration %s: %w; name another with --config", path, bare(err))
	}
	if err := parseConfig(text, c); err != nil {
		return fmt.Errorf("%s:%w", path, err)
	}
	return nil
}

// parseConfig lays the values of a file over c. Its errors begin with line and column.
func parseConfig(text []byte, c *config) error {
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // some editors put it there
	decoder := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict())
	err := decoder.Decode(c)
	if errors.Is(err, io.EOF) {
		return nil // nothing but comments
	}
	_, positioned := errors.AsType[yaml.Error](err)
	if _, ok := errors.AsType[*valueError](err); ok {
		return withPosition(err)
	}
	if _, ok := errors.AsType[*yaml.TypeError](err); ok || !positioned {
		// The parser gives no position to the errors of our own types, knows no ranges, and names types of Go.
		err = errors.Join(checkValues(text, c), err)
	}
	if err != nil {
		return withPosition(err)
	}
	if err := decoder.Decode(new(any)); !errors.Is(err, io.EOF) {
		return errors.New("1:1: more than one document; leave out the lines of ---")
	}
	return nil
}

// A valueError is about a value in the configuration file that does not fit its key.
type valueError struct {
	at  *token.Position
	key string
	err error
}

func (e *valueError) Error() string {
	return fmt.Sprintf("%d:%d: %s: %v", e.at.Line, e.at.Column, e.key, e.err)
}

// checkValues returns the first scalar value of the file that its key does not take.
func checkValues(text []byte, c *config) error {
	for _, s := range c.settings() {
		path, err := yaml.PathString("$." + s.key)
		if err != nil {
			return err
		}
		node, err := path.ReadNode(bytes.NewReader(text))
		if err != nil || node.Type() == ast.NullType {
			continue // not in the file
		}
		if _, ok := node.(ast.ScalarNode); !ok {
			continue
		}
		if err := s.value.Set(node.GetToken().Value); err != nil {
			return &valueError{node.GetToken().Position, s.key, err}
		}
	}
	return nil
}

// withPosition puts line and column before an error of the parser, and drops the excerpt that it draws.
func withPosition(err error) error {
	if value, ok := errors.AsType[*valueError](err); ok {
		return value
	}
	parsed, ok := errors.AsType[yaml.Error](err)
	if !ok {
		return fmt.Errorf("1:1: %w", err)
	}
	message, _, _ := strings.Cut(parsed.GetMessage(), "\n")
	if _, ok := errors.AsType[*yaml.TypeError](err); ok {
		message = "a value of this kind cannot stand here; see config.example.yaml"
	}
	line, column := 1, 1
	if t := parsed.GetToken(); t != nil && t.Position != nil {
		line, column = t.Position.Line, t.Position.Column
	}
	return fmt.Errorf("%d:%d: %s", line, column, message)
}
