package qa

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

// A liar is a library whose documents are not what its search says.
type liar struct {
	Library
	document func(*corpus.Document) (*corpus.Document, error)
}

func (l liar) Document(ctx context.Context, collection, id string) (*corpus.Document, error) {
	doc, err := l.Library.Document(ctx, collection, id)
	if err != nil {
		return nil, err
	}
	shown := *doc
	return l.document(&shown)
}

var orchards = map[string]string{
	"growers.txt": "Three villages grow quinces: Ardle, Bremmy and Coldwick. The quince fair takes place in October.",
	"prices.txt":  "A crate of quinces cost 14 euros in Ardle last autumn. Pears were cheaper.",
}

func TestVerify(t *testing.T) {
	failed := errors.New("the disk is gone")
	for _, test := range []struct {
		name     string
		document func(*corpus.Document) (*corpus.Document, error)
		reason   string
		err      error
	}{
		{"truth", func(d *corpus.Document) (*corpus.Document, error) { return d, nil }, "", nil},
		{"another text of the same length", func(d *corpus.Document) (*corpus.Document, error) {
			d.Text = strings.ToUpper(d.Text)
			return d, nil
		}, ReasonUnverified, nil},
		{"one byte more in front", func(d *corpus.Document) (*corpus.Document, error) {
			d.Text = " " + d.Text
			return d, nil
		}, ReasonUnverified, nil},
		{"cut short", func(d *corpus.Document) (*corpus.Document, error) {
			d.Text = d.Text[:3]
			return d, nil
		}, ReasonUnverified, nil},
		{"gone", func(*corpus.Document) (*corpus.Document, error) { return nil, corpus.ErrNotFound }, ReasonUnverified, nil},
		{"unreadable", func(*corpus.Document) (*corpus.Document, error) { return nil, failed }, "", failed},
	} {
		t.Run(test.name, func(t *testing.T) {
			lib := liar{libraryOf(t, "c", orchards), test.document}
			for _, text := range []string{"How much did a crate of quinces cost?", "Which villages grow quinces?", "When does the quince fair take place?"} {
				a, err := New(lib, Options{Threshold: 1e-9}).Ask(t.Context(), Question{Text: text, Collections: []string{"c"}})
				if !errors.Is(err, test.err) {
					t.Fatalf("%s: error %v, want %v", text, err, test.err)
				}
				if err != nil {
					continue
				}
				checkAnswer(t, lib, Question{Text: text, Collections: []string{"c"}}, a)
				if a.Reason != test.reason {
					t.Errorf("%s: reason %q, want %q", text, a.Reason, test.reason)
				}
				if test.reason != "" && len(a.Near) > 0 {
					t.Errorf("%s: %d near misses that do not stand there", text, len(a.Near))
				}
			}
		})
	}
}

// TestVerifyList drops the quotes of one document out of a list over two: what is left is a whole answer, and says nothing
// of what was dropped.
func TestVerifyList(t *testing.T) {
	texts := map[string]string{
		"a.txt": "Norway has a fishing accord with Iceland since last spring.",
		"b.txt": "Canada has a fishing accord with Iceland as well.",
		"c.txt": "Spain too signed a fishing accord with Iceland.",
	}
	question := Question{Text: "Which countries have a fishing accord with Iceland?", Collections: []string{"c"}}
	all := Options{Threshold: 1e-9} // what is dropped is at stake here, not what is answered
	lib := libraryOf(t, "c", texts)
	whole := mustAnswer(t, lib, New(lib, all), question)
	if want := []string{"@CA", "@ES", "@NO"}; !slices.Equal(ids(whole), want) {
		t.Fatalf("%v; want %v: %s", ids(whole), want, whole.Why.Rule)
	}
	for gone, want := range map[string][]string{"a.txt": {"@CA", "@ES"}, "b.txt": {"@ES", "@NO"}} {
		missing := liar{lib, func(d *corpus.Document) (*corpus.Document, error) {
			if d.ID == gone {
				return nil, corpus.ErrNotFound
			}
			return d, nil
		}}
		a := mustAnswer(t, missing, New(missing, all), question)
		if !slices.Equal(ids(a), want) || a.Sources != 2 {
			t.Errorf("without %s: %v out of %d; want %v", gone, ids(a), a.Sources, want)
		}
	}
	only := liar{lib, func(d *corpus.Document) (*corpus.Document, error) {
		if d.ID != "c.txt" {
			return nil, corpus.ErrNotFound
		}
		return d, nil
	}}
	if a := mustAnswer(t, only, New(only, all), question); a.Kind != Single || a.Text != "Spain" || a.Sources != 1 {
		t.Errorf("%s %q out of %d; want Spain alone", a.Kind, a.Text, a.Sources)
	}
}

// ids returns the identifiers of an answer's items, sorted.
func ids(a *Answer) []string {
	var out []string
	for _, item := range a.Items {
		out = append(out, item.ID)
	}
	slices.Sort(out)
	return out
}
