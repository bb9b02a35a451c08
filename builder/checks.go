package builder

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"aftercare/builder/check"
	"aftercare/builder/check/advice"
	"aftercare/builder/check/finished"
	"aftercare/builder/diag"
	"aftercare/builder/output"
	"aftercare/builder/pool"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Asker asks other sites whether addresses still lead somewhere.
type Asker func(context.Context, []check.Address) (diag.List, error)

// Check reports everything that is wrong with the guide, sorted, with the
// severities set by settings and options. It asks other sites only if given an
// Asker. An error is a failure of the machine.
func (s *Snapshot) Check(ctx context.Context, ask ...Asker) (diag.List, error) {
	run, err := check.New(s.checkInput(), s.cache.texts)
	if err != nil {
		return nil, err
	}
	more, err := s.cache.inspect(ctx, s, run)
	if err != nil {
		return nil, err
	}
	for _, f := range ask {
		answers, err := f(ctx, check.Addresses(s.checkInput()))
		if err != nil {
			return nil, err
		}
		more = append(more, answers...)
	}
	return s.finish(ctx, run, more, len(ask) > 0)
}

// finish completes a run and adds what was found outside it.
func (s *Snapshot) finish(ctx context.Context, run *check.Run, more diag.List, asked bool) (diag.List, error) {
	found, err := run.Finish(ctx, slices.Concat(s.known, s.badNames(), more), asked)
	if err != nil {
		return nil, err
	}
	return s.Finish(found), nil
}

// LoadFindings returns what loading found, before any page was made or checked.
func (s *Snapshot) LoadFindings() diag.List {
	return s.Finish(check.Allow(s.checkInput(), s.known))
}

// Statistics returns figures about the guide's text, by section.
func (s *Snapshot) Statistics(ctx context.Context) ([]advice.Statistics, error) {
	return advice.Measure(ctx, s.Site, s.Documents.Document)
}

func (s *Snapshot) checkInput() check.Input {
	return check.Input{
		Site: s.Site, Tree: s.Tree, Documents: s.Documents, Sets: s.layouts.sets, Lenient: s.opts.Preview,
		Made: func(p *site.Page) ([]byte, error) { return s.ReadFile(site.OutputPath(p.URL)) },
		Templates: func() map[string]bool {
			set := s.layouts.sets[s.Site.Settings.Language]
			files, _ := set.Reach(s.layouts.templates(set))
			return files
		},
	}
}

// inspect makes the site's files and returns what is wrong with them. It checks
// a page's text right after making the page, while its document is still
// cached.
func (c *checkCache) inspect(ctx context.Context, s *Snapshot, run *check.Run) (diag.List, error) {
	names := s.Names()
	inspected := make([]inspectedFile, len(names))
	known := c.outputsFor(s)
	for i, name := range names {
		inspected[i] = known[name]
	}
	err := pool.Each(ctx, len(names), func(i int) (err error) {
		entry, _ := s.Entry(names[i])
		if !inspected[i].current(s.Site) {
			inspected[i], err = inspectFile(s, names[i], entry)
		}
		if err != nil || entry.Page == nil {
			return err
		}
		return run.Page(entry.Page, inspected[i].made)
	})
	c.remember(s, names, inspected)
	var found diag.List
	for _, file := range inspected {
		found = append(found, file.failed...)
		if file.made != nil {
			found = append(found, file.made.Found...)
		}
	}
	return found, err
}

// inspectedFile holds the findings about a finished file, or the mistakes that
// prevented it. For a page it also holds the texts shown on it.
type inspectedFile struct {
	made   *finished.File
	failed diag.List
	texts  []pageText
}

type pageText struct {
	page *site.Page
	file *source.File
}

// current reports whether the file is a page whose texts are unchanged in s.
func (f inspectedFile) current(s *site.Site) bool {
	return f.texts != nil && !slices.ContainsFunc(f.texts, func(t pageText) bool { return s.Text(t.page).File != t.file })
}

func inspectFile(s *Snapshot, name string, entry output.Entry) (file inspectedFile, err error) {
	if !finished.Inspects(name) && entry.Page == nil {
		return file, nil
	}
	data, err := s.ReadFile(name)
	switch {
	case err == nil:
		made := finished.Inspect(name, data, entry.File != nil)
		blame(made.Found, entry)
		file.made = &made
	case !addMistake(&file.failed, err):
		return inspectedFile{}, err
	case entry.Page != nil:
		for i := range file.failed {
			file.failed[i].Pos.File = cmp.Or(file.failed[i].Pos.File, entry.Page.Name())
		}
	}
	if entry.Page != nil {
		for _, p := range append(s.renderer.TextsOn(entry.Page), entry.Page) {
			file.texts = append(file.texts, pageText{p, s.Site.Text(p).File})
		}
	}
	return file, nil
}

// blame points findings about a finished file at its source. Line numbers of a
// finished page mean nothing there and are dropped.
func blame(found diag.List, e output.Entry) diag.List {
	for i := range found {
		switch {
		case e.Page != nil:
			found[i].Pos = diag.Position{File: e.Page.Name()}
		case e.File != nil:
			found[i].Pos.File = e.File.Name()
		}
	}
	return found
}

// Finish applies the severities in force to diagnostics, sorts them and
// shortens lists too long to read.
func (s *Snapshot) Finish(l diag.List) diag.List {
	severities := maps.Clone(s.Site.Settings.Severities())
	if severities == nil {
		severities = make(map[string]diag.Severity)
	}
	maps.Copy(severities, s.opts.Severities)
	l = l.Apply(severities)
	l.Sort()
	return check.HideCascades(s.Site, l).Limit()
}

// addMistake adds err to a list if it is the writer's mistake, and reports
// whether it is.
func addMistake(l *diag.List, err error) bool {
	var d diag.Diagnostic
	if errors.As(err, &d) {
		*l = append(*l, d)
		return true
	}
	return false
}
