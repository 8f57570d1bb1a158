package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"path"
	"strings"

	"github.com/emersion/go-message"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/values"
)

// mailFile is a message as mail programs save it. Its text is the subject, a line that says who wrote to whom and when, and
// the body; of several bodies that say the same the plain one. Attached files that can be read are documents of their own.
type mailFile struct{}

func (mailFile) read(ctx context.Context, w *walk, p part) error {
	return w.message(ctx, p, corpus.Place{}, nil)
}

// messageDepth is how deep the parts of one message are nested at most.
const messageDepth = 20

// A letter is a message being read.
type letter struct {
	plain, html []string // bodies that are shown one after the other, each in one of the two
	attached    []attachment
	read        int64 // bytes of it
	place       corpus.Place
	quoting     bool // what it quotes stands elsewhere in the file
}

// An attachment is a file in a message.
type attachment struct {
	name string
	data []byte
	err  error
}

// message reads a message and what is attached to it. answers tells the messages of the same file that it may quote.
func (w *walk) message(ctx context.Context, p part, place corpus.Place, answers map[string]bool) error {
	e, err := message.Read(bytes.NewReader(p.data))
	if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return fmt.Errorf("%w: its header is none of a message: %w", ErrDamaged, err)
	}
	l := letter{place: place, quoting: quotes(e, answers)}
	if err := w.bodies(&l, e, 0); err != nil {
		return err
	}
	page, err := l.page(ctx, p.hints, e)
	if err == nil {
		err = w.page(p, page)
	}
	if errors.Is(err, ErrEmpty) && len(l.attached) > 0 {
		err = nil // a message may be nothing but its attachments
	}
	if err != nil {
		return err
	}
	return w.attachments(ctx, p, l.attached)
}

