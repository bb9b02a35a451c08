package check_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder"
	"aftercare/builder/source"
)

// Whatever is edited, a check that remembers the last one finds what a check
// from nothing finds.
func TestCheckAgainFindsTheSame(t *testing.T) {
	pieces := map[string][]string{
		"content/a.md": {
			"---\ntitle: A\n---\nYou should see [b](b.md#one).\n", "---\ntitle: A\nnote: This page mentions x.\n---\n# One\n\nYou should.\n",
			"---\ntitle: A\ndraft: true\n---\n", "---\ntitle: A\nallow: {style/avoid-word: a test}\n---\nYou should. <b>x</b>\n", "",
		},
		"content/b.md": {
			"---\ntitle: B\n---\n## One\n\n[a](a.md) [here](a.md)\n", "---\ntitle: A\n---\n[//]: # (aftercare: allow style/avoid-word: x)\n\nYou should.\n", "",
		},
		"content/s/_index.md": {"---\ntitle: S\n---\n#### Deep\n", ""},
		"content/s/c.md":      {"---\ntitle: C\nlayout: mine\nnext: ../a.md\n---\nColor.\n", "---\ntitle: C\n---\nColor [a](../a.md#gone).\n", ""},
		"content/site.yaml": {
			"editorial: true\n", "editorial: false\n", "editorial: true\nchecks: {link/orphan: off, link/ded-page: off}\n",
		},
		"content/words.yaml":      {"avoid: {should: could}\nspelling: {color: colour}\n", "avoid: {color: hue}\n", ""},
		"layouts/mine.html":       {"{{ define \"main\" }}<h1>x</h1>{{ .Content }}{{ end }}", "{{ define \"main\" }}<form></form>{{ end }}", "{{ define \"main\" }}<p>x</p>{{ end }}", "{{ define \"main\" }}{{ .Nope }}{{ end }}"},
		"content/glossary.md":     {"---\ntitle: Words\n---\n## Hue {#hue}\n\nA word.\n", ""},
		"static/x.svg":            {`<svg xmlns="http://www.w3.org/2000/svg"/>`, `<svg onload="x()"/>`, ""},
		"content/sheet/_index.md": {"---\ntitle: Sheet\n---\n", ""},
	}
	var names []string
	for name := range pieces {
		names = append(names, name)
	}
	slices.Sort(names)
	random := rand.New(rand.NewPCG(1, 2))
	folders := map[string]fstest.MapFS{"content": {"_index.md": {Data: []byte("---\ntitle: Home\n---\n")}}, "layouts": {}, "static": {}}
	var layers []source.Layer
	for _, name := range []string{"content", "layouts", "static"} {
		layers = append(layers, source.Layer{Name: name, FS: folders[name]})
	}
	layers = append(layers, plain()...)
	kept := builder.New(options(layers...))
	for edit := range 200 {
		name := names[random.IntN(len(names))]
		text := pieces[name][random.IntN(len(pieces[name]))]
		folder, rest, _ := strings.Cut(name, "/")
		if text == "" {
			delete(folders[folder], rest)
		} else {
			folders[folder][rest] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(int64(edit)+10, 0)}
		}
		if got, want := foundBy(t, kept), foundBy(t, builder.New(options(layers...))); !slices.Equal(got, want) {
			t.Fatalf("after edit %d, %s:\nagain: %v\nfresh: %v", edit, name, got, want)
		}
	}
}

func foundBy(t *testing.T, b *builder.Builder) []string {
	t.Helper()
	snapshot, err := b.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	found, err := snapshot.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, d := range found {
		list = append(list, fmt.Sprint(d))
	}
	return list
}
