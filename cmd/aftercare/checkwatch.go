package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/source"
	"aftercare/builder/watch"
)

// follow checks the guide now and after every save. It prints all findings the
// first time, then only new and mended ones. It does not clear the screen, so that
// earlier findings can still be read.
func (c *checking) follow(ctx context.Context, p *program, guide *builder.Builder) error {
	changes, err := watch.Watch(ctx, c.watched(), watch.Options{Poll: c.poll, Log: func(m string) { fmt.Fprintln(p.stderr, m) }})
	if err != nil {
		return err
	}
	f := follower{checking: c, program: p}
	for open := true; open; _, open = <-changes {
		snapshot, found, err := c.checkAgain(ctx, p, guide)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, builder.ErrNoContent):
			fmt.Fprintln(p.stderr, diag.VisibleLines(err.Error()))
		case err != nil:
			return err
		default:
			if err := f.report(snapshot, found); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkAgain checks, and starts over if a source is saved meanwhile.
func (c *checking) checkAgain(ctx context.Context, p *program, guide *builder.Builder) (*builder.Snapshot, diag.List, error) {
	for {
		snapshot, found, err := c.check(ctx, p, guide)
		if !errors.Is(err, source.ErrChanged) || ctx.Err() != nil {
			return snapshot, found, err
		}
		time.Sleep(5 * time.Millisecond)
	}
}

type follower struct {
	*checking
	*program
	reported bool
	last     diag.List
}

func (f *follower) report(s *builder.Snapshot, found diag.List) error {
	fresh, mended := found.Since(f.last)
	first := !f.reported
	f.reported, f.last = true, found
	if !first && len(fresh)+len(mended) == 0 {
		return nil
	}
	if err := f.writeText(f.stderr, f.style, s, fresh); err != nil {
		return err
	}
	for _, d := range mended {
		fmt.Fprintf(f.stderr, "mended: %s: %s [%s]\n", diag.VisibleLines(d.Pos.String()), diag.VisibleLines(d.Message), d.Code)
	}
	if f.quiet {
		return nil
	}
	fmt.Fprintf(f.stdout, "%s  %s\n", time.Now().Format(time.TimeOnly), found.Summary())
	if first {
		fmt.Fprintln(f.stdout, "Checking again after every save; Ctrl+C stops.")
	}
	return nil
}
