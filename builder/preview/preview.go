// Package preview keeps a browser up to date with a guide that somebody writes.
// It takes a snapshot after each save, shows it at once, and checks it behind:
//
//	p := preview.New(preview.Options{Guide: guide, Folder: ".", Hosts: hosts})
//	go p.Serve(ctx, listener)
//	err := p.Follow(ctx, changes) // until ctx is done
//
// A page never waits for a check. What could not be read, or holds a mistake,
// leaves what is shown as it was and is said in the page.
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

// Options say what is shown. The functions may be nil; they are called one at a
// time.
type Options struct {
	// Guide takes the snapshots. Nobody else uses it meanwhile.
	Guide *builder.Builder
	// Folder is the one that holds content, layouts and static.
	Folder string
	// Hosts are those of serve.Options.
	Hosts []string
	// Ready is called when the first snapshot has been taken, or could not be.
	Ready func()
	// Checked is told what a check has found in a snapshot.
	Checked func(*builder.Snapshot, diag.List)
	// Failed is told why there is no newer snapshot, once for each reason.
	Failed func(diag.Diagnostic)
}

// Preview shows a guide.
type Preview struct {
	opts   Options
	server *serve.Server

	stopCheck func() // ends the check that runs or waits
	failure   string // why what is shown is older than the sources, "" if it is not
	ready     sync.Once

	reporting sync.Mutex

	mu      sync.Mutex
	current shown
	checked int // the last version that a check has been through
	history history
	links   links
}

type shown struct {
	*builder.Snapshot
	version int
}

// New returns a preview that shows nothing yet.
func New(opts Options) *Preview {
	p := &Preview{opts: opts, stopCheck: func() {}, history: make(history)}
	p.server = serve.New(serve.Options{Hosts: opts.Hosts, Sources: p.source, EditorURL: p.editorURL, Outdated: outdated})
	return p
}

// Serve answers browsers until ctx is done.
func (p *Preview) Serve(ctx context.Context, l net.Listener) error { return p.server.Serve(ctx, l) }

// The preview looks at the files that it is told of, and at all of them once
// nothing has happened for a while, since it may have been told too little. The
// checks begin after a pause, so that a burst of saves does not wait for them.
// The clock is looked at again after clockPause at the latest, since a timer
// stands still while the machine sleeps.
const (
	idle       = 3 * time.Second
	checkPause = 300 * time.Millisecond
	clockPause = time.Minute
)

// Follow shows the guide as it is now and again after every change, until ctx
// is done or there are no more changes. The error is the machine's, met before
// there was anything to show.
func (p *Preview) Follow(ctx context.Context, changes <-chan watch.Event) error {
	defer func() { p.stopCheck() }()
	var saved []string // nothing named means everything
	for more := true; more; {
		p.stopCheck() // whoever saved waits for the page, not for the check
		if err := p.update(ctx, saved); err != nil {
			return err
		}
		p.startCheck(ctx)
		saved, more = p.wait(ctx, changes, saved != nil)
	}
	return nil
}

// wait waits until there may be something else to show, and returns which
// sources to look at; more is false at the end. named says that the last look
// was at a few alone.
func (p *Preview) wait(ctx context.Context, changes <-chan watch.Event, named bool) (saved []string, more bool) {
	var quiet <-chan time.Time
	if named {
		quiet = time.After(idle)
	}
	for {
		select {
		case e, open := <-changes:
			return p.names(e.Paths), open
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

// untilDue is how long the clock need not be looked at; 0 means that by now the
// sources make something else than what is shown.
func (p *Preview) untilDue() time.Duration {
	if s := p.now().Snapshot; s != nil && p.failure == "" {
		return max(0, min(clockPause, s.Lasts()))
	}
	return clockPause
}

// names are the sources at some paths, nil if one is none.
func (p *Preview) names(paths []string) []string {
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

// update takes a snapshot and shows it, if anything is different.
func (p *Preview) update(ctx context.Context, saved []string) error {
	snapshot, err := p.snapshot(ctx, saved)
	if p.opts.Ready != nil {
		p.ready.Do(p.opts.Ready)
	}
	switch {
	case errors.Is(err, builder.ErrNoContent):
		p.fail(diag.Diagnostic{Severity: diag.Error, Code: "source/empty", Pos: diag.Position{File: "content"}, Message: err.Error(), Hint: "what is shown was made before; it goes on when the folder is back"})
	case err != nil && p.now().Snapshot == nil:
		return err
	case err != nil: // the next change is tried again
		p.fail(unreadable(err))
	case snapshot != nil:
		p.show(snapshot)
	}
	return nil
}

// fail has the server say why there is nothing newer.
func (p *Preview) fail(why diag.Diagnostic) {
	if p.failure == why.Message {
		return // it has been said, and stays
	}
	p.failure = why.Message
	p.mu.Lock()
	p.checked = 0 // what was found is no longer shown
	p.mu.Unlock()
	p.server.Fail(diag.List{why})
	if p.opts.Failed != nil {
		p.opts.Failed(why)
	}
}

func (p *Preview) show(s *builder.Snapshot) {
	p.failure = ""
	r := serve.Revision{Site: s, Found: s.LoadFindings(), Broken: s.Broken, Page: func(name string) *serve.Page { return p.page(s, name) }}
	p.mu.Lock()
	if before := p.current.Snapshot; before != nil {
		r.Changes = changes(before, s)
		p.history.note(r.Changes, before, s)
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

// snapshot returns nil if nothing has changed. A source that is saved while it
// is read is read again.
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

// startCheck lets what is found follow only if there is no newer snapshot then.
func (p *Preview) startCheck(ctx context.Context) {
	now := p.now()
	p.mu.Lock()
	done := now.Snapshot == nil || p.checked == now.version || p.failure != "" // of sources that are gone there is nothing to say
	p.mu.Unlock()
	if done {
		return
	}
	check, stop := context.WithCancel(pool.LowPriority(ctx))
	p.stopCheck = stop
	go p.check(check, now)
}

// check checks a snapshot, unless something happens before it is done.
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

// unreadable says on the page that a source can't be read.
func unreadable(err error) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Error, Code: "source/unreadable", Pos: diag.Position{File: "content"}, Message: err.Error()}
}

// outdated reports whether a file could not be made only because a source was
// saved meanwhile.
func outdated(err error) bool { return errors.Is(err, source.ErrChanged) }

// page tells of the page that a file of a snapshot holds, once held, or would
// hold if it were published; nil if there never was one, or none that a source
// file stands behind.
func (p *Preview) page(s *builder.Snapshot, name string) *serve.Page {
	of := s.Site.PageIn(name)
	if of == nil {
		if out, ok := s.Site.LeftOutAt(strings.TrimSuffix(name, "index.html")); ok {
			return &serve.Page{File: out.Page.Name(), Gone: string(out.Reason)}
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
	page.Linked = p.links.to(of, s)
	page.Count = !p.links.complete
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
