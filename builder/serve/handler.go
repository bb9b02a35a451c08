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

// reserved begins the addresses that are the preview's own.
const reserved = "/_aftercare/"

// Handler serves the site and the preview's own addresses.
func (s *Server) Handler() http.Handler {
	return s.guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name, own := strings.CutPrefix(r.URL.Path, reserved); {
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

// page serves the file of the site at an address, with emulated media. Addresses
// are looked up among the site's names and never mapped to a path on disk.
func (s *Server) page(w http.ResponseWriter, r *http.Request, at string, m media) {
	now, ok := s.ready(r.Context())
	if !ok {
		return // the browser went away
	}
	name := fileName(at)
	switch folder := name + "/index.html"; {
	case now.Files == nil:
		s.sendInjected(w, r, noPage(r, "There is nothing to show yet", now.found.all), http.StatusServiceUnavailable, name, now)
	case now.Files.Has(name) && !strings.HasPrefix(name, "_"): // _headers and the like are for the host
		s.sendFile(w, r, now, name, http.StatusOK, m)
	case now.Files.Has(folder):
		// Temporary: the next save may put a page at this address.
		to := url.URL{Path: path.Base(name) + "/", RawQuery: r.URL.RawQuery}
		w.Header().Set("Location", to.String())
		w.WriteHeader(http.StatusFound)
	case now.Files.Has("404.html"):
		s.sendFile(w, r, now, "404.html", http.StatusNotFound, m)
	default:
		http.Error(w, "there is no such page", http.StatusNotFound)
	}
}

// fileName returns the name of the file at a path.
func fileName(path string) string {
	name := strings.TrimPrefix(path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
}

// send answers with data. ServeContent supports the range requests that browsers
// make for audio and video.
func send(w http.ResponseWriter, r *http.Request, data []byte, kind string, status int) {
	w.Header().Set("Content-Type", kind)
	if status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		return
	}
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(data) // an error means that the browser went away
	}
}

// contentTypes replaces package mime, whose types depend on the machine.
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
