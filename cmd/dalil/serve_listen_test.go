package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// What serve does for other processes ends with it, however long it would take.
func TestErrandsEndWithServe(t *testing.T) {
	asked, hold := make(chan struct{}, 10), make(chan struct{})
	page := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		asked <- struct{}{}
		<-hold
	}))
	defer page.Close()
	defer close(hold)
	p := newPost(t, "  page: {url: '"+page.URL+"/page'}\nweb: {private: [127.0.0.0/8], ports: ["+page.URL[strings.LastIndexByte(page.URL, ':')+1:]+"]}\n")
	a, lib := p.open(io.Discard)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	l, err := listenLocal(a.dataFolder())
	if err != nil {
		t.Fatal(err)
	}
	s := &servers{app: a}
	s.start(ctx, l, a.localHandler(lib))
	said := make(chan string, 1)
	go func() {
		_, out, wrong := runs(t, p.home, "sync")
		said <- out + wrong
	}()
	<-asked
	cancel()
	s.stop()
	select {
	case got := <-said:
		p.wants(got, "dalil: interrupted; what was finished is kept\n")
	case <-time.After(10 * time.Second):
		t.Error("the sync goes on without serve")
	}
}
