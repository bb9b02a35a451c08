// Package builder turns a guide's sources into a site, a file system whose
// files are made when they are read. [New] opens a guide, [Builder.Snapshot]
// captures it as it is now, [Snapshot.Check] reports everything that is wrong
// with it, and [Build] publishes it to a folder:
//
//	b := builder.New(builder.Options{Layers: layers, Clock: time.Now})
//	report, err := builder.Build(ctx, b, publish.Options{Dest: "public"})
//
// Every snapshot goes through the whole pipeline. What a Builder caches between
// snapshots is keyed by exactly what it was made from: front matter by file,
// data and layouts by the list of their files, a document by its text, and a
// site's pages by everything except texts.
package builder

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/documents"
	"aftercare/builder/layout"
	"aftercare/builder/output"
	"aftercare/builder/search"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Options say where the sources are and how they are read.
type Options struct {
	// Layers are the folders content, layouts and static. If two have the same
	// name, files of the first hide those of the second.
	Layers []source.Layer
	// Clock returns the current time. A snapshot taken after the last one's
	// Site.Until is always a new one. It must be set.
	Clock func() time.Time
	Site  site.Options
	// Severities override those of the settings.
	Severities map[string]diag.Severity
	// Progress, if set, is told how many of all pages have been read. It is
	// called from several goroutines.
	Progress func(done, all int)
	// Precompress also publishes text files compressed; see package
	// precompress.
	Precompress bool
	// Preview keeps assets readable, and makes a link to an unpublished page a
	// warning instead of an error.
	Preview bool
}

// Builder takes snapshots of one guide. It is not safe for concurrent use; the
// snapshots are.
type Builder struct {
	opts       Options
	last       *Snapshot
	publishing bool // see Snapshot
}

// New returns a Builder that has not read anything yet.
func New(opts Options) *Builder { return &Builder{opts: opts} }

// Snapshot is a guide at one moment. It is never changed.
type Snapshot struct {
	*output.FS
	Site      *site.Site
	Tree      *source.Tree
	Documents *documents.Documents

	opts Options
	// publishing means that every page will be made, followed by the search
	// index.
	publishing bool
	pages      map[*source.File]page
	data       data
	conflicts  conflicts
	layouts    layouts
	assembled  diag.List // found by site.Assemble
	known      diag.List // everything found before a page was made
	renderer   *layout.Renderer
	cache      *checkCache
}

// ErrNoContent means that there is nothing to build from.
var ErrNoContent = errors.New("there is no folder content with anything in it")

// Snapshot captures the sources as they are now. It returns the last snapshot
// if nothing has changed. If the names of saved sources are given, such as
// "content/types/water.md", it looks only at those; see [source.Reload]. The
// writer's mistakes are diagnostics of the snapshot; an error is a failure of
// the machine.
func (b *Builder) Snapshot(saved ...string) (*Snapshot, error) {
	last := b.last
	if last == nil {
		last = &Snapshot{cache: newCheckCache()}
	}
	outdated := b.advanceClock(last)
	tree, err := source.Reload(b.opts.Layers, last.Tree, saved)
	if err != nil {
		return nil, err
	}
	if len(tree.Files("content")) == 0 {
		return nil, ErrNoContent
	}
	if last.Tree != nil && tree.Identical(last.Tree) && !outdated {
		return last, nil
	}
	s := &Snapshot{Tree: tree, opts: b.opts, publishing: b.publishing, cache: last.cache}
	if err := s.load(last); err != nil {
		return nil, err
	}
	b.last = s
	return s, nil
}

// advanceClock sets Now if the last snapshot is out of date, and reports
// whether it did.
func (b *Builder) advanceClock(last *Snapshot) bool {
	now := b.opts.Clock()
	if last.Site != nil && now.Before(last.Site.Until) {
		return false
	}
	b.opts.Site.Now = now
	return true
}

// Lasts is how long this snapshot stays valid while the sources stay the same.
// It is negative once the snapshot is out of date.
func (s *Snapshot) Lasts() time.Duration { return s.Site.Until.Sub(s.opts.Clock()) }

