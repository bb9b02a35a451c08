package serve

import (
	"bytes"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// private is the one folder of addresses that are the preview's own.
const private = "/_aftercare/"

// Handler answers for the site and for the preview's own addresses.
func (s *Server) Handler() http.Handler {
	return s.guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name, own := strings.CutPrefix(r.URL.Path, private); {
		case !own:
			s.page(w, r, r.URL.Path, media{})
		case strings.HasPrefix(name, mediaFolder):
			s.emulated(w, r, strings.TrimPrefix(name, mediaFolder))
		case name == framePage:
			s.frame(w, r)
		case name == "events":
			s.events(w, r)
		case name == "news":
			s.news(w, r)
		case name == "diagnostics":
			s.diagnostics(w, r)
		default:
			s.asset(w, r, name)
		}
	}))
}

// page answers with the file of the site that a path stands for, in some look.
// Addresses are looked up among the site's names; nothing is ever mapped to a
// path on disk.
func (s *Server) page(w http.ResponseWriter, r *http.Request, at string, m media) {
	now, ok := s.now(r.Context())
	if !ok {
		return // the browser went away
	}
	name, below := s.fileName(at)
	if !below {
		s.leadToPrefix(w, r)
		return
	}
	switch folder := name + "/index.html"; {
	case now.Site == nil:
		s.sendPage(w, r, nothing(r, "There is nothing to show yet", now.found.all), http.StatusServiceUnavailable, name, now)
	case now.Site.Has(name) && !strings.HasPrefix(name, "_"): // _headers and the like are for the host
		s.sendFile(w, r, now, name, http.StatusOK, m)
	case now.Site.Has(folder):
		redirect(w, url.URL{Path: path.Base(name) + "/", RawQuery: r.URL.RawQuery})
	case now.Site.Has("404.html"):
		s.sendFile(w, r, now, "404.html", http.StatusNotFound, m)
	default:
		http.Error(w, "there is no such page", http.StatusNotFound)
	}
}

// fileName is the name of the file that a path stands for; below says whether
// the path is in the guide's folder.
func (s *Server) fileName(path string) (name string, below bool) {
	name, below = strings.CutPrefix(path, s.opts.Prefix)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name, below
}

func (s *Server) leadToPrefix(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" || r.URL.Path+"/" == s.opts.Prefix {
		redirect(w, url.URL{Path: s.opts.Prefix})
		return
	}
	http.Error(w, "the guide lies in "+s.opts.Prefix, http.StatusNotFound)
}

// redirect is temporary, since the next save may make a page of the address.
// The target is made of names of ours, never of what was asked for.
func redirect(w http.ResponseWriter, to url.URL) {
	w.Header().Set("Location", to.String())
	w.WriteHeader(http.StatusFound)
}

// send answers with data. With ServeContent it can be asked for in parts,
// which browsers do with sound and film.
func send(w http.ResponseWriter, r *http.Request, data []byte, kind string, status int) {
	w.Header().Set("Content-Type", kind)
	if status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		return
	}
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(data) // the browser went away; there is nobody to tell
	}
}

// contentType goes by the name alone, from a fixed list, so that it does not
// depend on the machine.
func contentType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".txt", ".md", "":
		return "text/plain; charset=utf-8"
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".mp3":
		return "audio/mpeg"
	case ".m4a":
		return "audio/mp4"
	case ".ogg", ".opus":
		return "audio/ogg"
	case ".mp4":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	case ".vtt":
		return "text/vtt; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".ics":
		return "text/calendar; charset=utf-8"
	case ".pdf":
		return "application/pdf"
	case ".epub":
		return "application/epub+zip"
	case ".zip":
		return "application/zip"
	}
	return "application/octet-stream"
}
