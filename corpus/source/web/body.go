package web

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/dalil-bot/dalil/corpus/source"
)

// body reads the body of an answer, decompressed, up to the limit. The limit counts on both sides of the decompression: a
// small body that becomes a large one is refused, and so is an endless one that becomes nothing.
func (q question) body(resp *http.Response) ([]byte, error) {
	if t := resp.Header.Get("Content-Type"); !q.accept(mediaType(t)) {
		return nil, fmt.Errorf("%w: %.80q", ErrType, t)
	}
	enc := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding")))
	if q.cut {
		return q.beginning(resp.Body, enc)
	}
	if resp.ContentLength > q.limit {
		return nil, fmt.Errorf("%w: %d bytes, the limit is %d", source.ErrTooLarge, resp.ContentLength, q.limit)
	}
	raw := &capped{r: resp.Body, left: q.limit}
	switch enc {
	case "", "identity":
		return readAll(raw, q.limit)
	case "gzip", "x-gzip":
		return inflate(raw, q.limit)
	default:
		return nil, fmt.Errorf("%w: its encoding is %.40q", ErrType, enc)
	}
}

// beginning reads what there is up to the limit. Compression was not offered, but some servers know no other way.
func (q question) beginning(body io.Reader, enc string) ([]byte, error) {
	r := io.LimitReader(body, q.limit)
	if enc == "gzip" || enc == "x-gzip" {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("decompress: %w", err)
		}
		r = io.LimitReader(z, q.limit)
	}
	return io.ReadAll(r)
}

// inflate decompresses what r gives, up to a limit.
func inflate(r io.Reader, limit int64) ([]byte, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	data, err := readAll(z, limit)
	if err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	return data, nil
}

// readAll reads to the end and refuses more than the limit.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	return io.ReadAll(&capped{r: r, left: limit})
}

// A capped reader gives source.ErrTooLarge where there is more than is left. io.LimitReader would make a whole of a part.
type capped struct {
	r    io.Reader
	left int64
	read int64
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left == 0 {
		n, err := c.r.Read(make([]byte, 1))
		if n > 0 {
			return 0, fmt.Errorf("%w: the limit is %d bytes", source.ErrTooLarge, c.read)
		}
		return 0, err
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	c.read += int64(n)
	return n, err
}

// mediaType returns the type without its parameters, in lower case; "" for none or a malformed one.
func mediaType(contentType string) string {
	t, _, err := mime.ParseMediaType(contentType)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		t, _, _ = strings.Cut(contentType, ";")
		t = strings.ToLower(strings.TrimSpace(t))
	}
	return t
}

// documents reports whether a media type can be that of a document, a feed or a sitemap. Many servers call anything that they
// do not know octet-stream; what it is, extraction finds out.
func documents(mediaType string) bool {
	kind, sub, _ := strings.Cut(mediaType, "/")
	switch kind {
	case "", "text", "message":
		return true
	case "application", "binary":
	default:
		return false
	}
	if strings.HasSuffix(sub, "+xml") || strings.HasSuffix(sub, "+json") || strings.HasPrefix(sub, "vnd.openxmlformats-officedocument.") ||
		strings.HasPrefix(sub, "vnd.oasis.opendocument.") || strings.HasPrefix(sub, "vnd.ms-") {
		return true
	}
	switch sub {
	case "xml", "json", "x-ndjson", "jsonl", "jsonlines", "csv", "yaml", "x-yaml", "rtf", "pdf", "x-pdf", "msword", "epub+zip", "mbox",
		"zip", "x-zip-compressed", "gzip", "x-gzip", "tar", "x-tar", "x-gtar", "octet-stream", "x-download", "force-download", "download":
		return true
	}
	return false
}
