//go:build audit

package handbook_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// askAll requests every file, and addresses without a file.
func (s *hosted) askAll() {
	rules := readHeaders(s.T, filepath.Join(s.folder(), "_headers"))
	s.readRedirects()
	files := 0
	err := filepath.WalkDir(s.folder(), func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == ".htaccess" || path.Ext(name) == ".gz" || path.Ext(name) == ".br" {
			return err
		}
		rel, err := filepath.Rel(s.folder(), name)
		if err != nil {
			return err
		}
		s.askFile(filepath.ToSlash(rel), rules)
		files++
		return nil
	})
	if err != nil || files < 100 {
		s.Errorf("%d files: %v", files, err)
	}
	s.askOldAddresses()
	s.askWithoutSlash()
	s.askLost()
	if s.base != "/" {
		s.askNeighbour()
	}
}

// askNeighbour requests a page of the site that the guide is a subfolder of: the
// guide's headers must not apply to it.
func (s *hosted) askNeighbour() {
	base := s.base
	s.base = "/"
	defer func() { s.base = base }()
	for _, name := range []string{"", "assets/none.css"} {
		r, body := s.get(name)
		if name == "" && string(body) != "Another site." {
			s.Errorf("the other site is not there: %s", r.Status)
		}
		for _, key := range []string{"Content-Security-Policy", "Strict-Transport-Security", "Permissions-Policy", "Cache-Control"} {
			if r.Header.Get(key) != "" {
				s.Errorf("the guide sends for /%s of the other site %s: %s", name, key, r.Header.Get(key))
			}
		}
	}
}

var client = http.Client{
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Transport:     &http.Transport{DisableCompression: true},
}

// get requests a path below the base, with headers in pairs.
func (s *hosted) get(name string, headers ...string) (*http.Response, []byte) {
	s.Helper()
	request, err := http.NewRequestWithContext(s.Context(), http.MethodGet, "http://"+s.address()+s.base+name, nil)
	if err != nil {
		s.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := client.Do(request)
	if err != nil {
		s.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		s.Fatal(err)
	}
	return response, body
}

// types are the expected media types by file name ending.
var types = map[string]string{
	".html": "text/html", ".css": "text/css", ".js": "javascript", ".svg": "image/svg+xml", ".png": "image/png",
	".xml": "xml", ".txt": "text/plain", ".ico": "icon", ".json": "json",
}

func (s *hosted) askFile(name string, rules []rule) {
	want, err := os.ReadFile(filepath.Join(s.folder(), filepath.FromSlash(name)))
	if err != nil {
		s.Fatal(err)
	}
	address := strings.TrimSuffix((&url.URL{Path: name}).EscapedPath(), "index.html")
	r, body := s.get(address)
	switch {
	case name == "_headers" || name == "_redirects":
		if r.StatusCode != http.StatusNotFound && r.StatusCode != http.StatusForbidden {
			s.Errorf("%s: %s", name, r.Status)
		}
		return
	case s.moved[s.base+address] != "":
		return // see askOldAddresses
	case r.StatusCode != http.StatusOK || !bytes.Equal(body, want):
		s.Errorf("%s: %s, %d bytes of %d", name, r.Status, len(body), len(want))
		return
	case !strings.Contains(r.Header.Get("Content-Type"), types[path.Ext(name)]):
		s.Errorf("%s: type %q", name, r.Header.Get("Content-Type"))
	}
	s.sameHeaders(name, r, headersFor(rules, s.base+strings.TrimSuffix(name, "index.html")))
	s.askAgain(name, address, r, want)
}

// sameHeaders compares a response with the rules of _headers.
func (s *hosted) sameHeaders(name string, r *http.Response, want map[string]string) {
	for key, value := range want {
		if got := strings.Join(r.Header.Values(key), " | "); got != value {
			s.Errorf("%s: %s is %q, and %q in _headers", name, key, got, value)
		}
	}
	if want["Content-Disposition"] == "" && r.Header.Get("Content-Disposition") != "" {
		s.Errorf("%s: Content-Disposition is %q", name, r.Header.Get("Content-Disposition"))
	}
	if want["Cache-Control"] == "" && r.Header.Get("Cache-Control") != "no-cache" {
		s.Errorf("%s: Cache-Control is %q", name, r.Header.Get("Cache-Control"))
	}
}

// askAgain requests a file like a browser that accepts compression, and like one
// that has the file cached.
func (s *hosted) askAgain(name, address string, r *http.Response, want []byte) {
	text := strings.Contains(".html .css .js .svg .xml .txt", path.Ext(name)) && path.Ext(name) != ""
	packed, body := s.get(address, "Accept-Encoding", "gzip")
	encoding := packed.Header.Get("Content-Encoding")
	if text && len(want) > 2000 && encoding != "gzip" {
		s.Errorf("%s: it is not compressed", name)
	}
	if encoding == "gzip" {
		plain, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			s.Fatal(err)
		}
		if got, err := io.ReadAll(plain); err != nil || !bytes.Equal(got, want) {
			s.Errorf("%s: compressed, it is another file: %v", name, err)
		}
		if !strings.Contains(packed.Header.Get("Vary"), "Accept-Encoding") {
			s.Errorf("%s: caches are not told that it is compressed for some", name)
		}
	}
	s.askCopies(name, address)
	if tag := r.Header.Get("ETag"); tag == "" {
		s.Errorf("%s: no ETag", name)
	} else if same, _ := s.get(address, "If-None-Match", tag); same.StatusCode != http.StatusNotModified {
		s.Errorf("%s: asked again, %s", name, same.Status)
	}
}

