package web

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxURL is the longest URL in bytes, twice what browsers and servers agree on.
const maxURL = 4096

// Normalise returns the one form of a page's URL by which it is known and in which it is shown. Two URLs with the same form
// are the same page: scheme and host in lower case and in ASCII, no default port, no fragment, no dot segments, percent
// signs only where they are needed and with capitals, no parameters that only tell where a reader came from (utm_source and
// such). User name, password and parameters that are secrets by their name (token, signature and such) are dropped as well.
func Normalise(raw string) (string, error) {
	u, err := parse(raw)
	if err != nil {
		return "", err
	}
	return shown(u), nil
}

// Resolve returns the URL that a reference on a page leads to, without its fragment. Credentials of the page's URL go along
// where it stays on the same server.
func Resolve(page, ref string) (string, error) {
	base, err := parse(page)
	if err != nil {
		return "", err
	}
	u, err := resolve(base, ref)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

// parse returns the URL of a page as it is asked for: with its credentials, and without a fragment.
func parse(raw string) (*url.URL, error) {
	raw = strings.TrimSpace(raw)
	if len(raw) > maxURL || !utf8.ValidString(raw) {
		return nil, fmt.Errorf("%w: %d bytes, or not valid UTF-8", ErrURL, len(raw))
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: its form is wrong", ErrURL) // the cause would repeat it, with credentials
	}
	if err := settle(u); err != nil {
		return nil, err
	}
	return u, nil
}

// resolve is parse for a reference on a page, which may use the page's credentials on its own server.
func resolve(base *url.URL, ref string) (*url.URL, error) {
	ref = strings.TrimSpace(ref)
	if len(ref) > maxURL {
		return nil, fmt.Errorf("%w: %d bytes", ErrURL, len(ref))
	}
	u, err := base.Parse(ref)
	if err != nil {
		return nil, fmt.Errorf("%w: its form is wrong", ErrURL)
	}
	if err := settle(u); err != nil {
		return nil, err
	}
	if sameOrigin(base, u) && u.User == nil {
		u.User = base.User
	}
	return u, nil
}

// sameOrigin reports whether two URLs are of the same scheme, host and port.
func sameOrigin(a, b *url.URL) bool { return a.Scheme == b.Scheme && a.Host == b.Host }

// settle checks a URL and writes its scheme and host in their one form.
func settle(u *url.URL) error {
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%w: it does not begin with http:// or https://", ErrURL)
	}
	host, err := hostname(u.Hostname())
	if err != nil {
		return err
	}
	port, err := portOf(u)
	if err != nil {
		return err
	}
	u.Host = host + port
	u.Fragment, u.RawFragment = "", ""
	u.ForceQuery = false
	if u.Path == "" {
		u.Path = "/"
	}
	if n := len(shown(u)); n > maxURL {
		return fmt.Errorf("%w: %d bytes", ErrURL, n)
	}
	return nil
}

// hostname returns a host's name in lower-case ASCII, or an IP address, in brackets where it has colons.
func hostname(h string) (string, error) {
	if ip, err := netip.ParseAddr(h); err == nil {
		if ip.Zone() != "" {
			return "", fmt.Errorf("%w: its address has a zone", ErrURL)
		}
		if ip.Is6() {
			return "[" + ip.String() + "]", nil
		}
		return ip.String(), nil
	}
	h = strings.TrimSuffix(strings.ToLower(h), ".")
	if strings.ContainsFunc(h, func(c rune) bool { return c >= utf8.RuneSelf }) {
		ascii, err := idna.Lookup.ToASCII(h)
		if err != nil {
			return "", fmt.Errorf("%w: host %q is no name", ErrURL, h)
		}
		h = strings.TrimSuffix(ascii, ".")
	}
	if h == "" || len(h) > 253 || strings.Trim(h, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" || badLabels(h) {
		return "", fmt.Errorf("%w: host %q is no name", ErrURL, h)
	}
	return h, nil
}

