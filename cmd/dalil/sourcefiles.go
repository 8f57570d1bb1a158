package main

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/corpus/source/feed"
	"github.com/dalil-bot/dalil/corpus/source/git"
	"github.com/dalil-bot/dalil/corpus/source/web"
)

// webSettings say how pages are fetched.
type webSettings struct {
	Contact  string `yaml:"contact"`
	Proxy    string `yaml:"proxy"`
	Private  list   `yaml:"private"`
	Ports    list   `yaml:"ports"`
	Interval length `yaml:"interval"`
	Timeout  length `yaml:"timeout"`
}

func defaultWeb() webSettings {
	return webSettings{Interval: length(web.DefaultInterval), Timeout: length(web.DefaultTimeout)}
}

// settings returns the keys below web, in the order of config.example.yaml.
func (w *webSettings) settings() []setting {
	return []setting{
		{"web.contact", (*text)(&w.Contact), "address of who runs this, for the servers that are asked"},
		{"web.proxy", (*text)(&w.Proxy), "http, https or socks5 URL of a proxy"},
		{"web.private", &w.Private, "ranges of addresses that are fetched from although they are not public"},
		{"web.ports", &w.Ports, "ports that are fetched from beside 80 and 443"},
		{"web.interval", &w.Interval, "time between two requests to a server"},
		{"web.timeout", &w.Timeout, "how long a page may take"},
	}
}

// options returns what a fetcher wants to know.
func (w *webSettings) options(maxSize int64) (web.Options, error) {
	o := web.Options{
		Version: version(), Contact: w.Contact, MaxSize: maxSize, Interval: time.Duration(w.Interval), Timeout: time.Duration(w.Timeout),
	}
	if w.Proxy != "" {
		u, err := url.Parse(w.Proxy)
		if err != nil {
			return o, usageError{fmt.Errorf("web.proxy: it is no URL")} // the cause would repeat it, with a password
		}
		o.Proxy = u
	}
	for _, text := range w.Private {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return o, usageError{fmt.Errorf("web.private: %q is no range such as 10.1.0.0/16", text)}
		}
		o.Private = append(o.Private, p)
	}
	for _, text := range w.Ports {
		n, err := strconv.ParseUint(text, 10, 16)
		if err != nil || n == 0 {
			return o, usageError{fmt.Errorf("web.ports: %q is no port", text)}
		}
		o.Ports = append(o.Ports, uint16(n))
	}
	return o, nil
}

// A stock is the files of an opened source.
type stock struct {
	ingest.Files
	io.Closer
	made string // what it was made by
}

// nothing needs no closing.
type nothing struct{}

func (nothing) Close() error { return nil }

// files opens a source. What is fetched stays open until the keeper is closed, since it remembers what the servers said.
func (k *keeper) files(ctx context.Context, t *task) (stock, error) {
	switch t.Kind {
	case "folder":
		folder, err := source.NewFolder(t.Folder, source.Options{MaxSize: t.largest(), Only: t.Only, Except: t.Except})
		return stock{folder, folder, ""}, err
	case "git":
		if filepath.IsAbs(t.Git) {
			repo, err := git.Open(ctx, t.Git, t.gitOptions())
			return stock{repo, repo, ""}, err
		}
	}
	made := fmt.Sprintf("%+v %+v %d", t.sourceSettings, t.web, t.largest())
	path := k.memoryFile(&t.sourceSettings)
	k.mu.Lock()
	defer k.mu.Unlock()
	if s, ok := k.stocks[path]; ok {
		if s.made == made {
			s.Closer = nothing{}
			return s, nil
		}
		_ = s.Close() // it was only read
		delete(k.stocks, path)
	}
	s, err := k.fetched(t)
	if err != nil {
		return stock{}, err
	}
	s.made = made
	k.stocks[path] = s
	s.Closer = nothing{}
	return s, nil
}

// fetched opens a source that is elsewhere.
func (k *keeper) fetched(t *task) (stock, error) {
	switch t.Kind {
	case channelKind:
		return k.channel(t)
	case "git":
		o := t.gitOptions()
		if t.web.Proxy != "" {
			w, err := t.web.options(0)
			if err != nil {
				return stock{}, err
			}
			o.Proxy = w.Proxy
		}
		dir := filepath.Join(k.data, "git", strings.TrimSuffix(filepath.Base(k.memoryFile(&t.sourceSettings)), ".json"))
		repo, err := git.Clone(t.Git, dir, o)
		return stock{Files: repo, Closer: repo}, err
	}
	fetcher, err := k.fetcher(t.web)
	if err != nil {
		return stock{}, err
	}
	fetcher = fetcher.Limited(t.largest())
	s := stock{Closer: nothing{}}
	switch t.Kind {
	case "sitemap":
		s.Files, err = web.NewSitemap(fetcher, t.Sitemap, web.SitemapOptions{MaxPages: int(t.Documents), Keep: t.keeps})
	case "feed":
		texts := map[string]feed.Text{"": feed.Either, "either": feed.Either, "page": feed.Page, "feed": feed.Own}
		s.Files, err = feed.New(fetcher, t.Feed, feed.Options{Text: texts[t.Text]})
	default:
		s.Files = web.NewPages(fetcher, t.URL)
	}
	return s, err
}

// fetcher returns what fetches pages: one for all sources and for pages that people add, so that a server is never asked too
// often. The caller holds the lock.
func (k *keeper) fetcher(w webSettings) (*web.Fetcher, error) {
	key := fmt.Sprintf("%+v", w)
	if f := k.fetchers[key]; f != nil {
		return f, nil
	}
	o, err := w.options(0)
	if err != nil {
		return nil, err
	}
	f, err := web.New(o)
	if err == nil {
		k.fetchers[key] = f
	}
	return f, err
}

// publicFetcher returns what fetches pages for people elsewhere: with the manners of the other one, and nothing of the house.
func (k *keeper) publicFetcher(w webSettings, maxSize int64) (*web.Fetcher, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	f, err := k.fetcher(w)
	if err != nil {
		return nil, err
	}
	return f.Public().Limited(maxSize), nil
}

func (t *task) gitOptions() git.Options {
	return git.Options{Ref: t.Branch, Under: t.Under, MaxSize: t.largest(), Keep: t.keeps}
}

// keeps reports whether a file, or a page by the path of its address, is among those that are wanted.
func (t *task) keeps(id string) bool {
	if u, err := url.Parse(id); err == nil && u.Host != "" {
		id = strings.TrimPrefix(u.Path, "/")
	}
	o := source.Options{Only: t.Only, Except: t.Except}
	return o.Wanted(id)
}

// close gives up all that is open.
func (k *keeper) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, s := range k.stocks {
		_ = s.Close() // was only read
	}
	for _, f := range k.fetchers {
		_ = f.Close()
	}
	clear(k.stocks)
	clear(k.fetchers)
}