// askCopies requests the precompressed copies of a file.
func (s *hosted) askCopies(name, address string) {
	for _, encoding := range s.copies {
		want, err := os.ReadFile(filepath.Join(s.folder(), filepath.FromSlash(name)) + map[string]string{"gzip": ".gz", "br": ".br"}[encoding])
		if errors.Is(err, fs.ErrNotExist) {
			continue // it is not text
		}
		if err != nil {
			s.Fatal(err)
		}
		r, body := s.get(address, "Accept-Encoding", encoding)
		if got := r.Header.Get("Content-Encoding"); got != encoding || !bytes.Equal(body, want) {
			s.Errorf("%s: asked for %s, %q comes, %d bytes of %d", name, encoding, got, len(body), len(want))
		}
	}
}

func (s *hosted) askOldAddresses() {
	for old, now := range s.moved {
		r, _ := s.get(strings.TrimPrefix(old, s.base))
		if to := s.location(r); r.StatusCode != http.StatusMovedPermanently || to != now {
			s.Errorf("%s: %s to %q", old, r.Status, to)
		}
	}
	if want := len(oldAddresses) + 1; len(s.moved) < want {
		s.Errorf("_redirects has %d of %d old addresses: %v", len(s.moved), want, s.moved)
	}
}

func (s *hosted) readRedirects() {
	data, err := os.ReadFile(filepath.Join(s.folder(), "_redirects"))
	if err != nil {
		s.Fatal(err)
	}
	s.moved = map[string]string{}
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(line)
		s.moved[fields[0]] = fields[1]
	}
}

// location returns the path that a response redirects to on the same host.
func (s *hosted) location(r *http.Response) string {
	to, err := r.Location()
	if err != nil || to.Hostname() != "127.0.0.1" && to.Hostname() != "" || to.Port() != fmt.Sprint(s.port) {
		return r.Header.Get("Location")
	}
	return to.EscapedPath()
}

func (s *hosted) askWithoutSlash() {
	r, _ := s.get("moved")
	if to := s.location(r); r.StatusCode/100 != 3 || to != s.base+"moved/" {
		s.Errorf("without its slash: %s to %q", r.Status, to)
	}
}

// askLost requests an unknown address, which the guide's own 404 page answers with
// its policy.
func (s *hosted) askLost() {
	want, err := os.ReadFile(filepath.Join(s.folder(), "404.html"))
	if err != nil {
		s.Fatal(err)
	}
	for _, name := range []string{"nothing/here/", "nothing.html", "assets/gone.css"} {
		r, body := s.get(name)
		if r.StatusCode != http.StatusNotFound || !bytes.Equal(body, want) {
			s.Errorf("%s: %s, %d bytes", name, r.Status, len(body))
		}
		if policies := r.Header.Values("Content-Security-Policy"); len(policies) != 1 || !strings.Contains(policies[0], "frame-ancestors 'none'") {
			s.Errorf("%s: policies %q", name, policies)
		}
	}
}

// rule is a pattern of _headers with its lines.
type rule struct {
	pattern string
	headers map[string]string
}

func readHeaders(t *testing.T, file string) []rule {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rules []rule
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if !strings.HasPrefix(line, " ") {
			rules = append(rules, rule{line, map[string]string{}})
			continue
		}
		key, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || rules == nil {
			t.Fatal(errors.New("_headers is not as hosts read it: " + line))
		}
		rules[len(rules)-1].headers[key] = value
	}
	return rules
}

// headersFor returns the headers for a path. Of two matching patterns the later wins.
func headersFor(rules []rule, name string) map[string]string {
	all := map[string]string{}
	for _, r := range rules {
		prefix, open := strings.CutSuffix(r.pattern, "*")
		if open && strings.HasPrefix(name, prefix) || name == r.pattern {
			for key, value := range r.headers {
				all[key] = value
			}
		}
	}
	return all
}
