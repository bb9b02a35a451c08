// Package corpus generates guides of any size for benchmarks. [Guide.Write] writes
// the Markdown files of one to a folder.
//
// An article resembles those of the real guide: some 800 words in paragraphs of
// three to six sentences, with headings, lists, links to other articles and, now and
// then, a table, footnotes, a quotation and code. The sentences mean nothing. The
// same Guide has the same bytes on every machine.
//
// The files use only what most builders understand, so that several can build them:
// YAML front matter, CommonMark, tables and footnotes, and links written as
// addresses on the site.
package corpus

import (
	"fmt"
	"iter"
	"os"
	"path"
	"path/filepath"
)

// Guide describes a generated guide with three sections. Another Seed gives other
// text of the same shape.
type Guide struct {
	Articles int
	Seed     uint64
}

// Size is what was written.
type Size struct {
	Files int
	Bytes int64
}

// Write writes the guide's files below dir, which is the folder that builders
// call content. It stops at the first error.
func (g Guide) Write(dir string) (Size, error) {
	var size Size
	write := func(name string, text []byte) error {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return fmt.Errorf("make folder for %s: %w", name, err)
		}
		if err := os.WriteFile(full, text, 0o666); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		size.Files++
		size.Bytes += int64(len(text))
		return nil
	}
	for name, text := range g.Files() {
		if err := write(name, text); err != nil {
			return size, err
		}
	}
	return size, nil
}

// Files yields the path below content and the text of every file: the home
// page, the sections, the articles.
func (g Guide) Files() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		home := fmt.Appendf(nil, "---\ntitle: A made-up guide\n---\n\nIt has %d articles.\n", g.Articles)
		if !yield("_index.md", home) {
			return
		}
		for i, s := range sections {
			text := fmt.Appendf(nil, "---\ntitle: %q\ndescription: %q\nweight: %d\n---\n\n%s\n", s.title, s.about, i+1, s.about)
			if !yield(s.folder+"/_index.md", text) {
				return
			}
		}
		for i := range g.Articles {
			if !yield(Name(i), g.Article(i)) {
				return
			}
		}
	}
}

// section is a folder of articles.
type section struct{ folder, title, about string }

// Their names differ from those of the real guide, some of which have layouts of
// their own.
var sections = [Sections]section{
	{"rest", "Rest", "Ways to rest and to settle."},
	{"talk", "Talk", "Ways to ask, to say and to listen."},
	{"answers", "Answers", "Short answers to questions that many have."},
}

// Sections is the number of sections. Articles are assigned to them in turn.
const Sections = 3

// Name returns the path of article i below content.
func Name(i int) string { return Address(i) + ".md" }

// Address returns the address of article i on the site, without slashes around it.
func Address(i int) string {
	return path.Join(sections[i%len(sections)].folder, fmt.Sprintf("%s-%s-%06d", things[i*7%len(things)], kinds[i*13%len(kinds)], i))
}
