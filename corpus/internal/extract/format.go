package extract

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"path"
	"strings"
)

// detect returns the format of a part: by its bytes where they begin like a format that is not text, else by its name.
func detect(p part) (format, error) {
	switch {
	case bytes.HasPrefix(p.data, []byte("PK\x03\x04")), bytes.HasPrefix(p.data, []byte("PK\x05\x06")):
		return detectZip(p)
	case bytes.HasPrefix(p.data, []byte("{\\rt")): // some writers leave out the f
		return binaryFormat{rtf{}}, nil
	case bytes.HasPrefix(p.data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return nil, compound(p.data)
	case bytes.HasPrefix(p.data, []byte("\x1F\x8B\x08")):
		return gzipped(), nil
	case bytes.HasPrefix(p.data, []byte("BZh")) && !plainStart(p.data, 3):
		return bzipped(), nil
	case isTar(p.data):
		return tarArchive{}, nil
	case isPDF(p):
		return pdfFile{}, nil
	}
	if what := binary(p.data); what != "" {
		return nil, fmt.Errorf("%w: it is %s", ErrNotText, what)
	}
	return detectText(p), nil
}

// detectText returns the format of a part that is text: by its name, and where that tells nothing by how it begins.
func detectText(p part) format {
	ext := strings.ToLower(path.Ext(p.name))
	switch ext {
	case ".txt", ".text", ".md", ".markdown":
		return namedText{} // what they hold is quoted as it stands
	case ".eml", ".mht", ".mhtml":
		if isHeader(p.data) {
			return mailFile{}
		}
	case ".mbox":
		if len(splitMailbox(p.data)) > 0 {
			return mailbox{}
		}
	case ".csv", ".tsv", ".tab":
		return csvFile{}
	case ".json", ".jsonl", ".ndjson":
		return jsonFile{}
	}
	media, _, _ := mime.ParseMediaType(p.hints.ContentType) // what cannot be read says nothing
	switch {
	case media == "text/csv", media == "text/tab-separated-values":
		return csvFile{}
	case media == "application/json", media == "application/x-ndjson", media == "application/jsonl":
		return jsonFile{}
	case looksLikeMailbox(p.data):
		return mailbox{}
	case looksLikeMail(p.data):
		return mailFile{}
	}
	return namedText{}
}

// namedText is text whose format is known once it is decoded.
type namedText struct{}

func (namedText) read(ctx context.Context, w *walk, p part) error {
	text, err := p.text()
	if err != nil {
		return err
	}
	return w.text(ctx, p, text, choose(p.name, text, p.hints.ContentType))
}

// choose returns the Extractor for a text: by its name, else by the media type, else by how it begins. A name wins over
// looks, because a .txt file that holds markup is quoted as it stands.
func choose(name, text, contentType string) Extractor {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".text":
		return plainText{}
	case ".md", ".markdown":
		return markdown{}
	case ".html", ".htm", ".xhtml":
		if strings.Contains(text, "<") {
			return webPage{}
		}
		return plainText{}
	}
	media, _, _ := mime.ParseMediaType(contentType)
	switch {
	case media == "text/html", media == "application/xhtml+xml", media == "" && looksLikeHTML(text):
		return webPage{}
	case media == "text/markdown":
		return markdown{}
	}
	return plainText{}
}

// looksLikeHTML reports whether a text begins as a web page does.
func looksLikeHTML(text string) bool {
	head := strings.ToLower(strings.TrimLeft(text[:cutRune(text, 1024)], " \t\r\n"))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "<head")
}

// binary names what the bytes are when they begin like a format that is not text, "" otherwise.
func binary(data []byte) string {
	for _, m := range []struct{ prefix, name string }{
		{"\x89PNG\r\n", "a PNG image"},
		{"\xFF\xD8\xFF", "a JPEG image"},
		{"GIF8", "a GIF image"},
		{"RIFF", "a RIFF file (sound, video or WebP image)"},
		{"\xFD7zXZ\x00", "xz-compressed"},
		{"7z\xBC\xAF\x27\x1C", "a 7z archive"},
		{"\x28\xB5\x2F\xFD", "zstd-compressed"},
		{"\x7FELF", "a program"},
		{"SQLite format 3\x00", "an SQLite database"},
		{"OggS", "an Ogg file"},
		{"ID3", "an MP3 file"},
	} {
		if bytes.HasPrefix(data, []byte(m.prefix)) && !plainStart(data, len(m.prefix)) {
			return m.name
		}
	}
	return ""
}

// plainStart reports whether what follows a marker of printable letters is printable too: "RIFF is a format" is text.
func plainStart(data []byte, n int) bool {
	if data[0] == '%' || data[0] == '{' {
		return false
	}
	for _, c := range data[:min(len(data), n+16)] {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c >= 0x7F {
			return false
		}
	}
	return true
}

// compound says why a compound file, in which Microsoft's programs once kept everything, cannot be read: by the streams that
// it names.
func compound(data []byte) error {
	for _, m := range []struct{ stream, name string }{
		{"EncryptedPackage", ""},
		{"WordDocument", "an old Word document; save it as .docx"},
		{"Workbook", "an old Excel workbook; save it as .xlsx"},
		{"PowerPoint Document", "an old PowerPoint presentation; save it as .pptx"},
		{"__substg1.0_", "an Outlook message; save it as .eml"},
	} {
		wide := make([]byte, 0, 2*len(m.stream))
		for _, c := range []byte(m.stream) {
			wide = append(wide, c, 0)
		}
		if bytes.Contains(data, wide) {
			if m.name == "" {
				return ErrEncrypted
			}
			return fmt.Errorf("%w: it is %s", ErrNotText, m.name)
		}
	}
	return fmt.Errorf("%w: it is an old office document; save it in a format of today", ErrNotText)
}
