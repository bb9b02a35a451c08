package main

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"aftercare/builder"
	"aftercare/builder/check"
	"aftercare/builder/check/external"
	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
)

func checkCommand() *command {
	return &command{
		name: "check", short: "list every mistake; write nothing", usage: "[FILE …]",
		about: "Check builds the guide in memory and reports everything that is wrong with it.\n" +
			"If files or folders are named, it reports only those.\n" +
			"With --explain it explains codes instead, or lists them all.",
		examples: []string{
			"aftercare check", "aftercare check content/_index.md", "aftercare check --watch     # in a second terminal", "aftercare check --explain link/dead-page",
			"aftercare check --external", "aftercare check --format sarif > report.sarif",
		},
		flags: func(f *flagSet) action {
			c := &checking{}
			c.guideFlags.register(f)
			f.register("explain", "[CODE]", "explain a code, or list all codes", func(n string) { f.BoolFunc(n, "", c.setExplain) })
			f.bool(&c.watch, "watch", "check again after every save and print what has changed")
			f.bool(&c.poll, "poll", "with --watch, compare files instead of waiting for events, for network drives")
			f.bool(&c.external, "external", "also check that linked pages of other sites still exist")
			f.bool(&c.private, "external-private", "the same, including addresses of this machine and its network")
			return c.run
		},
	}
}

type checking struct {
	guideFlags
	explain           bool
	codes             []string
	watch, poll       bool
	external, private bool
}

// setExplain handles --explain and --explain=CODE. In "--explain CODE", the code
// is an argument.
func (c *checking) setExplain(value string) error {
	c.explain = true
	if value != "true" {
		c.codes = append(c.codes, value)
	}
	return nil
}

func (c *checking) run(ctx context.Context, p *program, args []string) error {
	c.external = c.external || c.private
	people := c.format == string(diag.Text)
	switch {
	case c.explain:
		return explain(p, append(c.codes, args...))
	case len(args) > 0 && c.watch:
		return usageError{"--watch checks the whole guide", ""}
	case c.watch && (c.external || !people):
		return usageError{"--watch works only with --format text and without --external", ""}
	}
	guide, err := c.open(p, false)
	if err != nil {
		return err
	}
	if c.watch {
		return c.follow(ctx, p, guide)
	}
	snapshot, found, err := c.check(ctx, p, guide)
	if err != nil {
		return err
	}
	if len(args) > 0 {
		return c.checkSome(p, snapshot, found, args)
	}
	if people && !c.quiet {
		if err := c.printRemovedSinceBuild(p, snapshot); err != nil {
			return err
		}
	}
	if err := c.report(p, snapshot, found); err != nil {
		return err
	}
	if people && !c.quiet {
		fmt.Fprintf(p.stdout, "%d pages checked, no errors\n", len(snapshot.Site.Pages))
		c.printLeftOut(p, snapshot)
	}
	return nil
}

// checkSome reports what was found in some files or folders. Their paths are
// relative to the working directory or to the guide's folder.
func (c *checking) checkSome(p *program, s *builder.Snapshot, found diag.List, files []string) error {
	var there diag.List
	for _, file := range files {
		name, ok := c.sourceName(s, file)
		if !ok {
			return noSource(s, file)
		}
		for _, d := range found {
			if isIn(d.Pos.File, name) {
				there = append(there, d)
			}
		}
	}
	if len(there) == 0 && !c.quiet && c.format == string(diag.Text) {
		fmt.Fprintln(p.stdout, "no mistakes found there")
		return nil
	}
	return c.report(p, s, there)
}

func isIn(file, name string) bool { return file == name || strings.HasPrefix(file, name+"/") }

// sourceName returns the name of a source, or of a folder of sources, below the
// guide's folder.
func (c *checking) sourceName(s *builder.Snapshot, file string) (name string, ok bool) {
	fromHere := file
	root, err := filepath.Abs(c.source)
	if path, err2 := filepath.Abs(file); err == nil && err2 == nil {
		if rel, err := filepath.Rel(root, path); err == nil {
			fromHere = rel
		}
	}
	for _, name := range []string{file, fromHere} {
		name = path.Clean(filepath.ToSlash(name))
		if slices.ContainsFunc(s.Tree.Names(), func(known string) bool { return isIn(known, name) }) {
			return name, true
		}
	}
	return "", false
}

func noSource(s *builder.Snapshot, file string) error {
	message := fmt.Sprintf("%s is not a source of this guide", file)
	if rules.Load().Has(file) {
		return usageError{message, "to learn what a code means: aftercare check --explain " + file}
	}
	return unknown(message, filepath.ToSlash(file), s.Tree.Names(), "aftercare list names the pages")
}

func (c *checking) check(ctx context.Context, p *program, guide *builder.Builder) (*builder.Snapshot, diag.List, error) {
	snapshot, err := guide.Snapshot()
	if err != nil {
		return nil, nil, err
	}
	var askers []builder.Asker
	if c.external {
		askers = append(askers, c.asker(p))
	}
	found, err := snapshot.Check(ctx, askers...)
	return snapshot, found, err
}

// asker returns the function that requests pages of other sites. It says so
// first, because they learn this machine's address.
func (c *checking) asker(p *program) builder.Asker {
	return func(ctx context.Context, addresses []check.Address) (diag.List, error) {
		if !c.quiet {
			fmt.Fprintf(p.stderr, "asking other sites for %s; they learn this machine's address …\n", plural(len(addresses), "address", "addresses"))
		}
		return external.Ask(ctx, addresses, external.Options{Private: c.private})
	}
}
