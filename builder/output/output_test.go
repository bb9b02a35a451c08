package output_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"time"

	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// snapshot makes a small guide of the files given and a few layouts.
func snapshot(t *testing.T, baseURL string, files map[string]string) *builder.Snapshot {
	t.Helper()
	layers := map[string]fstest.MapFS{
		"content": {}, "static": {},
		"layouts": {
			"baseof.html":         {Data: []byte(`<!doctype html><link rel="stylesheet" href="{{.Root}}{{asset "styles/main.css"}}">{{block "main" .}}{{.Title}}{{.Content}}{{end}}`)},
			"home.html":           {},
			"section.html":        {},
			"page.html":           {},
			"404.html":            {},
			"styles/main.css":     {Data: []byte("p { color: #222 }")},
			"scripts/redirect.js": {Data: []byte("location.replace(document.getElementById('to').href)")},
		},
	}
	for name, text := range files {
		layer, rest, _ := strings.Cut(name, "/")
		layers[layer][rest] = &fstest.MapFile{Data: []byte(text)}
	}
	opts := builder.Options{Clock: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }, Site: site.Options{BaseURL: baseURL}}
	for _, name := range []string{"content", "layouts", "static"} {
		opts.Layers = append(opts.Layers, source.Layer{Name: name, FS: layers[name]})
	}
	s, err := builder.New(opts).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var small = map[string]string{
	"content/_index.md":       "---\ntitle: Home\n---\nHello.\n",
	"content/start.md":        "---\ntitle: Start\naliases: [/begin/, /first/#top]\ndate: 2026-01-02\n---\nText.\n",
	"content/types/_index.md": "---\ntitle: Types\n---\n",
	"content/types/water.md":  "---\ntitle: Water\ndate: 2026-03-04\n---\nText.\n",
	"content/types/cup.png":   "png",
	"content/types/draft.md":  "---\ntitle: Hidden\ndraft: true\ndate: 2026-03-05\n---\n",
	"content/deep/a/b/c.md":   "---\ntitle: Deep\n---\n",
	"static/plain.txt":        "as it is",
}