func (s *Snapshot) load(last *Snapshot) error {
	content := sortContent(s.Tree)
	pages, err := readPages(content.pages, last, s.opts)
	if err != nil {
		return err
	}
	s.pages = pages.byFile()
	if s.data, err = readData(s.Tree, content.data, last.data, s.opts); err != nil {
		return err
	}
	in := siteInput(content, pages, s.data, s.Tree.Get("layouts/all.html") != nil && searched(s.data.settings))
	if last.Site != nil && last.opts.Site.Now.Equal(s.opts.Site.Now) {
		s.Site, s.assembled = last.Site.With(in), last.assembled
	}
	if s.Site == nil {
		s.Site, s.assembled = site.Assemble(in, s.opts.Site)
	}
	if s.conflicts, err = readConflicts(s.Tree, s.pages, last.conflicts); err != nil {
		return err
	}
	if s.layouts, err = readLayouts(s.Tree, s.Site, last.layouts, s.opts.Preview); err != nil {
		return err
	}
	s.known = slices.Concat(s.Tree.Diagnostics, content.found, s.data.found, pages.found(), s.assembled, s.conflicts.found(), s.layouts.diags, s.layouts.unmet)
	s.Documents = documents.New(s.Site, documents.Options{InterfaceWords: s.layouts.words(), Index: s.publishing && searched(s.Site.Settings)}, last.Documents)
	s.renderer = &layout.Renderer{Site: s.Site, Documents: s.Documents, Sets: s.layouts.sets}
	s.FS = output.New(output.Input{
		Site: s.Site, Renderer: s.renderer, Assets: s.layouts.assets, Form: s.data.form,
		Search: searchIndexes(s.Site, s.Documents, s.layouts.sets),
	})
	return nil
}

// searched reports whether the guide has a search, which params can switch off
// with search: false.
func searched(s *site.Settings) bool { return s.Params["search"] != false }

func searchIndexes(s *site.Site, texts *documents.Documents, sets map[string]*layout.Set) []*search.Index {
	if !searched(s.Settings) {
		return nil
	}
	var indexes []*search.Index
	for _, home := range s.Homes {
		urgent := ""
		if item := s.Settings.Urgent; item.Link != "" {
			urgent = s.Resolve(home, item.Link).URL
		}
		indexes = append(indexes, search.New(search.Options{Site: s, Lang: home.Lang, Texts: texts, InterfaceWords: sets[home.Lang].InterfaceWords(), Urgent: urgent}))
	}
	return indexes
}

// Broken reports whether it is unclear where a page's front matter ends, so that the
// preview may show something other than the writer meant. name is a file of the
// finished site.
func (s *Snapshot) Broken(name string) bool {
	p := s.Site.PageIn(name)
	return p != nil && s.pages[s.Site.Text(p).File].broken
}

// Source implements [diag.Sources].
func (s *Snapshot) Source(name string) ([]byte, bool) {
	data := s.Tree.Bytes(name)
	return data, data != nil
}

// LeftOut summarises in one line what is not published; "" if everything is.
func (s *Snapshot) LeftOut() string {
	counts := map[site.Reason]int{}
	for _, out := range s.Site.LeftOut {
		counts[out.Reason]++
	}
	var parts []string
	for _, reason := range []site.Reason{site.ReasonDraft, site.ReasonFuture, site.ReasonExpired, site.ReasonUnread} {
		if n := counts[reason]; n > 0 {
			if n > 1 && reason == site.ReasonDraft {
				reason += "s"
			}
			parts = append(parts, fmt.Sprintf("%d %s", n, reason))
		}
	}
	switch n := s.data.drafts; n {
	case 0:
	case 1:
		parts = append(parts, "1 question of the sheet")
	default:
		parts = append(parts, fmt.Sprintf("%d questions of the sheet", n))
	}
	if parts == nil {
		return ""
	}
	return "left out: " + strings.Join(parts, ", ")
}
