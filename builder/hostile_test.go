package builder_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder"
	"aftercare/builder/publish"
	"aftercare/builder/source"
)

// leaks stands wherever a file of the corpus would run something, call another
// host or show what is hidden.
const leaks = "EVIL.example"

// hostile are hostile trees by name: a guide with a few more files each. It is
// made of lists in every combination, so that a new way to write something meets
// all old ones.
func hostile() map[string]map[string]string {
	trees := make(map[string]map[string]string)
	add := func(name, file, text string) { trees[name] = map[string]string{file: text} }
	before := map[string]string{"text": "Words.\n\n", "a comment": "<!-- x -->\n", "a blank line": "\n", "spaces": "  \n \t\n", "a mark": "\ufeff", "two marks": "\ufeff\ufeff", "a rule": "***\n", "a heading": "# A\n"}
	drafts := map[string]string{
		"yaml": "---\ntitle: A\ndraft: true\n---\n", "toml": "+++\ntitle = 'A'\ndraft = true\n+++\n", "json": "{\"title\": \"A\", \"draft\": true}\n",
		"typo": "---\ntitle: A\ndraft: ture\n---\n", "broken": "---\ntitle: [\ndraft: true\n---\n", "open": "---\ntitle: A\ndraft: true\n",
		"twice": "---\ntitle: A\ndraft: false\ndraft: true\n---\n", "capitals": "---\nTitle: A\nDraft: true\n---\n", "dashes": "----\ntitle: A\ndraft: true\n----\n", "indented": "  ---\n  title: A\n  draft: true\n  ---\n",
	}
	for b, lead := range before {
		for d, matter := range drafts {
			add("draft "+d+" behind "+b, "content/hidden.md", lead+matter+"\n"+leaks+"\n")
		}
	}
	elements := []string{
		"<script>fetch('//%s')</script>", "<img src=//%s>", "<img src=x onerror=\"'%s'\">", "<iframe src=https://%s></iframe>", "<object data=//%s></object>", "<embed src=//%s>", "<link rel=stylesheet href=//%s>", "<link rel=preload href=//%s>",
		"<style>@import '//%s'</style>", "<a href=\"javascript:'%s'\">x</a>", "<a ping=//%s href=a>x</a>", "<form action=//%s>", "<meta http-equiv=refresh content='0;url=//%s'>", "<base href=//%s>", "<video poster=//%s></video>", "<audio src=//%s></audio>",
		"<img srcset='//%s 2x'>", "<source srcset=//%s>", "<track src=//%s>", "<input type=image src=//%s>", "<button formaction=//%s>x</button>", "<p style='background:url(//%s)'>", "<svg><image href=//%s /></svg>", "<svg><script>'%s'</script></svg>",
		"<svg><use href='//%s#a'/></svg>", "<svg onload=\"'%s'\"/>", "<math href=\"javascript:'%s'\">x</math>", "<template><script>'%s'</script></template>", "<noscript><img src=//%s></noscript>", "<frameset onload=\"'%s'\">",
		"<img src=\"https:\\\\%s\">", "<body background=//%s>", "<svg><style>a{b:url(//%s)}</style></svg>", "<portal src=//%s></portal>",
	}
	for _, ending := range []string{".html", ".HTM", ".svg", ".xhtml", ".shtml", ".xml"} {
		for i, element := range elements {
			text := fmt.Sprintf(element, leaks)
			if ending == ".svg" || ending == ".xml" || ending == ".xhtml" {
				text = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xhtml"><title>` + text + "</title></svg>"
			}
			add(fmt.Sprintf("static %d%s", i, ending), "static/a"+ending, text)
		}
	}
	for i, element := range elements {
		add(fmt.Sprintf("page %d", i), "content/a.md", "---\ntitle: A\n---\n"+fmt.Sprintf(element, leaks)+"\n")
	}
	for i, address := range []string{"javascript:'%s'", "//%s/a.png", "data:text/html,%s", "\\\\%s", "vbscript:%s", "file://%s/", "blob:%s", "java&#9;script:'%s'", "&#106;avascript:'%s'", "ftp://%s"} {
		to := fmt.Sprintf(address, leaks)
		add(fmt.Sprintf("link %d", i), "content/a.md", "---\ntitle: A\n---\n![x](<"+to+">)\n")
		add(fmt.Sprintf("urgent %d", i), "content/site.yaml", "title: T\nurgent: {title: Help, link: \""+strings.ReplaceAll(to, `\`, `\\`)+"\"}\n")
		if !strings.ContainsAny(to, `&'\`) { // which are something else in a style
			add(fmt.Sprintf("style %d", i), "static/a.css", "a{background:url('"+to+"')}")
		}
	}
	for i, name := range []string{"con.txt", "a:b", "a\nb", "A.txt", "é", "x.", "y ", "nul", "a?b", "a|b", "lpt1", "a*b", "com¹.pdf", strings.Repeat("n", 250)} {
		trees[fmt.Sprintf("name %d", i)] = map[string]string{"static/" + name: leaks, "static/a.txt": "x", "static/e\u0301": "x"}
	}
	return trees
}

// Nothing of the corpus gets out: it is refused, or published without what
// would do harm; in a second each, and without a panic.
func TestHostileCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("some hundreds of guides; make trust builds them")
	}
	if err := buildTree(t, nil, filepath.Join(t.TempDir(), "public")); err != nil {
		t.Fatal("the guide alone is refused:", err)
	}
	trees := hostile()
	refused := 0
	for _, name := range slices.Sorted(maps.Keys(trees)) {
		dest := filepath.Join(t.TempDir(), "public")
		start := time.Now()
		err := buildTree(t, trees[name], dest)
		if errors.Is(err, builder.ErrMistakes) {
			refused++
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		for file, text := range publishedIn(t, dest) {
			if strings.Contains(text, leaks) && !isText(name, text) {
				t.Errorf("%s: %s holds %q", name, file, text)
			}
		}
	}
	t.Logf("%d trees, %d refused", len(trees), refused)
}

// isText tells what a page may show as words: the source of an element that was
// withheld, and the file of a search index.
func isText(tree, text string) bool {
	return strings.HasPrefix(tree, "page ") && !strings.Contains(strings.ToLower(text), "<script") && !strings.Contains(text, "=//"+leaks)
}

func buildTree(t *testing.T, files map[string]string, dest string) error {
	layers := map[string]fstest.MapFS{"content": {"_index.md": {Data: []byte("---\ntitle: Home\n---\nHello.\n")}}, "static": {}, "layouts": {
		"baseof.html": {Data: []byte(`<!doctype html><html lang="en"><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}`)},
		"all.html":    {Data: []byte(`{{ define "main" }}{{ .Content }}{{ end }}`)},
	}}
	for name, text := range files {
		layer, rest, _ := strings.Cut(name, "/")
		layers[layer][rest] = &fstest.MapFile{Data: []byte(text)}
	}
	opts := builder.Options{Clock: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }}
	for _, name := range []string{"content", "layouts", "static"} {
		opts.Layers = append(opts.Layers, source.Layer{Name: name, FS: layers[name]})
	}
	report, err := builder.Build(t.Context(), builder.New(opts), publish.Options{Dest: dest})
	if files == nil && err != nil {
		t.Log(report.Diagnostics)
	}
	return err
}

func publishedIn(t *testing.T, dest string) map[string]string {
	texts := make(map[string]string)
	if err := fs.WalkDir(os.DirFS(dest), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil // a build that is refused leaves no folder
		}
		data, err := os.ReadFile(filepath.Join(dest, name))
		texts[name] = string(data)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return texts
}
