// Package builder turns a guide's sources into a site: load, parse, assemble,
// and a file system whose files are made when they are read. [New] opens a
// guide; [Builder.Snapshot] takes a picture of it as it is now, keeping from
// the last picture whatever has not changed. [Build] publishes a snapshot to a
// folder, and [Snapshot.Check] reports everything that is wrong with it.
package builder

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"

	"aftercare/builder/asset"
	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/layout"
	"aftercare/builder/markdown"
	"aftercare/builder/output"
	"aftercare/builder/pool"
	"aftercare/builder/search"
	"aftercare/builder/sheet"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Options say where the sources are and how they are read.
type Options struct {
	// Layers are the folders content, layouts and static; of two with the same
	// name the first wins file by file.
	Layers []source.Layer
	Site   site.Options
	// Severities win over those of the settings.
	Severities map[string]diag.Severity
	// Progress, if set, is told how many pages have been read of all that have
	// to be. It is called from several goroutines.
	Progress func(done, all int)
	// Preview keeps assets readable and makes links to pages that are not
	// published yet warnings.
	Preview bool
}

// Builder takes snapshots of one guide. It is not safe for concurrent use; the
// snapshots are.
type Builder struct {
	opts Options
	last *Snapshot
}

// New returns a Builder that has not read anything yet.
func New(opts Options) *Builder { return &Builder{opts: opts} }

// Snapshot is a guide at one moment. It is never changed.
type Snapshot struct {
	*output.FS
	Site *site.Site
	Tree *source.Tree

	opts      Options
	renderer  *layout.Renderer
	pages     parsedPages
	documents map[string]*site.Documents
	options   map[string]markdown.Options
	layouts   layouts
	checked   *checked
	early     []showing // before the check began; guarded by checked
	lastMade  atomic.Pointer[madeFile]
	form      *sheet.Form
	// diags are what reading and assembling content found; layouts have theirs.
	diags diag.List
}

// Snapshot reads the sources as they are now. The writer's mistakes are in the
// snapshot's diagnostics; the error is the machine's.
func (b *Builder) Snapshot() (*Snapshot, error) { return b.snapshot(nil) }

// Saved takes a snapshot like Snapshot, but looks only at these sources, such
// as "content/types/water.md", if that is enough to tell what has changed. What
// it was not told of shows in the next Snapshot.
func (b *Builder) Saved(names []string) (*Snapshot, error) { return b.snapshot(names) }

func (b *Builder) snapshot(saved []string) (*Snapshot, error) {
	last := b.last
	if last == nil {
		last = &Snapshot{}
	}
	tree, err := b.look(last.Tree, saved)
	if err != nil {
		return nil, err
	}
	if len(tree.Files("content")) == 0 {
		return nil, ErrNoContent
	}
	if last.Site != nil {
		if changed, ok := tree.Replaced(last.Tree, 1); ok && len(changed) == 0 {
			return last, nil
		}
	}
	s := &Snapshot{Tree: tree, opts: b.opts, checked: last.checked}
	if s.checked == nil {
		s.checked = newChecked()
	}
	if renewed, err := s.renew(last); err != nil {
		return nil, err
	} else if renewed {
		b.last = s
		return s, nil
	}
	if err := s.load(last); err != nil {
		return nil, err
	}
	b.last = s
	return s, nil
}

// look looks at the sources: at those that were saved, if that is enough.
func (b *Builder) look(last *source.Tree, saved []string) (*source.Tree, error) {
	if len(saved) > 0 {
		if tree, ok := source.Update(b.opts.Layers, last, saved); ok {
			return tree, nil
		}
	}
	return source.Load(b.opts.Layers, last)
}

// ErrNoContent says that there is nothing to build from.
var ErrNoContent = errors.New("there is no folder content with anything in it")

