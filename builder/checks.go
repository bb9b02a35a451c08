package builder

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"aftercare/builder/check"
	"aftercare/builder/diag"
	"aftercare/builder/output"
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
	return s.Finish(s.run().Allow(s.known(), false, false))
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
	return append(s.known(), found...), err
}

// makeAll makes every file that may have changed since the last check and
// returns what is wrong with it. A page's own text is checked right after it
// was made, while its document is remembered.
func (s *Snapshot) makeAll(ctx context.Context, run *check.Run) (diag.List, error) {
	round := s.checked.begin(s)
	lists := make([]diag.List, len(round.names))
	err := pool.Each(ctx, len(lists), func(i int) error {
		var err error
		lists[i], err = s.makeOne(round, round.names[i], run)
		return err
	})
	if err == nil {
		s.checked.complete(round, s)
	}
	return slices.Concat(lists...), err
}

func (s *Snapshot) makeOne(round *round, name string, run *check.Run) (diag.List, error) {
	entry, _ := s.Entry(name)
	if !check.LooksAt(name) && entry.Page == nil {
		return nil, nil // nothing is wrong with what Hygiene would not look at
	}
	hash := s.hashOf(entry)
	if round.clean(name, hash) {
		return nil, nil
	}
	var found diag.List
	data, err := s.look(name)
	if err != nil && !collect(&found, err) {
		return nil, err
	}
	found = append(found, s.hygiene(name, data)...)
	round.keep(name, hash, len(found) == 0 && (entry.Page == nil || check.HasOneTitle(data)))
	if entry.Page == nil {
		return found, nil
	}
	for i := range found {
		found[i].Pos.File = cmp.Or(found[i].Pos.File, entry.Page.Name())
	}
	return found, run.Page(entry.Page, data)
}

// hashOf is that of the source that a finished file is made from. That of a
// page without a file of its own, other than a list, is that of the questions
// of the sheet.
func (s *Snapshot) hashOf(e output.Entry) (hash source.Hash) {
	f := s.Tree.Get("content/" + questionsFile)
	switch {
	case e.File != nil:
		f = e.File
	case e.Page != nil && (e.Page.Written() || e.Page.IsNode()):
		f = s.Site.Text(e.Page).File
	}
	if f != nil {
		hash, _ = f.Hash() // one that can't be read is noticed where it is read
	}
	return hash
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
	return check.Causes(s.Site, l)
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
