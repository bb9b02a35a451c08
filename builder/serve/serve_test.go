package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder/diag"
)

// site is a snapshot held in memory. A file "panic: x" panics, "error: x"
// can't be made, and "mistake: x" can't for a reason that the writer can mend.
type site map[string]string

func (s site) Has(name string) bool {
	_, ok := s[name]
	return ok
}

func (s site) Open(name string) (fs.File, error) {
	text, ok := s[name]
	switch {
	case !ok:
		return nil, fs.ErrNotExist
	case strings.HasPrefix(text, "panic: "):
		panic(text)
	case strings.HasPrefix(text, "error: "):
		return nil, errors.New(text)
	case strings.HasPrefix(text, "mistake: "):
		return nil, fmt.Errorf("make: %w", mistake(text))
	}
	return fstest.MapFS{"x": {Data: []byte(text)}}.Open("x")
}

func mistake(text string) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Error, Code: "test/mistake", Pos: diag.Position{File: "content/a.md", Line: 2, Col: 3}, Message: text, Hint: "mend it"}
}

const secret = "a draft that nobody may read"

// guide is the site of most tests.
func guide() site {
	page := func(text string) string {
		return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'none'"></head><body>` + text + `</body></html>`
	}
	return site{
		"index.html": page("home " + secret), "types/index.html": page("types " + secret), "types/water/index.html": page("water " + secret),
		"sheet": secret, "404.html": page("not found"), "style.css": "body{}", "data.json": `"` + secret + `"`, "pic.svg": "<svg/>",
		"über/straße/index.html": page("unicode"), "100%/index.html": page("percent"), "_headers": secret, "film.mp4": "0123456789",
	}
}

// running is a server on a port of this machine.
type running struct {
	*testing.T
	*Server
	addr, host string // 127.0.0.1:port and localhost:port
	client     *http.Client
}