// load is the pipeline: content, layouts, files.
func (s *Snapshot) load(last *Snapshot) error {
	same := last.Site != nil && s.sameFiles(last, "content", "static")
	if same {
		s.Site, s.pages, s.form, s.diags = last.Site, last.pages, last.form, last.diags
	} else if err := s.readContent(last); err != nil {
		return err
	}
	if err := s.readLayouts(last); err != nil {
		return err
	}
	s.openDocuments(last)
	if same {
		s.FS = last.FS.Renew(s.open())
	} else {
		s.FS = output.New(s.open())
	}
	return nil
}

// sameFiles reports whether nothing has changed in some layers.
func (s *Snapshot) sameFiles(last *Snapshot, layers ...string) bool {
	for _, layer := range layers {
		if !slices.Equal(s.Tree.Files(layer), last.Tree.Files(layer)) {
			return false
		}
	}
	return true
}

// readContent is the first part of the pipeline: data, pages, site.
func (s *Snapshot) readContent(last *Snapshot) error {
	in := site.Input{}
	if err := s.readData(&in, last); err != nil {
		return err
	}
	if err := s.readPages(&in, last); err != nil {
		return err
	}
	form, err := s.readSheet(&in)
	if err != nil {
		return err
	}
	in.Virtual = append(in.Virtual, output.WholePage(in.Settings)...)
	var diags diag.List
	s.Site, diags = site.Assemble(in, s.opts.Site)
	s.diags = append(s.diags, diags...)
	s.form = form
	return nil
}

// known is what was found before any page is made.
func (s *Snapshot) known() diag.List {
	return slices.Concat(s.Tree.Diagnostics, s.diags, s.layouts.diags)
}

// open is what the files of the site are made from.
func (s *Snapshot) open() output.Input {
	s.renderer = &layout.Renderer{Site: s.Site, Documents: s.documents, Sets: s.layouts.sets, Assets: s.layouts.assets, Shows: s.shows}
	return output.Input{Site: s.Site, Renderer: s.renderer, Assets: s.layouts.assets, Form: s.form, Search: s.searchIndexes()}
}

// ReadFile makes a file. The preview makes single pages, and their words are
// not wanted before somebody searches.
func (s *Snapshot) ReadFile(name string) ([]byte, error) {
	if !s.opts.Preview {
		return s.FS.ReadFile(name)
	}
	data, err := s.Look(name)
	if err == nil {
		s.lastMade.Store(&madeFile{name, bytes.Clone(data)}) // a reader may write into it
	}
	return data, err
}

// madeFile is a file as it was last made.
type madeFile struct {
	name string
	data []byte
}

// look makes a file for the check, which comes right after the writer has seen
// the page that was saved.
func (s *Snapshot) look(name string) ([]byte, error) {
	if made := s.lastMade.Load(); made != nil && made.name == name {
		return made.data, nil
	}
	return s.Look(name)
}

// searchIndexes opens a word index for each language, unless the settings say
// search: false under params.
func (s *Snapshot) searchIndexes() []*search.Index {
	if s.Site.Settings.Params["search"] == false {
		return nil
	}
	var indexes []*search.Index
	for _, home := range s.Site.Homes {
		w := s.layouts.sets[home.Lang].Words()
		indexes = append(indexes, search.New(search.Options{
			Site: s.Site, Lang: home.Lang, Document: func(p *site.Page) (*markdown.Document, error) {
				return s.documents[p.Lang].Document(s.Site.Text(p))
			},
			Words: search.Words{
				Found: w["search.found"], None: w["search.none"], Guess: w["search.guess"],
				Failed: w["search.failed"], All: w["search.all"],
			},
		}))
	}
	return indexes
}

// read returns the bytes of a source file, nil if there is none.
func (s *Snapshot) read(name string) ([]byte, error) {
	f := s.Tree.Get(name)
	if f == nil {
		return nil, nil
	}
	return f.Read()
}

