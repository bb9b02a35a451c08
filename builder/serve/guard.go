package serve

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// guard lets through only what the writer's own browser asks for on purpose.
//
//   - The Host must be one of ours, to the letter and with its port: a page of
//     another site that rebinds its name to this machine (DNS rebinding) sends
//     its own name.
//   - An Origin, when sent, must be our own: other sites' pages may not read
//     drafts.
//   - Only GET and HEAD: nothing here changes anything.
//   - Paths with a backslash, a NUL or a colon, or that are not clean, name
//     nothing that we publish.
//
// Forwarding headers (X-Forwarded-*) are not looked at, and no CORS header is
// ever sent.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		switch {
		case !slices.Contains(s.opts.Hosts, strings.ToLower(r.Host)):
			http.Error(w, "this host name is not served here", http.StatusBadRequest)
		case !s.originAllowed(r.Header.Values("Origin")):
			http.Error(w, "requests from other sites are not answered", http.StatusForbidden)
		case crossSite(r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Sec-Fetch-Mode")):
			http.Error(w, "requests from other sites are not answered", http.StatusForbidden)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		case r.URL.Host != "" || strings.ContainsAny(r.URL.Path, "\\\x00:") || strings.Contains(r.URL.Path, "//"):
			http.Error(w, "no such address", http.StatusBadRequest)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func (s *Server) originAllowed(origins []string) bool {
	for _, origin := range origins {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "http" || u.User != nil || u.Path != "" || !slices.Contains(s.opts.Hosts, u.Host) {
			return false
		}
	}
	return true
}

// crossSite tells requests that another site's page makes in the background.
// Following a link from elsewhere is a navigation and is fine.
func crossSite(site, mode string) bool {
	return (site == "cross-site" || site == "same-site") && mode != "navigate"
}
