package preview

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"aftercare"
	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/serve"
	"aftercare/builder/source"
	"aftercare/builder/watch"
)

const host = "localhost:1313"

// desk is a guide in memory, and its preview.
type desk struct {
	*testing.T
	*Preview
	files   fstest.MapFS
	content *content
}

// content is a source that can't be read while err is set.
type content struct {
	fs.FS
	err error
}

func (c *content) Open(name string) (fs.File, error) {
	if c.err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: c.err}
	}
	return c.FS.Open(name)
}

func open(t *testing.T, adjust func(*Options), files map[string]string) *desk {
	t.Helper()
	return openAt(t, func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }, adjust, files)
}

func openAt(t *testing.T, clock func() time.Time, adjust func(*Options), files map[string]string) *desk {
	t.Helper()
	d := &desk{T: t, files: fstest.MapFS{}}
	for name, text := range files {
		d.save(name, text)
	}
	d.content = &content{FS: d.files}
	layouts, err := fs.Sub(aftercare.Layouts, "layouts")
	if err != nil {
		t.Fatal(err)
	}
	opts := Options{Hosts: []string{host}, Guide: builder.New(builder.Options{
		Preview: true, Clock: clock,
		Layers: []source.Layer{{Name: "content", FS: d.content}, {Name: "layouts", FS: layouts, Shipped: true}},
	})}
	if adjust != nil {
		adjust(&opts)
	}
	d.Preview = New(opts)
	d.update()
	return d
}

func (d *desk) save(name, text string) {
	d.files[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(int64(len(text)), 0)}
}

func (d *desk) update() {
	d.Helper()
	if err := d.Preview.update(d.Context(), nil); err != nil {
		d.Fatal(err)
	}
}

// checkShown waits for the check of what is shown, if there is to be one.
func (d *desk) checkShown() {
	d.startCheck(d.Context())
	for now := d.now(); d.failure == ""; time.Sleep(time.Millisecond) {
		d.mu.Lock()
		done := d.checked == now.version
		d.mu.Unlock()
		if done {
			return
		}
	}
	// What a check of sources that are gone would say, were there one.
	d.server.Report(d.now().version, nil)
}

func (d *desk) get(address string) string {
	request := httptest.NewRequest("GET", address, nil)
	request.RemoteAddr = "127.0.0.1:2000" // other machines see pages alone
	request.Host = host
	answer := httptest.NewRecorder()
	d.server.Handler().ServeHTTP(answer, request)
	return answer.Body.String()
}

// ask asks for something that only the preview's own pages may know.
func (d *desk) ask(name, query string) string {
	d.Helper()
	token := regexp.MustCompile(`data-token="([^"]+)"`).FindStringSubmatch(d.get("/"))
	if token == nil {
		d.Fatal("the page has no token")
	}
	return d.get("/_aftercare/" + name + "?token=" + url.QueryEscape(token[1]) + "&" + query)
}

// news are the changes since a version, and what is told of a page.
func (d *desk) news(since, path string) (changes []string, page *serve.PageInfo) {
	d.Helper()
	var answer struct {
		Changes []serve.Change
		Page    *serve.PageInfo
	}
	text := d.ask("news", url.Values{"since": {since}, "path": {path}}.Encode())
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		d.Fatalf("%v in %s", err, text)
	}
	for _, c := range answer.Changes {
		changes = append(changes, strings.TrimSpace(c.Kind+" "+c.From+" "+c.File))
	}
	return changes, answer.Page
}

func page(title, text string) string { return "---\ntitle: " + title + "\n---\n" + text + "\n" }

// Whoever is told of checks and failures need not expect both at once.
func TestReportsOneAtATime(t *testing.T) {
	var d *desk
	var called []string
	report := func(name string) {
		if called = append(called, name); d.reporting.TryLock() {
			t.Errorf("another report could run beside %s", name)
		}
	}
	d = open(t, func(o *Options) {
		o.Checked = func(*builder.Snapshot, diag.List) { report("Checked") }
		o.Failed = func(diag.Diagnostic) { report("Failed") }
	}, map[string]string{"_index.md": page("Home", "")})
	d.check(t.Context(), d.now())
	d.content.err = fs.ErrPermission
	d.update()
	if !slices.Equal(called, []string{"Checked", "Failed"}) {
		t.Errorf("called %v", called)
	}
}

