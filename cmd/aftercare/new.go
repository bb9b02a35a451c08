package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/template"
	"time"

	"aftercare"
	"aftercare/builder/diag"
	"aftercare/builder/site"
)

func newCommand() *command {
	return &command{
		name: "new", short: "start a page: article, faq or section; or a whole guide",
		usage: "article|faq|section PATH | guide FOLDER",
		about: "New writes a page with its front matter filled in as far as it can be, as a draft.\nnew guide writes a small guide to begin from. Nothing is ever overwritten.",
		examples: []string{
			"aftercare new article types/warm-drinks",
			"aftercare new faq is-it-too-late",
			"aftercare new section evenings",
			"aftercare new guide my-guide && aftercare serve -s my-guide",
		},
		flags: func(f *flagSet) action {
			g := &guideFlags{source: "."}
			f.string(&g.source, "s source", "DIR", "the guide's folder (default: here)")
			return g.newPage
		},
	}
}

var archetypes = []string{"article", "faq", "section", "guide"}

func (g *guideFlags) newPage(_ context.Context, p *program, args []string) error {
	if len(args) != 2 {
		return usageError{"new wants a kind and a path", "aftercare new article types/warm-drinks"}
	}
	kind, name := args[0], strings.TrimSuffix(args[1], ".md")
	if !isArchetype(kind) {
		u := usageError{fmt.Sprintf("there is nothing called %q to make", kind), "one of " + strings.Join(archetypes, ", ")}
		if best, ok := diag.Nearest(kind, archetypes); ok {
			u.hint = fmt.Sprintf("did you mean %q?", best)
		}
		return u
	}
	if kind == "guide" {
		return g.newGuide(p, args[1])
	}
	name = strings.TrimPrefix(filepath.ToSlash(name), "content/")
	if name == "" || strings.HasSuffix(name, "/") {
		return usageError{fmt.Sprintf("%q names no page", args[1]), "aftercare new article types/warm-drinks"}
	}
	if kind == "faq" && !strings.Contains(name, "/") {
		name = "faq/" + name
	}
	if kind == "section" {
		name = path.Join(name, "_index")
	}
	text, err := g.archetype(kind, name)
	if err != nil {
		return err
	}
	return g.write(p, name+".md", text)
}

func isArchetype(kind string) bool {
	for _, a := range archetypes {
		if a == kind {
			return true
		}
	}
	return false
}

// archetype fills in layouts/_archetypes/<kind>.md, from disk or the program.
func (g *guideFlags) archetype(kind, name string) ([]byte, error) {
	file := "_archetypes/" + kind + ".md"
	text, err := os.ReadFile(filepath.Join(g.source, "layouts", filepath.FromSlash(file)))
	if errors.Is(err, fs.ErrNotExist) {
		text, err = fs.ReadFile(aftercare.Layouts, "layouts/"+file)
	}
	if err != nil {
		return nil, fmt.Errorf("read the template for a new %s: %w", kind, err)
	}
	return fill(file, text, path.Base(strings.TrimSuffix(name, "/_index")))
}

// fill executes the template of a new file; stem is what its title comes from.
func fill(file string, text []byte, stem string) ([]byte, error) {
	t, err := template.New(file).Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("read the template %s: %w", file, err)
	}
	words := strings.ReplaceAll(stem, "-", " ")
	var b strings.Builder
	now := time.Now()
	err = t.Execute(&b, map[string]string{
		"Title": site.Capitalise(words), "Date": now.Format(time.DateOnly),
		"NextReview": now.AddDate(1, 0, 0).Format(time.DateOnly),
	})
	return []byte(b.String()), err
}

// newGuide writes the small guide of layouts/_archetypes/guide into a folder.
func (g *guideFlags) newGuide(p *program, folder string) error {
	g.source = folder
	if err := os.MkdirAll(filepath.Join(folder, "content"), 0o777); err != nil {
		return fmt.Errorf("make the folder of the guide: %w", err)
	}
	sub, err := fs.Sub(aftercare.Layouts, "layouts/_archetypes/guide")
	if err != nil {
		return err
	}
	return fs.WalkDir(sub, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(sub, name)
		if err != nil {
			return err
		}
		if text, err = fill(name, text, filepath.Base(filepath.Clean(folder))); err != nil {
			return err
		}
		return g.write(p, name, text)
	})
}

// write makes the file, never over one that is there.
func (g *guideFlags) write(p *program, name string, text []byte) error {
	root, err := os.OpenRoot(filepath.Join(g.source, "content"))
	if err != nil {
		return usageError{fmt.Sprintf("there is no folder content in %s", g.source), "name the guide's folder with -s DIR"}
	}
	defer root.Close()
	if err := root.MkdirAll(filepath.FromSlash(path.Dir(name)), 0o777); err != nil {
		return fmt.Errorf("make the folder of content/%s: %w", name, err)
	}
	f, err := root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Sprintf("content/%s is there already", name), ""}
	}
	if err != nil {
		return fmt.Errorf("make content/%s: %w", name, err)
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write content/%s: %w", name, err)
	}
	fmt.Fprintf(p.stdout, "content/%s\n", name)
	if bytes.Contains(text, []byte("\ndraft: true\n")) {
		fmt.Fprintln(p.stdout, "It is a draft: aftercare serve -D shows it.")
	}
	return nil
}
