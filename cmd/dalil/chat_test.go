package main

import (
	"bytes"
	"context"
	"io"
	"testing"
	"testing/synctest"
)

// TestChatEndsAtThePrompt calls a conversation off while it waits for a question that nobody types.
func TestChatEndsAtThePrompt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, typing := io.Pipe()
		defer typing.Close()
		c := &chat{app: &app{streams: streams{in: in, out: new(bytes.Buffer)}}}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- c.talk(ctx) }()
		synctest.Wait()
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