func read(t *testing.T, s *builder.Snapshot, name string) string {
	t.Helper()
	data, err := s.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Every file can be opened, read from any place, and says how long it is.
func TestFilesAreFiles(t *testing.T) {
	s := snapshot(t, "https://example.org/guide/", small)
	for _, name := range s.Names() {
		want := read(t, s, name)
		file, err := s.Open(name)
		if err != nil {
			t.Errorf("open %s: %v", name, err)
			continue
		}
		info, err := file.Stat()
		if err != nil || info.Name() != path.Base(name) || info.Size() != int64(len(want)) || !info.Mode().IsRegular() || info.IsDir() {
			t.Errorf("%s is described as %v, %v", name, info, err)
		}
		if err := iotest.TestReader(file, []byte(want)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := file.Close(); err != nil {
			t.Errorf("close %s: %v", name, err)
		}
	}
}

func TestFilesOfASite(t *testing.T) {
	const always = "404.html _headers _redirects begin/index.html deep/a/b/c/index.html deep/a/b/index.html deep/a/index.html deep/index.html first/index.html " +
		"index.html plain.txt robots.txt start/index.html types/cup.png types/index.html types/water/index.html"
	if headers := read(t, snapshot(t, "https://example.org/", small), "_headers"); !strings.Contains(headers, "  Strict-Transport-Security: max-age=31536000\n") {
		t.Errorf("_headers of a whole host:\n%s", headers)
	}
	for baseURL, more := range map[string]string{"": "", "https://example.org/": " feed.xml llms.txt sitemap.xml"} {
		want := strings.Fields(always + more)
		slices.Sort(want)
		var got []string
		for _, name := range snapshot(t, baseURL, small).Names() {
			if !strings.HasPrefix(name, "assets/") && !strings.Contains(name, "word-index") && !strings.HasSuffix(name, "search.txt") {
				got = append(got, name)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("base URL %q: files\n%v, want\n%v", baseURL, got, want)
		}
	}
}

func TestFilesThatProgramsRead(t *testing.T) {
	s := snapshot(t, "https://example.org/guide/", small)
	for name, parts := range map[string][]string{
		"robots.txt":       {"Sitemap: https://example.org/guide/sitemap.xml\n"},
		"sitemap.xml":      {"<loc>https://example.org/guide/</loc>", "<loc>https://example.org/guide/types/water/</loc>\n  <lastmod>2026-03-04</lastmod>"},
		"feed.xml":         {"<updated>2026-03-04T00:00:00Z</updated>", "<title>Water</title>"},
		"_redirects":       {"/guide/begin/ /guide/start/ 301\n", "/guide/first/ /guide/start/#top 301\n"},
		"begin/index.html": {`<a id="to" href="../start/">`, `url=../start/"`, `name="robots" content="noindex"`},
		"first/index.html": {`href="../start/#top"`},
		"_headers":         {"/guide/*\n", "\n/guide/assets/*\n", "default-src 'none'", "frame-ancestors 'none'", "  Cross-Origin-Resource-Policy: same-origin\n"},
		"404.html":         {`href="/guide/assets/`},
		"types/cup.png":    {"png"},
	} {
		got := read(t, s, name)
		for _, part := range parts {
			if !strings.Contains(got, part) {
				t.Errorf("%s has no %s:\n%s", name, part, got)
			}
		}
		if strings.Contains(got, "Strict-Transport") {
			t.Errorf("%s asks the whole host for what is the guide's", name)
		}
		if strings.Contains(got, "Hidden") || strings.Contains(got, "draft") {
			t.Errorf("%s tells of a draft", name)
		}
	}
	if feed := read(t, s, "feed.xml"); strings.Index(feed, "Water") > strings.Index(feed, "Start") {
		t.Error("the feed does not begin with the newest")
	}
}

func TestFeedIsOfTheGuideItself(t *testing.T) {
	files := maps.Clone(small)
	files["content/about/_index.md"] = "---\ntitle: About\n---\n"
	files["content/about/us.md"] = "---\ntitle: Us\ndate: 2026-05-05\n---\nWho we are.\n"
	if feed := read(t, snapshot(t, "https://example.org/guide/", files), "feed.xml"); strings.Contains(feed, "Us") {
		t.Errorf("the feed has a page about the guide:\n%s", feed)
	}
}

// Old addresses are those of another program, and stay as they were.
func TestOldAddressesToTheLetter(t *testing.T) {
	s := snapshot(t, "https://example.org/", map[string]string{
		"content/_index.md": "---\ntitle: Home\n---\n",
		"content/new.md":    "---\ntitle: New\naliases: [/posts/2019/My_Post.aspx, /v1.0/, /C++/, /Old Page/, /index.php/a, /%C3%9Cber/, /P.HTM, /x.html, /a_b--c/]\n---\n",
	})
	for name, root := range map[string]string{
		"posts/2019/My_Post.aspx/index.html": "../../../", "C++/index.html": "../", "Old Page/index.html": "../", "index.php/a/index.html": "../../",
		"Über/index.html": "../", "P.HTM": "./", "x.html": "./", "a_b--c/index.html": "../",
	} {
		if !s.Has(name) {
			t.Errorf("there is no %s among %v", name, s.Names())
		} else if got := read(t, s, name); !strings.Contains(got, `href="`+root+`new/"`) {
			t.Errorf("%s does not lead on: %s", name, got)
		}
	}
	want := "/posts/2019/My_Post.aspx/ /new/ 301\n/posts/2019/My_Post.aspx /new/ 301\n/v1.0/ /new/ 301\n/v1.0 /new/ 301\n/C++/ /new/ 301\n/Old%20Page/ /new/ 301\n/index.php/a/ /new/ 301\n/%C3%9Cber/ /new/ 301\n/P.HTM /new/ 301\n/x.html /new/ 301\n/a_b--c/ /new/ 301\n"
	if got := read(t, s, "_redirects"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFileOfTheWriterWins(t *testing.T) {
	files := map[string]string{"static/robots.txt": "mine", "static/404.html": "<p>mine</p>"}
	for name, text := range small {
		files[name] = text
	}
	s := snapshot(t, "", files)
	for _, name := range []string{"robots.txt", "404.html"} {
		if got := read(t, s, name); !strings.Contains(got, "mine") {
			t.Errorf("%s is %q", name, got)
		}
	}
}

func TestReadingTwiceGivesTheSame(t *testing.T) {
	s, again := snapshot(t, "https://example.org/", small), snapshot(t, "https://example.org/", small)
	if !slices.Equal(s.Names(), again.Names()) {
		t.Fatal("two snapshots have other names")
	}
	for _, name := range s.Names() {
		first := read(t, s, name)
		if read(t, s, name) != first || read(t, again, name) != first {
			t.Errorf("%s differs from itself", name)
		}
	}
}

func TestWhatIsNotThere(t *testing.T) {
	s := snapshot(t, "", small)
	for _, name := range []string{
		"none", "types/none", "types/water", "index.html/x", "types/draft/index.html", "", ".", "/", "../x", "types/", "types", "./index.html", "a\\b",
	} {
		if _, err := s.ReadFile(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("read %q: %v", name, err)
		}
		if _, err := s.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("open %q: %v", name, err)
		}
		if s.Has(name) {
			t.Errorf("there is %q", name)
		}
	}
}

// A mistake in a layout is the writer's, whoever asks for the file.
func TestMistakesAreDiagnostics(t *testing.T) {
	files := map[string]string{"layouts/page.html": `{{define "main"}}{{.None}}{{end}}`}
	for name, text := range small {
		files[name] = text
	}
	s := snapshot(t, "", files)
	_, readErr := s.ReadFile("start/index.html")
	_, openErr := s.Open("start/index.html")
	for _, err := range []error{readErr, openErr} {
		var d diag.Diagnostic
		if !errors.As(err, &d) || d.Pos.File != "layouts/page.html" || d.Pos.Line != 1 {
			t.Errorf("got %v", err)
		}
	}
	if data, err := s.ReadFile("index.html"); err != nil || !bytes.Contains(data, []byte("Hello")) {
		t.Errorf("another page: %q, %v", data, err)
	}
}
