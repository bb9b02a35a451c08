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

// asker sends the requests.
type asker struct {
	private bool
	each    time.Duration // limit for one address
	client  client
}

// maxHops is how many requests a chain of redirects may take.
const maxHops = 5

// address checks one address with HEAD, which returns no content, and with GET if
// that fails.
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

// follow sends a request and follows redirects. An address has moved only if every
// redirect on the way is permanent (RFC 9110, 15.4).
func (a asker) follow(ctx context.Context, method, address string) answer {
	at, permanent := address, true
	for range maxHops {
		status, next, err := a.ask(ctx, method, at)
		switch {
		case err != nil:
			return failure(err)
		case next == "":
			if got := answerFor(status); got.kind != fine || !permanent || at == address {
				return got
			}
			return answer{kind: moved, to: at}
		case isResolver(at):
			return answer{} // the DOI exists, and its target is up to the publisher
		}
		permanent = permanent && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect)
		at = next
	}
	return silent.with("it redirects more than %d times", maxHops)
}

// isResolver reports whether an address is a DOI, which always redirects.
func isResolver(address string) bool { return strings.HasPrefix(address, "https://doi.org/") }

// ask sends one request and returns the status and, for a redirect, the target.
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

func answerFor(status int) answer {
	switch {
	case status/100 == 2, status == http.StatusNotModified:
		return answer{}
	case status == http.StatusNotFound, status == http.StatusGone:
		return gone.with("it says %d", status)
	case status/100 == 4 || status == 999: // 999 is LinkedIn's
		return refused.with("it says %d", status)
	}
	return silent.with("it says %d", status)
}

// failure explains in plain words why there was no answer.
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

// errPrivate means that an address is not on the public internet.
var errPrivate = errors.New("an address of this machine or its network")

// client sends requests directly, to public addresses only, or through the proxy of
// the environment, which applies its own policy.
type client struct{ direct, proxied http.Client }

func newClient(private bool) client {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	if !private {
		// Control runs after the name was resolved, so a public name can't hide a
		// private address.
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			if host, _, err := net.SplitHostPort(address); err != nil || check.IsLocal(host) {
				return errPrivate
			}
			return nil
		}
	}
	transport := http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10, ForceAttemptHTTP2: true}
	return client{direct: withoutRedirects(&transport), proxied: withoutRedirects(&http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true})}
}

func withoutRedirects(t http.RoundTripper) http.Client {
	return http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (c client) of(r *http.Request) *http.Client {
	if proxy, err := http.ProxyFromEnvironment(r); err == nil && proxy != nil {
		return &c.proxied
	}
	return &c.direct
}
