// Package output lists the files of a finished site and makes each when it is
// asked for. A [FS] is an io/fs.FS: build copies it to a folder, the preview
// serves it, check reads it. Everything that is published is one of its files;
// nothing is written on the side.
package output

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"aftercare/builder/asset"
	"aftercare/builder/layout"
	"aftercare/builder/search"
	"aftercare/builder/sheet"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Input is what the files are made from.
type Input struct {
	Site     *site.Site
	Renderer *layout.Renderer
	Assets   *asset.Assets
	// Form is the sheet, nil for a guide without one.
	Form *sheet.Form
	// Search is the word index of each language, none for a guide without.
	Search []*search.Index
}

// FS is the published site, computed. It is safe for concurrent use.
type FS struct {
	in    Input
	names []string
	// pages are places in the site's list of pages, by file name. They are the
	// same for every site of one shape.
	pages map[string]int
	// computed are the other files that are made, and pages that are made in
	// some way of their own.
	computed map[string]Entry
	// copies are those of the computed that readers keep.
	copies []string
}

// Entry is one file and how it is made.
type Entry struct {
	// Page is set for a page of the guide, File for one that is copied.
	Page *site.Page
	File *source.File
	make func() ([]byte, error)
	look func() ([]byte, error) // make, without what making a page does besides
}

// New lists the files of a site.
func New(in Input) *FS {
	f := &FS{in: in, pages: make(map[string]int, len(in.Site.Pages))}
	for i, p := range in.Site.Pages {
		f.pages[site.OutputPath(p.URL)] = i
	}
	f.compute()
	f.list()
	return f
}

// Renew lists the files of a site of the same shape, with the same files and
// assets, as that of f.
func (f *FS) Renew(in Input) *FS {
	next := &FS{in: in, pages: f.pages, names: f.names}
	next.compute()
	if len(next.computed) != len(f.computed) {
		next.list()
		return next
	}
	for name := range next.computed {
		if _, same := f.computed[name]; !same { // the index of words is in more files
			next.list()
			break
		}
	}
	return next
}

// compute adds the files that are neither pages nor copied.
func (f *FS) compute() {
	f.computed = make(map[string]Entry)
	for name, data := range f.in.Assets.Files {
		f.add(name, func() ([]byte, error) { return bytes.Clone(data), nil }) // a reader may write into it
	}
	f.addWhole(f.in)
	f.addSheetCopies(f.in)
	f.addMachineFiles(f.in)
	f.addRedirects(f.in)
	f.addSearch(f.in)
}

func (f *FS) list() {
	f.names = make([]string, 0, len(f.pages)+len(f.computed)+len(f.in.Site.Files))
	for name := range f.pages {
		f.names = append(f.names, name)
	}
	for name := range f.computed {
		f.names = append(f.names, name)
	}
	for name := range f.in.Site.Files {
		f.names = append(f.names, name)
	}
	slices.Sort(f.names)
	f.names = slices.Compact(f.names)
}

// add adds a computed file unless a page or a source file has taken its name: a
// writer's own robots.txt wins.
func (f *FS) add(name string, make func() ([]byte, error)) {
	if _, taken := f.Entry(name); !taken {
		f.computed[name] = Entry{make: make}
	}
}

// addCopy adds a file that readers keep. It has its styles inside, which the
// policy of the site would leave out, so hosts are asked to hand it over as a
// download.
func (f *FS) addCopy(name string, make func() ([]byte, error)) {
	f.add(name, make)
	f.copies = append(f.copies, name)
}

func (f *FS) page(p *site.Page) Entry {
	render := func() ([]byte, error) { return f.in.Renderer.Page(p) }
	if blank := blankFor(f.in, p); blank != nil {
		render = func() ([]byte, error) { return f.in.Renderer.Render(p, p.Matter.Layout, string(p.Kind), blank) }
	}
	return Entry{Page: p, make: indexing(f.in, p, render), look: render}
}

// Names returns the paths of all files, sorted.
func (f *FS) Names() []string { return f.names }

// Entry returns the entry of a file.
func (f *FS) Entry(name string) (Entry, bool) {
	if e, ok := f.computed[name]; ok {
		return e, true
	}
	if i, ok := f.pages[name]; ok {
		return f.page(f.in.Site.Pages[i]), true
	}
	if file, ok := f.in.Site.Files[name]; ok {
		return Entry{File: file, make: file.Read}, true
	}
	return Entry{}, false
}

// ReadFile makes a file. A mistake of the writer or of a layout is a
// diag.Diagnostic.
func (f *FS) ReadFile(name string) ([]byte, error) {
	e, ok := f.Entry(name)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	data, err := e.make()
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", name, err)
	}
	return data, nil
}

// Look is ReadFile for those who only want to see a page: it is not taken into
// the word index.
func (f *FS) Look(name string) ([]byte, error) {
	if e, _ := f.Entry(name); e.look != nil {
		return e.look()
	}
	return f.ReadFile(name)
}

// Open implements fs.FS.
func (f *FS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if _, ok := f.Entry(name); ok {
		data, err := f.ReadFile(name)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &file{info{path.Base(name), int64(len(data)), 0o444}, *bytes.NewReader(data)}, nil
	}
	return f.openDir(name)
}

func (f *FS) openDir(name string) (fs.File, error) {
	prefix := name + "/"
	if name == "." {
		prefix = ""
	}
	var entries []fs.DirEntry
	for _, n := range f.names {
		rest, ok := strings.CutPrefix(n, prefix)
		if !ok {
			continue
		}
		child, _, isDir := strings.Cut(rest, "/")
		if len(entries) > 0 && entries[len(entries)-1].Name() == child {
			continue
		}
		if isDir {
			entries = append(entries, fs.FileInfoToDirEntry(info{child, 0, fs.ModeDir | 0o555}))
		} else {
			entries = append(entries, lazyEntry{f, n, child})
		}
	}
	if entries == nil && name != "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return &dir{info{path.Base(name), 0, fs.ModeDir | 0o555}, entries}, nil
}

// lazyEntry knows a file's size only by making it, which is left until asked.
type lazyEntry struct {
	fs         *FS
	path, name string
}

func (e lazyEntry) Name() string      { return e.name }
func (e lazyEntry) IsDir() bool       { return false }
func (e lazyEntry) Type() fs.FileMode { return 0 }
func (e lazyEntry) Info() (fs.FileInfo, error) {
	data, err := e.fs.ReadFile(e.path)
	return info{e.name, int64(len(data)), 0o444}, err
}

type info struct {
	name string
	size int64
	mode fs.FileMode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }

type file struct {
	info
	bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }
func (f *file) Size() int64                { return f.info.size }

type dir struct {
	info
	entries []fs.DirEntry
}

func (d *dir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *dir) Close() error               { return nil }
func (d *dir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.name, Err: fs.ErrInvalid}
}

// ReadDir implements fs.ReadDirFile.
func (d *dir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		all := d.entries
		d.entries = nil
		return all, nil
	}
	if len(d.entries) == 0 {
		return nil, io.EOF
	}
	some := d.entries[:min(n, len(d.entries))]
	d.entries = d.entries[len(some):]
	return some, nil
}
