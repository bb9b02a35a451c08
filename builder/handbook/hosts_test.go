//go:build audit

package handbook_test

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder"
	"aftercare/builder/publish"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// A host is a real server with the configuration of its page in the handbook.
type host struct {
	name string
	// start begins to serve a published guide on a port of the loopback, by the
	// page's text.
	start func(s *hosted, page string) *exec.Cmd
	// copies are the encodings that it hands over as they were published.
	copies []string
}

// hosted is a published guide and where it is served.
type hosted struct {
	*testing.T
	dir  string // holds srv, with what the pages call /srv, and configurations
	base string // "/" or "/guide/", as in the guide's base URL
	port int

	moved  map[string]string // what _redirects says
	copies []string          // as in host
}

// Each server gives every file of the guide as the host's page says: at the top
// of a site, and below another one.
func TestHosts(t *testing.T) {
	for _, h := range []host{
		{"nginx", startNginx, nil}, {"caddy", startCaddy, []string{"gzip", "br"}}, {"apache", startApache, nil},
	} {
		text, err := os.ReadFile("content/publish/" + h.name + ".md")
		if err != nil {
			t.Fatal(err)
		}
		for _, base := range []string{"/", "/guide/"} {
			t.Run(h.name+base, func(t *testing.T) {
				s := publishGuide(t, base, h.copies)
				run := h.start(s, string(text))
				s.run(run)
				s.askAll()
			})
		}
	}
}

// publishGuide publishes the guide of this repository, with an old address for
// one of its pages, to the folder that the pages of the handbook name.
func publishGuide(t *testing.T, base string, copies []string) *hosted {
	t.Helper()
	s := &hosted{T: t, dir: t.TempDir(), base: base, port: freePort(t), copies: copies}
	if err := os.Chmod(filepath.Dir(s.dir), 0o755); err != nil { // servers are other users
		t.Fatal(err)
	}
	moved := func(aliases string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: Moved\naliases: [" + aliases + "]\n---\nThis page has moved.\n")}
	}
	layers := []source.Layer{{Name: "content", FS: fstest.MapFS{
		"moved.md": moved(strings.Join(oldAddresses, ", ")), "tee/heiß.md": moved("/früher/"),
	}}}
	for _, name := range []string{"content", "layouts", "static"} {
		layers = append(layers, source.Layer{Name: name, FS: os.DirFS("../../" + name)})
	}
	b := builder.New(builder.Options{Layers: layers, Precompress: copies != nil, Clock: func() time.Time { return time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC) }, Site: site.Options{BaseURL: "https://example.org" + base}})
	report, err := builder.Build(t.Context(), b, publish.Options{Dest: s.folder()})
	if err != nil {
		t.Fatal(err, report.Diagnostics)
	}
	if base != "/" {
		s.write("srv/www/index.html", "Another site.")
	}
	return s
}

// oldAddresses are aliases as writers have them: with other letters, with
// signs that mean something to a server, and long.
var oldAddresses = []string{
	"/old/place/", "/old/page.html", "/old/v1.0/", "/old/heiße (1+1)/", "/old/$ & ;/",
	"/" + strings.Repeat("an-old-address-that-was-long", 5) + "/", "/" + strings.Repeat("долгий-адрес-", 10) + "/",
}

// folder is where the guide is published.
func (s *hosted) folder() string {
	if s.base == "/" {
		return filepath.Join(s.dir, "srv/guide")
	}
	return filepath.Join(s.dir, "srv/www/guide")
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// block is the nth block of code in a language on a page, as it stands there but
// for the names of folders.
func (s *hosted) block(page, language string, n int) string {
	s.Helper()
	blocks := regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(page, -1)
	if n >= len(blocks) {
		s.Fatalf("the page has %d blocks of %s", len(blocks), language)
	}
	return strings.NewReplacer("/srv/", s.dir+"/srv/", "/etc/nginx/guide", s.dir+"/guide", "/etc/caddy/guide", s.dir+"/guide").Replace(blocks[n][1])
}

// redirects runs the page's command that translates _redirects.
func (s *hosted) redirects(page string) string {
	s.Helper()
	for n := range 3 {
		if command := s.block(page, "sh", n); strings.HasPrefix(command, "awk") {
			command, _, _ = strings.Cut(command, "systemctl") // there is no such server
			command = strings.ReplaceAll(command, s.dir+"/srv/guide", s.folder())
			out, err := exec.CommandContext(s.Context(), "sh", "-c", command).Output()
			if err != nil {
				s.Fatal(err)
			}
			return string(out)
		}
	}
	s.Fatal("the page has no line for old addresses")
	return ""
}

func (s *hosted) write(name, text string) string {
	s.Helper()
	file := filepath.Join(s.dir, name)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		s.Fatal(err)
	}
	return file
}