// serving starts a server that shows a site, unless that is nil.
func serving(t *testing.T, show Files, adjust ...func(*Options)) *running {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	opt := Options{Sources: func(string) ([]byte, bool) { return []byte("one\ntwo words\n"), true }}
	for _, name := range []string{"localhost", "127.0.0.1", "[::1]"} {
		opt.Hosts = append(opt.Hosts, fmt.Sprintf("%s:%d", name, port))
	}
	for _, a := range adjust {
		a(&opt)
	}
	s := New(opt)
	if show != nil {
		s.Show(Revision{Files: show})
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	transport := &http.Transport{}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return &running{t, s, l.Addr().String(), fmt.Sprintf("localhost:%d", port), &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// do sends a request like a browser's, with further headers as "Name: value".
func (r *running) do(method, path string, headers ...string) (*http.Response, string) {
	r.Helper()
	req, err := http.NewRequest(method, "http://"+r.addr+path, nil)
	if err != nil {
		r.Fatal(err)
	}
	req.Host = r.host
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	answer, err := r.client.Do(req)
	if err != nil {
		r.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		r.Fatal(err)
	}
	return answer, string(body)
}

func (r *running) get(path string, headers ...string) (*http.Response, string) {
	r.Helper()
	return r.do(http.MethodGet, path, headers...)
}

func TestAddresses(t *testing.T) {
	r := serving(t, guide())
	tests := []struct {
		path     string
		status   int
		kind     string // or, of a redirect, its target
		contains string
	}{
		{"/", 200, "text/html; charset=utf-8", "home"},
		{"/index.html", 200, "text/html; charset=utf-8", "home"},
		{"/types/", 200, "text/html; charset=utf-8", "types"},
		{"/types/water/?x=1", 200, "text/html; charset=utf-8", "water"},
		{"/types", 302, "types/", ""},
		{"/types/water", 302, "water/", ""},
		{"/types/water?x=1&y=%20", 302, "water/?x=1&y=%20", ""},
		{"/%C3%BCber/stra%C3%9Fe/", 200, "text/html; charset=utf-8", "unicode"},
		{"/über/straße", 302, "stra%C3%9Fe/", ""},
		{"/100%25", 302, "100%25/", ""},
		{"/sheet", 200, "text/plain; charset=utf-8", secret},
		{"/sheet/", 404, "text/html; charset=utf-8", "not found"},
		{"/style.css", 200, "text/css; charset=utf-8", "body{}"},
		{"/data.json", 200, "application/json", secret},
		{"/pic.svg", 200, "image/svg+xml", "<svg/>"},
		{"/missing", 404, "text/html; charset=utf-8", "not found"},
		{"/_headers", 404, "text/html; charset=utf-8", "not found"},
		{"/_aftercare/preview.js", 200, "text/javascript; charset=utf-8", "follower"},
		{"/_aftercare/morph.js", 200, "text/javascript; charset=utf-8", "export"},
		{"/_aftercare/box.css", 200, "text/css; charset=utf-8", "aftercare-panel"},
		{"/_aftercare/", 404, "text/plain; charset=utf-8", ""},
		{"/_aftercare/serve.go", 404, "text/plain; charset=utf-8", ""},
	}
	for _, tt := range tests {
		answer, body := r.get(tt.path)
		kind := answer.Header.Get("Content-Type")
		if answer.StatusCode == http.StatusFound {
			kind = answer.Header.Get("Location")
		}
		if answer.StatusCode != tt.status || kind != tt.kind || !strings.Contains(body, tt.contains) {
			t.Errorf("%s: %d %q %.80q", tt.path, answer.StatusCode, kind, body)
		}
		head, none := r.do(http.MethodHead, tt.path)
		if head.StatusCode != answer.StatusCode || none != "" || head.ContentLength > 0 && head.ContentLength != int64(len(body)) {
			t.Errorf("HEAD %s: %d, length %d of %d", tt.path, head.StatusCode, head.ContentLength, len(body))
		}
	}
}

func TestWithoutA404Page(t *testing.T) {
	if answer, body := serving(t, site{"index.html": "home"}).get("/x"); answer.StatusCode != 404 || !strings.Contains(body, "no such page") {
		t.Errorf("%d %q", answer.StatusCode, body)
	}
}

func TestPartsOfAFile(t *testing.T) {
	answer, body := serving(t, guide()).get("/film.mp4", "Range: bytes=2-4")
	if answer.StatusCode != http.StatusPartialContent || body != "234" {
		t.Errorf("%d %q", answer.StatusCode, body)
	}
}

// A film of a tebibyte: whoever reads it all, or from its start, does not come
// back.
type film struct{ read, at int64 }

const filmSize = 1 << 40

func (f *film) Has(string) bool              { return true }
func (f *film) Open(string) (fs.File, error) { return f, nil }
func (f *film) Stat() (fs.FileInfo, error)   { return nil, fs.ErrInvalid }
func (f *film) Close() error                 { return nil }
func (f *film) Read(b []byte) (int, error)   { f.read += int64(len(b)); return len(b), nil }
func (f *film) Seek(offset int64, whence int) (int64, error) {
	f.at = offset
	if whence == io.SeekEnd {
		f.at += filmSize
	}
	return f.at, nil
}

func TestPartOfAFilmCostsThatPart(t *testing.T) {
	for _, part := range []string{"bytes=0-1023", "bytes=1000000000-1000001023", "bytes=-1024"} {
		f := &film{}
		answer, body := serving(t, f).get("/film.mp4", "Range: "+part)
		if answer.StatusCode != http.StatusPartialContent || len(body) != 1024 || f.read > 256<<10 {
			t.Errorf("%s: %d, %d bytes, %d read", part, answer.StatusCode, len(body), f.read)
		}
	}
}

func TestEveryAnswerIsHardened(t *testing.T) {
	r := serving(t, guide())
	for _, path := range []string{"/", "/types", "/missing", "/style.css", "/_aftercare/preview.js", "/_aftercare/events", "/_aftercare/x", "/a//b"} {
		for _, method := range []string{"GET", "HEAD", "POST", "OPTIONS"} {
			answer, _ := r.do(method, path, "Access-Control-Request-Method: GET")
			for name, want := range map[string]string{
				"Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
				"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN",
			} {
				if got := answer.Header.Get(name); got != want {
					t.Errorf("%s %s: %s is %q", method, path, name, got)
				}
			}
			if got := answer.Header.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors 'self'") {
				t.Errorf("%s %s: policy %q", method, path, got)
			}
			for name := range answer.Header {
				if strings.HasPrefix(name, "Access-Control-") || name == "Set-Cookie" || name == "Server" {
					t.Errorf("%s %s: has %s", method, path, name)
				}
			}
		}
	}
	if answer, _ := r.get("/pic.svg"); !strings.Contains(answer.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Error("a picture opened as a page may run scripts")
	}
}

func TestPagesAreJoinedToThePreview(t *testing.T) {
	script := `<script type="module" src="/_aftercare/preview.js" data-token="TOKEN" data-file="a&amp;b.html" data-version="7"></script>`
	added := script
	tests := map[string][2]string{
		"no policy":          {`<head><title>x</title></head><body>`, `<head>+<title>x</title></head><body>`},
		"no connections":     {`<head><meta http-equiv="Content-Security-Policy" content="a b; connect-src 'none'; c"></head>`, `<head>+<meta http-equiv="Content-Security-Policy" content="a b; connect-src 'self'; c"></head>`},
		"already allowed":    {`<head><meta http-equiv="Content-Security-Policy" content="connect-src 'self'"></head>`, `<head>+<meta http-equiv="Content-Security-Policy" content="connect-src 'self'"></head>`},
		"others allowed":     {`<head><meta http-equiv="Content-Security-Policy" content="connect-src https://x"></head>`, `<head>+<meta http-equiv="Content-Security-Policy" content="connect-src https://x 'self'"></head>`},
		"nothing said":       {`<head><meta http-equiv="Content-Security-Policy" content="default-src 'none';"></head>`, `<head>+<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'"></head>`},
		"escaped":            {`<head><meta content='default-src &#39;none&#39;' http-equiv=content-security-policy></head>`, `<head>+<meta content="default-src 'none'; connect-src 'self'" http-equiv="content-security-policy"></head>`},
		"two policies":       {`<head><meta http-equiv="Content-Security-Policy" content="x"><meta http-equiv="Content-Security-Policy" content="y"></head>`, `<head>+<meta http-equiv="Content-Security-Policy" content="x; connect-src 'self'"><meta http-equiv="Content-Security-Policy" content="y; connect-src 'self'"></head>`},
		"capital letters":    {`<HEAD><TITLE>x</TITLE></HEAD>`, `<HEAD>+<TITLE>x</TITLE></HEAD>`},
		"no head at all":     {`text`, `+text`},
		"policy in the text": {`<head></head><code>&lt;meta http-equiv="Content-Security-Policy" content="connect-src 'none'"></code>`, `<head>+</head><code>&lt;meta http-equiv="Content-Security-Policy" content="connect-src 'none'"></code>`},
		"other meta":         {`<head><meta name="x" content="connect-src 'none'"></head>`, `<head>+<meta name="x" content="connect-src 'none'"></head>`},
	}
	s := New(Options{})
	s.token = "TOKEN"
	for name, tt := range tests {
		want := strings.Replace(tt[1], "+", added, 1)
		if got := string(s.inject([]byte(tt[0]), "a&b.html", 7)); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
		}
	}
}

func TestPublishedPolicyIsNotWidenedElsewhere(t *testing.T) {
	_, body := serving(t, guide()).get("/")
	if !strings.Contains(body, `content="default-src 'none'; connect-src 'self'"`) {
		t.Errorf("got %s", body)
	}
}

// channel is an open reload channel.
type channel struct {
	*running
	lines *bufio.Scanner
	close func() error
}

func (r *running) listen() *channel {
	r.Helper()
	req, err := http.NewRequest("GET", "http://"+r.addr+"/_aftercare/events?token="+r.token, nil)
	if err != nil {
		r.Fatal(err)
	}
	req.Host = r.host
	answer, err := r.client.Do(req)
	if err != nil || answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/event-stream" {
		r.Fatal(answer, err)
	}
	r.Cleanup(func() { answer.Body.Close() })
	return &channel{r, bufio.NewScanner(answer.Body), answer.Body.Close}
}

