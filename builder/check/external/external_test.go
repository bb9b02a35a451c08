package external

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"aftercare/builder/check"
	"aftercare/builder/diag"
)

// site is a site on this machine that answers in every way that sites do.
func site(t *testing.T) (address string, asked func() []string) {
	t.Helper()
	var mu sync.Mutex
	var log []string
	mux := http.NewServeMux()
	say := func(path string, status int, location string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			if location != "" {
				w.Header().Set("Location", location)
			}
			w.WriteHeader(status)
		})
	}
	say("/fine", 200, "")
	say("/gone", 404, "")
	say("/really-gone", 410, "")
	say("/private", 403, "")
	say("/broken", 500, "")
	say("/moved", 301, "/moved-again")
	say("/moved-again", 308, "/fine")
	say("/elsewhere-today", 302, "/fine")
	say("/half-moved", 301, "/elsewhere-today")
	say("/moved-away", 301, "/gone")
	say("/circle", 302, "/circle")
	mux.HandleFunc("/only-get", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	})
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		log = append(log, r.Method+" "+r.URL.String()+r.Header.Get("Cookie")+r.Header.Get("Referer"))
		mu.Unlock()
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, func() []string { mu.Lock(); defer mu.Unlock(); return log }
}

func at(urls ...string) []check.Address {
	var list []check.Address
	for _, u := range urls {
		list = append(list, check.Address{URL: u, Places: []diag.Position{{File: "content/a.md", Line: 3, Col: 1}}})
	}
	return list
}

func TestAnswers(t *testing.T) {
	base, asked := site(t)
	for path, want := range map[string]string{
		"/fine":            "",
		"/only-get":        "",
		"/elsewhere-today": "",
		"/half-moved":      "",
		"/moved":           "external/moved " + base + "/fine",
		"/gone":            "external/gone",
		"/really-gone":     "external/gone",
		"/moved-away":      "external/gone",
		"/private":         "external/refused",
		"/broken":          "external/no-answer",
		"/circle":          "external/no-answer",
		"/slow":            "external/no-answer",
	} {
		found, err := Ask(t.Context(), at(base+path), Options{Private: true, each: 300 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range found {
			got += d.Code
			if d.Code == "external/moved" {
				got += " " + d.Hint
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	for _, line := range asked() {
		if line != "HEAD "+strings.Fields(line)[1] && line != "GET "+strings.Fields(line)[1] {
			t.Errorf("asked with %q", line)
		}
	}
}

// A dead page is reported wherever it is linked, and asked for once: HEAD, and
// GET to be sure.
func TestEveryAddressIsAskedOnce(t *testing.T) {
	base, asked := site(t)
	address := check.Address{URL: base + "/gone", Places: []diag.Position{{File: "a.md", Line: 1}, {File: "b.md", Line: 2}}}
	found, err := Ask(t.Context(), []check.Address{address}, Options{Private: true})
	if err != nil || len(found) != 2 || len(asked()) != 2 {
		t.Errorf("%v, %v, %v", found, err, asked())
	}
}

// Nothing on this machine or its network is asked unless somebody wants it,
// also not where a public site sends visitors there.
func TestPrivateAddressesAreNotAsked(t *testing.T) {
	base, asked := site(t)
	port := base[strings.LastIndex(base, ":"):]
	for _, address := range []string{base + "/fine", "http://localhost" + port + "/fine", "http://[::1]" + port, "http://192.168.0.1/", "http://printer.local/", "http://169.254.169.254/latest"} {
		found, err := Ask(t.Context(), at(address), Options{each: time.Second})
		if err != nil || len(found) != 1 || found[0].Code != "external/not-asked" {
			t.Errorf("%s: %v, %v", address, found, err)
		}
	}
	if len(asked()) > 0 {
		t.Errorf("asked %v", asked())
	}
	dial := newClient(false).direct.Transport.(*http.Transport).DialContext
	if c, err := dial(t.Context(), "tcp", strings.TrimPrefix(base, "http://")); err == nil {
		c.Close()
		t.Error("a name that stands for this machine was asked")
	}
}

func TestNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String()
	l.Close()
	found, err := Ask(t.Context(), at(address), Options{Private: true})
	if err != nil || len(found) != 1 || found[0].Code != "external/no-answer" || !strings.Contains(found[0].Message, "refused") {
		t.Errorf("%v, %v", found, err)
	}
}

// The time for all is kept, and what was not asked for in it is said.
func TestTimeForAll(t *testing.T) {
	base, _ := site(t)
	start := time.Now()
	found, err := Ask(t.Context(), at(base+"/slow?1", base+"/slow?2", base+"/slow?3"), Options{Private: true, all: 200 * time.Millisecond})
	if err != nil || time.Since(start) > 3*time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
	counts := map[string]int{}
	for _, d := range found {
		counts[d.Code]++
	}
	if counts["external/no-answer"] != 1 || counts["external/not-asked"] != 2 {
		t.Errorf("%v", found)
	}
}

// One site is asked for one address at a time, and no more sites at once than
// the options say.
func TestPoliteness(t *testing.T) {
	var now, most atomic.Int32
	busy := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
	})
	var urls []string
	for range 3 {
		server := httptest.NewServer(busy)
		t.Cleanup(server.Close)
		for _, path := range []string{"/a", "/b", "/c"} {
			urls = append(urls, server.URL+path)
		}
	}
	for sites, want := range map[int]int32{1: 1, 2: 2} {
		most.Store(0)
		if found, err := Ask(t.Context(), at(urls...), Options{Private: true, sites: sites}); err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
		if got := most.Load(); got > want {
			t.Errorf("%d at once, want at most %d", got, want)
		}
	}
}

func TestDOIsAreNotFollowed(t *testing.T) {
	if !isResolver("https://doi.org/10.1002/sm2.74") || isResolver("https://doi.org.example.org/") {
		t.Error("only the resolver of DOIs may send visitors on without being followed")
	}
}