func startNginx(s *hosted, page string) *exec.Cmd {
	s.redirects(page)
	server := s.block(page, "nginx", 0)
	if s.base != "/" {
		maps, own, _ := strings.Cut(server, "server {")
		own = own[strings.Index(own, "    absolute_redirect"):strings.LastIndex(own, "}")]
		guide := replaced(s.T, s.block(page, "nginx", 1), "    # the lines from absolute_redirect on\n", own)
		server = maps + "server {\nlisten 80;\nroot " + s.dir + "/srv/www;\n" + guide + "}\n"
	}
	server = replaced(s.T, server, "listen 80;", fmt.Sprintf("listen 127.0.0.1:%d;", s.port))
	conf := s.write("nginx.conf", "daemon off;\nuser root;\npid "+s.dir+"/nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\ninclude /etc/nginx/mime.types;\naccess_log off;\n"+server+"}\n")
	return exec.CommandContext(s.Context(), "nginx", "-c", conf)
}

func startCaddy(s *hosted, page string) *exec.Cmd {
	s.redirects(page)
	server := s.block(page, "caddyfile", 0)
	if s.base != "/" {
		own := server[strings.Index(server, "\timport"):strings.Index(server, "\thandle_errors")]
		guide := replaced(s.T, s.block(page, "caddyfile", 1), "\t# the lines from import on\n", own)
		server = "example.org {\n" + guide + "root * " + s.dir + "/srv/www\nfile_server\n}\n"
	}
	server = replaced(s.T, server, "example.org {", fmt.Sprintf("http://127.0.0.1:%d {", s.port))
	conf := s.write("Caddyfile", "{\n\tadmin off\n\tauto_https off\n}\n"+server)
	run := exec.CommandContext(s.Context(), "caddy", "run", "--config", conf, "--adapter", "caddyfile")
	run.Env = append(os.Environ(), "HOME="+s.dir)
	return run
}

func startApache(s *hosted, page string) *exec.Cmd {
	own := s.block(page, "apacheconf", 0)
	server := replaced(s.T, s.block(page, "apacheconf", 1), "*:80", fmt.Sprintf("127.0.0.1:%d", s.port))
	if s.base != "/" {
		own = replaced(s.T, own, "ErrorDocument 404 /404.html\n", s.block(page, "apacheconf", 2))
		server = strings.ReplaceAll(server, s.dir+"/srv/guide", s.dir+"/srv/www")
	}
	if err := os.WriteFile(filepath.Join(s.folder(), ".htaccess"), []byte(own+s.redirects(page)), 0o666); err != nil {
		s.Fatal(err)
	}
	modules := ""
	for _, m := range strings.Fields("mpm_event authz_core dir mime negotiation autoindex filter deflate headers alias rewrite") {
		modules += fmt.Sprintf("LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n", m, m)
	}
	conf := s.write("apache.conf", fmt.Sprintf("%sServerName localhost\nServerRoot %s\nDefaultRuntimeDir %s\nPidFile %[2]s/apache.pid\nListen 127.0.0.1:%[4]d\nUser www-data\nGroup www-data\nErrorLog /dev/stderr\nTypesConfig /etc/mime.types\n%[5]s", modules, s.dir, s.dir, s.port, server))
	return exec.CommandContext(s.Context(), "apache2", "-DFOREGROUND", "-f", conf)
}

func replaced(t *testing.T, text, old, with string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("the page has no %q", old)
	}
	return strings.Replace(text, old, with, 1)
}

// run starts the server and waits until it answers. It is stopped after the
// test, with what it started.
func (s *hosted) run(server *exec.Cmd) {
	s.Helper()
	var said bytes.Buffer
	server.Stdout, server.Stderr = &said, &said
	server.Cancel = func() error { return server.Process.Signal(os.Interrupt) }
	server.WaitDelay = 10 * time.Second
	if err := server.Start(); err != nil {
		s.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Wait() }()
	s.Cleanup(func() { <-ended }) // the context of the test is done by then
	for {
		conn, err := net.Dial("tcp", s.address())
		if err == nil {
			conn.Close()
			return
		}
		select {
		case err := <-ended:
			ended <- err
			s.Fatalf("%s has ended: %v\n%s", server.Path, err, &said)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (s *hosted) address() string { return fmt.Sprintf("127.0.0.1:%d", s.port) }