// What is shown stays while the sources are gone or can't be read, and the
// browser is told why there is nothing newer.
func TestWithoutSourcesSaysWhy(t *testing.T) {
	d := open(t, nil, map[string]string{"_index.md": page("Home", "")})
	shows := func(wanted string) {
		t.Helper()
		d.update()
		if page := d.get("/"); !strings.Contains(page, "<title>") {
			t.Errorf("the page is gone: %s", page)
		}
		d.checkShown()
		if found := d.ask("diagnostics", ""); wanted == "" && strings.Contains(found, `"source/`) || !strings.Contains(found, wanted) {
			t.Errorf("want %q in %s", wanted, found)
		}
	}
	shows("")
	d.content.err = fs.ErrPermission
	shows("source/unreadable")
	d.content.err = nil
	shows("")
	delete(d.files, "_index.md")
	shows("source/empty")
	d.save("_index.md", page("Home", "Back."))
	shows("")
}

func TestChanges(t *testing.T) {
	d := open(t, nil, map[string]string{
		"_index.md": page("Home", ""), "types/a.md": page("Apples", "Red."), "types/b.md": page("Bread", "Brown."), "types/mug.txt": "mug",
	})
	d.get("/types/mug.txt") // a file that nobody has read can't be told again
	for _, step := range []struct {
		edit func()
		want string
	}{
		{func() { d.save("types/a.md", page("Apples", "Green ones.")) }, "saved  content/types/a.md"},
		{func() { d.save("types/c.md", page("Cherries", "")) }, "new  content/types/c.md"},
		{func() { delete(d.files, "types/c.md") }, "deleted  content/types/c.md"},
		{func() { d.files["cup.txt"] = d.files["types/mug.txt"]; delete(d.files, "types/mug.txt") }, "moved content/types/mug.txt content/cup.txt"},
		{func() { delete(d.files, "types/a.md"); d.save("types/fruit.md", page("Apples", "All.")) }, "moved content/types/a.md content/types/fruit.md"},
		{func() { delete(d.files, "types/b.md"); d.save("types/z.md", page("Zest", "Other.")) }, "deleted  content/types/b.md|new  content/types/z.md"},
	} {
		before := d.now().version
		step.edit()
		d.update()
		got, _ := d.news(string(rune('0'+before)), "/")
		if strings.Join(got, "|") != step.want {
			t.Errorf("got %q, want %q", got, step.want)
		}
	}
	// What became of pages that are gone is told at their old addresses.
	for address, want := range map[string][2]string{"/types/a/": {"moved", "content/types/fruit.md"}, "/types/b/": {"deleted", ""}} {
		_, page := d.news("0", address)
		if page == nil || page.Gone != want[0] || page.To != want[1] {
			t.Errorf("%s: %+v, want %v", address, page, want)
		}
	}
	d.save("types/b.md", "---\ntitle: Bread\ndraft: true\n---\n")
	d.update()
	if _, page := d.news("0", "/types/b/"); page == nil || page.Gone != "draft" {
		t.Errorf("a page that is a draft now: %+v", page)
	}
	if _, page := d.news("0", "/never/"); page != nil {
		t.Errorf("a page that never was: %+v", page)
	}
}

func TestSavedAgainUnchangedShowsNothingNew(t *testing.T) {
	d := open(t, nil, map[string]string{"_index.md": page("Home", "Hello.")})
	before := d.now()
	d.files["_index.md"] = &fstest.MapFile{Data: d.files["_index.md"].Data, ModTime: time.Unix(99, 0)}
	d.update()
	if d.now() != before {
		t.Error("the same bytes are shown as a new version")
	}
}

func TestPage(t *testing.T) {
	d := open(t, nil, map[string]string{
		"_index.md":    page("Home", "See [water](water.md)."),
		"sources.yaml": "sources:\n  - id: AA\n    authors: Ann\n    year: 2020\n  - id: BB\n",
		"water.md":     "---\ntitle: Water\nsources: [AA, BB]\nnextReview: 2026-01-01\n---\nOne two three four. Warm water is good [@AA].\n",
		"other.md":     page("Other", "Text.\n\nMore on [water](water.md#x)."),
	})
	_, water := d.news("0", "/water/")
	if water == nil {
		t.Fatal("nothing is told of the page")
	}
	if len(water.Cited) != 1 || water.Cited[0].Label != "Ann, 2020" || water.Cited[0].Line != 6 || len(water.Unused) != 1 || water.Unused[0].ID != "BB" {
		t.Errorf("sources %+v, unused %+v", water.Cited, water.Unused)
	}
	if !slices.Equal(water.Marks, []serve.Mark{{Name: "review due", Date: "2026-01-01"}}) || water.Words == 0 || water.Longest == nil || len(water.Blocks) == 0 {
		t.Errorf("got %+v", water)
	}
	if !water.Counting {
		t.Error("all links are said to be known before a page was parsed")
	}
	if _, err := d.now().Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, water = d.news("0", "/water/")
	want := []serve.Backlink{{Title: "Home", File: "content/_index.md", Line: 4, Href: "/"}, {Title: "Other", File: "content/other.md", Line: 6, Href: "/other/"}}
	if water.Counting || !slices.Equal(water.Backlinks, want) {
		t.Errorf("linked from %+v, want %+v", water.Backlinks, want)
	}
	d.save("other.md", page("Other", "No more of it."))
	d.update()
	d.get("/other/") // which parses it
	if _, water = d.news("0", "/water/"); !slices.Equal(water.Backlinks, want[:1]) {
		t.Errorf("after an edit linked from %+v, want %+v", water.Backlinks, want[:1])
	}
}

