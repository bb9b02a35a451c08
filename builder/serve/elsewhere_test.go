package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"aftercare/builder/diag"
)

// What another machine of the network is told holds nothing of the sources.
func TestOtherMachinesSeePagesOnly(t *testing.T) {
	const path, draft = "/home/anna/guide", "content/about-ben.md"
	here := net.ParseIP("192.168.1.2")
	found := diag.List{{Severity: diag.Error, Code: "test/x", Pos: diag.Position{File: draft, Line: 1}, Message: "a secret"}}
	show := func(s *Server, page *PageInfo) {
		s.Show(Revision{
			Files: site{"index.html": "<p>home", "broken/index.html": "mistake: " + path, "x.png": "error: " + path, "y.png": "y"}, Found: found,
			Changes: []Change{{Kind: "saved", File: draft, Title: "Ben", Href: "/ben/"}, {Kind: "saved", File: draft, Copy: "/y.png"}},
			Page:    func(string) *PageInfo { return page },
		})
	}
	opts := Options{
		Hosts: []string{"192.168.1.2:1313"}, EditorURL: func(diag.Position) string { return "vscode://file" + path },
		Sources: func(string) ([]byte, bool) { return []byte("a secret\n"), true },
	}
	ask := func(s *Server, remote, target string) string {
		r := httptest.NewRequest(http.MethodGet, target, nil)
		r.Host = opts.Hosts[0]
		r.RemoteAddr = remote
		r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, &net.TCPAddr{IP: here, Port: 1313}))
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		return w.Body.String()
	}
	for _, state := range []string{"shown", "failed", "never"} {
		s := New(opts)
		if state != "never" {
			show(s, &PageInfo{File: draft, Editor: "vscode://file" + path})
			show(s, &PageInfo{File: draft, Editor: "vscode://file" + path})
		}
		if state != "shown" {
			s.Fail(diag.List{{Severity: diag.Error, Message: errors.New("open " + path).Error()}})
		}
		told := 0
		for _, target := range []string{"/", "/broken/", "/x.png", "/nosuch/", "/_aftercare/diagnostics?file=" + draft + "&token=" + s.token, "/_aftercare/news?since=0&path=/&token=" + s.token, "/_aftercare/look?path=/"} {
			for _, remote := range []string{"192.168.1.77:5000", "[fe80::1]:5000", "10.0.0.1:1", "203.0.113.9:80", "[::ffff:192.168.1.3]:9"} {
				if answer := ask(s, remote, target); strings.Contains(answer, path) || strings.Contains(answer, "ben") || strings.Contains(answer, "secret") || strings.Contains(answer, "Ben") {
					t.Errorf("%s: %s tells %s: %s", state, target, remote, answer)
				}
			}
			for _, remote := range []string{"192.168.1.2:5000", "127.0.0.1:5000", "[::1]:5000", "[::ffff:127.0.0.1]:5000"} {
				if answer := ask(s, remote, target); strings.Contains(answer, path) || strings.Contains(answer, "ben") {
					told++
				}
			}
		}
		if told < 4 {
			t.Errorf("%s: the writer is told %d times", state, told)
		}
	}
}
