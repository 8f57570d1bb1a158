package web

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/source"
)

func TestPages(t *testing.T) {
	s := newStand(t, Options{})
	s.page("/b", "bee", "ETag", `"b"`)
	withUser := strings.Replace(s.url, "://", "://ali:hunter2@", 1)
	p := NewPages(s.Fetcher, []string{withUser + "/b", s.url + "/a#x", s.url + "/a", s.url + "/a?utm_medium=mail", s.url + "/b", "ali:hunter2@nothing"})
	l, err := p.Entries(t.Context())
	want := []source.Entry{{ID: s.url + "/a", URI: s.url + "/a"}, {ID: s.url + "/b", URI: s.url + "/b"}}
	if d := cmp.Diff(want, l.Entries); d != "" || err != nil || l.Partial {
		t.Errorf("%v, partial %v, entries (-want +got):\n%s", err, l.Partial, d)
	}
	if len(l.Problems) != 2 || l.Problems[0].Path != s.url+"/b" || strings.Contains(l.Problems[1].Error(), "hunter2") {
		t.Errorf("problems %v", l.Problems)
	}
	if len(s.asked) != 0 {
		t.Errorf("listing asked for %v", s.asked)
	}
	c, err := p.Read(t.Context(), l.Entries[1])
	if err != nil || string(c.Data) != "bee" {
		t.Errorf("%q, %v", c.Data, err)
	}
	if _, err := p.Read(t.Context(), l.Entries[0]); err == nil || errors.Is(err, source.ErrGone) {
		t.Errorf("error %v of a missing page", err)
	}
}
