package bot

import (
	"cmp"
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

// known says whether a name ends like a file that can be added.
func (b *Bot) known(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(b.opts.Formats, func(end string) bool { return strings.HasSuffix(name, end) })
}

// unreadable says of a file that its kind is not read, and which are.
func (b *Bot) unreadable(name string) error {
	return told{reply.Notice{Code: reply.FileKind, Name: name, Detail: strings.Join(b.opts.Formats, ", ")}}
}

// add puts a file that a manager attached, or a page of the web, into the server's own collection.
func (b *Bot) add(ctx context.Context, r request) (sent, error) {
	if address := strings.TrimSpace(r.Command.Text(reply.OptURL)); address != "" {
		return b.addPage(ctx, r, address)
	}
	a, ok := r.Command.Attachment(reply.OptFile)
	if !ok {
		return sent{}, tell(reply.NoFile)
	}
	return b.addFile(ctx, r, a)
}

// addPage puts a page of the web into the server's own collection. What the fetcher met on its way there is not told: that
// would let managers look around in the network that the bot stands in.
func (b *Bot) addPage(ctx context.Context, r request, address string) (sent, error) {
	if b.opts.Fetcher == nil {
		return sent{}, tell(reply.NoFetching)
	}
	page, err := b.opts.Fetcher.Fetch(ctx, address)
	if wrong, ok := errors.AsType[*UploadError](err); ok && wrong.Reason == NotThere {
		return sent{}, tellName(reply.PageUnreadable, address)
	}
	if err != nil {
		return sent{}, b.refused(address, err)
	}
	page.From = address
	return b.shelve(ctx, r, page)
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
	if !b.known(a.Filename) {
		return sent{}, b.unreadable(a.Filename)
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
	return told{reply.Notice{Code: reply.FileTooLarge, Name: name, Detail: sizeText(b.opts.UploadLimit)}}
}

// sizeText writes a size in bytes.
func sizeText(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%.3g MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.3g KB", float64(n)/(1<<10))
}

// refused turns what a shelf or a fetcher says against a file into a sentence.
func (b *Bot) refused(name string, err error) error {
	wrong, ok := errors.AsType[*UploadError](err)
	switch {
	case !ok:
		return err
	case wrong.Reason == TooLarge:
		return b.tooLarge(name)
	case wrong.Reason == Unknown:
		return b.unreadable(name)
	}
	return tellName(reply.FileUnreadable, name)
}

// shelve adds a document, and enables the server's own collection when it is the first in it.
func (b *Bot) shelve(ctx context.Context, r request, file Upload) (sent, error) {
	if b.opts.Shelf == nil {
		return sent{}, tell(reply.NoFile)
	}
	id, err := b.opts.Shelf.Add(ctx, own(r.at.server), file)
	if err != nil {
		return sent{}, b.refused(file.Name, err)
	}
	_, err = b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error {
		s.Collections = append(slices.Clone(s.Collections), own(r.at.server))
		return nil
	})
	if err == nil {
		err = b.audited(ctx, r, strings.TrimSpace(id+" "+file.From))
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
	return notice(r, reply.Notice{Code: reply.Removed, Name: cmp.Or(docs[at].File, name)}), b.audited(ctx, r, docs[at].ID)
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
	return posts(r.words.Synced(reply.Sync(sum))), b.audited(ctx, r, detail)
}
