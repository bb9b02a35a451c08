package allowance

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// guide is a guide without pages, of data files, layouts and settings.
func guide(t *testing.T, files map[string]string, settings string) Input {
	t.Helper()
	layers := map[string]fstest.MapFS{"content": {}, "layouts": {}, "static": {}}
	for name, text := range files {
		layer, path, _ := strings.Cut(name, "/")
		layers[layer][path] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.Load([]source.Layer{{Name: "content", FS: layers["content"]}, {Name: "layouts", FS: layers["layouts"]}, {Name: "static", FS: layers["static"]}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	parsed, diags := site.ParseSettings([]byte(settings))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	s, _ := site.Assemble(site.Input{Settings: parsed}, site.Options{})
	return Input{Site: s, Tree: tree, Facts: func(*site.Page) (*markdown.Document, error) { return nil, fmt.Errorf("there is no page") }}
}

// at is a finding of a code in a line of a file.
func at(code, file string, line int) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Warning, Code: code, Pos: diag.Position{File: file, Line: line}}
}

func places(list diag.List) string {
	var all []string
	for _, d := range list {
		all = append(all, fmt.Sprintf("%s %s", d.Code, d.Pos))
	}
	return strings.Join(all, ", ")
}

func TestCommentsAllowTheirLineTheNextAndTheFile(t *testing.T) {
	const name = "content/sources.yaml"
	in := guide(t, map[string]string{name: "sources:\n# aftercare: allow source/unused: for the next edition\n- id: A\n- id: B\n"}, "")
	for line, kept := range map[int]bool{0: false, 1: true, 2: false, 3: false, 4: true} {
		found := diag.List{at("source/unused", name, line)}
		if got := Apply(in, found); (len(got) == 1) != kept {
			t.Errorf("line %d: kept %v", line, got)
		}
	}
	others := diag.List{at("source/unknown", name, 3), at("source/unused", "content/site.yaml", 3)}
	if got := Apply(in, others); len(got) != 2 {
		t.Errorf("another code or file is allowed as well: only %s is left", places(got))
	}
}

func TestSettingsAllowForAFileThatHoldsNoComment(t *testing.T) {
	in := guide(t, map[string]string{"content/a.png": "", "content/b.png": ""}, "allow:\n  content/a.png: {file/unused: sent by mail}\n  content/c.png: {file/unused: gone}\n")
	got := Apply(in, diag.List{at("file/unused", "content/a.png", 0), at("file/unused", "content/b.png", 0)})
	if places(got) != "file/unused content/b.png" {
		t.Errorf("left: %s", places(got))
	}
}

func TestWhatIsWrongWithAllowances(t *testing.T) {
	for remark, want := range map[string]string{
		"aftercare: allow image/too-large: soon":    "allow/unused", // nothing is found
		"aftercare: allow source/unused":            "allow/no-reason",
		"aftercare: allow source/unused:":           "allow/no-reason",
		"aftercare: allow source/unsued: soon":      "allow/unknown-code",
		"aftercare: allow allow/unused: soon":       "allow/kept",
		"aftercare: allow external/gone: soon":      "", // nobody was asked
		"aftercare: allow style/long-sentence: law": "", // the guide is not editorial
		"aftercare: alow source/unused: soon":       "", // a remark like any other
	} {
		in := guide(t, map[string]string{"layouts/page.html": "<p>\n{{/* " + remark + " */}}\n"}, "")
		var codes []string
		for _, d := range ApplyAll(in, nil, nil, false) {
			codes = append(codes, d.Code)
			if d.Pos.Line != 2 {
				t.Errorf("%s: found at %s", remark, d.Pos)
			}
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%s: %q, want %q", remark, got, want)
		}
	}
}

func TestAnAllowanceThatIsUsedIsNotReported(t *testing.T) {
	in := guide(t, map[string]string{"content/sources.yaml": "# aftercare: allow source/unused: soon\n"}, "")
	if got := ApplyAll(in, diag.List{at("source/unused", "content/sources.yaml", 2)}, nil, false); len(got) > 0 {
		t.Errorf("left: %s", places(got))
	}
}
