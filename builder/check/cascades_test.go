package check_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// What only follows from a file that could not be read is counted, not listed.
func TestCausesLead(t *testing.T) {
	guide := map[string]string{
		"_index.md":    "---\ntitle: Home\ndescription: All.\n---\nSaid [@AA] and [@BB]. [no](nowhere.md)\n",
		"sources.yaml": "sources: [{id: AA, title: T}, {id: BB, title: T}]\n",
		"site.yaml":    "editorial: true\n",
		"words.yaml":   "avoid: {should: could}\n",
		"a.md":         "---\ntitle: A\ndescription: B.\n---\n[//]: # (aftercare: allow style/avoid-word: a test)\n\nYou should.\n",
	}
	for _, tt := range []struct {
		name, text string // of the broken file
		want       string
		note       string
	}{
		{"sources.yaml", "sources: [{id: AA\n", "link/dead-page sources/syntax", "2 other messages"},
		{"sources.yaml", "source: [{id: AA, title: T}]\n", "link/dead-page sources/unknown-key", "2 other messages"},
		{"sources.yaml", "sources: [{id: AA, titel: T}]\n", "link/dead-page source/unknown sources/unknown-key", ""},
		{"words.yaml", "avoid: {should: could\n", "link/dead-page vocabulary/syntax", "1 other message "},
		{"site.yaml", "editorial: [\n", "settings/syntax", "1 other message "},
		{"a.md", "---\ntitle: A\n<<<<<<< HEAD\ndraft: [\n=======\n>>>>>>> b\n---\n# <b>Text</b>\n<<<<<<< HEAD\n", "link/dead-page source/conflict", "1 other message "},
		{"a.md", "<<<<<<< HEAD\r\n---\r\ntitle: A\r\n=======\r\n>>>>>>> b\r\n---\r\n[no](nowhere.md)\r\n", "link/dead-page source/conflict", "1 other message "},
		{"site.yaml", "<<<<<<< HEAD\neditorial: true\n=======\neditorial: false\n>>>>>>> b\n", "source/conflict", "2 other messages"},
		{"sources.yaml", "sources: [{id: AA, title: T}]\n<<<<<<< HEAD\n=======\n>>>>>>> b\n", "link/dead-page source/conflict", "3 other messages"},
		{"a.md", "---\ntitle: [A\n---\nText.\n", "front-matter/syntax link/dead-page", ""},
	} {
		files := fstest.MapFS{}
		for name, text := range guide {
			files[name] = &fstest.MapFile{Data: []byte(text)}
		}
		files[tt.name] = &fstest.MapFile{Data: []byte(tt.text)}
		b := builder.New(options(append([]source.Layer{{Name: "content", FS: files}}, plain()...)...))
		snapshot, err := b.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		found, err := snapshot.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		notes := ""
		for _, d := range found {
			codes = append(codes, d.Code)
			for _, n := range d.Notes {
				notes += n.Message
			}
		}
		slices.Sort(codes)
		if got := strings.Join(slices.Compact(codes), " "); got != tt.want || !strings.HasPrefix(notes, tt.note) || (notes == "") != (tt.note == "") {
			t.Errorf("%s as %q: %s, note %q; want %s, %s", tt.name, tt.text, got, notes, tt.want, tt.note)
		}
	}
}

// A mistake that is not counted as one hides nothing.
func TestCauseThatIsSwitchedOffHidesNothing(t *testing.T) {
	files := fstest.MapFS{
		"_index.md": {Data: []byte("---\ntitle: Home\n---\nSaid [@AA].\n")}, "sources.yaml": {Data: []byte("sources: [\n")},
	}
	opts := options(append([]source.Layer{{Name: "content", FS: files}}, plain()...)...)
	opts.Severities = map[string]diag.Severity{"sources/syntax": diag.Off}
	opts.Site = site.Options{}
	snapshot, err := builder.New(opts).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	found, err := snapshot.Check(t.Context())
	if err != nil || !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "source/unknown" }) {
		t.Errorf("%v, %v", found, err)
	}
}
