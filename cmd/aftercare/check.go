package main

import (
	"context"
	"fmt"
)

func checkCommand() *command {
	return &command{
		name: "check", short: "list every mistake, writing nothing",
		about:    "Check builds the guide in memory and reports everything that is wrong with it.",
		examples: []string{"aftercare check", "aftercare check -D", "aftercare check --format sarif > report.sarif"},
		flags: func(f *flagSet) action {
			c := &checking{}
			c.guideFlags.register(f)
			return c.run
		},
	}
}

type checking struct{ guideFlags }

func (c *checking) run(ctx context.Context, p *program, _ []string) error {
	guide, err := c.open(p, false)
	if err != nil {
		return err
	}
	snapshot, err := guide.Snapshot()
	if err != nil {
		return err
	}
	found, err := snapshot.Check(ctx)
	if err != nil {
		return err
	}
	if err := c.report(p, snapshot, found); err != nil {
		return err
	}
	if !c.quiet && c.format == "text" {
		fmt.Fprintf(p.stdout, "%d pages checked, no errors\n", len(snapshot.Site.Pages))
		c.leftOut(p, snapshot)
	}
	return nil
}
