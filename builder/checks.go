package builder

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"aftercare/builder/check"
	"aftercare/builder/diag"
	"aftercare/builder/pool"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Asker asks other sites whether addresses still lead somewhere.
type Asker func(context.Context, []check.Address) (diag.List, error)

// Check reports everything that is wrong with the guide, sorted, with the
// severities that settings and options give. Other sites are asked only if an
// asker is given. The error is the machine's.
//
// A second check by snapshots of the same Builder costs little more than what
// has changed between them: pages are made again only where their own text or
// the layouts have changed, and lists always.
func (s *Snapshot) Check(ctx context.Context, ask ...Asker) (diag.List, error) {
	run := s.run()
	made, err := s.makeAll(ctx, run)
	if err != nil {
		return nil, err
	}
	found, err := s.found(ctx, run)
	if err != nil {
		return nil, err
	}
	found = append(found, made...)
	for _, f := range ask {
		answers, err := f(ctx, run.Addresses())
		if err != nil {
			return nil, err
		}
		found = append(found, answers...)
	}
	return s.Finish(run.Allow(found, true, len(ask) > 0)), nil
}

// Known is what loading found, before any page has been made or checked.
func (s *Snapshot) Known() diag.List {
	return s.Finish(s.run().Allow(slices.Clone(s.diags), false, false))
}

// Statistics are figures about the text of the guide, by section.
func (s *Snapshot) Statistics(ctx context.Context) ([]check.Statistics, error) {
	return check.Measure(ctx, check.Input{Site: s.Site, Documents: s.documents})
}

func (s *Snapshot) run() *check.Run {
	return check.New(check.Input{
		Site: s.Site, Tree: s.Tree, Documents: s.documents, Lenient: s.opts.Preview,
		Memory: s.checked.memory,
		Made:   func(p *site.Page) ([]byte, error) { return s.ReadFile(site.OutputPath(p.URL)) },
		Layout: func(p *site.Page) string {
			return s.layouts.sets[p.Lang].Name(p.Section(), p.Matter.Layout, string(p.Kind))
		},
	})
}

// found is what is wrong with the sources.
func (s *Snapshot) found(ctx context.Context, run *check.Run) (diag.List, error) {
	found, err := run.Finish(ctx)
	return append(slices.Clone(s.diags), found...), err
}

// makeAll makes every file that may have changed since the last check and
// returns what is wrong with it. A page's own text is checked right after it
// was made, while its document is remembered.
func (s *Snapshot) makeAll(ctx context.Context, run *check.Run) (diag.List, error) {
	names := s.Names()
	lists := make([]diag.List, len(names))
	s.checked.begin(s.layouts)
	err := pool.Each(ctx, len(names), func(i int) error {
		var err error
		lists[i], err = s.makeOne(names[i], run)
		return err
	})
	return slices.Concat(lists...), err
}

func (s *Snapshot) makeOne(name string, run *check.Run) (diag.List, error) {
	entry, _ := s.Entry(name)
	if s.checked.same(entry.Page) {
		return nil, run.Page(entry.Page, nil)
	}
	var found diag.List
	data, err := s.ReadFile(name)
	if err != nil && !collect(&found, err) {
		return nil, err
	}
	found = append(found, s.hygiene(name, data)...)
	if entry.Page == nil {
		return found, nil
	}
	if len(found) == 0 {
		s.checked.keep(entry.Page)
	}
	return found, run.Page(entry.Page, data)
}

// hygiene checks a finished page and blames the file that it was made from.
func (s *Snapshot) hygiene(name string, data []byte) diag.List {
	found := check.Hygiene(name, data)
	for i := range found {
		if e, ok := s.Entry(name); ok && e.Page != nil {
			found[i].Pos.File = e.Page.Name()
		} else if ok && e.File != nil {
			found[i].Pos.File = e.File.Name()
		}
	}
	return found
}

// Finish sorts diagnostics and gives them the severities in force.
func (s *Snapshot) Finish(l diag.List) diag.List {
	severities := maps.Clone(s.Site.Settings.Severities())
	if severities == nil {
		severities = make(map[string]diag.Severity)
	}
	maps.Copy(severities, s.opts.Severities)
	l = l.Apply(severities)
	l.Sort()
	return l
}

// collect adds err to a list if it is the writer's mistake.
func collect(l *diag.List, err error) bool {
	var d diag.Diagnostic
	if errors.As(err, &d) {
		*l = append(*l, d)
		return true
	}
	return false
}

// checked is what the checks of one Builder's snapshots remember: advice on
// texts, and the pages that were made and had nothing wrong with them. It is
// safe for concurrent use.
type checked struct {
	memory *check.Memory

	mu      sync.Mutex
	layouts layouts
	clean   map[string]source.Hash // by source file
}

func newChecked() *checked {
	return &checked{memory: check.NewMemory(), clean: make(map[string]source.Hash)}
}

// begin forgets the pages that other layouts made.
func (c *checked) begin(l layouts) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.Equal(c.layouts.files, l.files) || !slices.Equal(c.layouts.langs, l.langs) {
		c.layouts = l
		clear(c.clean)
	}
}

// same reports whether a page was clean when it was last made and its text is
// the same. Pages that show others count as changed.
func (c *checked) same(p *site.Page) bool {
	if p == nil || p.File == nil || p.IsNode() {
		return false
	}
	hash, err := p.File.Hash()
	c.mu.Lock()
	defer c.mu.Unlock()
	kept, ok := c.clean[p.Name()]
	return err == nil && ok && kept == hash
}

func (c *checked) keep(p *site.Page) {
	if p.File == nil || p.IsNode() {
		return
	}
	if hash, err := p.File.Hash(); err == nil {
		c.mu.Lock()
		c.clean[p.Name()] = hash
		c.mu.Unlock()
	}
}
