package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"aftercare/builder/diag"
)

// attempts is how often a file is made before giving up, if sources are saved
// each time while it is being made.
const attempts = 3

// open opens a file of the current revision, or of the next one if a source has
// been saved since. It returns the state that the file belongs to.
func (s *Server) open(ctx context.Context, now state, name string) (state, fs.File, error) {
	for attempt := 1; ; attempt++ {
		file, err := openFile(now.Files, name)
		if err == nil || attempt == attempts || now.failure != nil || s.opts.Outdated == nil || !s.opts.Outdated(err) {
			return now, file, err
		}
		later := s.newerThan(ctx, now.version)
		if later.version == now.version {
			return later, nil, err
		}
		now = later
	}
}

// sendFile makes a file and sends it. Copied files are sent from the disk.
func (s *Server) sendFile(w http.ResponseWriter, r *http.Request, now state, name string, status int, m media) {
	now, file, err := s.open(r.Context(), now, name)
	if err == nil {
		defer file.Close()
	}
	switch kind := contentType(name); {
	case kind == pageType:
		s.sendPage(w, r, file, err, status, name, now)
	case err != nil:
		s.addFinding(now, err)
		http.Error(w, "this file can’t be made yet", http.StatusInternalServerError)
	case path.Ext(name) == ".css" && m.scheme != "":
		data, _ := io.ReadAll(file) // in memory, so no error
		send(w, r, m.emulate(data), kind, status)
	default:
		if strings.Contains(kind, "xml") {
			// A drawing can be opened as a page and may contain a script.
			w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox")
		}
		w.Header().Set("Content-Type", kind)
		http.ServeContent(w, r, "", time.Time{}, file.(io.ReadSeeker))
	}
}

// sendPage sends a page or, if it can't be made, the page as it was before the
// mistake. The panel over it explains the mistake.
func (s *Server) sendPage(w http.ResponseWriter, r *http.Request, file fs.File, err error, status int, name string, now state) {
	var data []byte
	if err == nil {
		data, err = io.ReadAll(file)
	}
	switch good := s.lastGood(name); {
	case err == nil && (now.Broken == nil || !now.Broken(name)):
		s.remember(name, data)
	case good != nil:
		data = good
	case err != nil && now.failure != nil:
		data, status = noPage(r, "This page can’t be shown", now.failure), http.StatusServiceUnavailable
	case err != nil:
		data, status = s.errorPage(r, name, err), http.StatusInternalServerError
	}
	s.addFinding(now, err)
	s.sendInjected(w, r, data, status, name, now)
}

const pageType = "text/html; charset=utf-8"

func (s *Server) sendInjected(w http.ResponseWriter, r *http.Request, data []byte, status int, name string, now state) {
	send(w, r, s.inject(data, name, now.version), pageType, status)
}

// openFile opens a file and turns a panic into an error, so that one broken page
// does not stop the preview.
func openFile(files Files, name string) (file fs.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("make %s: panic: %v", name, p)
		}
	}()
	return files.Open(name)
}

// maxGood bounds how many pages are kept for lastGood.
const maxGood = 200

// remember keeps a page in case its next version can't be made.
func (s *Server) remember(name string, data []byte) {
	if path.Ext(name) != ".html" {
		return
	}
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

func (s *Server) lastGood(name string) []byte {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.good[name]
}

// addFinding adds a mistake met while a page was made to what the panel shows,
// unless it is known already.
func (s *Server) addFinding(now state, err error) {
	d, ok := errors.AsType[diag.Diagnostic](err)
	if !ok {
		return
	}
	s.update(func(st *state) bool {
		if st.version != now.version || st.failure != nil || contains(st.found.all, d) {
			return false
		}
		st.found = st.found.with(d)
		return true
	})
}

// errorPage is sent for a page that could not be made before either.
func (s *Server) errorPage(r *http.Request, name string, err error) []byte {
	text := err.Error()
	if d, ok := errors.AsType[diag.Diagnostic](err); ok {
		text = inText(diag.List{d}, s.opts.Sources)
	}
	return fallbackPage(r, name, "This page can’t be made yet", text)
}

// noPage is sent while the sources can't be shown, and says why.
func noPage(r *http.Request, heading string, why diag.List) []byte {
	return fallbackPage(r, "Preview", heading, inText(why, nil))
}

func inText(found diag.List, sources diag.Sources) string {
	var b bytes.Buffer
	_ = diag.WriteText(&b, found, sources, diag.Style{}) // a Buffer does not fail
	return b.String()
}

// fallbackPage shows text to this machine only; others are told where to look.
func fallbackPage(r *http.Request, title, heading, text string) []byte {
	if !fromThisMachine(r) {
		text = "The machine that runs the preview shows why."
	}
	return plainPage(title, heading, text)
}

// plainPage is a page without a layout. Its policy allows the preview's script.
func plainPage(title, heading, text string) []byte {
	const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width">
<title>%s</title>
<link rel="stylesheet" href="/_aftercare/bare.css">
</head>
<body>
<h1>%s</h1>
<pre>%s</pre>
</body>
</html>
`
	return fmt.Appendf(nil, page, html.EscapeString(title), html.EscapeString(heading), html.EscapeString(text))
}