// readData reads settings, sources and services. The preview stays with those
// of the last snapshot where there are mistakes in the new ones.
func (s *Snapshot) readData(in *site.Input, last *Snapshot) error {
	var err error
	each := func(name string, parse func([]byte) diag.List) {
		data, readErr := s.read(name)
		if readErr != nil {
			err = errors.Join(err, readErr)
			return
		}
		s.diags = append(s.diags, parse(data)...)
	}
	keep := func(diags diag.List) bool { return s.opts.Preview && diags.HasErrors() && last.Site != nil }
	each(site.SettingsFile, func(data []byte) (diags diag.List) {
		if in.Settings, diags = site.ParseSettings(data); keep(diags) {
			in.Settings = last.Site.Settings
		}
		return diags
	})
	each(site.SourcesFile, func(data []byte) (diags diag.List) {
		if in.References, diags = site.ParseReferences(data); keep(diags) {
			in.References = last.Site.References
		}
		return diags
	})
	each(site.ServicesFile, func(data []byte) (diags diag.List) {
		if in.Services, diags = site.ParseServices(data); keep(diags) {
			in.Services = last.Site.Services
		}
		return diags
	})
	each(site.VocabularyFile, func(data []byte) (diags diag.List) {
		if in.Vocabulary, diags = site.ParseVocabulary(data); keep(diags) {
			in.Vocabulary = last.Site.Vocabulary
		}
		return diags
	})
	return err
}

// parsedPage is what is kept of a page's front matter between snapshots.
type parsedPage struct {
	site.Parsed
	diags diag.List
	// broken is set where the body can't be told from the front matter.
	broken bool
}

// parsedPages are kept by file. Those of pages that were edited since all were
// read stand beside the others, which are shared by many snapshots.
type parsedPages struct{ all, edited map[*source.File]parsedPage }

func (p parsedPages) get(f *source.File) (parsedPage, bool) {
	if page, ok := p.edited[f]; ok {
		return page, true
	}
	page, ok := p.all[f]
	return page, ok
}

// with returns the pages together with an edited one.
func (p parsedPages) with(f *source.File, page parsedPage) parsedPages {
	next := parsedPages{p.all, map[*source.File]parsedPage{f: page}}
	for other, page := range p.edited {
		if other.Name() != f.Name() {
			next.edited[other] = page
		}
	}
	return next
}

// parsePage reads the front matter of a page. The preview stays with what was
// last understood of it where there are mistakes in it, so that a draft does
// not appear, or an address change, while a writer is typing.
func (s *Snapshot) parsePage(f *source.File, data []byte, last *Snapshot) parsedPage {
	matter, body, diags := frontmatter.Parse(f.Name(), data)
	p := parsedPage{Parsed: site.Parsed{File: f, Matter: matter, Body: body}, diags: diags}
	if !s.opts.Preview || !diags.HasErrors() {
		return p
	}
	p.broken = body == len(data)
	if was, ok := last.pages.get(last.Tree.Get(f.Name())); ok {
		p.Matter = was.Matter
	}
	return p
}

