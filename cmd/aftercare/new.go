package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"aftercare"
	"aftercare/builder/site"
)

func newCommand() *command {
	return &command{
		name: "new", short: "start a page, a question of the sheet, or a whole guide",
		usage: "article|faq|section PATH | question SECTION/ID | numbers | guide FOLDER",
		about: "New writes a draft of a page with as much front matter filled in as possible.\nnew question adds a question to the sheet and records its permanent number;\nnew numbers records questions and options that you wrote by hand.\nnew guide writes a small guide to begin from. Nothing is ever overwritten.",
		examples: []string{
			"aftercare new article topics/warm-drinks",
			"aftercare new faq is-it-too-late",
			"aftercare new section evenings",
			"aftercare new question touch/warm-hands",
			"aftercare new guide my-guide && aftercare serve -s my-guide",
			"aftercare new guide my-guide --with faq,glossary",
		},
		flags: func(f *flagSet) action {
			g := &guideFlags{}
			g.registerSource(f)
			f.each("with", "PARTS", "with guide: the parts to begin with, of "+strings.Join(parts, ", ")+" (with commas)", g.setParts)
			return g.newPage
		},
	}
}

var kinds = []string{"article", "faq", "section", "question", "numbers", "guide"}

func (g *guideFlags) newPage(_ context.Context, p *program, args []string) error {
	kind, name := "", ""
	if len(args) > 0 {
		if kind = args[0]; !slices.Contains(kinds, kind) {
			return unknown(fmt.Sprintf("new can't make %q", kind), kind, kinds, "one of "+strings.Join(kinds, ", "))
		}
		if kind != "guide" {
			g.locate()
		}
		name = strings.Join(args[1:], " ")
	}
	switch {
	case kind == "numbers" && len(args) == 1:
		return g.newNumbers(p)
	case kind == "guide" && len(args) == 1:
		return usageError{"new needs a kind and a path", "aftercare new guide my-guide"}
	case kind == "numbers" || len(args) != 2:
		return usageError{"new needs a kind and a path", "aftercare new article topics/warm-drinks"}
	case kind == "guide":
		return g.newGuide(p, name)
	case kind == "question":
		return g.newQuestion(p, name)
	}
	return g.newOfKind(p, kind, strings.TrimSuffix(name, ".md"))
}

func (g *guideFlags) newOfKind(p *program, kind, name string) error {
	name = strings.TrimPrefix(filepath.ToSlash(name), "content/")
	if name == "" || strings.HasSuffix(name, "/") {
		return usageError{fmt.Sprintf("%q names no page", name), "aftercare new article topics/warm-drinks"}
	}
	if kind == "faq" && !strings.Contains(name, "/") {
		name = "faq/" + name
	}
	text, err := g.archetype(kind, g.pageWords(path.Base(name)))
	if err != nil {
		return err
	}
	switch {
	case !isFolder(filepath.Join(g.source, "content")):
		return g.noGuide()
	case !filepath.IsLocal(filepath.FromSlash(name)):
		return usageError{fmt.Sprintf("%q leads outside content", name), ""}
	}
	file := "content"
	for part := range strings.SplitSeq(path.Clean(name), "/") {
		if file = path.Join(file, part); !isFolder(filepath.Join(g.source, file)) {
			file = path.Join(path.Dir(file), cmp.Or(site.Slug(part), part))
		}
	}
	if kind == "section" {
		file = path.Join(file, "_index")
	}
	if err := g.write(p, file+".md", text); err != nil || kind == "section" {
		return err
	}
	if folder := path.Dir(file); !isFile(filepath.Join(g.source, folder, "_index.md")) && folder != "content" {
		fmt.Fprintf(p.stdout, "%s has no page of its own yet: aftercare new section %s\n", folder, strings.TrimPrefix(folder, "content/"))
	}
	return nil
}