// attachments reads the files in a message.
func (w *walk) attachments(ctx context.Context, p part, files []attachment) error {
	for _, a := range files {
		name := entryName(a.name)
		if name == "" || passedOver(name, a.data) {
			continue
		}
		var err error
		if a.err != nil {
			err = w.note(ctx, path.Join(p.sub, name), a.err)
		} else {
			err = w.inner(ctx, p.within(path.Base(name), a.data, p.hints.ModTime))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bodies reads an entity: a body, an attachment, or several of them.
func (w *walk) bodies(l *letter, e *message.Entity, depth int) error {
	if depth > messageDepth {
		return tooMuch("parts of a message nested more than %d deep", messageDepth)
	}
	media, params, _ := e.Header.ContentType() // what cannot be read says nothing
	media = strings.ToLower(media)
	switch {
	case media == "multipart/encrypted", media == "application/pkcs7-mime" && !strings.HasPrefix(params["smime-type"], "signed"), media == "application/x-pkcs7-mime":
		return ErrEncrypted
	case strings.HasPrefix(media, "multipart/"):
		return w.several(l, e, media, depth)
	}
	data, err := io.ReadAll(io.LimitReader(e.Body, w.limits.Part+1))
	if l.read += int64(len(data)); l.read > w.limits.Part {
		return tooMuch("more than %s in one message", mebibytes(w.limits.Part))
	}
	disposition, dparams, _ := e.Header.ContentDisposition()
	name := decodedWords(first([]string{dparams["filename"], params["name"]}))
	text := media == "" || media == "text/plain" || media == "text/html" || media == "text/enriched"
	if text && !strings.EqualFold(disposition, "attachment") && (name == "" || !Known(name)) {
		return l.body(data, media, params["charset"])
	}
	if err != nil {
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	l.attached = append(l.attached, attachment{name: attachedName(name, media), data: data, err: err})
	return nil
}

// several reads the parts of an entity. Of alternatives the first in plain text is taken, unless it is there for form's
// sake, else the one in HTML.
func (w *walk) several(l *letter, e *message.Entity, media string, depth int) error {
	r := e.MultipartReader()
	if r == nil {
		return fmt.Errorf("%w: parts without a boundary", ErrDamaged)
	}
	own := l
	if media == "multipart/alternative" {
		own = &letter{read: l.read}
	}
	for n := 0; ; n++ {
		part, err := r.NextPart()
		if part == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			break // the end, or where a damaged message breaks off
		}
		if n >= w.limits.Parts {
			return tooMuch("more than %d parts in one message", w.limits.Parts)
		}
		if err := w.bodies(own, part, depth+1); err != nil {
			return err
		}
	}
	if own == l {
		return nil
	}
	l.read = own.read
	l.attached = append(l.attached, own.attached...)
	l.choose(own)
	return nil
}

// choose takes one of the forms of an alternative.
func (l *letter) choose(forms *letter) {
	var plain, html string
	for i := range forms.plain {
		if forms.plain[i] != "" {
			plain = first([]string{plain, forms.plain[i]})
		} else {
			html = first([]string{html, forms.html[i]})
		}
	}
	const formal = 8 // a plain form this much shorter than the markup says "see the other form"
	if plain == "" || html != "" && len(strings.TrimSpace(plain))*formal < len(allText(html).Text) {
		plain = ""
	} else {
		html = ""
	}
	l.plain, l.html = append(l.plain, plain), append(l.html, html)
}

// body takes a body.
func (l *letter) body(data []byte, media, charset string) error {
	text, err := decode(data, mime.FormatMediaType("text/plain", map[string]string{"charset": charset}))
	if err != nil {
		return err
	}
	plain, html := text, ""
	if media == "text/html" || media == "text/enriched" {
		plain, html = "", text
	}
	l.plain, l.html = append(l.plain, plain), append(l.html, html)
	return nil
}

// page puts a message together.
func (l *letter) page(ctx context.Context, h Hints, e *message.Entity) (Page, error) {
	b := newBuilder(ctx, h)
	b.place = l.place
	subject := tidy(decodedWords(e.Header.Get("Subject")))
	from := people(e.Header.Get("From"))
	b.line(corpus.Title, subject)
	b.line(corpus.Item, rowText([]string{"From", "To", "Date"}, []string{from, people(e.Header.Get("To")), sentOn(e.Header.Get("Date"))}))
	words := 0
	for i := range l.plain {
		before := len(b.blocks)
		if l.plain[i] != "" {
			b.letter(l.plain[i], l.quoting)
		} else {
			b.cited = l.quoting
			b.html(l.html[i])
			b.cited = false
		}
		words += len(b.blocks) - before
	}
	if words == 0 && subject == "" {
		return Page{}, ErrEmpty
	}
	page, err := b.page()
	page.Title, page.Author, page.Headed = subject, from, true
	page.Day, _ = values.ParseDay(e.Header.Get("Date"))
	return page, err
}

// sentOn returns the day of a message as a person would write it.
func sentOn(date string) string {
	t, err := mail.ParseDate(date)
	if err != nil {
		return ""
	}
	return t.Format("2 January 2006")
}

// people returns the names in a list of addresses, of the first few. Who has no name is called by the address.
func people(list string) string {
	parser := mail.AddressParser{WordDecoder: words()}
	addresses, err := parser.ParseList(list)
	if err != nil {
		return tidy(decodedWords(list))[:cutRune(tidy(decodedWords(list)), 200)]
	}
	var names []string
	for _, a := range addresses[:min(len(addresses), 10)] {
		names = append(names, tidy(first([]string{a.Name, a.Address})))
	}
	return strings.Join(names, ", ")
}

// words decodes the words of a header in any charset.
func words() *mime.WordDecoder {
	return &mime.WordDecoder{CharsetReader: func(charset string, in io.Reader) (io.Reader, error) {
		if e := named(charset); e != nil {
			return e.NewDecoder().Reader(in), nil
		}
		return nil, fmt.Errorf("unknown charset %.40q", charset)
	}}
}

// decodedWords decodes a header. One that is written in bare bytes is decoded like a text.
func decodedWords(s string) string {
	if d, err := words().DecodeHeader(s); err == nil {
		s = d
	}
	if text, err := decodeUnchecked([]byte(s), ""); err == nil {
		return text
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// attachedName gives an attachment without a name one that tells its format.
func attachedName(name, media string) string {
	if name != "" {
		return name
	}
	switch media {
	case "message/rfc822":
		return "message.eml"
	case "application/pdf":
		return "attachment.pdf"
	case "text/calendar", "text/x-vcard", "text/vcard":
		return ""
	}
	if strings.HasPrefix(media, "text/") {
		return "attachment.txt"
	}
	return ""
}
