package builder

import (
	"bytes"
	"context"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"aftercare/builder/check/finished"
	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/output"
	"aftercare/builder/pool"
	"aftercare/builder/sheet"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// content sorts the files of content and static by what becomes of them.
type content struct {
	pages, data, published, static []*source.File
	found                          diag.List // about files that are not published
}

func sortContent(tree *source.Tree) content {
	var c content
	for _, f := range tree.Files("content") {
		switch classify(f.Name()) {
		case filePage:
			c.pages = append(c.pages, f)
		case fileData:
			c.data = append(c.data, f)
		case filePublished:
			c.published = append(c.published, f)
		case fileUnknown:
			d := c.found.Warnf("source/unknown-kind", diag.Position{File: f.Name()}, "a file of this kind is not published from content")
			d.WithHint("put it into static/ if it is to be published as it is")
			if data := dataFile(f.Name()); data != "" {
				d.WithHint("it is read under the name %s, letter for letter", strings.TrimPrefix(data, "content/"))
			} else if ext := strings.ToLower(path.Ext(f.Path)); ext == ".html" || ext == ".htm" {
				d.WithHint("a page is Markdown: write its text into %s.md; HTML that is published as it stands is put into static/", strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path)))
			} else if ext == ".markdown" || strings.HasPrefix(ext, ".md") || strings.HasPrefix(ext, ".mk") {
				d.WithHint("for a page, let its name end in .md: %s.md", strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path)))
			}
		}
	}
	for _, f := range tree.Files("static") {
		if isPrivate(path.Base(f.Path)) && !isCertificate(f) {
			c.found.Errorf("source/private", diag.Position{File: f.Name()}, "a file with this name is not published, since it may hold secrets").
				WithHint("rename it, or take it out of static/")
			continue
		}
		if f.Size > source.MaxFile && finished.Inspects(f.Path) {
			c.found.Errorf("source/too-large", diag.Position{File: f.Name()}, "this file is %d MiB; what a browser shows as a page or drawing is read before it is published, up to %d MiB", f.Size>>20, source.MaxFile>>20)
			continue
		}
		c.static = append(c.static, f)
	}
	return c
}

// page is a page's source file with its front matter read.
type page struct {
	site.Parsed
	found diag.List
	// broken means that the front matter can't be told from the body.
	broken bool
}

type pages []page

// readPages reads the front matter of every page, in order, except for files
// that the last snapshot has read.
func readPages(files []*source.File, last *Snapshot, opts Options) (pages, error) {
	list := make(pages, len(files))
	var done atomic.Int64
	spare := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	err := pool.Each(context.Background(), len(files), func(i int) error {
		if opts.Progress != nil {
			defer func() { opts.Progress(int(done.Add(1)), len(files)) }()
		}
		if kept, ok := last.pages[files[i]]; ok {
			list[i] = kept
			return nil
		}
		var err error
		before := last.pages[last.Tree.Get(files[i].Name())] // zero for a new page
		text, _ := spare.Get().(*bytes.Buffer)
		text.Reset()
		defer spare.Put(text)
		list[i], err = readPage(files[i], text, before, opts.Preview)
		return err
	})
	return list, err
}

func (l pages) byFile() map[*source.File]page {
	m := make(map[*source.File]page, len(l))
	for _, p := range l {
		m[p.File] = p
	}
	return m
}

func (l pages) found() (found diag.List) {
	for _, p := range l {
		found = append(found, p.found...)
	}
	return found
}

// readPage reads the front matter of a page. If it has mistakes, the preview
// stays with the last version that had none, so that no draft appears and no
// address changes while a writer is typing.
func readPage(f *source.File, text *bytes.Buffer, before page, preview bool) (page, error) {
	if err := f.ReadTo(text); err != nil {
		return page{}, err
	}
	data := text.Bytes()
	matter, body, found := frontmatter.Parse(f.Name(), data)
	conflict := source.Conflict(f.Name(), data)
	found = append(conflict, found...)
	unclear := body == len(data) || len(conflict) > 0 && (body == 0 || conflict[0].Pos.Line <= bytes.Count(data[:body], []byte("\n")))
	p := page{Parsed: site.Parsed{File: f, Matter: matter, Body: body}, found: found}
	if before.Matter == nil {
		p.broken = preview && found.HasErrors() && unclear
		return p, nil
	}
	if preview && found.HasErrors() {
		p.broken, p.Matter = unclear, before.Matter
	} else if reflect.DeepEqual(matter, before.Matter) {
		p.Matter = before.Matter // Site.With compares pointers
	}
	return p, nil
}