// archetype fills in the template layouts/_archetypes/<kind>.md of the guide or,
// without one, of the program.
func (g *guideFlags) archetype(kind string, words map[string]any) ([]byte, error) {
	file := "_archetypes/" + kind + ".md"
	text, err := os.ReadFile(filepath.Join(g.source, "layouts", filepath.FromSlash(file)))
	if errors.Is(err, fs.ErrNotExist) {
		text, err = fs.ReadFile(aftercare.Layouts, "layouts/"+file)
	}
	if err != nil {
		return nil, fmt.Errorf("read the template for a new %s: %w", kind, err)
	}
	return fill(file, text, words)
}

func fill(file string, text []byte, words map[string]any) ([]byte, error) {
	t, err := template.New(file).Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("read the template %s: %w", file, err)
	}
	var b bytes.Buffer
	err = t.Execute(&b, words)
	return b.Bytes(), err
}

// pageWords returns the values for the template of a page. The title is made from
// stem; dates are in the guide's time zone.
func (g *guideFlags) pageWords(stem string) map[string]any {
	// Settings that can't be read have the default time zone.
	data, _ := os.ReadFile(filepath.Join(g.source, filepath.FromSlash(site.SettingsFile)))
	settings, _ := site.ParseSettings(data)
	now := time.Now().In(settings.Zone(time.Local))
	return map[string]any{
		"Title": site.Capitalise(strings.ReplaceAll(stem, "-", " ")), "Date": now.Format(time.DateOnly),
		"NextReview": now.AddDate(1, 0, 0).Format(time.DateOnly), "Editorial": settings.Editorial,
	}
}

// parts are the optional parts of a new guide.
var parts = []string{"sheet", "faq", "glossary", "help"}

func (g *guideFlags) setParts(list string) error {
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); !slices.Contains(parts, part) {
			return fmt.Errorf("there is no part %q: one or more of %s", part, strings.Join(parts, ","))
		}
		g.with = append(g.with, part)
	}
	return nil
}

// newGuide copies the guide in layouts/_archetypes/guide into a folder, with the
// files of each part.
func (g *guideFlags) newGuide(p *program, folder string) error {
	g.source = folder
	shown := folder
	if strings.ContainsAny(folder, " '&()") {
		shown = strconv.Quote(folder)
	}
	if isFolder(filepath.Join(folder, "content")) {
		return usageError{fmt.Sprintf("%s has a folder content already; nothing was written", shown), "look at it: aftercare serve -D -s " + shown}
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return fmt.Errorf("make the folder of the guide: %w", err)
	}
	with, dirs := map[string]bool{}, []string{"guide"}
	for _, part := range g.with {
		with[part] = true
		dirs = append(dirs, "with/"+part)
	}
	words := g.pageWords(filepath.Base(filepath.Clean(folder)))
	words["With"] = with
	for _, dir := range dirs {
		if err := g.writeAll(p, "layouts/_archetypes/"+dir, words); err != nil {
			return err
		}
	}
	fmt.Fprintf(p.stdout, "\nLook at it:  aftercare serve -D -s %s\nIts name, menu and colours are in content/site.yaml.\n", shown)
	return nil
}

func (g *guideFlags) writeAll(p *program, dir string, words map[string]any) error {
	sub, err := fs.Sub(aftercare.Layouts, dir)
	if err != nil {
		return err
	}
	return fs.WalkDir(sub, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(sub, name)
		if err == nil {
			text, err = fill(name, text, words)
		}
		if err != nil {
			return err
		}
		return g.write(p, name, text)
	})
}

// write creates a file of the guide. It never overwrites one.
func (g *guideFlags) write(p *program, name string, text []byte) error {
	root, err := os.OpenRoot(g.source)
	if err != nil {
		return g.noGuide()
	}
	defer root.Close()
	if err := root.MkdirAll(filepath.FromSlash(path.Dir(name)), 0o777); err != nil {
		return fmt.Errorf("make the folder of %s: %w", name, err)
	}
	f, err := root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Sprintf("%s already exists", name), ""}
	}
	if err != nil {
		return fmt.Errorf("make %s: %w", name, err)
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	fmt.Fprintln(p.stdout, name)
	if bytes.Contains(text, []byte("\ndraft: true\n")) {
		fmt.Fprintln(p.stdout, "It is a draft: aftercare serve -D shows it.")
	}
	return nil
}
