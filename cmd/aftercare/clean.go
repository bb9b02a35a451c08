package main

import (
	"context"
	"fmt"

	"aftercare/builder/publish"
)

func cleanCommand() *command {
	return &command{
		name: "clean", short: "remove what build published",
		about:    "Clean removes the published files. Files in the folder that build did not write are kept.",
		examples: []string{"aftercare clean", "aftercare clean -d /srv/guide"},
		flags: func(f *flagSet) action {
			g := &guideFlags{}
			g.registerSource(f)
			f.string(&g.dest, "d destination", "DIR", "the published folder (default: public)")
			return g.clean
		},
	}
}

func (g *guideFlags) clean(ctx context.Context, p *program, _ []string) error {
	g.locate()
	summary, err := publish.Clean(ctx, publish.Options{Dest: g.destination(), Sources: g.sources()})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s: %d files removed\n", shortPath(g.destination()), len(summary.Removed))
	printKept(p, summary.Foreign)
	return nil
}