// readPages reads the front matter of every page and sorts the other files.
func (s *Snapshot) readPages(in *site.Input, last *Snapshot) error {
	var sources []*source.File
	for _, f := range s.Tree.Files("content") {
		switch kind := classify(f.Path); kind {
		case filePage:
			sources = append(sources, f)
		case filePublished:
			in.Files = append(in.Files, f)
		case fileUnknown:
			s.diags.Warnf("source/unknown-kind", diag.Position{File: f.Name()}, "a file of this kind is not published from content").
				WithHint("put it into static/ if it is to be published as it is")
		}
	}
	in.Static = s.staticFiles()
	keep := !s.opts.Preview && sizeOf(sources) <= keptSources
	pages := make([]parsedPage, len(sources))
	var done atomic.Int64
	err := pool.Each(context.Background(), len(sources), func(i int) error {
		f := sources[i]
		if s.opts.Progress != nil {
			defer func() { s.opts.Progress(int(done.Add(1)), len(sources)) }()
		}
		if kept, ok := last.pages.get(f); ok {
			pages[i] = kept
			return nil
		}
		data, err := f.Read()
		if err != nil {
			return err
		}
		pages[i] = s.parsePage(f, data, last)
		if keep {
			f.Keep(data)
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.pages = parsedPages{all: make(map[*source.File]parsedPage, len(pages))}
	for _, p := range pages {
		s.pages.all[p.File] = p
		s.diags = append(s.diags, p.diags...)
		in.Pages = append(in.Pages, p.Parsed)
		if p.File.Path == site.GlossaryPath {
			if err := s.readGlossary(in, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// keptSources is how many bytes of pages a build may hold from reading their
// front matter until it makes them, page by page, to read each file once. The
// preview would hold them for good.
const keptSources = 16 << 20

func sizeOf(files []*source.File) (size int64) {
	for _, f := range files {
		size += f.Size
	}
	return size
}

func (s *Snapshot) readGlossary(in *site.Input, p parsedPage) error {
	data, err := p.File.Read()
	if err != nil {
		return err
	}
	var diags diag.List
	in.Glossary, diags = site.ParseGlossary(p.File.Name(), data, p.Body)
	s.diags = append(s.diags, diags...)
	return nil
}

// readSheet reads the questions of the sheet; a guide may do without one.
func (s *Snapshot) readSheet(in *site.Input) (*sheet.Form, error) {
	f := s.Tree.Get("content/" + questionsFile)
	if f == nil {
		return nil, nil
	}
	data, err := f.Read()
	if err != nil {
		return nil, err
	}
	numbers, err := s.read("content/" + numbersFile)
	if err != nil {
		return nil, err
	}
	register, diags := sheet.ParseRegister("content/"+numbersFile, numbers)
	s.diags = append(s.diags, diags...)
	_, body, diags := frontmatter.Parse(f.Name(), data)
	s.diags = append(s.diags, diags...)
	form, diags := sheet.Parse(f.Name(), data, body, register)
	s.diags = append(s.diags, diags...)
	in.Virtual = append(in.Virtual, output.SheetPages(in.Settings.SheetTitle)...)
	return form, nil
}

// layouts are the templates and assets, kept while no layout file changes. The
// preview stays with the last ones in which there was no mistake.
type layouts struct {
	files  []*source.File
	langs  []string
	sets   map[string]*layout.Set
	assets *asset.Assets
	diags  diag.List
	bundle bundle
}

// bundle is what was made of styles and scripts, kept while none of them
// changes: making it takes most of the time that layouts take.
type bundle struct {
	entries []string
	langs   []string
	files   []*source.File // of all layouts that are no templates
	assets  *asset.Assets
	diags   diag.List
}

func (s *Snapshot) readLayouts(last *Snapshot) error {
	files := s.Tree.Files("layouts")
	langs := []string{s.Site.Settings.Language}
	for lang := range s.Site.Settings.Languages {
		langs = append(langs, lang)
	}
	slices.Sort(langs)
	s.layouts = last.layouts
	if !slices.Equal(files, last.layouts.files) || !slices.Equal(langs, last.layouts.langs) {
		var err error
		if s.layouts, err = s.loadLayouts(files, langs, last.layouts.bundle); err != nil {
			return err
		}
		if s.opts.Preview && s.layouts.diags.HasErrors() && slices.Equal(langs, last.layouts.langs) {
			s.layouts.sets, s.layouts.assets = last.layouts.sets, last.layouts.assets
		}
	}
	return nil
}

func (s *Snapshot) loadLayouts(files []*source.File, langs []string, last bundle) (layouts, error) {
	l := layouts{files: files, langs: langs, sets: make(map[string]*layout.Set)}
	entries, words := map[string]bool{}, map[string]map[string]string{}
	for _, lang := range langs {
		set, diags, err := layout.Load(s.Tree, lang, func(entry string) (string, error) {
			if path := l.assets.Path(entry, lang); path != "" {
				return path, nil
			}
			return "", fmt.Errorf("there is no asset layouts/%s", entry)
		})
		if err != nil {
			return l, err
		}
		l.sets[lang], words[lang] = set, set.Words()
		l.diags = append(l.diags, diags...)
		for _, entry := range set.Assets() {
			entries[entry] = true
		}
	}
	if s.Tree.Get("layouts/"+output.RedirectScript) != nil {
		entries[output.RedirectScript] = true
	}
	l.bundle = s.bundle(bundle{entries: slices.Sorted(maps.Keys(entries)), langs: langs, files: files}, words, last)
	l.assets = l.bundle.assets
	l.diags = append(l.diags, l.bundle.diags...)
	l.diags.Sort()
	return l, nil
}

// bundle makes the styles and scripts that templates ask for, unless they are
// those of the last snapshot.
func (s *Snapshot) bundle(b bundle, words map[string]map[string]string, last bundle) bundle {
	b.files = slices.DeleteFunc(slices.Clone(b.files), isTemplate) // the words among them
	if last.assets != nil && slices.Equal(b.entries, last.entries) && slices.Equal(b.langs, last.langs) && slices.Equal(b.files, last.files) {
		return last
	}
	b.assets, b.diags = asset.Bundle(asset.Options{
		Entries:  b.entries,
		Read:     s.readLayoutFile,
		Virtual:  map[string][]byte{codeStyle: markdown.CodeCSS()},
		Words:    words,
		Readable: s.opts.Preview,
	})
	return b
}

func isTemplate(f *source.File) bool { return path.Ext(f.Path) == ".html" }

// codeStyle is the style of highlighted code, which belongs to the highlighter
// and is imported by layouts under this name.
const codeStyle = "styles/code.css"

func (s *Snapshot) readLayoutFile(name string) ([]byte, error) {
	f := s.Tree.Get("layouts/" + name)
	if f == nil {
		return nil, source.ErrChanged
	}
	return f.Read()
}

// openDocuments keeps the memory of parsed pages while what they depend on
// (glossary and words) stays the same.
func (s *Snapshot) openDocuments(last *Snapshot) {
	s.documents, s.options = make(map[string]*site.Documents), make(map[string]markdown.Options)
	for lang, set := range s.layouts.sets {
		options := markdown.Options{Terms: s.Site.Glossary.Forms(), Words: markdownWords(set.Words())}
		s.options[lang] = options
		if old, ok := last.options[lang]; ok && reflect.DeepEqual(old, options) {
			s.documents[lang] = last.documents[lang]
			if s.Site != last.Site {
				s.documents[lang].Forget(s.Site)
			}
		} else {
			s.documents[lang] = site.NewDocuments(options)
		}
	}
}

func markdownWords(w layout.Words) markdown.Words {
	return markdown.Words{
		Note: w["note"], Tip: w["tip"], Important: w["important"], Warning: w["warning"], Caution: w["caution"],
		Urgent: w["urgent"], Say: w["say"], Instead: w["instead"],
		Footnotes: w["footnotes"], Footnote: w["footnote"], Backlink: w["backlink"], Source: w["source"],
	}
}

// Source returns the text of a source file for code frames.
func (s *Snapshot) Source(name string) ([]byte, bool) {
	data, err := s.read(name)
	return data, err == nil && data != nil
}

// LeftOut joins what was left out into one line, "" if nothing was.
func (s *Snapshot) LeftOut() string {
	counts := map[site.Reason]int{}
	for _, out := range s.Site.LeftOut {
		counts[out.Reason]++
	}
	var parts []string
	for _, reason := range []site.Reason{site.ReasonDraft, site.ReasonFuture, site.ReasonExpired} {
		if n := counts[reason]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, reason))
		}
	}
	if parts == nil {
		return ""
	}
	return "left out: " + strings.Join(parts, ", ")
}
