package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
	"github.com/dalil-bot/dalil/corpus"
)

// readable names the kinds of files that can be added.
const readable = ".txt, .md, .html"

// known says whether a name ends like one of those.
func known(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{".txt", ".text", ".md", ".markdown", ".html", ".htm"}, func(end string) bool { return strings.HasSuffix(name, end) })
}

// add puts a file that a manager attached into the server's own collection.
func (b *Bot) add(ctx context.Context, r request) (sent, error) {
	if r.Command.Text(reply.OptURL) != "" {
		return sent{}, tell(reply.NoFetching)
	}
	a, ok := r.Command.Attachment(reply.OptFile)
	if !ok {
		return sent{}, tell(reply.NoFile)
	}
	return b.addFile(ctx, r, a)
}

// addMessage puts the file of a message into the server's own collection, or the message's words where it has none.
func (b *Bot) addMessage(ctx context.Context, r request) (sent, error) {
	if r.at.direct() {
		return sent{}, tell(reply.OnlyInServer)
	}
	if err := b.managersOnly(ctx, r.at); err != nil {
		return sent{}, err
	}
	m, ok := r.Command.TargetMessage()
	switch {
	case ok && len(m.Attachments) > 0:
		return b.addFile(ctx, r, m.Attachments[0])
	case !ok || blank(m.Content):
		return sent{}, tell(reply.NoFile)
	}
	return b.shelve(ctx, r, Upload{Name: messageName(m), Bytes: []byte(m.Content)})
}

// messageName calls a message's document after its first words, and the end of its id so that no two are called the same.
func messageName(m discord.Message) string {
	words := []rune(corpus.Visible(m.Content))
	id := string(m.ID)
	return string(words[:min(len(words), 40)]) + " " + id[max(0, len(id)-6):] + ".txt"
}

func (b *Bot) addFile(ctx context.Context, r request, a discord.Attachment) (sent, error) {
	if !known(a.Filename) {
		return sent{}, told{reply.Notice{Code: reply.FileKind, Name: a.Filename, Detail: readable}}
	}
	raw, err := b.discord.Fetch(ctx, a, b.opts.UploadLimit)
	if errors.Is(err, discord.ErrTooLarge) {
		return sent{}, b.tooLarge(a.Filename)
	}
	if err != nil {
		return sent{}, fmt.Errorf("fetch attachment: %w", err)
	}
	return b.shelve(ctx, r, Upload{Name: a.Filename, Bytes: raw})
}

func (b *Bot) tooLarge(name string) error {
	return told{reply.Notice{Code: reply.FileTooLarge, Name: name, Limit: int(b.opts.UploadLimit >> 20)}}
}

// shelve adds a document, and enables the server's own collection when it is the first in it.
func (b *Bot) shelve(ctx context.Context, r request, file Upload) (sent, error) {
	if b.opts.Shelf == nil {
		return sent{}, tell(reply.NoFile)
	}
	id, err := b.opts.Shelf.Add(ctx, own(r.at.server), file)
	if wrong, ok := errors.AsType[*UploadError](err); ok {
		switch wrong.Reason {
		case TooLarge:
			return sent{}, b.tooLarge(file.Name)
		case Unknown:
			return sent{}, told{reply.Notice{Code: reply.FileKind, Name: file.Name, Detail: readable}}
		}
		return sent{}, tellName(reply.FileUnreadable, file.Name)
	}
	if err != nil {
		return sent{}, err
	}
	_, err = b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error {
		s.Collections = append(slices.Clone(s.Collections), own(r.at.server))
		return nil
	})
	if err == nil {
		err = b.audited(ctx, r, id)
	}
	return notice(r, reply.Notice{Code: reply.Added, Name: file.Name}), err
}

// removeDocument takes a document out of the server's own collection.
func (b *Bot) removeDocument(ctx context.Context, r request) (sent, error) {
	name := r.Command.Text(reply.OptDocument)
	docs, err := b.opts.Library.Documents(ctx, own(r.at.server))
	if err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return sent{}, err
	}
	at := slices.IndexFunc(docs, func(d Document) bool { return d.ID == name || d.Title == name })
	if at < 0 || b.opts.Shelf == nil {
		return sent{}, tellName(reply.NoDocument, name)
	}
	if err := b.opts.Shelf.Remove(ctx, own(r.at.server), docs[at].ID); err != nil {
		return sent{}, err
	}
	return notice(r, reply.Notice{Code: reply.Removed, Name: name}), b.audited(ctx, r, docs[at].ID)
}

// sync reads the folders of the server's collections again.
func (b *Bot) sync(ctx context.Context, r request) (sent, error) {
	names, err := b.enabled(ctx, r.at.server)
	if err == nil {
		names, err = b.existing(ctx, r.at.server, names)
	}
	if err != nil {
		return sent{}, err
	}
	if only := r.Command.Text(reply.OptCollection); only != "" {
		if !slices.Contains(names, only) {
			return sent{}, tellName(reply.NoCollection, only)
		}
		names = []string{only}
	}
	var sum Synced
	for _, name := range names {
		if b.opts.Shelf == nil || name == own(r.at.server) {
			continue
		}
		done, err := b.opts.Shelf.Sync(ctx, name)
		if _, ok := errors.AsType[*UploadError](err); ok {
			continue // there is no folder to read
		}
		if err != nil {
			return sent{}, err
		}
		sum = Synced{sum.Added + done.Added, sum.Updated + done.Updated, sum.Removed + done.Removed,
			sum.Unchanged + done.Unchanged, sum.Failed + done.Failed}
	}
	detail := fmt.Sprintf("+%d ~%d −%d =%d", sum.Added, sum.Updated, sum.Removed, sum.Unchanged)
	if sum.Failed > 0 {
		detail += fmt.Sprintf(" ⚠️%d", sum.Failed)
	}
	return notice(r, reply.Notice{Code: reply.Synced, Detail: detail}), b.audited(ctx, r, detail)
}
