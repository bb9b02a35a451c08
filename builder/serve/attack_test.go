package serve

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// attack is one request that must not be answered with anything of the guide.
// In it HOST stands for localhost:port and TOKEN for the token of this run.
// Lines end with CR LF, and an empty line is added.
type attack struct {
	name    string
	request string
	status  string // those that are fine, "-" for an end without an answer; "" means any refusal
}

// with is a request for the home page with these headers.
func with(headers ...string) string {
	return "GET / HTTP/1.1\n" + strings.Join(headers, "\n")
}

// asking is an ordinary request for a path.
func asking(p string) string { return "GET " + p + " HTTP/1.1\nHost: HOST" }

var attacks = map[string][]attack{
	// A page of another site that rebinds its name to 127.0.0.1, or a proxy
	// that leads here.
	"host": {
		{"another site", with("Host: evil.example"), "403"},
		{"another site, our port", with("Host: evil.example:PORT"), "403"},
		{"our name before theirs", with("Host: localhost.evil.example:PORT"), "403"},
		{"our address before theirs", with("Host: 127.0.0.1.nip.io:PORT"), "403"},
		{"name below ours", with("Host: evil.localhost:PORT"), "403"},
		{"without port", with("Host: localhost"), "403"},
		{"another port", with("Host: localhost:1"), "403"},
		{"port with a zero", with("Host: localhost:0PORT"), "403"},
		{"port with a sign", with("Host: localhost:+PORT"), "400"},
		{"two ports", with("Host: localhost:PORT:PORT"), "400"},
		{"empty port", with("Host: localhost:"), "403"},
		{"dot at the end", with("Host: localhost.:PORT"), "403"},
		{"capital letters", with("Host: Localhost:PORT"), "403"},
		{"short address", with("Host: 127.1:PORT"), "403"},
		{"another loopback address", with("Host: 127.0.0.2:PORT"), "403"},
		{"address as a number", with("Host: 2130706433:PORT"), "403"},
		{"address in base 16", with("Host: 0x7f000001:PORT"), "403"},
		{"any address", with("Host: 0.0.0.0:PORT"), "403"},
		{"any address, v6", with("Host: [::]:PORT"), "403"},
		{"v4 in v6", with("Host: [::ffff:127.0.0.1]:PORT"), "403"},
		{"v6 without brackets", with("Host: ::1:PORT"), "400"},
		{"half a bracket", with("Host: [::1:PORT"), "400"},
		{"bracket elsewhere", with("Host: ::1]:PORT"), "400"},
		{"zone", with("Host: [::1%25lo]:PORT"), "400 403"},
		{"user name", with("Host: localhost:PORT@evil.example"), "400"},
		{"user name that is theirs", with("Host: evil.example@localhost:PORT"), "400"},
		{"path in it", with("Host: localhost:PORT/evil"), "400"},
		{"query in it", with("Host: localhost:PORT?x"), "400"},
		{"fragment in it", with("Host: localhost:PORT#x"), "400"},
		{"space in it", with("Host: localhost:PORT evil.example"), "400"},
		{"comma in it", with("Host: localhost:PORT,evil.example"), "400 403"},
		{"NUL in it", with("Host: localhost\x00:PORT"), "400"},
		{"percent in it", with("Host: %6cocalhost:PORT"), "400 403"},
		{"letters beyond ASCII", with("Host: löcalhost:PORT"), "400 403"},
		{"look-alike letters", with("Host: ⓛocalhost:PORT"), "400 403"},
		{"empty", with("Host:"), "400"},
		{"none", "GET / HTTP/1.1", "400"},
		{"none, old protocol", "GET / HTTP/1.0", "400"},
		{"two", with("Host: HOST", "Host: evil.example"), "400"},
		{"twice ours", with("Host: HOST", "Host: HOST"), "400"},
		{"folded", with("Host: evil.example", " HOST"), "400 403"},
		{"very long", with("Host: " + strings.Repeat("a", 10_000) + ":PORT"), "403"},
		{"ours in X-Forwarded-Host", with("Host: evil.example", "X-Forwarded-Host: HOST"), "403"},
		{"ours in Forwarded", with("Host: evil.example", "Forwarded: host=HOST;for=127.0.0.1"), "403"},
		{"ours in X-Host", with("Host: evil.example", "X-Host: HOST", "X-Original-Host: HOST", "X-Real-IP: 127.0.0.1"), "403"},
		{"theirs in the request line", "GET http://evil.example/ HTTP/1.1\nHost: HOST", "400 403"},
		{"ours in the request line", "GET http://HOST/ HTTP/1.1\nHost: evil.example", "400 403"},
		{"both ours", "GET http://HOST/ HTTP/1.1\nHost: HOST", "400"},
		{"nothing in the request line", "GET http:/// HTTP/1.1\nHost: HOST", "400"},
	},
	// A page of another site, or of another port of this machine, that asks in
	// the background.
	"origin": {
		{"another site", with("Host: HOST", "Origin: http://evil.example"), "403"},
		{"null", with("Host: HOST", "Origin: null"), "403"},
		{"secure", with("Host: HOST", "Origin: https://HOST"), "403"},
		{"without port", with("Host: HOST", "Origin: http://localhost"), "403"},
		{"another port", with("Host: HOST", "Origin: http://localhost:1"), "403"},
		{"our other name", with("Host: HOST", "Origin: http://127.0.0.1:PORT"), "403"},
		{"our name before theirs", with("Host: HOST", "Origin: http://HOST.evil.example"), "400 403"},
		{"user name", with("Host: HOST", "Origin: http://evil.example@HOST"), "400"},
		{"path", with("Host: HOST", "Origin: http://HOST/"), "400"},
		{"query", with("Host: HOST", "Origin: http://HOST?x"), "400"},
		{"fragment", with("Host: HOST", "Origin: http://HOST#x"), "400"},
		{"capital letters", with("Host: HOST", "Origin: HTTP://HOST"), "400 403"},
		{"two in one", with("Host: HOST", "Origin: http://HOST http://evil.example"), "400"},
		{"two", with("Host: HOST", "Origin: http://HOST", "Origin: http://evil.example"), "400"},
		{"no scheme", with("Host: HOST", "Origin: HOST"), "400"},
		{"half a bracket", with("Host: HOST", "Origin: http://[::1"), "400"},
		{"percent", with("Host: HOST", "Origin: http://%zz"), "400"},
		{"empty", with("Host: HOST", "Origin:"), "400 403"},
		{"file", with("Host: HOST", "Origin: file://"), "400 403"},
		{"extension", with("Host: HOST", "Origin: chrome-extension://abcdefgh"), "403"},
		{"very long", with("Host: HOST", "Origin: http://"+strings.Repeat("a", 10_000)), "403"},
		{"script of another site", with("Host: HOST", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"), "403"},
		{"script of another port", with("Host: HOST", "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"), "403"},
		{"fetch of another port", with("Host: HOST", "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"), "403"},
		{"frame of another site", with("Host: HOST", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"), "403"},
		{"object of another site", with("Host: HOST", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: object"), "403"},
		{"two that contradict", with("Host: HOST", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"), "403"},
	},
	"method": {
		{"POST", "POST / HTTP/1.1\nHost: HOST\nContent-Length: 0", "405"},
		{"POST of a form", "POST / HTTP/1.1\nHost: HOST\nContent-Type: text/plain\nContent-Length: 3\n\na=b", "405"},
		{"PUT", "PUT /index.html HTTP/1.1\nHost: HOST\nContent-Length: 0", "405"},
		{"DELETE", "DELETE /index.html HTTP/1.1\nHost: HOST", "405"},
		{"PATCH", "PATCH / HTTP/1.1\nHost: HOST\nContent-Length: 0", "405"},
		{"preflight", "OPTIONS / HTTP/1.1\nHost: HOST\nAccess-Control-Request-Method: GET\nAccess-Control-Request-Private-Network: true", "405"},
		{"preflight of all", "OPTIONS * HTTP/1.1\nHost: HOST", ""},
		{"TRACE", "TRACE / HTTP/1.1\nHost: HOST\nCookie: x=y", "405"},
		{"CONNECT", "CONNECT evil.example:443 HTTP/1.1\nHost: evil.example:443", "403"},
		{"CONNECT to us", "CONNECT HOST HTTP/1.1\nHost: HOST", "405"},
		{"PROPFIND", "PROPFIND / HTTP/1.1\nHost: HOST", "405"},
		{"small letters", "get / HTTP/1.1\nHost: HOST", "405"},
		{"overridden", "POST / HTTP/1.1\nHost: HOST\nX-HTTP-Method-Override: GET\nContent-Length: 0", "405"},
		{"odd", "G{T / HTTP/1.1\nHost: HOST", "400"},
		{"with a body", "GET / HTTP/1.1\nHost: HOST\nContent-Length: 5\n\nhello", "400"},
	},
	"path": {
		{"up", asking("/../../../../etc/passwd"), "400"},
		{"up, encoded", asking("/%2e%2e/%2e%2e/%2e%2e/etc/passwd"), "400"},
		{"up, slash encoded", asking("/..%2f..%2f..%2fetc/passwd"), "400"},
		{"up, all encoded", asking("/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), "400"},
		{"up, twice encoded", asking("/%252e%252e/%252e%252e/etc/passwd"), "404"},
		{"up, too long a code", asking("/%c0%ae%c0%ae/etc/passwd"), "400"},
		{"up, with parameter", asking("/..;/etc/passwd"), "404"},
		{"up and down", asking("/types/../index.html"), "400"},
		{"here", asking("/./index.html"), "400"},
		{"backslash", asking(`/..\..\etc\passwd`), "400"},
		{"backslash, encoded", asking("/%5c..%5cetc"), "400"},
		{"NUL", asking("/index.html%00.txt"), "400"},
		{"line end", asking("/index.html%0d%0aSet-Cookie:%20x=y"), "400"},
		{"drive", asking("/c:/windows/win.ini"), "400"},
		{"stream", asking("/index.html::$DATA"), "400"},
		{"scheme", asking("/file:///etc/passwd"), "400"},
		{"two slashes", asking("//index.html"), "400"},
		{"slashes and a host", asking("//evil.example/types"), "400"},
		{"three slashes", asking("///evil.example/%2e%2e"), "400"},
		{"slash, backslash", asking(`/\evil.example`), "400"},
		{"slash encoded", asking("/types%2fwater%2findex.html"), "400"},
		{"slash encoded before a host", asking("/%2fevil.example"), "400"},
		{"slashes inside", asking("/types//water/"), "400"},
		{"absolute file", asking("/etc/passwd"), "404"},
		{"file of the system, as Vite had it", asking("/@fs/etc/passwd?import&raw??"), "404"},
		{"source, as Vite had it", asking("/index.html?raw&url"), "200"},
		{"editor, as others have it", asking("/__open-in-editor?file=/etc/passwd"), "404"},
		{"source", asking("/content/types/water.md"), "404"},
		{"source beside its page", asking("/types/water.md"), "404"},
		{"settings", asking("/content/site.yaml"), "404"},
		{"repository", asking("/.git/config"), "404"},
		{"environment", asking("/.env"), "404"},
		{"records of publishing", asking("/.public.aftercare/manifest"), "404"},
		{"this program", asking("/builder/serve/serve.go"), "404"},
		{"profiles", asking("/debug/pprof/"), "404"},
		{"for the host alone", asking("/_headers"), "404"},
		{"another case", asking("/INDEX.HTML"), "404"},
		{"dot at the end", asking("/index.html."), "404"},
		{"space at the end", asking("/index.html%20"), "404"},
		{"slash at the end", asking("/index.html/"), "404"},
		{"star", "GET * HTTP/1.1\nHost: HOST", "400"},
		{"no slash", "GET index.html HTTP/1.1\nHost: HOST", "400"},
		{"question only", "GET ?x HTTP/1.1\nHost: HOST", "400"},
		{"bad code", asking("/%zz"), "400"},
		{"half a code", asking("/%4"), "400"},
		{"letters that are none", asking("/%ff%fe"), "400"},
		{"delete character", asking("/%7f"), "400"},
		{"very long", asking("/" + strings.Repeat("a", 15_000)), "404"},
		{"very deep", asking("/" + strings.Repeat("a/", 7_000)), "404"},
		{"own folder and up", asking("/_aftercare/../index.html"), "400"},
		{"own folder, source", asking("/_aftercare/serve.go"), "404"},
		{"own folder, test", asking("/_aftercare/morph.test.js"), "404"},
		{"own folder, list", asking("/_aftercare/"), "404"},
		{"own folder, no slash", asking("/_aftercare"), "404"},
	},
	"reload channel": {
		{"no token", asking("/_aftercare/events"), "403"},
		{"empty token", asking("/_aftercare/events?token="), "403"},
		{"wrong token", asking("/_aftercare/events?token=AAAAAAAAAAAAAAAAAAAAAAAAAA"), "403"},
		{"part of the token", asking("/_aftercare/events?token=PART"), "403"},
		{"more than the token", asking("/_aftercare/events?token=TOKENA"), "403"},
		{"small letters", asking("/_aftercare/events?token=SMALL"), "403"},
		{"second of two tokens", asking("/_aftercare/events?token=x&token=TOKEN"), "403"},
		{"token in a header", "GET /_aftercare/events HTTP/1.1\nHost: HOST\nX-Token: TOKEN\nAuthorization: Bearer TOKEN\nCookie: token=TOKEN", "403"},
		{"another site with the token", "GET /_aftercare/events?token=TOKEN HTTP/1.1\nHost: HOST\nOrigin: http://evil.example", "403"},
		{"another name with the token", "GET /_aftercare/events?token=TOKEN HTTP/1.1\nHost: evil.example:PORT", "403"},
		{"another port with the token", "GET /_aftercare/events?token=TOKEN HTTP/1.1\nHost: HOST\nSec-Fetch-Site: same-site\nSec-Fetch-Mode: cors", "403"},
		{"web socket of another site", "GET /_aftercare/events?token=TOKEN HTTP/1.1\nHost: HOST\nOrigin: http://evil.example\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\nSec-WebSocket-Version: 13", "403"},
		{"web socket without token", "GET /_aftercare/events HTTP/1.1\nHost: HOST\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\nSec-WebSocket-Version: 13", "403"},
		{"diagnostics without token", asking("/_aftercare/diagnostics"), "403"},
		{"diagnostics with POST", "POST /_aftercare/diagnostics?token=TOKEN HTTP/1.1\nHost: HOST\nContent-Length: 0", "405"},
		{"semicolon", asking("/_aftercare/events?x;token=TOKEN"), "403"},
	},
	"protocol": {
		{"too large a header", "GET / HTTP/1.1\nHost: HOST\nX: " + strings.Repeat("a", 1<<20), "431 -"},
		{"too many headers", "GET / HTTP/1.1\nHost: HOST\n" + strings.Repeat("X: a\n", 50_000) + "Y: z", "431 -"},
		{"too long a request line", "GET /?" + strings.Repeat("a", 1<<20) + " HTTP/1.1\nHost: HOST", "431 -"},
		{"two lengths", "GET / HTTP/1.1\nHost: HOST\nContent-Length: 0\nContent-Length: 5\n\nhello", "400"},
		{"length and chunks", "GET / HTTP/1.1\nHost: HOST\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n", "400"},
		{"chunks", "GET / HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\n\n5\nhello\n0\n", "400"},
		{"odd encoding", "GET / HTTP/1.1\nHost: HOST\nTransfer-Encoding: xchunked", "400 501"},
		{"negative length", "GET / HTTP/1.1\nHost: HOST\nContent-Length: -1", "400"},
		{"space before the colon", "GET / HTTP/1.1\nHost : HOST", "400"},
		{"NUL in a header", "GET / HTTP/1.1\nHost: HOST\nX: a\x00b", "400"},
		{"no protocol", "GET /", "400 -"},
		{"protocol of the future", "GET / HTTP/9.9\nHost: HOST", "400 505"},
		{"second protocol", "PRI * HTTP/2.0\n\nSM\n", "400 -"},
		{"TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "400 -"},
		{"nonsense", strings.Repeat("\xff\x00", 100), "400 -"},
		{"expectation", "GET / HTTP/1.1\nHost: HOST\nExpect: 200-maybe", "417"},
		{"hidden second request", "GET /missing HTTP/1.1\nHost: HOST\nContent-Length: 46\n\nGET / HTTP/1.1\nHost: HOST\nConnection: close\n", "400"},
	},
}

func TestAttacks(t *testing.T) {
	r := serving(t, guide())
	n := 0
	for class, list := range attacks {
		t.Run(class, func(t *testing.T) {
			for _, a := range list {
				n++
				answer := r.raw(t, a.request)
				judge(t, a, answer)
			}
		})
	}
	if answer, body := r.get("/"); answer.StatusCode != 200 || !strings.Contains(body, secret) {
		t.Errorf("after %d attacks: %d %s", n, answer.StatusCode, body)
	}
	t.Logf("%d attacks", n)
}

// raw sends a request as it is and returns all that comes back.
func (r *running) raw(t *testing.T, request string) []byte {
	t.Helper()
	_, port, _ := net.SplitHostPort(r.addr)
	request = strings.NewReplacer("HOST", r.host, "PORT", port, "TOKEN", r.token, "PART", r.token[:20], "SMALL", strings.ToLower(r.token), "\n", "\r\n").Replace(request)
	c, err := net.Dial("tcp", r.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(2 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go io.WriteString(c, request+"\r\n\r\n") // may be cut off by a refusal
	reader := bufio.NewReader(c)
	var all bytes.Buffer
	answer, err := http.ReadResponse(bufio.NewReader(io.TeeReader(reader, &all)), nil)
	if err != nil {
		return all.Bytes()
	}
	// One answer is read to its end, and what follows it for a moment.
	io.Copy(io.Discard, answer.Body)
	c.SetDeadline(time.Now().Add(5 * time.Millisecond))
	io.Copy(&all, reader)
	return all.Bytes()
}

// judge holds that an answer refuses, and gives nothing away.
func judge(t *testing.T, a attack, answer []byte) {
	t.Helper()
	head, body, _ := strings.Cut(string(answer), "\r\n\r\n")
	status := "-"
	if line := strings.Fields(head); len(line) > 1 {
		status = line[1]
	}
	fine := strings.Fields(a.status)
	if a.status == "" {
		fine = []string{"400", "403", "404", "405"}
	}
	ok := false
	for _, f := range fine {
		ok = ok || f == status
	}
	if !ok {
		t.Errorf("%s: answered %q, want %s\n%.300s", a.name, status, strings.Join(fine, " or "), answer)
	}
	if strings.Contains(body, secret) && status != "200" || strings.Contains(body, "root:") || strings.Contains(body, "package serve") {
		t.Errorf("%s: gives away %.200q", a.name, body)
	}
	for _, name := range []string{"access-control-", "set-cookie", "location:", "x-powered"} {
		if strings.Contains(strings.ToLower(head), name) {
			t.Errorf("%s: answers with %s\n%s", a.name, name, head)
		}
	}
	if status != "-" && len(fine) > 0 && strings.Contains(body, "evil.example") {
		t.Errorf("%s: repeats what was asked for: %s", a.name, body)
	}
}

// What an honest browser sends is answered.
func TestHonestRequests(t *testing.T) {
	r := serving(t, guide())
	for name, request := range map[string]string{
		"by name":               with("Host: HOST", "Connection: close"),
		"by address":            with("Host: 127.0.0.1:PORT", "Connection: close"),
		"by address, v6":        with("Host: [::1]:PORT", "Connection: close"),
		"typed in":              with("Host: HOST", "Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Connection: close"),
		"by our own script":     with("Host: HOST", "Origin: http://HOST", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors", "Connection: close"),
		"in our own frame":      with("Host: HOST", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe", "Connection: close"),
		"by a link elsewhere":   with("Host: HOST", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Connection: close"),
		"behind a proxy":        with("Host: HOST", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https", "Connection: close"),
		"by an old program":     "GET / HTTP/1.0\nHost: HOST",
		"with a long cookie":    with("Host: HOST", "Cookie: x="+strings.Repeat("a", 8000), "Connection: close"),
		"with a length of none": with("Host: HOST", "Content-Length: 0", "Connection: close"),
	} {
		if answer := string(r.raw(t, request)); !strings.HasPrefix(answer, "HTTP/1.") || !strings.Contains(answer, " 200 OK\r\n") || !strings.Contains(answer, secret) {
			t.Errorf("%s: %.200s", name, answer)
		}
	}
}

func TestPort80IsLeftOut(t *testing.T) {
	s := New(Options{Hosts: []string{"localhost:80"}})
	for host, want := range map[string]int{"localhost": 0, "localhost:80": 0, "localhost:8080": 403, "evil.example": 403} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		if got, _ := s.refusal(r); got != want {
			t.Errorf("%s: %d", host, got)
		}
	}
}

// Redirects lead to folders of the guide, whatever is asked for.
func TestRedirectsStayHere(t *testing.T) {
	r := serving(t, guide())
	for _, p := range []string{"/types?//evil.example", "/types?next=http://evil.example", "/types/water?%0d%0aSet-Cookie:x=y", "/types?#x"} {
		answer, _ := r.get(p)
		to := answer.Header.Get("Location")
		if answer.StatusCode != 302 || !strings.HasPrefix(to, "types/") && !strings.HasPrefix(to, "water/") || len(answer.Header.Values("Set-Cookie")) > 0 {
			t.Errorf("%s: %d %q", p, answer.StatusCode, to)
		}
	}
}

// A client that sends its header a letter at a time, or never its end, is cut
// off, while others are served.
func TestSlowClientsAreCutOff(t *testing.T) {
	t.Parallel()
	r := serving(t, guide())
	began := time.Now()
	ended := make(chan error, 40)
	for i := range cap(ended) {
		c, err := net.Dial("tcp", r.addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		c.SetReadDeadline(began.Add(headerTimeout + 5*time.Second))
		go func() {
			fmt.Fprintf(c, "GET / HTTP/1.1\r\nHost: %s\r\n", r.host)
			for n := 0; i%2 == 0; n++ {
				time.Sleep(200 * time.Millisecond)
				if _, err := fmt.Fprintf(c, "X-%d: x\r\n", n); err != nil {
					return
				}
			}
		}()
		go func() {
			_, err := io.ReadAll(c)
			ended <- err
		}()
	}
	if answer, _ := r.get("/"); answer.StatusCode != 200 {
		t.Errorf("meanwhile: %d", answer.StatusCode)
	}
	for range cap(ended) {
		var late net.Error
		if err := <-ended; errors.As(err, &late) && late.Timeout() {
			t.Errorf("still open after %v", time.Since(began))
		}
	}
}

// What a browser sends with a request decides whether it is answered; the order
// of the reasons is that of the table.
func TestRefusals(t *testing.T) {
	s := New(Options{Hosts: []string{"localhost:1313", "[::1]:1313"}})
	for _, tt := range []struct {
		method, host, path string
		headers            string // "Name: value; …"
		status             int
	}{
		{"GET", "localhost:1313", "/", "", 0},
		{"HEAD", "[::1]:1313", "/types/?a=b", "", 0},
		{"GET", "localhost:1313", "/", "Origin: http://localhost:1313; Sec-Fetch-Site: same-origin", 0},
		{"GET", "localhost:1313", "/", "Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document", 0},
		{"GET", "localhost:1313", "/", "Sec-Fetch-Site: none", 0},
		{"GET", "", "/", "", 400},
		{"GET", "local host", "/", "", 400},
		{"GET", "user@localhost:1313", "/", "", 400},
		{"GET", "localhost:1313/x", "/", "", 400},
		{"GET", ":1313", "/", "", 400},
		{"GET", "localhost", "/", "", 403},
		{"GET", "LOCALHOST:1313", "/", "", 403},
		{"GET", "evil.example", "/", "Origin: nonsense", 403},
		{"GET", "localhost:1313", "/", "Origin: null", 403},
		{"GET", "localhost:1313", "/", "Origin: https://localhost:1313", 403},
		{"GET", "localhost:1313", "/", "Origin: http://[::1]:1313", 403},
		{"GET", "localhost:1313", "/", "Origin: http://localhost:1313/", 400},
		{"GET", "localhost:1313", "/", "Origin: nonsense", 400},
		{"GET", "localhost:1313", "/", "Origin: http://localhost:1313; Origin: http://localhost:1313", 400},
		{"GET", "localhost:1313", "/", "Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: iframe", 403},
		{"GET", "localhost:1313", "/", "Sec-Fetch-Site: same-site; Sec-Fetch-Mode: no-cors", 403},
		{"GET", "localhost:1313", "/", "Sec-Fetch-Site: none; Sec-Fetch-Site: none", 403},
		{"POST", "localhost:1313", "/", "", 405},
		{"OPTIONS", "localhost:1313", "/", "", 405},
		{"GET", "localhost:1313", "/a//b", "", 400},
		{"GET", "localhost:1313", "/a/%2e%2e/b", "", 400},
		{"GET", "localhost:1313", "/a%2fb", "", 400},
	} {
		r := httptest.NewRequest(tt.method, tt.path, nil)
		r.Host = tt.host
		for header := range strings.SplitSeq(tt.headers, "; ") {
			if name, value, ok := strings.Cut(header, ": "); ok {
				r.Header.Add(name, value)
			}
		}
		if got, why := s.refusal(r); got != tt.status || (why == "") != (got == 0) {
			t.Errorf("%+v: %d %s", tt, got, why)
		}
	}
}
