// Package preview keeps a browser up to date with a guide while somebody writes
// it. After each save it takes a snapshot, serves it at once, and checks it in
// the background:
//
//	p := preview.New(preview.Options{Guide: guide, Folder: ".", Hosts: hosts})
//	go p.Serve(ctx, listener)
//	err := p.Follow(ctx, changes) // until ctx is done
//
// A page never waits for a check. When sources can't be read or contain a
// mistake that stops a page, the last good version stays and the page says why.
package preview

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/pool"
	"aftercare/builder/serve"
	"aftercare/builder/source"
	"aftercare/builder/watch"
)

// Options configure a Preview. The functions may be nil and never run in parallel.
type Options struct {
	// Guide takes the snapshots. The preview must be its only user.
	Guide *builder.Builder
	// Folder holds content, layouts and static.
	Folder string
	// Hosts are those of serve.Options.
	Hosts []string
	// Ready is called once, when the first snapshot has been taken or has failed.
	Ready func()
	// Checked receives the findings of each check.
	Checked func(*builder.Snapshot, diag.List)
	// Failed is told why there is no newer snapshot, once for each new reason.
	Failed func(diag.Diagnostic)
}

// Preview serves a guide and follows its changes.
type Preview struct {
	opts   Options
	server *serve.Server

	stopCheck func() // cancels the running or waiting check
	failure   string // why what is shown is out of date, or ""
	ready     sync.Once

	reporting sync.Mutex // held while Checked or Failed runs

	mu      sync.Mutex
	current shown
	checked int // the last version that was checked
	history history
	links   links
}

type shown struct {
	*builder.Snapshot
	version int
}

// New returns a preview that shows nothing until Follow runs.
func New(opts Options) *Preview {
	p := &Preview{opts: opts, stopCheck: func() {}, history: make(history)}
	p.server = serve.New(serve.Options{Hosts: opts.Hosts, Sources: p.source, EditorURL: p.editorURL, Outdated: outdated})
	return p
}

// Serve answers browsers until ctx is done.
func (p *Preview) Serve(ctx context.Context, l net.Listener) error { return p.server.Serve(ctx, l) }

const (
	// idle is the pause after a save before all files are compared, because the
	// watcher may have named too few.
	idle = 3 * time.Second
	// checkPause delays checks, so that a burst of saves does not wait for them.
	checkPause = 300 * time.Millisecond
	// clockPause bounds timers, which stop while the machine sleeps.
	clockPause = time.Minute
)

// Follow shows the guide now and after every change, until ctx is done or
// changes is closed. It returns an error only if the first snapshot could not be
// taken because of the machine; later ones are shown in the page.
func (p *Preview) Follow(ctx context.Context, changes <-chan watch.Event) error {
	defer func() { p.stopCheck() }()
	var saved []string // nil means all sources
	for more := true; more; {
		p.stopCheck() // the page comes before the check
		if err := p.update(ctx, saved); err != nil {
			return err
		}
		p.startCheck(ctx)
		saved, more = p.wait(ctx, changes, saved != nil)
	}
	return nil
}

// wait blocks until there may be something new to show, and returns the sources
// to compare (nil for all); more is false at the end. named means that the last
// update compared only some sources, so that all are due after a pause.
func (p *Preview) wait(ctx context.Context, changes <-chan watch.Event, named bool) (saved []string, more bool) {
	var quiet <-chan time.Time
	if named {
		quiet = time.After(idle)
	}
	for {
		select {
		case e, open := <-changes:
			return p.sourceNames(e.Paths), open
		case <-quiet:
			return nil, true
		case <-time.After(p.untilDue()):
			if p.untilDue() <= 0 {
				return nil, true
			}
		case <-ctx.Done():
			return nil, false
		}
	}
}

// untilDue returns when to read the clock again; 0 means that what is shown has
// become out of date.
func (p *Preview) untilDue() time.Duration {
	if s := p.now().Snapshot; s != nil && p.failure == "" {
		return max(0, min(clockPause, s.Lasts()))
	}
	return clockPause
}

// sourceNames returns the names of the sources at some paths, or nil, for all,
// if a path has none.
func (p *Preview) sourceNames(paths []string) []string {
	var names []string
	for _, path := range paths {
		name, err := filepath.Rel(p.opts.Folder, path)
		if err != nil {
			return nil
		}
		names = append(names, filepath.ToSlash(name))
	}
	return names
}

// update takes a snapshot and shows it if anything has changed.
func (p *Preview) update(ctx context.Context, saved []string) error {
	snapshot, err := p.snapshot(ctx, saved)
	if p.opts.Ready != nil {
		p.ready.Do(p.opts.Ready)
	}
	switch {
	case errors.Is(err, builder.ErrNoContent):
		p.fail(diag.Diagnostic{Severity: diag.Error, Code: "source/empty", Pos: diag.Position{File: "content"}, Message: err.Error(), Hint: "the preview shows the last version, and continues when the folder is back"})
	case err != nil && p.now().Snapshot == nil:
		return err
	case err != nil: // the next change tries again
		p.fail(unreadable(err))
	case snapshot != nil:
		p.show(snapshot)
	}
	return nil
}

