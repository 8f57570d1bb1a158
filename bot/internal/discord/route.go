package discord

import (
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
)

// repeatable marks a context whose POST may be sent again after a failure.
type repeatable struct{}

// tryCount is the key of a context's *int that is to hold the number of attempts.
type tryCount struct{}

// route is what the policy of the transport needs to know about a request.
type route struct {
	name string // method and template, safe to log
	// bucket is the unit of Discord's rate limits: the template with the channel,
	// server or ticket filled in. Tickets are hashed: nothing here holds a token.
	bucket string
	// ticket says that the request stands under an interaction token, which Discord
	// does not count against the bot's global limit.
	ticket bool
	// repeat says that sending it twice cannot do it twice.
	repeat bool
}

func routeOf(r *http.Request) route {
	name := r.Method + " " + template(r.URL.Path)
	parts := segments(r.URL.Path)
	out := route{name: name, bucket: name, ticket: underTicket(r.URL.Path), repeat: r.Method != http.MethodPost}
	if again, _ := r.Context().Value(repeatable{}).(bool); again {
		out.repeat = true
	}
	switch {
	case out.ticket && len(parts) > 2:
		out.bucket += " " + digest(parts[2])
	case len(parts) > 1:
		out.bucket += " " + parts[1]
	}
	return out
}

// digest stands for a token in keys. A collision would only make two tickets share a
// limit.
func digest(token string) string {
	h := fnv.New64a()
	h.Write([]byte(token))
	return strconv.FormatUint(h.Sum64(), 36)
}

// segments are the parts of a path below /api/vN.
func segments(path string) []string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) > 1 && parts[0] == "api" {
		parts = parts[1:]
		if strings.HasPrefix(parts[0], "v") {
			parts = parts[1:]
		}
	}
	return parts
}

// underTicket says whether the path stands under an interaction or webhook token.
func underTicket(path string) bool {
	p := segments(path)
	return len(p) >= 3 && (p[0] == "interactions" || p[0] == "webhooks")
}

// template takes ids, tokens and emoji out of a path.
func template(path string) string {
	parts := segments(path)
	secret := underTicket(path)
	for i, p := range parts {
		switch {
		case secret && i == 2:
			parts[i] = "{token}"
		case i > 0 && parts[i-1] == "reactions":
			parts[i] = "{emoji}"
		case p != "" && strings.Trim(p, "0123456789") == "":
			parts[i] = "{id}"
		}
	}
	return "/" + strings.Join(parts, "/")
}
