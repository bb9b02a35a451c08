package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/publish"
)

func buildCommand() *command {
	return &command{
		name: "build", short: "publish the guide to the folder public",
		about: "Build publishes the guide as plain files, whole or not at all.",
		examples: []string{
			"aftercare build",
			"aftercare build -b https://example.org/guide/ -d /srv/guide",
			"aftercare build --severity link/dead-page=warning",
		},
		flags: func(f *flagSet) action {
			b := &build{}
			b.guideFlags.register(f)
			f.string(&b.dest, "d destination", "DIR", "the folder to publish to (default: public in the guide's folder)")
			f.bool(&b.inPlace, "in-place", "rename files one by one, for a folder that is mounted elsewhere")
			f.bool(&b.precompress, "precompress", "also write every text file compressed (.gz, .br), for hosts that serve these")
			f.bool(&b.replace, "replace", "overwrite files in the destination that this program did not write")
			return b.run
		},
	}
}

type build struct {
	guideFlags
	inPlace, replace bool
}

func (b *build) run(ctx context.Context, p *program, _ []string) error {
	start := time.Now()
	if p.getenv("GOGC") == "" {
		buildGC.apply()
	}
	guide, err := b.open(p, false)
	if err != nil {
		return err
	}
	report, err := builder.Build(ctx, guide, publish.Options{
		Dest: b.destination(), Sources: b.sources(), InPlace: b.inPlace, Replace: b.replace,
	})
	if errors.Is(err, builder.ErrNoContent) {
		return usageError{err.Error(), "name the guide's folder with -s DIR"}
	}
	if _, foreign := errors.AsType[*publish.ConflictError](err); foreign {
		return usageError{err.Error(), "to overwrite them: aftercare build --replace"}
	}
	if err != nil && !errors.Is(err, builder.ErrMistakes) {
		return err
	}
	if err := b.report(p, report.Snapshot, report.Diagnostics); err != nil {
		if errors.Is(err, errMistakes) {
			fmt.Fprintf(p.stderr, "%s is unchanged\n", b.destination())
		}
		return err
	}
	if !b.quiet && b.format == "text" {
		b.summarise(p, report, time.Since(start))
	}
	return nil
}

func (b *build) summarise(p *program, r *builder.Report, took time.Duration) {
	fmt.Fprintf(p.stdout, "%s: %d pages, %d files; %d added, %d changed, %d removed (%s)\n",
		shortPath(b.destination()), len(r.Snapshot.Site.Pages), len(r.Added)+len(r.Changed)+r.Unchanged,
		len(r.Added), len(r.Changed), len(r.Removed), took.Round(time.Millisecond))
	if b.verbose {
		for mark, names := range map[string][]string{"+": r.Added, "~": r.Changed, "-": r.Removed} {
			for _, name := range names {
				fmt.Fprintf(p.stdout, "  %s %s\n", mark, diag.VisibleLines(name))
			}
		}
	}
	b.printLeftOut(p, r.Snapshot)
	printRemoved(p, r.Snapshot.Site, r.Removed, r.Added)
	printKept(p, r.Foreign)
	if r.InPlace != "" {
		fmt.Fprintf(p.stdout, "files were renamed one by one: %s\n", r.InPlace)
	}
	if r.Snapshot.Site.BaseURL == "" {
		fmt.Fprintln(p.stdout, "no base URL (-b URL or AFTERCARE_BASE_URL): sitemap.xml, feed.xml, llms.txt, canonical addresses and link previews are left out;\n404.html, _headers and _redirects are those of a guide at the root of its host")
	}
}

// printKept counts foreign files, except dot files such as .gitignore, which are
// there on purpose.
func printKept(p *program, names []string) {
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return strings.HasPrefix(path.Base(n), ".") })
	if len(names) > 0 {
		fmt.Fprintf(p.stdout, "kept %s that this program did not write, such as %s\n", plural(len(names), "file", "files"), diag.VisibleLines(names[0]))
	}
}

func shortPath(dir string) string {
	here, err := os.Getwd()
	if err != nil {
		return dir
	}
	if abs, err := filepath.Abs(dir); err == nil {
		if rel, err := filepath.Rel(here, abs); err == nil && len(rel) < len(dir) {
			return rel
		}
	}
	return dir
}
