package builder

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path"
	"sync"

	"aftercare/builder/asset"
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
// finds them all, and knows the assets that the files made so far refer to.
type collecting struct {
	*Snapshot
	run    *check.Run
	linked sync.Map // names of assets
	mu     sync.Mutex
	diags  diag.List
}

// Unused reports whether a file is an asset to which no file made so far refers.
// Templates ask for more than the pages of one guide turn out to need; a build
// leaves the rest out, a preview never gets a request for it.
func (c *collecting) Unused(name string) bool {
	_, linked := c.linked.Load(name)
	return !linked && c.isAsset(name)
}

func (c *collecting) isAsset(name string) bool { return c.layouts.assets.Files[name] != nil }

// link finds the assets that a file refers to. In JSON the slash of an address
// follows a backslash.
func (c *collecting) link(data []byte) {
	dir, slash := []byte(path.Clean(asset.Dir)), []byte("/") // a lone byte is found much faster
	var before []byte
	for part := range bytes.SplitSeq(data, slash) {
		if bytes.HasSuffix(bytes.TrimSuffix(before, []byte(`\`)), dir) {
			end := max(0, bytes.IndexAny(part, "\"'\\<> &)"))
			if name := asset.Dir + string(part[:end]); c.isAsset(name) {
				c.linked.Store(name, true)
			}
		}
		before = part
	}
}

// Open makes a file, or an empty one in place of one that has a mistake.
func (c *collecting) Open(name string) (fs.File, error) {
	e, _ := c.Entry(name)
	if e.File != nil && !finished.Judges(name) {
		return c.Snapshot.Open(name)
	}
	data, err := c.ReadFile(name)
	c.link(data)
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
