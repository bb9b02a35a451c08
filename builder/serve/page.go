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

// attempts is how often a page is made anew because sources were saved while
// it was made.
const attempts = 3

// make makes a file of what is shown now, or of what follows at once if a
// source is no longer what it was.
func (s *Server) make(ctx context.Context, now state, name string) (state, fs.File, error) {
	for attempt := 1; ; attempt++ {
		file, err := open(now.Site, name)
		if err == nil || attempt == attempts || now.failure != nil || s.opts.Outdated == nil || !s.opts.Outdated(err) {
			return now, file, err
		}
		later := s.after(ctx, now.version)
		if later.version == now.version {
			return later, nil, err
		}
		now = later
	}
}

// sendFile makes a file and answers with it. One that is copied is sent from
// where it lies, in the parts that are asked for.
func (s *Server) sendFile(w http.ResponseWriter, r *http.Request, now state, name string, status int, m media) {
	now, file, err := s.make(r.Context(), now, name)
	if err == nil {
		defer file.Close()
	}
	switch kind := contentType(name); {
	case kind == pageType:
		s.sendMade(w, r, file, err, status, name, now)
	case err != nil:
		s.note(now, err)
		http.Error(w, "this file can’t be made yet", http.StatusInternalServerError)
	case path.Ext(name) == ".css" && m.scheme != "":
		data, _ := io.ReadAll(file) // a style is made before it is read
		send(w, r, m.dress(data), kind, status)
	default:
		if strings.Contains(kind, "xml") {
			// A picture may be opened as a page, and may hold a script.
			w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox")
		}
		w.Header().Set("Content-Type", kind)
		http.ServeContent(w, r, "", time.Time{}, file.(io.ReadSeeker))
	}
}

// sendMade answers with a page. In place of one that can't be made comes the
// page as it was before the mistake, which the panel over it explains.
func (s *Server) sendMade(w http.ResponseWriter, r *http.Request, file fs.File, err error, status int, name string, now state) {
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
		data, status = nothing(r, "This page can’t be shown", now.failure), http.StatusServiceUnavailable
	case err != nil:
		data, status = s.errorPage(r, name, err), http.StatusInternalServerError
	}
	s.note(now, err)
	s.sendPage(w, r, data, status, name, now)
}

const pageType = "text/html; charset=utf-8"

func (s *Server) sendPage(w http.ResponseWriter, r *http.Request, data []byte, status int, name string, now state) {
	send(w, r, s.inject(data, name, now.version), pageType, status)
}

// open makes a file, and an error of a panic: one broken page must break only
// itself.
func open(site Site, name string) (file fs.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("make %s: panic: %v", name, p)
		}
	}()
	return site.Open(name)
}

// maxGood bounds the memory that last good pages take.
const maxGood = 200

// remember keeps a page in case that its next version can't be made.
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

// note adds a mistake met while a page was made to what the panel shows,
// unless the checks have found it already.
func (s *Server) note(now state, err error) {
	d, ok := errors.AsType[diag.Diagnostic](err)
	if !ok {
		return
	}
	s.replace(func(st *state) bool {
		if st.version != now.version || st.failure != nil || contains(st.found.all, d) {
			return false
		}
		st.found = st.found.with(d)
		return true
	})
}

// errorPage stands for a page that could never be made.
func (s *Server) errorPage(r *http.Request, name string, err error) []byte {
	text := err.Error()
	if d, ok := errors.AsType[diag.Diagnostic](err); ok {
		text = inText(diag.List{d}, s.opts.Sources)
	}
	return instead(r, name, "This page can’t be made yet", text)
}

// nothing stands for a page that can't be made, and says why.
func nothing(r *http.Request, heading string, why diag.List) []byte {
	return instead(r, "Preview", heading, inText(why, nil))
}

func inText(found diag.List, sources diag.Sources) string {
	var b bytes.Buffer
	_ = diag.WriteText(&b, found, sources, diag.Style{}) // a Buffer does not fail
	return b.String()
}

// instead says on this machine what is wrong, and on others where that is said.
func instead(r *http.Request, title, heading, text string) []byte {
	if !fromThisMachine(r) {
		text = "The preview says why on the machine that it runs on."
	}
	return bare(title, heading, text)
}

// bare is a page without a layout, with the policy that the preview's script
// needs.
func bare(title, heading, text string) []byte {
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
