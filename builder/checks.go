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
// severities that settings and options give. Other sites are asked only if an
// asker is given. The error is the machine's.
func (s *Snapshot) Check(ctx context.Context, ask ...Asker) (diag.List, error) {
	run, err := check.New(s.toCheck(), s.checked.texts)
	if err != nil {
		return nil, err
	}
	more, err := s.checked.inspect(ctx, s, run)
	if err != nil {
		return nil, err
	}
	for _, f := range ask {
		answers, err := f(ctx, check.Addresses(s.toCheck()))
		if err != nil {
			return nil, err
		}
		more = append(more, answers...)
	}
	return s.finish(ctx, run, more, len(ask) > 0)
}

// finish ends a run, and adds what else was found in finished files and
// elsewhere.
func (s *Snapshot) finish(ctx context.Context, run *check.Run, more diag.List, asked bool) (diag.List, error) {
	found, err := run.Finish(ctx, slices.Concat(s.known, s.badNames(), more), asked)
	if err != nil {
		return nil, err
	}
	return s.Finish(found), nil
}

// Known is what loading found, before any page has been made or checked.
func (s *Snapshot) Known() diag.List {
	return s.Finish(check.Allow(s.toCheck(), s.known))
}

// Statistics are figures about the text of the guide, by section.
func (s *Snapshot) Statistics(ctx context.Context) ([]advice.Statistics, error) {
	return advice.Measure(ctx, s.Site, s.Documents.Document)
}

func (s *Snapshot) toCheck() check.Input {
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

// inspect makes the files of a site and returns what is wrong with them. A
// page's own text is checked right after the page was made, while its document
// is remembered.
func (c *checked) inspect(ctx context.Context, s *Snapshot, run *check.Run) (diag.List, error) {
	names := s.Names()
	inspected := make([]inspectedFile, len(names))
	known := c.knownTo(s)
	for i, name := range names {
		inspected[i] = known[name]
	}
	err := pool.Each(ctx, len(names), func(i int) (err error) {
		entry, _ := s.Entry(names[i])
		if !inspected[i].holds(s.Site) {
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

// inspectedFile is what was found in a finished file, or why there is none, and
// the texts that show on it if it is a page.
type inspectedFile struct {
	made   *finished.File
	failed diag.List
	texts  []pageText
}

type pageText struct {
	page *site.Page
	file *source.File
}

// holds reports whether the file is a page, and its texts are those of a site.
func (f inspectedFile) holds(s *site.Site) bool {
	return f.texts != nil && !slices.ContainsFunc(f.texts, func(t pageText) bool { return s.Text(t.page).File != t.file })
}

func inspectFile(s *Snapshot, name string, entry output.Entry) (file inspectedFile, err error) {
	if !finished.Judges(name) && entry.Page == nil {
		return file, nil
	}
	data, err := s.ReadFile(name)
	switch {
	case err == nil:
		made := finished.Inspect(name, data, entry.File != nil)
		blame(made.Found, entry)
		file.made = &made
	case !collect(&file.failed, err):
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

// blame names the source of what is wrong with a finished file. Lines are those
// of the finished file, which for a page are not those of its source.
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

// Finish sorts diagnostics, gives them the severities in force and counts
// instead of listing what nobody would read to the end.
func (s *Snapshot) Finish(l diag.List) diag.List {
	severities := maps.Clone(s.Site.Settings.Severities())
	if severities == nil {
		severities = make(map[string]diag.Severity)
	}
	maps.Copy(severities, s.opts.Severities)
	l = l.Apply(severities)
	l.Sort()
	return check.Causes(s.Site, l).Limit()
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