// next returns the data of the next event, "" at the end of the channel.
func (c *channel) next() string {
	c.Helper()
	for c.lines.Scan() {
		if data, ok := strings.CutPrefix(c.lines.Text(), "data: "); ok {
			return data
		}
	}
	return ""
}

func (c *channel) expect(want string) {
	c.Helper()
	if got := c.next(); got != want {
		c.Errorf("told %s, want %s", got, want)
	}
}

func TestBrowsersAreToldOfEveryChange(t *testing.T) {
	r := serving(t, guide())
	a, b := r.listen(), r.listen()
	for _, c := range []*channel{a, b} {
		c.expect(`{"kind":"hello","version":1,"report":1}`)
	}
	next := guide()
	next["index.html"] = "<head></head>changed"
	version := r.Show(Revision{Files: next})
	told := func(want string) {
		t.Helper()
		a.expect(want)
		b.expect(want)
	}
	told(`{"kind":"changed","version":2,"report":2}`)
	r.Report(version-1, nil)
	r.Report(version, diag.List{mistake("found")})
	told(`{"kind":"diagnostics","version":2,"report":3}`)
	r.Fail(diag.List{mistake("failed")})
	told(`{"kind":"diagnostics","version":2,"report":4}`)
	r.Report(version, nil) // about sources that are gone
	r.Show(Revision{Files: guide()})
	told(`{"kind":"changed","version":3,"report":5}`)
	r.Show(Revision{Files: next})
	told(`{"kind":"changed","version":4,"report":6}`)
	if _, body := r.get("/"); !strings.Contains(body, "changed") || !strings.Contains(body, `data-version="4"`) {
		t.Errorf("got %s", body)
	}
}

