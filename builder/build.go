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

// Report is the outcome of a build.
type Report struct {
	publish.Summary
	Snapshot    *Snapshot
	Diagnostics diag.List
}

// ErrMistakes means that the guide has errors and was not published. The errors
// are in Report.Diagnostics.
var ErrMistakes = errors.New("the guide has mistakes")

// attempts limits how often a build starts over because a source was saved
// while it ran.
const attempts = 3

// Build takes a snapshot and publishes it to opts.Dest. If the guide has
// mistakes of severity error, nothing is published and the error is
// [ErrMistakes]; any other error is a failure of the machine.
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
	run, err := check.New(snapshot.checkInput(), nil)
	if err != nil {
		return nil, err
	}
	files := &checkedFiles{Snapshot: snapshot, run: run}
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
		// No file has been made yet. A check can say which source each name
		// comes from.
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

// checkedFiles is a snapshot whose files are checked as they are published. It
// carries on after a writer's mistake, so that one build finds them all, and
// records which assets the files made so far refer to.
type checkedFiles struct {
	*Snapshot
	run    *check.Run
	linked sync.Map // names of the assets that files refer to
	mu     sync.Mutex
	diags  diag.List
}

// Unused reports whether a file is an asset that no file made so far refers to.
// Templates may ask for more assets than a guide's pages use. A build leaves
// those out; a preview simply gets no request for them.
func (c *checkedFiles) Unused(name string) bool {
	_, linked := c.linked.Load(name)
	return !linked && c.isAsset(name)
}

func (c *checkedFiles) isAsset(name string) bool { return c.layouts.assets.Files[name] != nil }

// recordAssets records the assets that a file refers to. JSON may escape the slashes
// of an address.
func (c *checkedFiles) recordAssets(data []byte) {
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

// Open makes a file, or returns an empty one if the writer's mistake prevents
// it.
func (c *checkedFiles) Open(name string) (fs.File, error) {
	e, _ := c.Entry(name)
	if e.File != nil && !finished.Inspects(name) {
		return c.Snapshot.Open(name)
	}
	data, err := c.ReadFile(name)
	c.recordAssets(data)
	made := finished.Inspect(name, data, e.File != nil)
	if e.Page != nil && err == nil {
		if err := c.run.Page(e.Page, &made); err != nil {
			return nil, err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil && addMistake(&c.diags, err) {
		return output.File(name, nil), nil
	}
	c.diags = append(c.diags, blame(made.Found, e)...)
	return output.File(name, data), err
}
