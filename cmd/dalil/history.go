package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
)

// A textJSON is a text that a document has or had, as JSON.
type textJSON struct {
	Hash  string    `json:"sha256"`
	Since time.Time `json:"since"`
	Until time.Time `json:"until,omitzero"` // missing for the present one
}

// texts returns the texts that are kept of a document, the present one first.
func texts(info index.Info) []textJSON {
	all := []textJSON{{Hash: info.Hash, Since: info.Since}}
	for _, v := range info.Earlier {
		all = append(all, textJSON{v.Hash, v.Since, v.Until})
	}
	return all
}

// history lists the texts that are kept of a document.
func (a *app) history(ctx context.Context, lib *library, doc *corpus.Document) error {
	info, err := lib.Info(ctx, doc.Collection, doc.ID)
	if err != nil {
		return err
	}
	all := texts(info)
	if a.json {
		return a.writeJSON(all)
	}
	for _, t := range all {
		until := "now"
		if !t.Until.IsZero() {
			until = minute(t.Until)
		}
		fmt.Fprintf(a.out, "%s  %s to %s\n", t.Hash, minute(t.Since), until)
	}
	return nil
}

func minute(t time.Time) string { return t.Format("2006-01-02 15:04 UTC") }

// earlier returns a document as it was with the text whose hash begins so.
func (a *app) earlier(ctx context.Context, lib *library, doc *corpus.Document, hash string) (*corpus.Document, error) {
	info, err := lib.Info(ctx, doc.Collection, doc.ID)
	if err != nil {
		return nil, err
	}
	var found []textJSON
	for _, t := range texts(info) {
		if strings.HasPrefix(t.Hash, strings.ToLower(hash)) {
			found = append(found, t)
		}
	}
	switch {
	case len(found) == 0:
		return nil, fmt.Errorf("document %q with the text %s: %w; dalil show --history lists those that are kept", doc.ID, hash,
			corpus.ErrNotFound)
	case len(found) > 1:
		return nil, usageError{fmt.Errorf("--sha256 %s: %d texts begin so; write more of it", hash, len(found))}
	}
	was, version, err := lib.DocumentVersion(ctx, doc.Collection, doc.ID, found[0].Hash)
	if err == nil && !version.Current() {
		fmt.Fprintf(a.err, "dalil: since changed: this was the text from %s to %s\n", minute(version.Since), minute(version.Until))
	}
	return was, err
}