// data is what the data files say, and the glossary, which is also a page.
type data struct {
	files      []*source.File
	settings   *site.Settings
	references *site.References
	services   *site.Services
	vocabulary *site.Vocabulary
	glossary   *site.Glossary
	form       *sheet.Form // nil for a guide without a sheet
	drafts     int         // questions of the sheet that are left out
	found      diag.List
}

// readData reads settings, sources, services, words, glossary and sheet, or
// returns before if none of their files has changed. In the preview,
// settings, sources, services and words with errors keep their last valid version.
// Glossary and sheet do not.
func readData(tree *source.Tree, files []*source.File, before data, opts Options) (data, error) {
	if f := tree.Get("content/" + site.GlossaryPath); f != nil {
		files = append(files, f)
	}
	if before.settings != nil && slices.Equal(files, before.files) {
		return before, nil
	}
	r := dataReader{tree: tree, withDrafts: opts.Site.Drafts, data: data{files: files}}
	fallBack := opts.Preview && before.settings != nil
	readInto(&r, &r.settings, site.SettingsFile, site.ParseSettings, fallBack, before.settings)
	readInto(&r, &r.references, site.SourcesFile, site.ParseReferences, fallBack, before.references)
	readInto(&r, &r.services, site.ServicesFile, site.ParseServices, fallBack, before.services)
	readInto(&r, &r.vocabulary, site.VocabularyFile, site.ParseVocabulary, fallBack, before.vocabulary)
	r.readGlossary()
	r.readSheet()
	return r.data, r.err
}

type dataReader struct {
	data
	tree       *source.Tree
	withDrafts bool
	err        error
}

func (r *dataReader) read(name string) []byte {
	f := r.tree.Get(name)
	if f == nil || r.err != nil {
		return nil
	}
	var data []byte
	data, r.err = f.Read()
	return data
}

// readInto parses a file into a field of r. If there are mistakes and fallBack
// is set, the field gets the value before instead.
func readInto[T any](r *dataReader, field *T, name string, parse func([]byte) (T, diag.List), fallBack bool, before T) {
	value, found := parse(r.read(name))
	if fallBack && found.HasErrors() {
		value = before
	}
	*field = value
	r.found = append(r.found, found...)
}

func (r *dataReader) readGlossary() {
	const name = "content/" + site.GlossaryPath
	text := r.read(name)
	if text == nil {
		return
	}
	_, body, _ := frontmatter.Parse(name, text) // reported with the pages
	var found diag.List
	r.glossary, found = site.ParseGlossary(name, text, body)
	r.found = append(r.found, found...)
}

func (r *dataReader) readSheet() {
	text := r.read(sheet.QuestionsFile)
	if text == nil {
		return
	}
	register, found := sheet.ParseRegister(sheet.NumbersFile, r.read(sheet.NumbersFile))
	r.found = append(r.found, found...)
	_, body, found := frontmatter.Parse(sheet.QuestionsFile, text)
	r.found = append(r.found, found...)
	r.form, found = sheet.Parse(sheet.QuestionsFile, text, body, register)
	r.found = append(r.found, found...)
	if !r.withDrafts {
		r.form, r.drafts = r.form.Published()
	}
}

// siteInput gathers what the site is assembled from. If listed is set, a list
// of all pages is added.
func siteInput(c content, pages pages, d data, listed bool) site.Input {
	in := site.Input{
		Settings: d.settings, References: d.references, Services: d.services, Vocabulary: d.vocabulary, Glossary: d.glossary,
		Files: c.published, Static: c.static, Virtual: output.SinglePage(d.settings),
	}
	if d.form != nil {
		in.Virtual = append(in.Virtual, output.SheetPages(d.settings.SheetTitle)...)
	}
	if listed {
		in.Virtual = append(in.Virtual, output.ListPages(d.settings)...)
	}
	in.Pages = make([]site.Parsed, len(pages))
	for i, p := range pages {
		in.Pages[i] = p.Parsed
	}
	return in
}
