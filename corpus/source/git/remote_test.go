package git

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// A Clone over a connection: credentials go to the server that they are for, no redirect is followed, no proxy of the
// environment is asked, and a server that fails leaves the copy as it was.
func TestCloneOverHTTP(t *testing.T) {
	d := newDesk(t)
	first := d.commit("a.md", "one")
	served := filepath.Join(t.TempDir(), "notes.git")
	d.git("clone", "-q", "--bare", d.dir, served)
	d.git("-C", served, "update-server-info")
	files := http.FileServer(http.Dir(filepath.Dir(served)))
	var redirected, proxied atomic.Int64
	var down atomic.Bool
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		switch {
		case down.Load():
			w.WriteHeader(http.StatusBadGateway)
		case user != "ali" || password != "hunter2":
			w.Header().Set("WWW-Authenticate", `Basic realm="notes"`)
			w.WriteHeader(http.StatusUnauthorized)
		default:
			files.ServeHTTP(w, r)
		}
	})
	mux.HandleFunc("/moved.git/", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/target.git/"+strings.TrimPrefix(r.URL.Path, "/moved.git/")+"?"+r.URL.RawQuery, http.StatusFound)
	})
	mux.HandleFunc("/target.git/", func(http.ResponseWriter, *http.Request) { redirected.Add(1) })
	server := httptest.NewServer(mux)
	defer server.Close()
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { proxied.Add(1) }))
	defer proxy.Close()
	t.Setenv("http_proxy", proxy.URL)

	at := func(user, path string, opts Options) *Repo {
		opts.Protocols = []string{"http"}
		r, err := Clone(strings.Replace(server.URL, "://", "://"+user, 1)+path, filepath.Join(t.TempDir(), "copy"), opts)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Close() })
		return r
	}
	r := at("ali:hunter2@", "/notes.git", Options{})
	d.check(r, "a.md 1h "+first[:7])
	if config, err := os.ReadFile(filepath.Join(r.dir, "config")); err != nil || strings.Contains(string(config), "hunter2") {
		t.Errorf("the copy's settings: %s, %v", config, err)
	}
	down.Store(true)
	if _, err := r.Entries(t.Context()); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a server that fails: %v", err)
	}
	d.read(r, "a.md", "one")
	down.Store(false)
	d.check(r, "a.md 1h "+first[:7])
	for name, r := range map[string]*Repo{
		"no credentials":    at("", "/notes.git", Options{}),
		"wrong credentials": at("ali:secret@", "/notes.git", Options{}),
		"redirect":          at("ali:hunter2@", "/moved.git", Options{}),
	} {
		if _, err := r.Entries(t.Context()); err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if redirected.Load() != 0 || proxied.Load() != 0 {
		t.Errorf("%d requests after a redirect, %d to the environment's proxy", redirected.Load(), proxied.Load())
	}
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := at("", "/notes.git", Options{Proxy: u}).Entries(t.Context()); err == nil || proxied.Load() == 0 {
		t.Errorf("through a proxy: %v, %d requests", err, proxied.Load())
	}
}

// A folder that holds something else is left as it is.
func TestCloneIntoAFolder(t *testing.T) {
	d := newDesk(t)
	d.commit("a.md", "one")
	r := d.clone(Options{})
	other := filepath.Join(r.dir, "notes.txt")
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Entries(t.Context()); err == nil || !strings.Contains(err.Error(), "something else") {
		t.Errorf("error %v", err)
	}
	if text, err := os.ReadFile(other); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	if l, err := r.Entries(t.Context()); err != nil || len(l.Entries) != 1 {
		t.Errorf("an empty folder: %v, %v", l, err)
	}
}
