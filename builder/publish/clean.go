package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
)

// Clean removes what was published to the destination, the destination itself if
// nothing foreign is left in it, and the records beside it. It uses only Dest and
// Sources of the options, and its errors are those of [Publish].
func Clean(ctx context.Context, opt Options) (Summary, error) {
	t, err := openTarget(ctx, opt, false)
	if errors.Is(err, fs.ErrNotExist) {
		return Summary{}, nil
	}
	if err != nil {
		return Summary{}, err
	}
	defer t.close()
	p := &publication{target: t, opt: opt}
	if err := p.inspect(ctx); err != nil {
		return Summary{}, fmt.Errorf("inspect %s: %w", opt.Dest, err)
	}
	p.summary.Foreign = p.foreign.list()
	if err := p.clean(); err != nil {
		return p.summary, fmt.Errorf("clean %s: %w", opt.Dest, err)
	}
	return p.summary, nil
}

func (p *publication) clean() error {
	if err := p.removeOld(); err != nil {
		return err
	}
	p.summary.Removed = p.removed
	p.root.Remove(p.name) // fails unless it is empty
	for _, name := range []string{"next", "plan", "manifest"} {
		if err := p.discard(name); err != nil {
			return err
		}
	}
	return nil
}
