package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/cmd/dalil/internal/render"
	"github.com/dalil-bot/dalil/corpus"
)

func (a *app) showCommand() *cobra.Command {
	var view render.View
	var text string
	var history bool
	cmd := &cobra.Command{
		Use:               "show DOCUMENT",
		Short:             "Show a document, with a quote in its paragraph",
		Example:           "  dalil show tokyo-moscow-first-talks.txt --at 388:470",
		Args:              exactly(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			lib, err := a.openLibrary(cmd.Context())
			if err != nil {
				return err
			}
			defer lib.close()
			doc, err := lib.find(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if history {
				return a.history(cmd.Context(), lib, doc)
			}
			if text != "" {
				if doc, err = a.earlier(cmd.Context(), lib, doc, text); err != nil {
					return err
				}
			}
			if err := checkSpan(view.At, doc.Text); err != nil {
				return usageError{fmt.Errorf("--at %d:%d: %w", view.At.Start, view.At.End, err)}
			}
			if a.json {
				return a.writeJSON(doc)
			}
			return render.Document(a.out, doc, view, a.screen())
		},
	}
	a.addSettings(cmd, cmd.Flags(), "collection")
	a.addJSON(cmd)
	cmd.Flags().Var((*spanFlag)(&view.At), "at", "a quote to show in its paragraph, by its byte offsets in the document")
	cmd.Flags().StringVar(&text, "sha256", "", "show the text with this SHA-256, or that begins so, also where the document has changed since")
	cmd.Flags().BoolVar(&history, "history", false, "list the texts that are kept of the document, with when it had them")
	cmd.Flags().BoolVar(&view.All, "all", false, "show boilerplate too, with the rule that marked it")
	return cmd
}

// find returns a document by its ID, with or without its collection before it.
func (l *library) find(ctx context.Context, name string) (*corpus.Document, error) {
	for _, collection := range l.collections {
		copied := typed(name)
		for _, id := range []string{name, strings.TrimPrefix(name, collection+"/"), copied, strings.TrimPrefix(copied, collection+"/")} {
			doc, err := l.Document(ctx, collection, id)
			if err == nil || !errors.Is(err, corpus.ErrNotFound) {
				return doc, err
			}
		}
	}
	return nil, fmt.Errorf("document %q: %w in %s; its name stands under each quote", name, corpus.ErrNotFound,
		strings.Join(l.collections, ", "))
}

// spanFlag is a span as START:END.
type spanFlag corpus.Span

func (f *spanFlag) Set(s string) error {
	from, to, ok := strings.Cut(s, ":")
	start, err1 := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if !ok || errors.Join(err1, err2) != nil || start < 0 || end <= start {
		return fmt.Errorf("%q is no span; write one such as 120:245", s)
	}
	*f = spanFlag{Start: start, End: end}
	return nil
}

func (f *spanFlag) String() string {
	if f.End == 0 {
		return ""
	}
	return fmt.Sprintf("%d:%d", f.Start, f.End)
}

func (f *spanFlag) Type() string { return "start:end" }

// checkSpan reports what is wrong with a span of a text.
func checkSpan(s corpus.Span, text string) error {
	switch {
	case s.End > len(text):
		return fmt.Errorf("the document has %d bytes", len(text))
	case s.Start < len(text) && !utf8.RuneStart(text[s.Start]), s.End < len(text) && !utf8.RuneStart(text[s.End]):
		return errors.New("an end of it lies within a character")
	}
	return nil
}
