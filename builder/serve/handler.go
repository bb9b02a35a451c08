package serve

import (
	"bytes"
	"cmp"
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
	name := fileName(at)
	switch folder := name + "/index.html"; {
	case now.Site == nil:
		s.sendPage(w, r, nothing(r, "There is nothing to show yet", now.found.all), http.StatusServiceUnavailable, name, now)
	case now.Site.Has(name) && !strings.HasPrefix(name, "_"): // _headers and the like are for the host
		s.sendFile(w, r, now, name, http.StatusOK, m)
	case now.Site.Has(folder):
		// For now: the next save may make a page of the address.
		to := url.URL{Path: path.Base(name) + "/", RawQuery: r.URL.RawQuery}
		w.Header().Set("Location", to.String())
		w.WriteHeader(http.StatusFound)
	case now.Site.Has("404.html"):
		s.sendFile(w, r, now, "404.html", http.StatusNotFound, m)
	default:
		http.Error(w, "there is no such page", http.StatusNotFound)
	}
}

// fileName is the name of the file that a path stands for.
func fileName(path string) string {
	name := strings.TrimPrefix(path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
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

// contentTypes is a fixed list, so that an answer does not depend on the machine.
var contentTypes = map[string]string{
	".html": pageType,
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8", "": "text/plain; charset=utf-8",
	".xml":  "application/xml; charset=utf-8",
	".json": "application/json", ".map": "application/json",
	".webmanifest": "application/manifest+json",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".jpg":         "image/jpeg", ".jpeg": "image/jpeg",
	".gif":   "image/gif",
	".webp":  "image/webp",
	".avif":  "image/avif",
	".ico":   "image/x-icon",
	".woff2": "font/woff2",
	".mp3":   "audio/mpeg",
	".m4a":   "audio/mp4",
	".ogg":   "audio/ogg", ".opus": "audio/ogg",
	".mp4":  "video/mp4",
	".webm": "video/webm",
	".vtt":  "text/vtt; charset=utf-8",
	".csv":  "text/csv; charset=utf-8",
	".ics":  "text/calendar; charset=utf-8",
	".pdf":  "application/pdf",
	".epub": "application/epub+zip",
	".zip":  "application/zip",
}

func contentType(name string) string {
	return cmp.Or(contentTypes[strings.ToLower(path.Ext(name))], "application/octet-stream")
}
