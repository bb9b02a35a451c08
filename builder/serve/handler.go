package serve

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"aftercare/builder/diag"
)

// private is the one folder of addresses that are the preview's own.
const private = "/_aftercare/"

// Handler answers for the site and for the preview's own addresses.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(private+"events", s.events)
	mux.HandleFunc(private+"diagnostics", s.diagnostics)
	mux.HandleFunc(private+"preview.js", own("preview.js", "text/javascript; charset=utf-8"))
	mux.HandleFunc(private+"morph.js", own("morph.js", "text/javascript; charset=utf-8"))
	mux.HandleFunc(private+"preview.css", own("preview.css", "text/css; charset=utf-8"))
	mux.HandleFunc(private, http.NotFound)
	mux.HandleFunc("/", s.page)
	return s.guard(mux)
}

// page answers with a file of the site. Addresses are looked up among the
// site's names; nothing is ever mapped to a path on disk.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	select {
	case <-s.made:
	case <-r.Context().Done():
		return
	}
	now := s.now()
	name := strings.TrimPrefix(r.URL.Path, "/")
	switch {
	case name == "" || strings.HasSuffix(name, "/"):
		name += "index.html"
	case !now.names[name] && now.names[name+"/index.html"]:
		target := path.Base(name) + "/"
		if r.URL.RawQuery != "" {
			target += "?" + r.URL.RawQuery
		}
		w.Header().Set("Location", target)
		w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	status := http.StatusOK
	if !now.names[name] || strings.HasPrefix(name, "_") {
		status, name = http.StatusNotFound, "404.html"
		if !now.names[name] {
			http.NotFound(w, r)
			return
		}
	}
	s.send(w, r, now, name, status)
}

func (s *Server) send(w http.ResponseWriter, r *http.Request, now state, name string, status int) {
	data, err := now.site.ReadFile(name)
	isPage := path.Ext(name) == ".html"
	if err != nil {
		if data, status = s.lastGood(name, err); data == nil {
			data = s.errorPage(name, err)
		}
	} else if isPage {
		s.remember(name, data)
	}
	h := w.Header()
	h.Set("Content-Type", contentType(name))
	if isPage {
		h.Set("Content-Security-Policy", "frame-ancestors 'self'")
		data = s.inject(data, name, now.version)
	}
	h.Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(data) // the browser went away; there is nobody to tell
	}
}

// maxGood bounds the memory of last good pages.
const maxGood = 200

// remember keeps a page in case that its next version can't be made.
func (s *Server) remember(name string, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.good[name]; !ok && len(s.good) >= maxGood {
		for other := range s.good {
			delete(s.good, other)
			break
		}
	}
	s.good[name] = data
}

// lastGood returns the page as it was before the mistake, which the panel over
// it explains; nil if there is none.
func (s *Server) lastGood(name string, err error) ([]byte, int) {
	var d diag.Diagnostic
	if errors.As(err, &d) {
		s.mu.Lock()
		if !s.state.checked {
			s.state.diags = append(s.state.diags, d)
		}
		s.mu.Unlock()
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.good[name], http.StatusOK
}

// errorPage stands for a page that could never be made.
func (s *Server) errorPage(name string, err error) []byte {
	text := err.Error()
	var d diag.Diagnostic
	if errors.As(err, &d) {
		var b bytes.Buffer
		_ = diag.WriteText(&b, diag.List{d}, s.opts.Sources, diag.Style{}) // a Buffer does not fail
		text = b.String()
	}
	return fmt.Appendf(nil, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s</title></head><body><main><h1>This page can’t be made yet</h1><pre>%s</pre></main></body></html>`,
		html.EscapeString(name), html.EscapeString(text))
}

// The preview adds its own script and style to each page and lets the script
// connect to this server; the policy is otherwise the published one.
func (s *Server) inject(page []byte, name string, version int) []byte {
	policy := []byte("connect-src 'none'")
	page = bytes.Replace(page, policy, []byte("connect-src 'self'"), 1)
	head := fmt.Appendf(nil, `<link rel="stylesheet" href="%[1]spreview.css"><script type="module" src="%[1]spreview.js" data-token="%[2]s" data-file="%[3]s" data-version="%[4]d"></script></head>`,
		private, s.token, html.EscapeString(name), version)
	return bytes.Replace(page, []byte("</head>"), head, 1)
}

// contentType goes by the name alone, from a fixed list, so that it does not
// depend on the machine.
func contentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t, ok := types[ext]; ok {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}

var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".xml": "application/xml; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon", ".pdf": "application/pdf", "": "text/plain; charset=utf-8",
}