func TestPageSaysWhereToListen(t *testing.T) {
	r := serving(t, guide())
	_, body := r.get("/")
	token := regexp.MustCompile(`data-token="([^"]+)"`).FindStringSubmatch(body)
	if token == nil || len(token[1]) < 22 { // 128 bits take 26 letters of base 32
		t.Fatalf("got %s", body)
	}
	if answer, body := r.get("/_aftercare/diagnostics?token=" + token[1]); answer.StatusCode != 200 || body != nothingYetWrong {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
	if one, other := New(Options{}), New(Options{}); one.token == other.token {
		t.Error("two runs have the same token")
	}
}

// nothingWrong is what the panel is told of a guide without mistakes, and
// nothingYetWrong before it has been checked.
const (
	nothingWrong    = `{"all":"nothing is wrong","onPage":"nothing is wrong","here":[],"elsewhere":[]}`
	nothingYetWrong = `{"all":"nothing is wrong","onPage":"nothing is wrong","here":[],"elsewhere":[],"checking":true}`
)

func (r *running) diagnosed() string {
	r.Helper()
	_, body := r.get("/_aftercare/diagnostics?token=" + r.token + "&file=content/a.md")
	return body
}

func TestMistakesAreShownOverTheLastGoodPage(t *testing.T) {
	r := serving(t, guide())
	r.get("/types/water/")
	for _, failure := range []string{"mistake: no such term", "error: disk", "panic: bug"} {
		broken := guide()
		broken["types/water/index.html"] = failure
		broken["index.html"] = "<head></head>home, newer"
		r.Show(Revision{Files: broken})
		if answer, body := r.get("/types/water/"); answer.StatusCode != 200 || !strings.Contains(body, "water "+secret) {
			t.Errorf("%s: %d %s", failure, answer.StatusCode, body)
		}
		if _, body := r.get("/"); !strings.Contains(body, "home, newer") {
			t.Errorf("%s broke another page: %s", failure, body)
		}
		r.get("/types/water/")
		if got := r.diagnosed(); strings.HasPrefix(failure, "mistake") && strings.Count(got, "no such term") != 1 {
			t.Errorf("%s: diagnostics %s", failure, got)
		}
	}
	mended := guide()
	mended["types/water/index.html"] = "<head></head>mended"
	r.Show(Revision{Files: mended})
	if _, body := r.get("/types/water/"); !strings.Contains(body, "mended") {
		t.Errorf("got %s", body)
	}
	if got := r.diagnosed(); got != nothingYetWrong {
		t.Errorf("diagnostics %s", got)
	}
}

func TestRevisionMayCallAFileBroken(t *testing.T) {
	r := serving(t, guide())
	r.get("/types/")
	next := guide()
	next["types/index.html"], next["index.html"] = "<head></head>garbage", "<head></head>newer"
	half := Revision{Files: next, Broken: func(name string) bool { return name == "types/index.html" }}
	r.Show(half)
	if _, body := r.get("/types/"); !strings.Contains(body, "types "+secret) {
		t.Errorf("got %s", body)
	}
	if _, body := r.get("/"); !strings.Contains(body, "newer") {
		t.Errorf("got %s", body)
	}
	// With nothing better to show, the garbage is shown.
	r = serving(t, nil)
	r.Show(half)
	if _, body := r.get("/types/"); !strings.Contains(body, "garbage") {
		t.Errorf("got %s", body)
	}
}

func TestPageThatWasNeverGood(t *testing.T) {
	r := serving(t, site{"index.html": "mistake: <b>no</b>", "x.css": "error: no"})
	answer, body := r.get("/")
	for _, want := range []string{"content/a.md:2:3", "mistake: &lt;b&gt;no", "2 | two words", "hint: mend it", "/_aftercare/preview.js", "connect-src 'self'"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing in %s", want, body)
		}
	}
	if answer.StatusCode != 500 {
		t.Errorf("status %d", answer.StatusCode)
	}
	if answer, _ := r.get("/x.css"); answer.StatusCode != 500 {
		t.Errorf("style: status %d", answer.StatusCode)
	}
}