// fail makes the server show why what is shown is out of date.
func (p *Preview) fail(why diag.Diagnostic) {
	if p.failure == why.Message {
		return // shown already
	}
	p.failure = why.Message
	p.mu.Lock()
	p.checked = 0 // the findings are no longer shown
	p.mu.Unlock()
	p.server.Fail(diag.List{why})
	if p.opts.Failed != nil {
		p.reporting.Lock()
		defer p.reporting.Unlock()
		p.opts.Failed(why)
	}
}

func (p *Preview) show(s *builder.Snapshot) {
	p.failure = ""
	r := serve.Revision{Files: s, Found: s.LoadFindings(), Broken: s.Broken, Page: func(name string) *serve.PageInfo { return p.page(s, name) }}
	p.mu.Lock()
	if before := p.current.Snapshot; before != nil {
		r.Changes = changes(before, s)
		p.history.add(r.Changes, before, s)
	}
	p.mu.Unlock()
	version := p.server.Show(r)
	p.mu.Lock()
	p.current = shown{s, version}
	p.mu.Unlock()
}

func (p *Preview) now() shown {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.current
}

// snapshot takes a snapshot, again if a source is saved while it is being read.
// It returns nil if nothing has changed.
func (p *Preview) snapshot(ctx context.Context, saved []string) (*builder.Snapshot, error) {
	for ctx.Err() == nil {
		s, err := p.opts.Guide.Snapshot(saved...)
		if outdated(err) {
			time.Sleep(5 * time.Millisecond)
			continue
		}
		last := p.now().Snapshot
		if err != nil || last == nil || p.failure != "" {
			return s, err
		}
		if s.Tree.Same(last.Tree) && s.Site.Now.Equal(last.Site.Now) {
			return nil, nil
		}
		return s, nil
	}
	return nil, nil
}

// startCheck starts a check of what is shown, unless it has been checked.
func (p *Preview) startCheck(ctx context.Context) {
	now := p.now()
	p.mu.Lock()
	done := now.Snapshot == nil || p.checked == now.version || p.failure != "" // without the sources there is nothing to check
	p.mu.Unlock()
	if done {
		return
	}
	check, stop := context.WithCancel(pool.LowPriority(ctx))
	p.stopCheck = stop
	go p.check(check, now)
}

// check reports what it finds in a snapshot, unless a newer one cancels it.
func (p *Preview) check(ctx context.Context, s shown) {
	select {
	case <-time.After(checkPause):
	case <-ctx.Done():
		return
	}
	found, err := s.Check(ctx)
	switch {
	case ctx.Err() != nil || outdated(err):
		return // a newer snapshot is on its way
	case err != nil:
		found = append(s.LoadFindings(), unreadable(err))
	}
	p.mu.Lock()
	p.checked = s.version
	p.mu.Unlock()
	p.server.Report(s.version, found)
	if p.opts.Checked != nil {
		p.reporting.Lock()
		defer p.reporting.Unlock()
		p.opts.Checked(s.Snapshot, found)
	}
}

// unreadable turns the error of a source that can't be read into a diagnostic.
func unreadable(err error) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Error, Code: "source/unreadable", Pos: diag.Position{File: "content"}, Message: err.Error()}
}

// outdated reports whether an error only means that a source was saved since.
func outdated(err error) bool { return errors.Is(err, source.ErrChanged) }

// page describes the page that a file of a snapshot is, once was, or would be if
// it were published. It returns nil for other files and for pages without a
// source file.
func (p *Preview) page(s *builder.Snapshot, name string) *serve.PageInfo {
	of := s.Site.PageIn(name)
	if of == nil {
		if out, ok := s.Site.LeftOutAt(strings.TrimSuffix(name, "index.html")); ok {
			return &serve.PageInfo{File: out.Page.Name(), Gone: string(out.Reason)}
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.history.page(s, name)
	}
	if !of.Written() {
		return nil
	}
	page, err := describePage(s, of)
	if err != nil {
		return nil // a newer snapshot is on its way
	}
	page.Editor = editorTemplate(s.Site.Settings.Editor, p.opts.Folder, page.File)
	p.mu.Lock()
	defer p.mu.Unlock()
	page.Backlinks = p.links.to(of, s)
	page.Counting = !p.links.complete
	return page
}

func (p *Preview) source(name string) ([]byte, bool) {
	if s := p.now().Snapshot; s != nil {
		return s.Source(name)
	}
	return nil, false
}

func (p *Preview) editorURL(pos diag.Position) string {
	if s := p.now().Snapshot; s != nil {
		return editorURL(s.Site.Settings.Editor, p.opts.Folder, pos)
	}
	return ""
}
