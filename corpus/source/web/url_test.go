package web

import (
	"net/url"
	"strings"
	"testing"
)

func TestNormalise(t *testing.T) {
	for raw, want := range map[string]string{
		"HTTP://Example.ORG":                                 "http://example.org/",
		"https://example.org:443/a":                          "https://example.org/a",
		"http://example.org:443/a":                           "http://example.org:443/a",
		"http://example.org:0080/":                           "http://example.org/",
		"https://example.org./a":                             "https://example.org/a",
		"  https://example.org/a\n":                          "https://example.org/a",
		"https://example.org/a#part":                         "https://example.org/a",
		"https://example.org/a?":                             "https://example.org/a",
		"https://example.org/a/../b/./c/..":                  "https://example.org/b/",
		"https://example.org/../../a":                        "https://example.org/a",
		"https://example.org/a//b":                           "https://example.org/a//b",
		"https://example.org/%7eali/%2e%2e/x":                "https://example.org/x",
		"https://example.org/a%2fb":                          "https://example.org/a%2Fb",
		"https://example.org/دليل":                           "https://example.org/%D8%AF%D9%84%D9%8A%D9%84",
		"https://example.org/%d8%af":                         "https://example.org/%D8%AF",
		"https://دليل.example/":                              "https://xn--ugb6bax.example/",
		"https://bücher.example/":                            "https://xn--bcher-kva.example/",
		"https://my_host.example/":                           "https://my_host.example/",
		"https://example.org/?b=2&a=1":                       "https://example.org/?b=2&a=1",
		"https://example.org/?q=a b&q=c":                     "https://example.org/?q=a%20b&q=c",
		"https://example.org/?q=50%":                         "https://example.org/?q=50%25",
		"https://example.org/?utm_source=x&id=7&fbclid=y":    "https://example.org/?id=7",
		"https://ali:hunter2@example.org/?token=hush&key=7":  "https://example.org/?key=7",
		"https://example.org/?X-Amz-Signature=hush":          "https://example.org/",
		"https://example.org/?tok%65n=hush":                  "https://example.org/",
		"http://[2001:DB8::1]:8080/":                         "http://[2001:db8::1]:8080/",
		"http://1.2.3.4/":                                    "http://1.2.3.4/",
		"ftp://example.org/":                                 "",
		"//example.org/":                                     "",
		"http://a..b/":                                       "",
		"http://2130706433/":                                 "",
		"http://0x7F000001/":                                 "",
		"http://0177.0.0.1/":                                 "",
		"http://127.1/":                                      "",
		"http://127.0x1/":                                    "",
		"http://127.0.0.1.example/":                          "http://127.0.0.1.example/",
		"http://4chan.example1/":                             "http://4chan.example1/",
		"http://exa\tmple.org/":                              "",
		"http:example.org":                                   "",
		"http://" + strings.Repeat("a", 64) + ".org/":        "",
		"https://example.org/" + strings.Repeat("a", maxURL): "",
	} {
		if got, err := Normalise(raw); got != want || (err == nil) != (want != "") {
			t.Errorf("%.80q: got %q, %v, want %q", raw, got, err, want)
		}
	}
}

func TestResolve(t *testing.T) {
	for _, c := range []struct{ page, ref, want string }{
		{"https://example.org/a/b", "c?x=1#y", "https://example.org/a/c?x=1"},
		{"https://example.org/a/b", "/c", "https://example.org/c"},
		{"https://example.org/a/b", "//example.com/c", "https://example.com/c"},
		{"https://ali:hunter2@example.org/a", "b", "https://ali:hunter2@example.org/b"},
		{"https://ali:hunter2@example.org/a", "http://example.org/b", "http://example.org/b"},
		{"https://ali:hunter2@example.org/a", "//example.com/b", "https://example.com/b"},
		{"https://example.org/a", "mailto:ali@example.org", ""},
		{"https://example.org/a", "http://%zz/", ""},
		{"nothing", "b", ""},
	} {
		if got, err := Resolve(c.page, c.ref); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s from %s: got %q, %v, want %q", c.ref, c.page, got, err, c.want)
		}
	}
}

func TestUnparsedShowsNoSecret(t *testing.T) {
	for _, raw := range []string{"https://ali:hunter2@/x?token=hunter2", "ali:hunter2@example org", "x?password=hunter2", "http://ali:hunter2@a@b"} {
		if got := unparsed(raw); strings.Contains(got, "hunter2") {
			t.Errorf("%q is shown as %q", raw, got)
		}
	}
}

// FuzzNormalise: the form is its own form, it can be parsed and asked for, and holds no user, fragment or raw byte.
func FuzzNormalise(f *testing.F) {
	for _, raw := range []string{"https://ali:x@Example.org:443/a/../b%2f%7e?q=%zz&utm_a=1&token=2#f", "http://[::1%25a]/", "https://ليل.com/ا?ب=ج",
		"http://a/%", "http://a?&&==", "http://a/./..//", "http://a/%2e%2E/"} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got, err := Normalise(raw)
		if err != nil {
			return
		}
		again, err := Normalise(got)
		if err != nil || again != got {
			t.Errorf("%q becomes %q becomes %q, %v", raw, got, again, err)
		}
		u, err := url.Parse(got)
		if err != nil || u.User != nil || u.Fragment != "" || u.Host == "" {
			t.Errorf("%q becomes %q: %v, %v", raw, got, u, err)
		}
		for _, c := range []byte(got) {
			if c <= ' ' || c > '~' || c == '#' {
				t.Errorf("%q becomes %q", raw, got)
			}
		}
	})
}
