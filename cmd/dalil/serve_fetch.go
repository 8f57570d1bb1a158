package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/corpus/source/web"
)

// pageLimit is how long a page that a manager adds on Discord may take: less than an answer may.
const pageLimit = 20 * time.Second

// A pageFetcher reads pages for /dalil add, as the keys below web say, and takes turns with the sources of the configuration at
// the servers that both ask. Addresses that are not public are never dialled for it, whatever these sources may.
type pageFetcher struct {
	web *web.Fetcher
	log *slog.Logger
}

func (a *app) pageFetcher(k *keeper) (*pageFetcher, error) {
	f, err := k.publicFetcher(a.config.Web, int64(a.config.Limits.FileSize))
	return &pageFetcher{f, a.log}, err
}

// Fetch reads a page as a file.
func (f *pageFetcher) Fetch(ctx context.Context, address string) (bot.Upload, error) {
	inTime, cancel := context.WithTimeout(ctx, pageLimit)
	defer cancel()
	c, err := f.web.Fetch(inTime, address)
	switch {
	case ctx.Err() != nil:
		return bot.Upload{}, ctx.Err()
	case errors.Is(err, source.ErrTooLarge):
		return bot.Upload{}, &bot.UploadError{Reason: bot.TooLarge}
	case err != nil:
		f.log.Info("a page could not be added", slog.Any("error", err))
		return bot.Upload{}, &bot.UploadError{Reason: bot.NotThere}
	}
	return bot.Upload{Name: pageName(c), Bytes: c.Data}, nil
}

// pageName calls a page after its host and path, so that two pages do not take each other's place; what only the query tells
// apart gets a few letters more.
func pageName(c source.Content) string {
	name := web.FileName(c)
	u, err := url.Parse(c.URI)
	if err != nil {
		return name
	}
	if u.RawQuery != "" {
		sum := sha256.Sum256([]byte(u.RawQuery))
		ending := path.Ext(name)
		name = strings.TrimSuffix(name, ending) + " " + hex.EncodeToString(sum[:3]) + ending
	}
	folder := strings.Trim(strings.ReplaceAll(u.Path[:strings.LastIndexByte(u.Path, '/')+1], "/", " "), " ")
	return strings.Join(strings.Fields(strings.TrimPrefix(u.Hostname(), "www.")+" "+folder+" "+name), " ")
}
