package main

import (
	"bytes"
	"io/fs"
	"net"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"aftercare"
	"aftercare/builder"
	"aftercare/builder/serve"
	"aftercare/builder/source"
)

func announced(s *serving) string {
	var out bytes.Buffer
	s.announce(&program{stdout: &out}, 1313, []net.IP{net.ParseIP("fe80::1"), net.ParseIP("192.0.2.7"), net.ParseIP("192.0.2.8")})
	return out.String()
}

func TestHostSaysWhereAndWarns(t *testing.T) {
	got := announced(&serving{bind: "0.0.0.0", host: true})
	for _, want := range []string{"http://localhost:1313/", "Anyone on this network can see it", "http://192.0.2.7:1313/", "\x1b[30;107m", "█"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.Count(got, "http://192.0.2.") != 1 {
		t.Errorf("more than one address in\n%s", got)
	}
}

func TestWithoutHostNobodyElseIsToldOrServed(t *testing.T) {
	for _, bind := range []string{"127.0.0.1", "::1", "localhost"} {
		s := &serving{bind: bind}
		if got := announced(s); strings.Count(got, "\n") != 1 || strings.Contains(got, "192.0.2") {
			t.Errorf("%s: said\n%s", bind, got)
		}
		if got := s.hosts(1313); !slices.Equal(got, []string{"127.0.0.1:1313", "[::1]:1313", "localhost:1313"}) {
			t.Errorf("%s: serves %v", bind, got)
		}
	}
}

func TestSlowStartSaysHowFarItIs(t *testing.T) {
	var out bytes.Buffer
	p := startProgress(&out, 20*time.Millisecond)
	time.Sleep(50 * time.Millisecond)
	p.step(41, 10_000)
	time.Sleep(50 * time.Millisecond)
	p.end()
	if got := out.String(); !strings.Contains(got, "looking for pages") || !strings.Contains(got, "reading: 41 of 10000 pages") {
		t.Errorf("said %q", got)
	}
	length := out.Len()
	time.Sleep(50 * time.Millisecond)
	if out.Len() != length {
		t.Error("something was said after the end")
	}
}

func TestQuickStartSaysNothing(t *testing.T) {
	var out bytes.Buffer
	p := startProgress(&out, time.Hour)
	p.step(1, 1)
	p.end()
	if out.Len() > 0 {
		t.Errorf("said %q", out.String())
	}
}

// brokenFolder is a source that can't be read for a while.
type brokenFolder struct {
	fs.FS
	err error
}

func (b *brokenFolder) Open(name string) (fs.File, error) {
	if b.err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: b.err}
	}
	return b.FS.Open(name)
}

// What is shown stays while the sources are gone or can't be read, and the
// browser is told why there is nothing newer.
func TestPreviewWithoutSourcesSaysWhy(t *testing.T) {
	files := fstest.MapFS{"_index.md": {Data: []byte("---\ntitle: Home\n---\n")}}
	content := &brokenFolder{FS: files}
	layouts, err := fs.Sub(aftercare.Layouts, "layouts")
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	guide := builder.New(builder.Options{Preview: true, Layers: []source.Layer{{Name: "content", FS: content}, {Name: "layouts", FS: layouts, Shipped: true}}})
	v := &preview{program: &program{stderr: &said}, flags: &guideFlags{}, guide: guide, desk: builder.NewDesk(), stopCheck: func() {}}
	v.server = serve.New(serve.Options{Hosts: []string{"localhost:1313"}, Guide: v})
	shows := func(wanted string) {
		t.Helper()
		if err := v.show(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if page := asked(v, "/"); !strings.Contains(page, `<div class="home">`) {
			t.Errorf("the page is gone: %s", page)
		}
		token := regexp.MustCompile(`data-token="([^"]+)"`).FindStringSubmatch(asked(v, "/"))
		if found := asked(v, "/_aftercare/diagnostics?token="+url.QueryEscape(token[1])); wanted == "" && strings.Contains(found, `"source/`) || !strings.Contains(found, wanted) {
			t.Errorf("want %q in %s", wanted, found)
		}
	}
	shows("")
	content.err = fs.ErrPermission
	shows("source/unreadable")
	content.err = nil
	shows("")
	delete(files, "_index.md")
	shows("source/empty")
	files["_index.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Home\n---\nBack.\n")}
	shows("")
}

func asked(v *preview, path string) string {
	request := httptest.NewRequest("GET", path, nil)
	request.Host = "localhost:1313"
	answer := httptest.NewRecorder()
	v.server.Handler().ServeHTTP(answer, request)
	return answer.Body.String()
}
