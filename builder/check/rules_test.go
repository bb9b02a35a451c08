package check_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"aftercare"
	"aftercare/builder"
	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
	"aftercare/builder/site"
	"aftercare/builder/source"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestRules holds every rule to a guide that breaks it and one that does not.
// testdata/link/dead-page.txtar is the archive of link/dead-page: its comment
// lists where the rule fires, files below wrong and right are the two guides,
// and other files belong to both. Advice is switched on unless the archive has
// settings of its own.
//
// A line of the comment may also make a file that is no text: "png NAME WIDTH
// HEIGHT", "size NAME BYTES", "quoted NAME GO-STRING", "link NAME". Layouts are
// the plainest that do; "shipped" takes those of the program, and "bare" none.
func TestRules(t *testing.T) {
	for _, rule := range rules.Load().All() {
		if file := elsewhere(rule.Code); file != "" {
			if test, err := os.ReadFile(file); err != nil || !bytes.Contains(test, []byte(path.Base(rule.Code))) {
				t.Errorf("%s is not tested by %s: %v", rule.Code, file, err)
			}
			continue
		}
		t.Run(rule.Code, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile("testdata/" + rule.Code + ".txtar")
			if err != nil {
				t.Fatal(err)
			}
			a := read(t, data)
			if got := places(a.check(t, "wrong"), rule); !slices.Equal(got, a.places) {
				t.Errorf("wrong: %v, want %v", got, a.places)
			}
			right := a.check(t, "right")
			if got := places(right, rule); len(got) > 0 {
				t.Errorf("right: %v", got)
			}
			for _, d := range right {
				if d.Severity == diag.Error {
					t.Errorf("right: %v", d)
				}
			}
		})
	}
}

// elsewhere names the test of a code that no guide in a text archive can give.
func elsewhere(code string) string {
	switch {
	case rules.Group(code) == "external": // it asks sites of its own
		return "external/external_test.go"
	case code == "markdown/parser-failed": // no text is known that does it
		return "../markdown/markdown_test.go"
	case code == "source/empty", code == "source/unreadable": // there is no guide to check; the preview says so
		return "../preview/preview_test.go"
	}
	return ""
}

// places are where a rule fired, sorted. That its severity is the one that the
// register states is checked on the way.
func places(found diag.List, rule rules.Rule) []string {
	var list []string
	for _, d := range found {
		if d.Code == rule.Code {
			list = append(list, d.Pos.String())
		}
	}
	return list
}

// archive is a rule's two guides.
type archive struct {
	files  map[string]*fstest.MapFile
	places []string
	layers []source.Layer // behind the archive's own
}

func read(t *testing.T, data []byte) archive {
	t.Helper()
	text := txtar.Parse(data)
	a := archive{files: map[string]*fstest.MapFile{}, layers: plain()}
	for line := range strings.Lines(string(text.Comment)) {
		a.directive(t, strings.TrimSpace(line))
	}
	for _, f := range text.Files {
		a.put(f.Name, f.Data)
	}
	return a
}

func (a *archive) put(name string, data []byte) {
	a.files[name] = &fstest.MapFile{Data: data, ModTime: time.Unix(1, 0)}
}

func (a *archive) directive(t *testing.T, line string) {
	t.Helper()
	word, rest, _ := strings.Cut(line, " ")
	name, value, _ := strings.Cut(rest, " ")
	switch word {
	case "", "#":
	case "bare":
		a.layers = nil
	case "shipped":
		a.layers = shipped(t)
	case "png":
		var width, height int
		if _, err := fmt.Sscan(value, &width, &height); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
			t.Fatal(err)
		}
		a.put(name, b.Bytes())
	case "size":
		n, err := strconv.Atoi(value)
		if err != nil {
			t.Fatal(err)
		}
		a.put(name, bytes.Repeat([]byte("word "), n/5+1)[:n])
	case "quoted":
		text, err := strconv.Unquote(value)
		if err != nil {
			t.Fatal(err)
		}
		a.put(name, []byte(text))
	case "link":
		a.put(name, []byte("elsewhere"))
		a.files[name].Mode = fs.ModeSymlink | 0o777
	default:
		a.places = append(a.places, line)
	}
}

// guide returns the folders of one of the two guides.
func (a archive) guide(which string) []source.Layer {
	layers := map[string]fstest.MapFS{"content": {}, "layouts": {}, "static": {}}
	add := func(name string, f *fstest.MapFile) {
		if layer, rest, ok := strings.Cut(name, "/"); ok && layers[layer] != nil {
			layers[layer][rest] = f
		}
	}
	add(site.SettingsFile, &fstest.MapFile{Data: []byte("title: T\neditorial: true\n")})
	for name, f := range a.files {
		if !strings.HasPrefix(name, "wrong/") && !strings.HasPrefix(name, "right/") {
			add(name, f)
		}
	}
	for name, f := range a.files {
		if rest, ok := strings.CutPrefix(name, which+"/"); ok {
			add(rest, f)
		}
	}
	var list []source.Layer
	for _, name := range []string{"content", "layouts", "static"} {
		list = append(list, source.Layer{Name: name, FS: layers[name]})
	}
	return list
}

func (a archive) check(t *testing.T, which string) diag.List {
	t.Helper()
	snapshot, err := builder.New(builder.Options{
		Layers: append(a.guide(which), a.layers...), Clock: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) },
	}).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	found, err := snapshot.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func plain() []source.Layer {
	main := &fstest.MapFile{Data: []byte(`{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}`)}
	return []source.Layer{{Name: "layouts", Shipped: true, FS: fstest.MapFS{
		"baseof.html":   {Data: []byte(`<!doctype html><html lang="en">{{ block "head" . }}{{ end }}{{ block "main" . }}{{ end }}`)},
		"words/en.yaml": {Data: []byte("contents: On this page\n")},
		"all.html":      main, "blank.html": main, "card.html": main,
	}}}
}

func shipped(t testing.TB) []source.Layer {
	t.Helper()
	var layers []source.Layer
	for name, embedded := range map[string]fs.FS{"layouts": aftercare.Layouts} {
		folder, err := fs.Sub(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		layers = append(layers, source.Layer{Name: name, FS: folder, Shipped: true})
	}
	return layers
}

// Every archive belongs to a rule.
func TestArchivesHaveRules(t *testing.T) {
	register := rules.Load()
	err := fs.WalkDir(os.DirFS("testdata"), ".", func(name string, entry fs.DirEntry, err error) error {
		if code, ok := strings.CutSuffix(name, ".txtar"); ok && !entry.IsDir() {
			if _, known := register.Get(code); !known || path.Dir(code) == "." {
				t.Errorf("testdata/%s belongs to no rule", name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
