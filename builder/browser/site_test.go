package browser

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"aftercare/builder"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// siteAddress is a base URL at which nobody opens a guide. With one, everything
// that needs an absolute address is in the pages.
const siteAddress = "https://guide.example/"

// A published is a guide: every file of it, and the headers that it asks its host
// to send. It is an http.Handler.
type published struct {
	names   []string
	files   map[string][]byte
	headers []headerRule
	brotli  map[string][]byte // see compress

	once sync.Once
	host *host // see sharedHost
}

// headerRule is a block of a _headers file: a path, which may end in "*", and
// the headers of all paths that match.
type headerRule struct {
	pattern string
	headers [][2]string
}

// publish makes all files of the guide in the first folder. The other folders
// lend it the layouts and static files that it lacks.
func publish(baseURL string, folders ...string) (*published, error) {
	var layers []source.Layer
	for i, folder := range folders {
		for _, name := range []string{"content", "layouts", "static"} {
			dir := filepath.Join(folder, name)
			if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) || (i > 0 && name == "content") {
				continue
			}
			layers = append(layers, source.Layer{Name: name, FS: os.DirFS(dir)})
		}
	}
	snapshot, err := builder.New(builder.Options{
		Layers: layers,
		Clock:  time.Now, Site: site.Options{BaseURL: baseURL},
	}).Snapshot()
	if err != nil {
		return nil, fmt.Errorf("open the guide in %s: %w", folders[0], err)
	}
	p := &published{names: snapshot.Names(), files: make(map[string][]byte)}
	for _, name := range p.names {
		if p.files[name], err = snapshot.ReadFile(name); err != nil {
			return nil, fmt.Errorf("make the guide in %s: %w", folders[0], err)
		}
	}
	p.headers, err = parseHeaders(string(p.files["_headers"]))
	return p, err
}

// parseHeaders reads the format of static hosts: a path on a line of its own,
// then indented "Name: value" lines.
func parseHeaders(text string) ([]headerRule, error) {
	var rules []headerRule
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		name, value, isHeader := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case line == "":
		case !strings.HasPrefix(line, " "):
			rules = append(rules, headerRule{pattern: line})
		case isHeader && len(rules) > 0:
			last := &rules[len(rules)-1]
			last.headers = append(last.headers, [2]string{name, value})
		default:
			return nil, fmt.Errorf("_headers: what is %q?", line)
		}
	}
	return rules, nil
}

func (r headerRule) matches(path string) bool {
	prefix, open := strings.CutSuffix(r.pattern, "*")
	return path == r.pattern || open && strings.HasPrefix(path, prefix)
}

// ServeHTTP serves as a static host does: index files for folders, 404.html
// for what is not there.
func (p *published) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	status := http.StatusOK
	data, ok := p.files[name]
	if !ok || strings.HasPrefix(name, "_") {
		name, status = "404.html", http.StatusNotFound
		data = p.files[name]
	}
	for _, rule := range p.headers {
		if rule.matches(r.URL.Path) {
			for _, h := range rule.headers {
				w.Header().Set(h[0], h[1])
			}
		}
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	accepted := r.Header.Get("Accept-Encoding")
	if small, ok := p.brotli[name]; ok && strings.Contains(accepted, "br") {
		w.Header().Set("Content-Encoding", "br")
		w.WriteHeader(status)
		w.Write(small)
		return
	}
	if !strings.Contains(accepted, "gzip") {
		w.WriteHeader(status)
		w.Write(data)
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := gzip.NewWriter(w)
	z.Write(data)
	z.Close()
}

// compress makes files ready to be sent with brotli, as hosts do that compress
// what they are given once. It is for before the first request.
func (p *published) compress(names ...string) error {
	p.brotli = make(map[string][]byte)
	for _, name := range names {
		small, err := brotli(p.files[name])
		if err != nil {
			return fmt.Errorf("brotli %s: %w", name, err)
		}
		p.brotli[name] = small
	}
	return nil
}

func brotli(data []byte) ([]byte, error) {
	cmd := exec.Command("brotli", "-q", "11", "-c")
	cmd.Stdin = bytes.NewReader(data)
	return cmd.Output()
}

// A host serves a guide at an origin of its own and notes what is asked of it.
type host struct {
	base string // with a slash at the end

	mu    sync.Mutex
	asked []string
}

// newHost starts a host that lives as long as the tests do.
func newHost(p *published) *host {
	h := &host{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.asked = append(h.asked, r.URL.Path)
		h.mu.Unlock()
		p.ServeHTTP(w, r)
	}))
	h.base = server.URL + "/"
	return h
}

// sharedHost is the host that most tests open pages from: starting a process for
// each new origin would take the browser longer than the checks.
func (p *published) sharedHost() *host {
	p.once.Do(func() { p.host = newHost(p) })
	return p.host
}

// requests are the paths asked for so far, in order.
func (h *host) requests() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string(nil), h.asked...)
}
