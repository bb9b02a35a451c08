package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"aftercare"
)

func layoutCommand() *command {
	return &command{
		name: "layout", short: "copy a layout, style or script of the program out, to change it",
		usage: "NAME",
		about: "Layout copies one of the program's layouts, styles, scripts or files of words into the\n" +
			"guide's folder layouts, where it replaces the program's. Nothing is overwritten.\n" +
			"A copy of words needs only the lines that you change.\n" +
			"aftercare list layouts shows the names, and which copies are behind the program.",
		examples: []string{"aftercare layout page", "aftercare layout styles/tokens.css", "aftercare layout _partials/footer.html", "aftercare layout words/de.yaml"},
		flags: func(f *flagSet) action {
			g := &guideFlags{}
			g.registerSource(f)
			return g.copyLayout
		},
	}
}

func (g *guideFlags) copyLayout(_ context.Context, p *program, args []string) error {
	if len(args) != 1 {
		return usageError{"layout needs one name", "aftercare list layouts shows them"}
	}
	g.locate()
	if !isFolder(filepath.Join(g.source, "content")) {
		return g.noGuide()
	}
	name, original, err := shippedLayout(args[0])
	if err != nil {
		return err
	}
	return g.write(p, "layouts/"+name, append(copyMark(name, original), original...))
}

// shippedLayout finds one of the program's files by its path below layouts; .html
// and _partials/ may be left out. For a language that the program has no words in,
// it returns the English ones.
func shippedLayout(arg string) (name string, text []byte, err error) {
	name = strings.TrimPrefix(path.Clean(filepath.ToSlash(arg)), "layouts/")
	for _, candidate := range []string{name, name + ".html", "_partials/" + name + ".html"} {
		if text, err := fs.ReadFile(aftercare.Layouts, "layouts/"+candidate); err == nil {
			return candidate, text, nil
		}
	}
	if dir, file := path.Split(name); dir == "words/" && strings.HasSuffix(file, ".yaml") {
		_, part, _ := strings.Cut(file, ".")
		if text, err := fs.ReadFile(aftercare.Layouts, "layouts/words/en."+part); err == nil {
			return name, text, nil
		}
	}
	return "", nil, unknown(fmt.Sprintf("the program has no layout %q", arg), name, shippedLayouts(), "aftercare list layouts shows the names")
}

// shippedLayouts returns the program's files that a guide can replace.
func shippedLayouts() (names []string) {
	_ = fs.WalkDir(aftercare.Layouts, "layouts", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !strings.HasSuffix(name, ".test.js") && !strings.HasPrefix(name, "layouts/_archetypes/") {
			names = append(names, strings.TrimPrefix(name, "layouts/"))
		}
		return err // an embedded folder has none
	})
	return names
}

// copyMark returns the first line of a copy. It has a hash of the original, so
// that a later version of the program can tell whether that has changed.
func copyMark(name string, original []byte) []byte {
	open, end := "# ", ""
	switch path.Ext(name) {
	case ".html":
		open, end = "{{- /* ", " */ -}}"
	case ".css", ".js", ".ts":
		open, end = "/* ", " */"
	}
	return fmt.Appendf(nil, "%scopied from aftercare, original %.6x%s\n", open, sha256.Sum256(original), end)
}

var copied = regexp.MustCompile(`^[^\n]*copied from aftercare, original ([0-9a-f]{12})`)

// layoutState compares a file of the guide with the program's.
func layoutState(name string, own []byte) string {
	original, err := fs.ReadFile(aftercare.Layouts, "layouts/"+name)
	mark := copied.FindSubmatch(own)
	switch {
	case err != nil:
		return "the guide's own"
	case bytes.Equal(own, original):
		return "the same as the program's"
	case mark == nil:
		return "replaces the program's; not copied by this program, so its original version is unknown"
	case bytes.HasPrefix(copyMark(name, original), mark[0]):
		return "replaces the program's, which has not changed since the copy"
	}
	return "replaces the program's, which HAS CHANGED since the copy"
}

func (l *list) layouts(p *program) error {
	type row struct {
		Path  string `json:"path"`
		State string `json:"state"`
	}
	var rows []row
	shipped := shippedLayouts()
	dir := os.DirFS(filepath.Join(l.source, "layouts"))
	err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(dir, name)
		rows = append(rows, row{name, layoutState(name, text)})
		shipped = slices.DeleteFunc(shipped, func(other string) bool { return other == name })
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("list layouts: %w", err)
	}
	slices.Sort(shipped)
	for _, name := range shipped {
		rows = append(rows, row{name, "the program's"})
	}
	return writeRows(p, l.format, rows, 0, "", func(r row) string { return r.Path + "\t" + r.State + "\n" })
}
