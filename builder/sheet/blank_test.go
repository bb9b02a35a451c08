package sheet

import (
	"bytes"
	"html/template"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"aftercare/builder/data"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// page stands in for what builder/layout hands to a template.
type page struct {
	Title, Description, Note, Lang, Root, RelPermalink, Permalink, URL, Question string

	Content template.HTML
	Data    any
	Alone   bool
	Site    pageSite
}

type pageSite struct {
	Settings struct {
		SheetFile, SheetTitle string
		Exit                  struct{ Title, URL string }
	}
	Urgent   struct{ Title, Href string }
	Services []any
}

// Param has none of the writer's own keys.
func (page) Param(key string) any { return nil }

// PageByPath finds no page.
func (pageSite) PageByPath(lang, path string) *page { return nil }

// layouts parses the sheet's templates with one of its layouts.
func layouts(t testing.TB, layout string) *template.Template {
	t.Helper()
	root := os.DirFS("../../layouts")
	words := map[string]string{}
	for _, name := range []string{"en.yaml", "en.sheet.yaml"} {
		tree, diags := data.YAML(data.Input{File: name, Data: read(t, "../../layouts/words/"+name)}, "words")
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		for _, f := range tree.Fields {
			words[f.Key] = f.Value.Text
		}
	}
	set := template.New("").Funcs(template.FuncMap{
		"asset": func(entry string) string { return "assets/" + path.Base(entry) },
		"T": func(key string, pairs ...string) string {
			word, ok := words[key]
			if !ok {
				t.Errorf("no word %q", key)
			}
			for i := 0; i+1 < len(pairs); i += 2 {
				word = strings.ReplaceAll(word, "{"+pairs[i]+"}", pairs[i+1])
			}
			return word
		},
	})
	for _, shared := range []string{"content-note", "footer-print", "quick-exit", "title"} {
		template.Must(set.New("_partials/" + shared + ".html").Parse(""))
	}
	partials, err := fs.Glob(root, "_partials/sheet/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(partials, layout) {
		text, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := set.New(name).Parse(string(text)); err != nil {
			t.Fatal(err)
		}
	}
	return set
}

func render(t testing.TB, layout string, b *Blank) []byte {
	t.Helper()
	set := layouts(t, layout)
	var out bytes.Buffer
	if err := set.ExecuteTemplate(&out, "main", page{Title: "Planner", Root: "../", RelPermalink: "./", Data: b}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestEveryVariantHasItsFields(t *testing.T) {
	f := guide(t)
	for _, v := range Variants() {
		layout := "sheet/blank.html"
		if v.Card {
			layout = "sheet/card.html"
		}
		out := string(render(t, layout, NewBlank(f, v.Depth, v.People)))
		if strings.Contains(out, "<form") {
			t.Errorf("%s: a form element could put answers in a query", v.Path)
		}
		for _, q := range f.Questions() {
			has := strings.Contains(out, `id="q-`+q.ID+`"`)
			if want := v.Depth.Includes(q.Depth) && !v.Card; has != want {
				t.Errorf("%s: question %s shown: %v, want %v", v.Path, q.ID, has, want)
			}
		}
	}
}

var input = regexp.MustCompile(`<(input|textarea)[^>]*>`)

func TestFieldsDoNotRememberWhatWasTyped(t *testing.T) {
	f := guide(t)
	for _, people := range []int{1, 2, 6} {
		for _, tag := range input.FindAllString(string(render(t, "sheet/blank.html", NewBlank(f, Everything, people))), -1) {
			// On what is ticked the attribute is not allowed; the script sets it.
			ticked := strings.Contains(tag, `type="radio"`) || strings.Contains(tag, `type="checkbox"`)
			if strings.Contains(tag, `autocomplete="off"`) == ticked || strings.Contains(tag, " checked") {
				t.Errorf("for %d: %s", people, tag)
			}
		}
	}
}

func TestFieldsHaveNamesToReadAloud(t *testing.T) {
	f := guide(t)
	for _, people := range []int{1, 2, 6} {
		root, err := html.Parse(bytes.NewReader(render(t, "sheet/blank.html", NewBlank(f, Everything, people))))
		if err != nil {
			t.Fatal(err)
		}
		walk(root, func(n *html.Node) {
			if n.Data == "input" || n.Data == "textarea" {
				if attr(n, "aria-label") == "" && !inLabel(n) {
					t.Errorf("for %d: %s has no label", people, attr(n, "name"))
				}
			}
		})
	}
}

func TestIDsAreUnique(t *testing.T) {
	f := guide(t)
	root, err := html.Parse(bytes.NewReader(render(t, "sheet/section.html", NewBlank(f, Everything, 1))))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	walk(root, func(n *html.Node) {
		if id := attr(n, "id"); id != "" && seen[id] {
			t.Errorf("id %q stands twice", id)
		} else {
			seen[id] = true
		}
	})
}

func walk(n *html.Node, visit func(*html.Node)) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode {
			visit(c)
		}
	}
}

func inLabel(n *html.Node) bool {
	for p := range n.Ancestors() {
		if p.Data == "label" {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// The page to fill in by hand is made of the guide's own questions, those of a
// new guide, too, and of nothing else.
func TestThePageByHandAsksTheGuidesQuestions(t *testing.T) {
	const starter = "../../layouts/_archetypes/with/sheet/content/sheet/"
	register, diags := ParseRegister("numbers.yaml", read(t, starter+"numbers.yaml"))
	fresh, more := Parse("questions.md", read(t, starter+"questions.md"), 0, register)
	if diags = append(diags, more...); len(diags) > 0 {
		t.Fatal(diags)
	}
	for name, test := range map[string]struct {
		form *Form
		want string
	}{
		"guide":     {guide(t), "stop off-limits health first words check-in contacts ladder changed"},
		"new guide": {fresh, "stop warm talk"},
	} {
		out := render(t, "sheet/card.html", NewBlank(test.form, Quick, 1))
		root, err := html.Parse(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		var asked []string
		walk(root, func(n *html.Node) {
			if n.Data == "section" && hasClass(n, "card-part") {
				asked = append(asked, text(find(n, "h2", "")))
			}
		})
		var want []string
		for id := range strings.FieldsSeq(test.want) {
			want = append(want, test.form.Question(id).Label)
		}
		if diff := cmp.Diff(want, asked); diff != "" {
			t.Errorf("%s (-want +asked):\n%s", name, diff)
		}
	}
}
