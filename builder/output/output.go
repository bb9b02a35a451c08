// Package output lists the files of a finished site and makes each on demand. A [FS]
// is an io/fs.FS: build copies it to a folder, the preview serves it, check reads it.
// It holds everything that is published:
//
//	files := output.New(output.Input{Site: s, Renderer: r, Assets: assets})
//	html, err := files.ReadFile("types/water/index.html")
package output

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
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
	// Search holds the word index of each language. It is empty if the guide has no
	// search.
	Search []*search.Index
}

// FS is the published site, computed. It is safe for concurrent use.
type FS struct {
	in Input
	// computed are the files that are not copied and, with few exceptions, not pages.
	computed map[string]Entry
	// copies are those of the computed files that are meant for download.
	copies []string
	names  func() []string
}

// Entry is one file and how it is made.
type Entry struct {
	// Page is set for a page of the guide, File for a copied file.
	Page *site.Page
	File *source.File
	make func() ([]byte, error)
}

// New lists the files of a site. It makes none of them.
func New(in Input) *FS {
	f := &FS{in: in, computed: make(map[string]Entry)}
	f.names = sync.OnceValue(f.list)
	for name, data := range in.Assets.Files {
		f.add(name, func() ([]byte, error) { return bytes.Clone(data), nil }) // a reader may write into it
	}
	f.addSinglePage(in)
	f.addSheetCopies(in)
	f.addMachineFiles(in)
	f.addRedirects(in)
	f.addSearch(in)
	return f
}

func (f *FS) list() []string {
	names := make([]string, 0, len(f.in.Site.Pages)+len(f.computed)+len(f.in.Site.Files))
	for _, p := range f.in.Site.Pages {
		names = append(names, site.OutputPath(p.URL))
	}
	names = slices.AppendSeq(names, maps.Keys(f.computed))
	names = slices.AppendSeq(names, maps.Keys(f.in.Site.Files))
	slices.Sort(names)
	return slices.Compact(names)
}

// add adds a computed file unless a page or source file has its name: a writer's own
// robots.txt wins.
func (f *FS) add(name string, make func() ([]byte, error)) {
	if _, taken := f.Entry(name); !taken {
		f.computed[name] = Entry{make: make}
	}
}

// addCopy adds a file for download. Its inline styles would violate the site's
// policy, so hosts are asked to send it as an attachment.
func (f *FS) addCopy(name string, make func() ([]byte, error)) {
	f.add(name, make)
	f.copies = append(f.copies, name)
}

func (f *FS) page(p *site.Page) Entry {
	return Entry{Page: p, make: func() ([]byte, error) { return f.in.Renderer.Page(p, blankFor(f.in, p)) }}
}

// Names returns the paths of all files, sorted.
func (f *FS) Names() []string { return f.names() }

// Has reports whether there is a file.
func (f *FS) Has(name string) bool {
	_, ok := f.Entry(name)
	return ok
}

// Entry returns the entry of a file.
func (f *FS) Entry(name string) (Entry, bool) {
	if e, ok := f.computed[name]; ok {
		return e, true
	}
	if p := f.in.Site.PageIn(name); p != nil {
		return f.page(p), true
	}
	if file, ok := f.in.Site.Files[name]; ok {
		return Entry{File: file, make: file.Read}, true
	}
	return Entry{}, false
}

// ReadFile makes a file. A mistake by the writer or in a layout is a diag.Diagnostic.
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

// Open implements fs.FS. Files are io.Seekers; copied files are never read into
// memory whole. Folders can't be opened; see Names.
func (f *FS) Open(name string) (fs.File, error) {
	if e, _ := f.Entry(name); e.File != nil {
		reader, err := e.File.Open()
		if err != nil {
			return nil, err
		}
		return copied{reader, info{path.Base(name), e.File.Size}}, nil
	}
	data, err := f.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return File(name, data), nil
}

// copied is a source file that is published unchanged, under its name in the site.
type copied struct {
	*source.Reader
	info fs.FileInfo
}

func (c copied) Stat() (fs.FileInfo, error) { return c.info, nil }

// File returns a file with these bytes, which are not copied.
func File(name string, data []byte) fs.File {
	return &file{info{path.Base(name), int64(len(data))}, *bytes.NewReader(data)}
}

type file struct {
	info
	bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }
func (f *file) Size() int64                { return f.info.size }

type info struct {
	name string
	size int64
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return 0o444 }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return false }
func (i info) Sys() any           { return nil }
