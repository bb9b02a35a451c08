package serve

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// guard admits only requests that the writer's own browser makes on purpose.
//
//   - Host must be exactly one of Options.Hosts, port included. A site that
//     rebinds its name to this machine (DNS rebinding) sends its own name.
//   - Origin, if sent, must be that of the request: pages of other sites must
//     not read drafts.
//   - Other sites may link here, and nothing else (Fetch Metadata).
//   - Only GET and HEAD without a body: no request changes anything.
//   - A path must be clean and free of characters that only mean something on a
//     disk; no published file has another.
//
// Forwarding headers (X-Forwarded-*) are ignored, no CORS header is ever sent,
// and refusals do not repeat the request.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setSecurityHeaders(w.Header())
		if status, why := s.refusal(r); status != 0 {
			if status == http.StatusMethodNotAllowed {
				w.Header().Set("Allow", "GET, HEAD")
			}
			w.Header().Set("Connection", "close")
			http.Error(w, why, status)
			return
		}
		// A browser that stops reading must not hold a connection for ever. The
		// error is that of test recorders, which have no deadlines.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTimeout))
		next.ServeHTTP(w, r)
	})
}

// setSecurityHeaders sets the headers of every answer, refusals included.
func setSecurityHeaders(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "frame-ancestors 'self'")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "SAMEORIGIN")
}

// refusal returns why a request is refused; status 0 admits it.
func (s *Server) refusal(r *http.Request) (status int, why string) {
	host, origins := r.Host, r.Header.Values("Origin")
	switch {
	case !isHost(host):
		return http.StatusBadRequest, "the host is not well formed"
	case !slices.Contains(s.opts.Hosts, host) && !slices.Contains(s.opts.Hosts, host+":80"):
		return http.StatusForbidden, "this host name is not served here"
	case len(origins) > 1 || len(origins) == 1 && !isOrigin(origins[0]):
		return http.StatusBadRequest, "the origin is not well formed"
	case len(origins) == 1 && origins[0] != "http://"+host, !allowedByFetchMetadata(r.Header):
		return http.StatusForbidden, "requests from other sites are not answered"
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed, "only GET and HEAD"
	case r.ContentLength != 0 || len(r.TransferEncoding) > 0:
		return http.StatusBadRequest, "no body is expected"
	case !strings.HasPrefix(r.RequestURI, "/") || !isClean(r.URL):
		return http.StatusBadRequest, "no such address"
	}
	return 0, ""
}

func isHost(host string) bool {
	u, err := url.Parse("http://" + host)
	return err == nil && host != "" && u.Host == host && u.Hostname() != ""
}

func isOrigin(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && (origin == "null" || origin == u.Scheme+"://"+u.Host)
}

// fromThisMachine reports whether a request comes from the machine that the
// preview runs on. Other machines get the pages but learn nothing about the
// sources: neither their names nor what is wrong with them.
func fromThisMachine(r *http.Request) bool {
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return remote.Addr().Unmap().IsLoopback() || ok && local.AddrPort().Addr().Unmap() == remote.Addr().Unmap()
}

// allowedByFetchMetadata checks the Sec-Fetch headers, if the browser sends any.
// Another site, and that includes another port of this machine, may navigate to
// a page and nothing else.
func allowedByFetchMetadata(h http.Header) bool {
	site := h.Values("Sec-Fetch-Site")
	if len(site) == 0 {
		return true
	}
	if len(site) == 1 && (site[0] == "same-origin" || site[0] == "none") {
		return true
	}
	dest := h.Get("Sec-Fetch-Dest")
	return h.Get("Sec-Fetch-Mode") == "navigate" && (dest == "document" || dest == "")
}

// isClean reports whether a path could be the address of a published file.
func isClean(u *url.URL) bool {
	if !utf8.ValidString(u.Path) || strings.ContainsAny(u.Path, `\:`) || strings.ContainsFunc(u.Path, unicode.IsControl) {
		return false
	}
	if strings.Contains(strings.ToLower(u.EscapedPath()), "%2f") {
		return false
	}
	segments := strings.Split(u.Path[1:], "/")
	for i, segment := range segments {
		last := i == len(segments)-1
		if segment == "." || segment == ".." || segment == "" && !last {
			return false
		}
	}
	return true
}
