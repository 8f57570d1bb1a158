package web

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// A guard decides which addresses may be dialled.
type guard struct {
	public   *ssrf.Guardian
	private  []netip.Prefix
	resolver *net.Resolver
	strict   bool // what a name means has to be known here, also where a proxy dials
}

func newGuard(opts Options) guard {
	ports := append([]uint16{80, 443}, opts.Ports...)
	return guard{public: ssrf.New(ssrf.WithPorts(ports...)), private: slices.Clone(opts.Private), resolver: net.DefaultResolver}
}

// control is a net.Dialer's Control: it sees the address that is about to be dialled, after all resolving.
func (g *guard) control(network, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || network != "tcp4" && network != "tcp6" {
		return fmt.Errorf("%w: %s %s", ErrAddress, network, address)
	}
	return g.check(at)
}

// check says why an address may not be dialled.
func (g *guard) check(at netip.AddrPort) error {
	ip := at.Addr().Unmap()
	for _, p := range g.private {
		if p.Contains(ip) {
			return nil
		}
	}
	if err := g.public.SafeAddrPort(netip.AddrPortFrom(ip, at.Port())); err != nil {
		return fmt.Errorf("%w: %s; name its range or its port in the configuration to allow it", ErrAddress, at)
	}
	return nil
}

// transport returns what sends requests. It has limits of its own for each step, below the limit for the whole.
func (g *guard) transport(opts Options) *http.Transport {
	t := &http.Transport{
		DisableCompression:     true, // compressed bodies are limited on both sides; see body
		ForceAttemptHTTP2:      true,
		IdleConnTimeout:        90 * time.Second,
		MaxConnsPerHost:        2, // one asks; another may be closing
		MaxIdleConns:           64,
		MaxResponseHeaderBytes: 256 << 10,
		TLSHandshakeTimeout:    15 * time.Second,
	}
	guarded := &net.Dialer{Timeout: 15 * time.Second, Control: g.control}
	t.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		d := *guarded
		d.Resolver = g.resolver
		return d.DialContext(ctx, network, addr)
	}
	if opts.Proxy != nil {
		t.Proxy = http.ProxyURL(opts.Proxy)
		t.DialContext = (&net.Dialer{Timeout: 15 * time.Second}).DialContext // only the proxy is dialled
	}
	return t
}

// checkByName is what remains of the guard where a proxy does the dialling: an address in the URL is checked, and those that
// a name has here, if it has any. What the name means to the proxy is up to the proxy.
func (g *guard) checkByName(ctx context.Context, u *url.URL) error {
	port := uint64(80)
	if u.Scheme == "https" {
		port = 443
	}
	if p := u.Port(); p != "" {
		port, _ = strconv.ParseUint(p, 10, 16) // parse has checked it
	}
	ips := []netip.Addr{}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		ips = append(ips, ip)
	} else if found, err := g.resolver.LookupNetIP(ctx, "ip", u.Hostname()); err == nil {
		ips = found
	} else if g.strict {
		return fmt.Errorf("%w, as far as is known here: %w", ErrAddress, err)
	} else {
		ips = append(ips, netip.AddrFrom4([4]byte{1, 1, 1, 1})) // any public one, so that the port is checked
	}
	for _, ip := range ips {
		if err := g.check(netip.AddrPortFrom(ip, uint16(port))); err != nil {
			return err
		}
	}
	return nil
}
