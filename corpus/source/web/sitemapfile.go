package web

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// maxLines is the protocol's limit of entries in one file.
const maxLines = 50_000

var errNoSitemap = errors.New("not a sitemap")

// parseSitemap reads the pages and further files of a sitemap (sitemaps.org): an urlset, a sitemapindex, or a URL a line.
// What could be read before an error is given with it.
func parseSitemap(data []byte) (sitemapFile, error) {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	if bytes.HasPrefix(data, []byte("http://")) || bytes.HasPrefix(data, []byte("https://")) {
		return parseLines(data)
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	var file sitemapFile
	root := ""
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			if root == "" {
				return file, errNoSitemap
			}
			return file, nil
		}
		if err != nil {
			return file, fmt.Errorf("%w: %w", errNoSitemap, err)
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := start.Name.Local; {
		case root == "" && (name == "urlset" || name == "sitemapindex"):
			root = name
		case root == "":
			return file, fmt.Errorf("%w: it begins with <%.40s>", errNoSitemap, name)
		default:
			if err := file.element(d, &start); err != nil {
				return file, err
			}
		}
	}
}

// element reads an element below the root, with all that is in it.
func (f *sitemapFile) element(d *xml.Decoder, start *xml.StartElement) error {
	if start.Name.Local != "url" && start.Name.Local != "sitemap" {
		return d.Skip()
	}
	var line struct {
		Loc     string `xml:"loc"` // a direct child: an image's loc is not
		Lastmod string `xml:"lastmod"`
	}
	if err := d.DecodeElement(&line, start); err != nil {
		return fmt.Errorf("%w: %w", errNoSitemap, err)
	}
	loc := strings.TrimSpace(line.Loc)
	if loc == "" {
		return nil
	}
	if len(f.pages)+len(f.files) >= maxLines {
		return fmt.Errorf("more than %d entries in one file", maxLines)
	}
	if start.Name.Local == "sitemap" {
		f.files = append(f.files, loc)
	} else {
		f.pages = append(f.pages, sitemapLine{url: loc, lastmod: strings.TrimSpace(line.Lastmod)})
	}
	return nil
}

// parseLines reads a sitemap that is plain text.
func parseLines(data []byte) (sitemapFile, error) {
	var file sitemapFile
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || !utf8.Valid(line) {
			continue
		}
		if len(file.pages) >= maxLines {
			return file, fmt.Errorf("more than %d entries in one file", maxLines)
		}
		file.pages = append(file.pages, sitemapLine{url: string(line)})
	}
	return file, nil
}

// lastmod reads a date as the W3C profile of ISO 8601 has it. The zero time is for what is none, or cannot be relied on.
func lastmod(s string, now time.Time) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if t.After(now) || layout == time.DateOnly && now.Sub(t) < 48*time.Hour || t.Year() < 1990 {
			return time.Time{}
		}
		return t.UTC()
	}
	return time.Time{}
}