func TestRequestsWaitForTheFirstSnapshot(t *testing.T) {
	r := serving(t, nil)
	got := make(chan string)
	go func() {
		_, body := r.get("/")
		got <- body
	}()
	select {
	case body := <-got:
		t.Fatalf("answered at once: %s", body)
	case <-time.After(30 * time.Millisecond):
	}
	r.Show(Revision{Files: guide()})
	if body := <-got; !strings.Contains(body, "home") {
		t.Errorf("got %s", body)
	}
}

func TestFailureBeforeTheFirstSnapshotIsShown(t *testing.T) {
	r := serving(t, nil)
	r.Fail(diag.List{mistake("there is no folder content")})
	if answer, body := r.get("/types/"); answer.StatusCode != 503 || !strings.Contains(body, "no folder content") || !strings.Contains(body, "preview.js") {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
	r.Show(Revision{Files: guide()})
	if answer, _ := r.get("/types/"); answer.StatusCode != 200 {
		t.Errorf("status %d", answer.StatusCode)
	}
}

func TestDiagnosticsForThePanel(t *testing.T) {
	r := serving(t, guide(), func(o *Options) {
		o.EditorURL = func(p diag.Position) string { return "edit:" + p.String() }
	})
	advice := diag.Diagnostic{Severity: diag.Advice, Code: "style/long", Pos: diag.Position{File: "content/a.md"}, Message: "long"}
	found := diag.List{mistake("first")}
	found[0].WithNote(diag.Position{File: "content/b.md", Line: 4}, "first here")
	for range 500 {
		found = append(diag.List{advice}, found...)
	}
	r.Show(Revision{Files: guide(), Found: found})
	got := r.diagnosed()
	want := `{"all":"1 error, 500 pieces of advice","onPage":"1 error, 500 pieces of advice","here":[{"severity":"error","code":"test/mistake","position":{"file":"content/a.md","line":2,"column":3},"message":"first","hint":"mend it","frame":"  2 | two words\n    |   ^\n","editor":"edit:content/a.md:2:3",` +
		`"notes":[{"position":{"file":"content/b.md","line":4},"message":"first here","editor":"edit:content/b.md:4"}]},`
	if !strings.HasPrefix(got, want) {
		t.Errorf("got  %.300s\nwant %s", got, want)
	}
	if n := strings.Count(got, `"severity"`); n != maxShown {
		t.Errorf("%d are shown", n)
	}
}

func TestStopEndsTheChannels(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := New(Options{Hosts: []string{l.Addr().String()}})
	s.Show(Revision{Files: guide()})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- s.Serve(ctx, l) }()
	answer, err := http.Get("http://" + l.Addr().String() + "/_aftercare/events?token=" + s.token)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	cancel()
	if _, err := io.ReadAll(answer.Body); err != nil {
		t.Errorf("the channel broke: %v", err)
	}
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("still serving")
	}
}

// A thousand open pages, of which fifty never read, are told of a burst of
// saves; those that do not read hold nobody up.
func TestThousandBrowsers(t *testing.T) {
	r := serving(t, guide())
	const all, deaf, saves = 1000, 50, 20
	r.client.Transport.(*http.Transport).MaxConnsPerHost = 0
	last := fmt.Sprintf(`"version":%d,`, saves+1)
	told := make(chan bool, all)
	for i := range all {
		c := r.listen()
		if i < deaf {
			continue
		}
		go func() {
			for data := c.next(); data != ""; data = c.next() {
				if strings.Contains(data, last) {
					told <- true
					return
				}
			}
			told <- false
		}()
	}
	began := time.Now()
	for range saves {
		r.Show(Revision{Files: guide()})
		time.Sleep(2 * time.Millisecond)
	}
	missed := 0
	for range all - deaf {
		if !<-told {
			missed++
		}
	}
	if took := time.Since(began); missed > 0 || took > 10*time.Second {
		t.Errorf("%d browsers missed the last save; %v", missed, took)
	}
}

// slowBrowser is a page that reads an event when the test does.
type slowBrowser struct {
	http.ResponseWriter
	events chan event
}

func (b slowBrowser) Write(text []byte) (int, error) {
	if data, ok := strings.CutPrefix(string(text), "data: "); ok {
		var e event
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			return 0, err
		}
		b.events <- e
	}
	return len(text), nil
}

