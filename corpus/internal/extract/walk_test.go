package extract

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

// list is a format for tests: a part a line. "!" is a bad one, "[" opens a list within.
type list struct{}

func (list) read(ctx context.Context, w *walk, p part) error {
	for i, line := range strings.Split(string(p.data), "\n") {
		q := p.within(fmt.Sprint(i), []byte(line), p.hints.ModTime)
		var err error
		switch {
		case line == "!":
			err = w.note(ctx, q.sub, ErrEncrypted)
		case line == "[":
			err = w.note(ctx, q.sub, list{}.read(ctx, w, part{sub: q.sub, data: []byte("within\n!"), hints: q.hints}))
		default:
			err = w.note(ctx, q.sub, binaryFormat{upper{}}.read(ctx, w, q))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// upper reads letters as capitals.
type upper struct{}

func (upper) ExtractBytes(_ context.Context, data []byte, _ Hints) (Page, error) {
	text := strings.ToUpper(string(data))
	return Page{Text: text, Blocks: lineBlocks(text)}, nil
}

func TestWalk(t *testing.T) {
	stop := errors.New("stop")
	tests := []struct {
		name   string
		lines  string
		limits Limits
		stop   string // text at which yield gives up
		want   []string
		failed []string
		err    string // that ends it
	}{
		{"all good", "one\ntwo", Limits{}, "", []string{"0 ONE", "1 TWO"}, nil, ""},
		{"a bad part", "one\n!\n \ntwo", Limits{}, "", []string{"0 ONE", "3 TWO"}, []string{"extract x: 1: protected by a password", "extract x: 2: no text in it"}, ""},
		{"parts within", "[\ntwo", Limits{}, "", []string{"0/0 WITHIN", "1 TWO"}, []string{"extract x: 0/1: protected by a password"}, ""},
		{"too many", "one\ntwo\nthree\nfour", Limits{Documents: 2}, "", []string{"0 ONE", "1 TWO"}, nil, "too much: more than 2 documents in one file"},
		{"called off", "one\ntwo\nthree", Limits{}, "TWO", []string{"0 ONE", "1 TWO"}, nil, "stop"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got, failed []string
			w := &walk{name: "x", limits: tt.limits.withDefaults(), yield: func(sub string, doc corpus.Document) error {
				got = append(got, sub+" "+doc.Text)
				if doc.Text == tt.stop {
					return stop
				}
				return nil
			}}
			err := list{}.read(context.Background(), w, part{name: "x", data: []byte(tt.lines), hints: Hints{Limits: w.limits}})
			for _, f := range w.failed {
				failed = append(failed, f.Error())
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(tt.failed, failed); d != "" {
				t.Error(d)
			}
			if (err != nil || tt.err != "") && fmt.Sprint(err) != tt.err {
				t.Errorf("error %v, want %v", err, tt.err)
			}
		})
	}
}

func TestUnique(t *testing.T) {
	w := &walk{}
	var got []string
	for _, sub := range []string{"a", "a", "b", "a", "a (2)"} {
		got = append(got, w.unique(sub))
	}
	if d := cmp.Diff([]string{"a", "a (2)", "b", "a (3)", "a (2) (2)"}, got); d != "" {
		t.Error(d)
	}
	const many = 2000 // of a name that an archive has many times, each is found at once
	if n := testing.AllocsPerRun(1, func() {
		w := &walk{}
		for range many {
			w.unique("a")
		}
	}); n > 20*many {
		t.Errorf("%.0f allocations for %d names", n, many)
	}
}
