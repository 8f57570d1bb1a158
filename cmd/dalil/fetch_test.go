package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// A site is a server whose pages have tags.
type site struct {
	*httptest.Server
	pages map[string]string
	asked []string // "path status"
}

func newSite(t *testing.T) *site {
	s := &site{pages: map[string]string{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := s.pages[r.URL.Path]
		tag := fmt.Sprintf("%q", fmt.Sprint(len(body), strings.Count(body, "e")))
		status := http.StatusOK
		switch {
		case !ok:
			status = http.StatusNotFound
		case r.Header.Get("If-None-Match") == tag:
			status = http.StatusNotModified
		}
		s.asked = append(s.asked, fmt.Sprint(r.URL.Path, " ", status))
		kind := "text/html; charset=utf-8"
		if strings.HasSuffix(r.URL.Path, ".xml") {
			kind = "application/xml"
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("ETag", tag)
		w.WriteHeader(status)
		if status == http.StatusOK {
			fmt.Fprint(w, body)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func page(title, text string) string {
	return "<html><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1><p>" + text + "</p></article></body></html>"
}

func TestFetchedSources(t *testing.T) {
	s := newSite(t)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	s.pages["/ferry.html"] = page("The ferry", "Olga Venn runs the ferry to Skarn. She took it over from her father and crosses the sound six times a day.")
	s.pages["/mill.html"] = page("The mill", "Ada Moss keeps the mill in Torp. It has been grinding rye for everybody in the valley since it was built.")
	s.pages["/inn.html"] = page("The inn", "Cleo Ames keeps the inn in Rask, where the river meets the road and travellers have to wait for the ferry.")
	s.pages["/sitemap.xml"] = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>` + s.URL + `/mill.html</loc></url></urlset>`
	s.pages["/feed.xml"] = `<rss version="2.0"><channel><title>News</title><item><title>The inn</title><link>` + s.URL + `/inn.html</link></item></channel></rss>`
	p := newPost(t, `
  rules:
    url: `+s.URL+`/ferry.html
  site:
    sitemap: `+s.URL+`/sitemap.xml
  wires:
    feed: `+s.URL+`/feed.xml
web:
  private: [127.0.0.0/8]
  interval: 1ms
  ports: [`+u.Port()+`]
`)
	p.wants(p.run(0, "sync"), "rules: 1 added", "site: 1 added", "wires: 1 added")
	p.wants(p.run(0, "ask", "Who keeps the mill in Torp?"), "Ada Moss", "/mill.html")
	s.asked = nil
	s.pages["/mill.html"] = page("The mill", "Peter Lang keeps the mill in Torp. He bought it in the spring and has had the wheel and the roof repaired.")
	delete(s.pages, "/ferry.html")
	out := p.run(0, "sync")
	p.wants(out, "rules: 0 added, 0 updated, 0 removed, 0 unchanged\n", "404 Not Found", "site: 0 added, 1 updated", "wires: 0 added, 0 updated, 0 removed, 1 unchanged")
	p.wants(strings.Join(s.asked, "\n"), "/inn.html 304", "/mill.html 200", "/ferry.html 404")
	p.wants(p.run(0, "ask", "Who runs the ferry to Skarn?"), "Olga Venn") // the last good form
	p.wants(p.run(0, "sources"), "rules", "1 file is not in")

	// What the feed forgets stays; a rebuild asks nobody for what it has.
	s.pages["/feed.xml"] = `<rss version="2.0"><channel><title>News</title></channel></rss>`
	p.wants(p.run(0, "sync", "wires"), "wires: 0 added, 0 updated, 0 removed, 0 unchanged")
	s.asked = nil
	p.wants(p.run(0, "index", "--rebuild"), "wires: 0 added, 0 updated, 0 removed, 1 unchanged", "site: 0 added")
	if len(s.asked) > 0 {
		t.Errorf("a rebuild asked for %v", s.asked)
	}
	p.wants(p.run(0, "ask", "Who keeps the inn in Rask?"), "Cleo Ames")

	// A source that is given up is named, and can be taken out.
	writeFile(t, p.path(".config/dalil/config.yaml"), "sources:\n  rules: {url: '"+s.URL+"/ferry.html'}\n")
	p.wants(p.run(0, "sources"), "no longer in the configuration", `dalil index --forget --collection default "feed wires"`)
	p.wants(p.run(0, "index", "--forget", "feed wires", "--yes"), "feed wires: documents: 1, passages: 1, removed")
	p.wants(p.run(0, "index", "--forget", "rules"), "url rules: documents: 1", "say so with --yes")
}

func TestAddressesInTheHouse(t *testing.T) {
	s := newSite(t)
	p := newPost(t, "  rules: {url: "+s.URL+"/ferry.html}\n")
	p.wants(p.run(0, "sync"), "the address is not public", "name its range in web.private")
	if len(s.asked) > 0 {
		t.Errorf("asked for %v", s.asked)
	}
	p = newPost(t, "  rules: {url: "+s.URL+"/ferry.html}\nweb: {private: [house]}\n")
	p.wants(p.run(1, "sync"), `web.private: "house" is no range`)
}

func TestGitSource(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	p := newPost(t, "  handbook: {git: ~/handbook, under: docs}\n")
	p.file("handbook/docs/ferry.md", "Olga Venn runs the ferry to Skarn.\n")
	p.file("handbook/readme.md", "This is about everything.\n")
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "first"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Env = p.path("handbook"), append(os.Environ(), "HOME="+p.home)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v %s", args, err, out)
		}
	}
	p.wants(p.run(0, "sync"), "handbook: 1 added")
	p.wants(p.run(0, "sync"), "handbook: 0 added, 0 updated, 0 removed, 1 unchanged")
	p.wants(p.run(0, "ask", "Who runs the ferry to Skarn?"), "Olga Venn")
}
