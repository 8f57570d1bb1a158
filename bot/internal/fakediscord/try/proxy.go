package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// A proxy takes connections to Discord's hosts, as an HTTP proxy is asked for them, and answers them itself. Its certificate
// is made anew each time, and only who is told to trusts it.
type proxy struct {
	certificate string // file
	made        bool   // the file is ours to remove
	in          net.Listener
	server      *http.Server // of requests for connections
	inner       *http.Server // of what comes through them
	conns       chan net.Conn
	closed      chan struct{}
	once        sync.Once
}

func startProxy(h http.Handler, certificate string) (*proxy, error) {
	in, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{certificate: certificate, in: in, conns: make(chan net.Conn), closed: make(chan struct{})}
	pair, err := p.certify()
	if err != nil {
		in.Close()
		return nil, err
	}
	p.inner = &http.Server{Handler: h, TLSConfig: &tls.Config{Certificates: []tls.Certificate{pair}}, ErrorLog: log.New(io.Discard, "", 0)}
	p.server = &http.Server{Handler: http.HandlerFunc(p.connect)}
	go p.inner.ServeTLS(tunnels{p}, "", "")
	go p.server.Serve(in)
	return p, nil
}

func (p *proxy) address() string { return p.in.Addr().String() }

func (p *proxy) close() {
	p.once.Do(func() { close(p.closed) })
	p.server.Close()
	p.inner.Close()
	if p.made {
		os.Remove(p.certificate)
	}
}

// connect turns a request for a connection into one.
func (p *proxy) connect(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodConnect {
		http.Error(w, "a proxy for TLS only", http.StatusBadRequest)
		return
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if _, err := io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		conn.Close()
		return
	}
	select {
	case p.conns <- conn:
	case <-p.closed:
		conn.Close()
	}
}

// tunnels are the proxy's connections as a listener has them.
type tunnels struct{ *proxy }

// Accept waits for a connection.
func (t tunnels) Accept() (net.Conn, error) {
	select {
	case c := <-t.conns:
		return c, nil
	case <-t.closed:
		return nil, net.ErrClosed
	}
}

// Close stops accepting.
func (t tunnels) Close() error { t.once.Do(func() { close(t.closed) }); return nil }

// Addr is the proxy's.
func (t tunnels) Addr() net.Addr { return t.in.Addr() }

// certify makes a certificate for Discord's hosts and writes it where dalil is to find it.
func (p *proxy) certify() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "a Discord for trying"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames: []string{"discord.com", "cdn.discordapp.com", "media.discordapp.net"}}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, err
	}
	file, err := p.file()
	if err != nil {
		return tls.Certificate{}, err
	}
	defer file.Close()
	if err := pem.Encode(file, &pem.Block{Type: "CERTIFICATE", Bytes: raw}); err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, nil
}

func (p *proxy) file() (*os.File, error) {
	if p.certificate != "" {
		return os.Create(p.certificate)
	}
	file, err := os.CreateTemp("", "discord-*.pem")
	if err == nil {
		p.certificate, p.made = file.Name(), true
	}
	return file, err
}
