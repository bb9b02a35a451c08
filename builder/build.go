package builder

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"sync"

	"aftercare/builder/check"
	"aftercare/builder/check/finished"
	"aftercare/builder/diag"
	"aftercare/builder/output"
	"aftercare/builder/precompress"
	"aftercare/builder/publish"
	"aftercare/builder/source"
)

// Report says what a build did and found.
type Report struct {
	publish.Summary
	Snapshot    *Snapshot
	Diagnostics diag.List
}

// ErrMistakes says that the guide has errors and was not published. They are
// in the report's diagnostics.
var ErrMistakes = errors.New("the guide has mistakes")

// attempts is how often a build starts again because a source was saved while
// it ran.
const attempts = 3

// Build takes a snapshot and publishes it to opts.Dest. With mistakes of
// severity error nothing is published and the error is ErrMistakes; any other
// error is the machine's.
func Build(ctx context.Context, b *Builder, opts publish.Options) (*Report, error) {
	for attempt := 1; ; attempt++ {
		report, err := build(ctx, b, opts)
		if !errors.Is(err, source.ErrChanged) || attempt == attempts {
			return report, err
		}
	}
}

func build(ctx context.Context, b *Builder, opts publish.Options) (*Report, error) {
	b.publishing = true
	snapshot, err := b.Snapshot()
	if err != nil {
		return nil, err
	}
	run, err := check.New(snapshot.toCheck(), nil)
	if err != nil {
		return nil, err
	}
	files := &collecting{Snapshot: snapshot, run: run}
	report := &Report{Snapshot: snapshot}
	opts.Verify = func() error {
		var err error
		if report.Diagnostics, err = snapshot.finish(ctx, files.run, files.diags, false); err != nil {
			return err
		}
		if report.Diagnostics.HasErrors() {
			return ErrMistakes
		}
		return nil
	}
	var site publish.Files = files
	if b.opts.Precompress {
		site = precompress.New(files, snapshot)
	}
	report.Summary, err = publish.Publish(ctx, site, opts)
	if _, bad := errors.AsType[*publish.NameError](err); bad {
		// Nothing has been made yet; a check says where the names come from.
		found, failed := snapshot.Check(ctx)
		if report.Diagnostics = found; failed != nil || found.HasErrors() {
			err = cmp.Or(failed, ErrMistakes)
		}
	}
	if errors.Is(err, ErrMistakes) {
		err = ErrMistakes
	}
	return report, err
}

// collecting goes on making files after a writer's mistake, so that one build
// finds them all.
type collecting struct {
	*Snapshot
	run   *check.Run
	mu    sync.Mutex
	diags diag.List
}

// Open makes a file, or an empty one in place of one that has a mistake.
func (c *collecting) Open(name string) (fs.File, error) {
	e, _ := c.Entry(name)
	if e.File != nil && !finished.Judges(name) {
		return c.Snapshot.Open(name)
	}
	data, err := c.ReadFile(name)
	made := finished.Inspect(name, data, e.File != nil)
	if e.Page != nil && err == nil {
		if err := c.run.Page(e.Page, &made); err != nil {
			return nil, err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil && collect(&c.diags, err) {
		return output.File(name, nil), nil
	}
	c.diags = append(c.diags, blame(made.Found, e)...)
	return output.File(name, data), err
}