// A page is shown before it is checked, and what the check finds follows.
func TestCheckFollows(t *testing.T) {
	found := make(chan diag.List, 10)
	d := open(t, func(o *Options) { o.Checked = func(_ *builder.Snapshot, l diag.List) { found <- l } }, map[string]string{"_index.md": page("Home", "[gone](gone.md)")})
	changes := make(chan watch.Event)
	done := make(chan error)
	go func() { done <- d.Follow(t.Context(), changes) }()
	if l := <-found; !l.HasErrors() {
		t.Errorf("found %v", l)
	}
	if got := d.ask("diagnostics", ""); !strings.Contains(got, "link/dead-page") || strings.Contains(got, "checking") {
		t.Errorf("told %s", got)
	}
	close(changes)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestEditor(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "content", "a b.md"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	pos := diag.Position{File: "content/a b.md", Line: 3}
	file := (&url.URL{Path: "/" + strings.TrimPrefix(filepath.ToSlash(dir), "/") + "/content/a b.md"}).EscapedPath()
	for editor, want := range map[string]string{
		"": "", "vscode": "vscode://file" + file + ":3:1", "my://open?f=%f&l=%l": "my://open?f=" + file + "&l=3",
	} {
		if got := editorURL(editor, dir, pos); got != want {
			t.Errorf("%q: %q, want %q", editor, got, want)
		}
	}
	if got := editorURL("vscode", dir, diag.Position{File: "layouts/page.html"}); got != "" {
		t.Errorf("a file of the program: %q", got)
	}
}

// The clock moves while nobody saves: with the guide's midnight one page
// appears, another goes and a review becomes due. What is left out is said at
// its address, with nothing of its text.
func TestClockMoves(t *testing.T) {
	var passed atomic.Int64
	before := time.Date(2026, 11, 22, 22, 59, 59, 990_000_000, time.UTC).In(time.FixedZone("elsewhere", 0)) // ten milliseconds to midnight in Berlin
	d := openAt(t, func() time.Time { return before.Add(time.Duration(passed.Load())) }, nil, map[string]string{
		"_index.md": page("Home", "Hello."), "site.yaml": "timezone: Europe/Berlin\n",
		"later.md": "---\ntitle: Later\npublishDate: 2026-11-23\n---\nSoon.\n", "until.md": "---\ntitle: Until\nexpiryDate: 2026-11-23\nnextReview: 2026-11-23\n---\nStill.\n",
		"noon.md": "---\ntitle: Noon\ndate: 2026-11-23T12:00:00+01:00\n---\nLunch.\n", "draft.md": "---\ntitle: Draft\ndraft: true\n---\nSecret.\n",
	})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- d.Follow(ctx, make(chan watch.Event)) }()
	holds := func(when string, want map[string]string) {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
			wrong := ""
			for address, state := range want {
				_, page := d.news("0", address)
				if got := d.get(address); page == nil || page.Gone != state || state != "" && (strings.Contains(got, "Soon.") || strings.Contains(got, "Secret.")) {
					wrong = fmt.Sprintf("%s: %+v, want %q", address, page, state)
				}
			}
			if wrong == "" {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s: %s", when, wrong)
			}
		}
	}
	holds("before midnight", map[string]string{"/later/": "future", "/until/": "", "/noon/": "future", "/draft/": "draft"})
	passed.Store(int64(time.Second))
	holds("after midnight", map[string]string{"/later/": "", "/until/": "expired", "/noon/": "future", "/draft/": "draft"})
	passed.Store(int64(12*time.Hour + 10*time.Millisecond))
	d.Preview.mu.Lock()
	lasts := d.current.Lasts()
	d.Preview.mu.Unlock()
	if lasts > 0 {
		t.Errorf("at noon nothing is due for %v", lasts)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