// badLabels reports whether one of a name's labels is empty or too long, or a character is none of a name; or the last one is a
// number. That is no name, but an address as old programs write it, 2130706433 or 0x7f.1, which a proxy may understand.
func badLabels(h string) bool {
	last := h[strings.LastIndexByte(h, '.')+1:]
	if hexadecimal, ok := strings.CutPrefix(last, "0x"); ok && strings.Trim(hexadecimal, "0123456789abcdef") == "" || strings.Trim(last, "0123456789") == "" {
		return true
	}
	for label := range strings.SplitSeq(h, ".") {
		if label == "" || len(label) > 63 {
			return true
		}
		for _, c := range []byte(label) {
			if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' {
				return true
			}
		}
	}
	return false
}

// portOf returns the port with its colon, "" for the scheme's own.
func portOf(u *url.URL) (string, error) {
	p := u.Port()
	if p == "" {
		return "", nil
	}
	n, err := strconv.ParseUint(p, 10, 16)
	if err != nil || n == 0 {
		return "", fmt.Errorf("%w: port %s", ErrURL, p)
	}
	if u.Scheme == "http" && n == 80 || u.Scheme == "https" && n == 443 {
		return "", nil
	}
	return ":" + strconv.FormatUint(n, 10), nil
}

// shown returns the form that Normalise describes.
func shown(u *url.URL) string {
	s := u.Scheme + "://" + u.Host + withoutDots(percent(u.EscapedPath(), "/"))
	if q := shownQuery(u.RawQuery); q != "" {
		s += "?" + q
	}
	return s
}

// shownQuery leaves out secrets and tracking and keeps the order of the rest.
func shownQuery(raw string) string {
	var kept []string
	for part := range strings.SplitSeq(raw, "&") {
		if part != "" && !unshown(parameter(part)) {
			kept = append(kept, percent(part, "/?"))
		}
	}
	return strings.Join(kept, "&")
}

// parameter returns the name of a part of a query, in lower case.
func parameter(part string) string {
	name, _, _ := strings.Cut(part, "=")
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	return strings.ToLower(name)
}

// secrets returns what Normalise drops of a URL because it is secret.
func secrets(u *url.URL) string {
	var s strings.Builder
	s.WriteString(u.User.String())
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		if secret(parameter(part)) {
			s.WriteString("&" + part)
		}
	}
	return s.String()
}

// unshown reports whether a parameter of that name is left out of an identifier.
func unshown(name string) bool {
	switch name {
	case "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "yclid":
		return true
	}
	return strings.HasPrefix(name, "utm_") || secret(name)
}

// secret reports whether a parameter of that name is a secret. Names that are as often that of a page, such as key and id,
// are not among them.
func secret(name string) bool {
	switch name {
	case "access_token", "api_key", "api-key", "apikey", "auth", "auth_token", "passwd", "password", "private_token", "pwd",
		"secret", "sig", "signature", "token", "jsessionid", "phpsessid":
		return true
	}
	return strings.HasPrefix(name, "x-amz-") || strings.HasPrefix(name, "x-goog-")
}

// percent writes each character of a part of a URL in one way: as itself where RFC 3986 lets it stand there, which extra
// adds to, and else as percent and two capital hexadecimal digits. Escapes stay escapes, but those of letters, digits and
// "-._~".
func percent(s, extra string) string {
	const hexadecimal = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		escaped := false
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, escaped = byte(n), true
				i += 2
			}
		}
		if unreserved(c) || !escaped && (strings.IndexByte("!$&'()*+,;=:@", c) >= 0 || strings.IndexByte(extra, c) >= 0) {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hexadecimal[c>>4])
		b.WriteByte(hexadecimal[c&15])
	}
	return b.String()
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// withoutDots takes the segments "." and ".." out of a path, as RFC 3986, 5.2.4 has it.
func withoutDots(p string) string {
	var out []string
	segments := strings.Split(strings.TrimPrefix(p, "/"), "/")
	for i, s := range segments {
		last := i == len(segments)-1
		switch {
		case s == "." || s == "..":
			if s == ".." && len(out) > 0 {
				out = out[:len(out)-1]
			}
			if last {
				out = append(out, "")
			}
		default:
			out = append(out, s)
		}
	}
	return "/" + strings.Join(out, "/")
}