func (slowBrowser) FlushError() error                { return nil }
func (slowBrowser) SetReadDeadline(time.Time) error  { return nil }
func (slowBrowser) SetWriteDeadline(time.Time) error { return nil }

func TestSlowBrowserFindsOneEventForAll(t *testing.T) {
	s := New(Options{})
	slow := slowBrowser{httptest.NewRecorder(), make(chan event)}
	ctx, leave := context.WithCancel(context.Background())
	left := make(chan bool)
	go func() {
		s.events(slow, httptest.NewRequestWithContext(ctx, "GET", "/_aftercare/events?token="+s.token, nil))
		close(left)
	}()
	if e := <-slow.events; e != (event{"hello", 0, 0}) {
		t.Fatalf("greeted with %v", e)
	}
	const saves = 20
	for range saves {
		s.Report(s.Show(Revision{Files: guide()}), nil)
	}
	for read := 1; ; read++ { // one event may have been on its way when the second save came
		e := <-slow.events
		if e == (event{"changed", saves, 2 * saves}) {
			break
		}
		if read == 2 || e.Kind != "changed" && e.Kind != "diagnostics" {
			t.Fatalf("event %d was %v", read, e)
		}
	}
	s.Report(saves, nil)
	if e := <-slow.events; e != (event{"diagnostics", saves, 2*saves + 1}) {
		t.Errorf("told %v of a report", e)
	}
	leave()
	<-left
}

// A page asked for between a save and its snapshot is the new one, not an error.
func TestRequestWaitsForTheSnapshotOfASave(t *testing.T) {
	outdated := func(err error) bool { return strings.Contains(err.Error(), "outdated") }
	stale := guide()
	stale["types/water/index.html"] = "error: outdated"
	r := serving(t, stale, func(o *Options) { o.Outdated = outdated })
	type result struct {
		status int
		body   string
	}
	got := make(chan result)
	go func() {
		answer, body := r.get("/types/water/")
		got <- result{answer.StatusCode, body}
	}()
	select {
	case early := <-got:
		t.Fatalf("answered before the snapshot: %+v", early)
	case <-time.After(50 * time.Millisecond):
	}
	r.Show(Revision{Files: guide()})
	if g := <-got; g.status != 200 || !strings.Contains(g.body, "water "+secret) {
		t.Errorf("got %+v", g)
	}
	// Any other failure is said at once.
	broken := guide()
	broken["types/index.html"] = "error: disk"
	r.Show(Revision{Files: broken})
	began := time.Now()
	if answer, _ := r.get("/types/"); answer.StatusCode != 500 || time.Since(began) > patience/2 {
		t.Errorf("%d after %v", answer.StatusCode, time.Since(began))
	}
}

// What a check has found stays, while the next one runs, for files that have
// not changed; what was known without a check is what is known now.
func TestFindingsStayUntilTheNextCheck(t *testing.T) {
	in := func(file, message string) diag.Diagnostic {
		d := mistake(message)
		d.Pos.File = file
		return d
	}
	message := regexp.MustCompile(`"message":"(\w+)"`)
	for _, test := range []struct {
		changed, want string // files, and the messages that stay
	}{
		{"content/a.md", "two"}, {"content/b.md", "one"}, {"content/c.md content/a.md", "two"},
		{"layouts/baseof.html", ""}, {"content/a.md content/sources.yaml", ""},
	} {
		r := serving(t, guide())
		first := r.Show(Revision{Files: guide(), Found: diag.List{in("content/b.md", "read")}})
		r.Report(first, diag.List{in("content/a.md", "one"), in("content/b.md", "two"), in("content/b.md", "read")})
		if got := r.diagnosed(); strings.Contains(got, "checking") || len(message.FindAllString(got, -1)) != 3 {
			t.Errorf("checked: %s", got)
		}
		var changes []Change
		for _, file := range strings.Fields(test.changed) {
			changes = append(changes, Change{Kind: "saved", File: file})
		}
		second := r.Show(Revision{Files: guide(), Changes: changes})
		got := r.diagnosed()
		var stay []string
		for _, m := range message.FindAllStringSubmatch(got, -1) {
			stay = append(stay, m[1])
		}
		if strings.Join(stay, " ") != test.want || !strings.Contains(got, `"checking":true`) {
			t.Errorf("%s: %s", test.changed, got)
		}
		if r.Report(second, nil); r.diagnosed() != nothingWrong {
			t.Errorf("after the next check: %s", r.diagnosed())
		}
	}
}
