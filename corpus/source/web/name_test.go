package web

import (
	"path"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/source"
)

func TestFileName(t *testing.T) {
	for _, c := range []struct{ uri, contentType, data, want string }{
		{"https://example.org/", "text/html; charset=utf-8", "", "example.org.html"},
		{"https://example.org/news/ferry", "text/html", "", "ferry.html"},
		{"https://example.org/news/ferry.php?id=3", "text/html", "", "ferry.html"},
		{"https://example.org/Ferry.HTML", "text/html", "", "Ferry.HTML"},
		{"https://example.org/ferry.htm", "text/html", "", "ferry.htm"},
		{"https://example.org/v1.2", "text/html", "", "v1.2.html"},
		{"https://example.org/plan.pdf", "application/pdf", "", "plan.pdf"},
		{"https://example.org/download", "application/octet-stream", "%PDF-1.7", "download.pdf"},
		{"https://example.org/plan.docx", "application/octet-stream", "PK\x03\x04", "plan.docx"},
		{"https://example.org/readme.md", "text/plain", "", "readme.md"},
		{"https://example.org/robots", "text/plain", "", "robots.txt"},
		{"https://example.org/%D8%AF%D9%84%D9%8A%D9%84", "text/html", "", "دليل.html"},
		{"https://example.org/..%2F..%2Fetc%2Fpasswd", "text/plain", "", "passwd.txt"},
		{"https://example.org/a%5Cb%00%E2%80%AEfdp.exe", "text/html", "", "a-b--fdp.exe.html"},
		{"https://example.org/.bashrc", "", "export X=1", "bashrc.txt"},
		{"", "", "", "page.txt"},
		{"https://[2001:db8::1]/", "text/html", "", "2001-db8--1.html"},
	} {
		got := FileName(source.Content{URI: c.uri, Type: c.contentType, Data: []byte(c.data)})
		if got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.uri, c.contentType, got, c.want)
		}
	}
}

// FuzzFileName: a name is one part of a path that any file system takes.
func FuzzFileName(f *testing.F) {
	f.Add("https://example.org/"+strings.Repeat("%D8%AF", 200)+".md", "text/plain")
	f.Add("https://example.org/a."+strings.Repeat("b", 200), "text/html")
	f.Fuzz(func(t *testing.T, uri, contentType string) {
		name := FileName(source.Content{URI: uri, Type: contentType})
		if name == "" || len(name) > maxName || !utf8.ValidString(name) || path.Base(name) != name || name[0] == '.' {
			t.Errorf("%q of %q", name, uri)
		}
	})
}
