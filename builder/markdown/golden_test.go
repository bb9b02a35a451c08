package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenParser has the terms and words that the golden files are about.
func goldenParser() *Parser {
	return New(Options{
		Terms: []Term{
			{"drop", []string{"drop", "drops", "sub drop"}},
			{"top-drop", []string{"top drop"}},
			{"aftercare", []string{"aftercare", "after care"}},
			{"knot", []string{"lover's knot"}},
			{"rd", []string{"R&D"}},
			{"amp", []string{"amp", "lt", "br"}},
			{"ghost", []string{"ghost"}},
		},
		InterfaceWords: map[string]string{
			"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution", "urgent": "Get help now",
			"say": "You could say", "instead": "Instead of", "footnotes": "Footnotes", "footnote": "Footnote {n}",
			"backlink": "Back to the text, footnote {n}", "source": "Source {n}",
		},
	})
}

// goldenSite resolves links to themselves.
type goldenSite struct{}

func (goldenSite) Link(l Link) Target {
	t := Target{Href: l.Dest, External: strings.HasPrefix(l.Dest, "http"), Dead: l.Dest == "dead.md"}
	if l.Kind == LinkImage {
		t.Width, t.Height = 640, 480
	}
	return t
}

func (goldenSite) Term(id string) (string, bool) { return "glossary/#" + id, id != "ghost" }

func (goldenSite) Cite(id string) (Citation, bool) {
	number := map[string]int{"AFF14": 1, "COM22": 2, "A": 3}[id]
	return Citation{number, fmt.Sprintf("#source-%d", number), true}, number > 0
}

// TestConstructs compares each construct's HTML and facts with golden files.
// A case is name.md, name.html and name.facts in testdata/construct.
func TestConstructs(t *testing.T) {
	files, err := filepath.Glob("testdata/construct/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			rewrite(t, file, archive)
			continue
		}
		want := map[string]string{}
		for _, f := range archive.Files {
			want[f.Name] = string(f.Data)
		}
		for _, f := range archive.Files {
			name, ok := strings.CutSuffix(f.Name, ".md")
			if !ok {
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+name, func(t *testing.T) {
				html, facts := render(f.Data)
				if diff := cmp.Diff(want[name+".html"], html); diff != "" {
					t.Errorf("HTML (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(want[name+".facts"], facts); diff != "" {
					t.Errorf("facts (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func rewrite(t *testing.T, file string, archive *txtar.Archive) {
	out := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		if name, ok := strings.CutSuffix(f.Name, ".md"); ok {
			html, facts := render(f.Data)
			out.Files = append(out.Files, f, txtar.File{Name: name + ".html", Data: []byte(html)}, txtar.File{Name: name + ".facts", Data: []byte(facts)})
		}
	}
	if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
		t.Fatal(err)
	}
}

func render(src []byte) (html, facts string) {
	d := goldenParser().Parse("a.md", src, 0)
	html = string(d.AppendHTML(nil, "p-", goldenSite{}))
	if html != "" && !strings.HasSuffix(html, "\n") {
		html += "\n"
	}
	return html, describe(d)
}

// describe writes the lists of a document, one entry a line.
func describe(d *Document) string {
	var b strings.Builder
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d %s %q %q %v %v\n", h.Level, h.ID, h.Text, h.HTML, h.Attributes, at(h.Pos.Line, h.Pos.Col))
	}
	for _, l := range d.Links {
		fmt.Fprintf(&b, "link %d %q %q %q %s\n", l.Kind, l.Dest, l.Text, l.Title, at(l.Pos.Line, l.Pos.Col))
	}
	for _, c := range d.Cites {
		fmt.Fprintf(&b, "cite %s %s\n", c.ID, at(c.Pos.Line, c.Pos.Col))
	}
	if len(d.Terms) > 0 {
		fmt.Fprintf(&b, "terms %v\n", d.Terms)
	}
	if len(d.Anchors) > 0 {
		fmt.Fprintf(&b, "anchors %v\n", d.Anchors)
	}
	for _, p := range d.Prose {
		fmt.Fprintf(&b, "prose %d %q %s\n", p.Kind, p.Text, at(p.Pos.Line, p.Pos.Col))
	}
	fmt.Fprintf(&b, "words %d summary %q\n", d.Words, d.Summary)
	for _, x := range d.Diagnostics {
		fmt.Fprintf(&b, "%v (%s)\n", x, x.Hint)
		for _, n := range x.Notes {
			fmt.Fprintf(&b, "\tnote %v %s\n", n.Pos, n.Message)
		}
	}
	return b.String()
}

func at(line, col int) string { return fmt.Sprintf("%d:%d", line, col) }
