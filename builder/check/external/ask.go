package external

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"aftercare/builder/check"
)

type asker struct {
	private bool
	each    time.Duration
	client  client
}

// hops is how many redirects are followed.
const hops = 5

// address asks for one address: with HEAD, which sends no content, and where
// that is not understood with GET.
func (a asker) address(ctx context.Context, address string) answer {
	if ctx.Err() != nil {
		return notAsked.with("the time for all addresses was over")
	}
	ctx, cancel := context.WithTimeout(ctx, a.each)
	defer cancel()
	got := a.follow(ctx, http.MethodHead, address)
	if got.kind != fine && got.kind != moved && got.kind != notAsked && ctx.Err() == nil {
		got = a.follow(ctx, http.MethodGet, address)
	}
	return got
}

// follow asks and follows redirects. An address has moved if every step of the
// way says that it is permanent (RFC 9110, 15.4).
func (a asker) follow(ctx context.Context, method, address string) answer {
	at, permanent := address, true
	for range hops {
		status, next, err := a.ask(ctx, method, at)
		switch {
		case err != nil:
			return failure(err)
		case next == "":
			if got := judge(status); got.kind != fine || !permanent || at == address {
				return got
			}
			return answer{kind: moved, to: at}
		case isResolver(at):
			return answer{} // the number is known; where it leads is the publisher's affair
		}
		permanent = permanent && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect)
		at = next
	}
	return silent.with("it sends visitors on more than %d times", hops)
}

// isResolver tells the addresses of DOIs, which redirect by their nature.
func isResolver(address string) bool { return strings.HasPrefix(address, "https://doi.org/") }

// ask returns the status and, for a redirect, the next address.
func (a asker) ask(ctx context.Context, method, address string) (status int, next string, err error) {
	request, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return 0, "", err
	}
	if !a.private && check.IsLocal(request.URL.Hostname()) {
		return 0, "", errPrivate
	}
	request.Header.Set("User-Agent", "aftercare-check/1")
	request.Header.Set("Accept", "text/html,*/*;q=0.5")
	response, err := a.client.of(request).Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	if to := response.Header.Get("Location"); to != "" && response.StatusCode/100 == 3 {
		u, err := request.URL.Parse(to)
		if err != nil {
			return 0, "", fmt.Errorf("it sends visitors on to %q", to)
		}
		return response.StatusCode, u.String(), nil
	}
	return response.StatusCode, "", nil
}

func judge(status int) answer {
	switch {
	case status/100 == 2, status == http.StatusNotModified:
		return answer{}
	case status == http.StatusNotFound, status == http.StatusGone:
		return gone.with("it says %d", status)
	case status/100 == 4 || status == 999: // 999 is an invention of one large site
		return refused.with("it says %d", status)
	}
	return silent.with("it says %d", status)
}

// failure says in a writer's words why nobody answered.
func failure(err error) answer {
	name, unnamed := errors.AsType[*net.DNSError](err)
	_, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	timeout, timed := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, errPrivate):
		return notAsked.with("it is an address of this machine or its network")
	case unnamed && name.IsNotFound:
		return gone.with("there is no site of that name")
	case untrusted:
		return silent.with("its certificate is not valid")
	case errors.Is(err, context.DeadlineExceeded), timed && timeout.Timeout():
		return silent.with("it took too long")
	case errors.Is(err, syscall.ECONNREFUSED):
		return silent.with("the connection was refused")
	}
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	return silent.with("%v", err)
}

// errPrivate says that an address is not one of the open network.
var errPrivate = errors.New("an address of this machine or its network")

// client asks directly, and only public addresses, or through the proxy that
// the environment names, which decides for itself.
type client struct{ direct, proxied http.Client }

func newClient(private bool) client {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	if !private {
		// The name has been looked up by now, so that no name can stand for a
		// private address.
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			if host, _, err := net.SplitHostPort(address); err != nil || check.IsLocal(host) {
				return errPrivate
			}
			return nil
		}
	}
	transport := http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10, ForceAttemptHTTP2: true}
	return client{direct: bare(&transport), proxied: bare(&http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true})}
}

func bare(t http.RoundTripper) http.Client {
	return http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (c client) of(r *http.Request) *http.Client {
	if proxy, err := http.ProxyFromEnvironment(r); err == nil && proxy != nil {
		return &c.proxied
	}
	return &c.direct
}
