package web

import (
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/source"
)

const (
	maxName      = 120 // the longest FileName in bytes, below what file systems take
	maxExtension = 11  // with its dot; what is longer is a part of the name
)

// FileName returns a name for a page as a file: the last part of its address, with the extension that its content has. It
// is one part of a path, of printable characters, and begins with no dot.
func FileName(c source.Content) string {
	name := ""
	if u, err := url.Parse(c.URI); err == nil {
		name = path.Base(u.Path)
		if name == "/" || name == "." {
			name = strings.ReplaceAll(u.Hostname(), ":", "-")
		}
	}
	name = strings.Map(func(c rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, c) || !unicode.IsPrint(c) || c == utf8.RuneError {
			return '-'
		}
		return c
	}, name)
	name = strings.Trim(name, " .-")
	ext := extension(c)
	if strings.EqualFold(path.Ext(name), ext) {
		ext = ""
	}
	if ext == ".txt" && source.Known(name) || ext == ".html" && strings.EqualFold(path.Ext(name), ".htm") {
		ext = "" // Markdown, for one, is often sent as plain text
	}
	if ext == ".html" {
		name = withoutScript(name)
	}
	stem := name
	if own := path.Ext(name); ext == "" && len(own) <= maxExtension {
		stem, ext = strings.TrimSuffix(name, own), own
	}
	if room := maxName - len(ext); len(stem) > room {
		stem = strings.TrimRight(strings.ToValidUTF8(stem[:room], ""), " .-")
	}
	if stem == "" {
		stem = "page"
	}
	return stem + ext
}

// withoutScript drops the ending of the program that makes a page.
func withoutScript(name string) string {
	switch ext := path.Ext(name); strings.ToLower(ext) {
	case ".php", ".asp", ".aspx", ".jsp", ".cgi", ".shtml", ".do":
		return strings.TrimSuffix(name, ext)
	}
	return name
}

// extension returns the extension of a content, with its dot, by its type or else by its first bytes; "" where neither tells.
func extension(c source.Content) string {
	t := mediaType(c.Type)
	if t == "" || strings.HasSuffix(t, "/octet-stream") || strings.HasSuffix(t, "download") {
		t = mediaType(http.DetectContentType(c.Data))
	}
	switch t {
	case "text/html", "application/xhtml+xml":
		return ".html"
	case "text/plain":
		return ".txt"
	case "text/markdown":
		return ".md"
	case "text/csv":
		return ".csv"
	case "text/rtf", "application/rtf":
		return ".rtf"
	case "application/pdf", "application/x-pdf":
		return ".pdf"
	case "application/epub+zip":
		return ".epub"
	case "message/rfc822":
		return ".eml"
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return ".docx"
	case "application/vnd.openxmlformats-officedocument.presentationml.presentation":
		return ".pptx"
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		return ".xlsx"
	case "application/vnd.oasis.opendocument.text":
		return ".odt"
	case "application/vnd.oasis.opendocument.spreadsheet":
		return ".ods"
	}
	return ""
}
