package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/cmd/dalil/internal/render"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/qa"
)

// remembered is how many turns of a conversation a follow-up question can lean on.
const remembered = 8

func (a *app) chatCommand() *cobra.Command {
	var p period
	cmd := &cobra.Command{
		Use:   "chat",
		Short: "Answer question after question, with follow-ups",
		Long: "Reads a question a line and answers it; a follow-up question may lean on the ones before it.\n" +
			"/why explains the last answer, /new begins a new conversation, /quit, Ctrl-C or the end of input ends it.",
		Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := p.check(); err != nil {
				return err
			}
			lib, err := a.openLibrary(cmd.Context())
			if _, running := errors.AsType[*index.LockedError](err); running {
				return fmt.Errorf("%w; meanwhile ask one question at a time with: dalil ask QUESTION", err)
			}
			if err != nil {
				return err
			}
			defer lib.close()
			answerer, err := a.answerer(lib, a.config.Threshold)
			if err != nil {
				return err
			}
			c := &chat{app: a, answerer: answerer, asking: a.question(lib, "", p)}
			return c.talk(cmd.Context())
		},
	}
	a.addQuestionFlags(cmd, &p)
	return cmd
}

// A chat is a conversation at the terminal.
type chat struct {
	*app
	answerer *qa.Answerer
	asking   qa.Question // what all questions have in common, and the turns so far
	last     *qa.Answer
}

// talk answers lines until there are no more.
func (c *chat) talk(ctx context.Context) error {
	prompted := isTerminal(c.in) && isTerminal(c.out)
	wanted, typed := make(chan struct{}), make(chan typedLine, 1)
	defer close(wanted)
	go readLines(c.in, wanted, typed)
	for {
		if prompted {
			fmt.Fprint(c.out, "> ")
		}
		wanted <- struct{}{}
		var line typedLine
		select {
		case line = <-typed:
		case <-ctx.Done():
			if prompted {
				fmt.Fprintln(c.out)
			}
			return nil // at the prompt there is nothing that is called off
		}
		if text := strings.TrimSpace(line.text); text != "" {
			if done, err := c.hear(ctx, text); done || err != nil {
				return err
			}
		}
		switch {
		case line.err == io.EOF:
			return nil
		case line.err != nil:
			return fmt.Errorf("read a question: %w", line.err)
		}
	}
}

// A typedLine is a line of input, and why there are no more behind it.
type typedLine struct {
	text string
	err  error
}

// readLines reads a line each time that one is wanted. Reading from a terminal cannot be called off: when a conversation is
// ended at the prompt, this goroutine waits for input until the program exits.
func readLines(in io.Reader, wanted <-chan struct{}, typed chan<- typedLine) {
	lines := bufio.NewReader(in)
	for range wanted {
		var line typedLine
		line.text, line.err = lines.ReadString('\n')
		typed <- line
	}
}

// hear acts on one line, and reports whether the conversation is over.
func (c *chat) hear(ctx context.Context, line string) (done bool, err error) {
	switch line {
	case "/quit", "/exit":
		return true, nil
	case "/new":
		c.asking.History, c.last = nil, nil
		return false, nil
	case "/why":
		if c.last == nil {
			_, err = fmt.Fprintln(c.out, "nothing was asked yet")
			return false, err
		}
		return false, render.Why(c.out, c.last, c.screen())
	}
	if command, _, _ := strings.Cut(line, " "); strings.HasPrefix(command, "/") && strings.Count(command, "/") == 1 {
		_, err = fmt.Fprintf(c.out, "there is no %s; there are /why, /new and /quit\n", corpus.Visible(command))
		return false, err
	}
	question := c.asking
	question.Text = line
	answer, err := c.answerer.Ask(ctx, question)
	if err != nil {
		return false, err
	}
	c.remember(answer)
	return false, c.say(line, answer)
}

func (c *chat) remember(answer *qa.Answer) {
	c.last = answer
	turn := qa.Turn{Question: answer.Question}
	for _, item := range answer.Items {
		turn.Items = append(turn.Items, item.Display)
	}
	history := append(c.asking.History, turn)
	c.asking.History = history[max(0, len(history)-remembered):]
}

// say writes an answer: as JSON on a line of its own, or for people with an empty line behind it.
func (c *chat) say(asked string, answer *qa.Answer) error {
	if c.json {
		encoder := json.NewEncoder(c.out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(answer)
	}
	if err := render.Answer(c.out, asked, answer, c.screen()); err != nil {
		return err
	}
	_, err := fmt.Fprintln(c.out)
	return err
}
