package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"aftercare"
	"aftercare/builder"
	"aftercare/builder/check/rules"
	"aftercare/builder/data"
	"aftercare/builder/diag"
	"aftercare/builder/handbook"
	"aftercare/builder/layout"
	"aftercare/builder/site"
	"aftercare/builder/source"
	"aftercare/builder/source/folder"
)

// guideFlags are the flags, as in Hugo, of all commands that read a guide.
type guideFlags struct {
	source, dest, baseURL, clock string
	drafts, future, expired      bool
	quiet, verbose, all          bool
	with                         []string // parts of a new guide; see parts
	precompress                  bool
	format                       string
	severities                   map[string]diag.Severity
	progress                     func(done, all int) // may be nil
	handbook                     bool                // read the handbook instead of a guide
}

// registerSource adds only -s, for commands that need no other of these flags.
func (g *guideFlags) registerSource(f *flagSet) {
	g.source = "."
	f.string(&g.source, "s source", "DIR", "the guide's folder, which holds content (default: here)")
}

func (g *guideFlags) register(f *flagSet) {
	g.format, g.severities = string(diag.Text), make(map[string]diag.Severity)
	g.registerSource(f)
	f.string(&g.baseURL, "b base-url baseURL", "URL", "where the guide will be published; also AFTERCARE_BASE_URL")
	f.bool(&g.drafts, "D drafts buildDrafts", "include drafts")
	f.bool(&g.future, "F future buildFuture", "include pages with a date in the future")
	f.bool(&g.expired, "E expired buildExpired", "include pages that have expired")
	f.string(&g.clock, "clock", "DATE", "the date and time to build for, instead of now")
	f.bool(&g.quiet, "q quiet", "print only what is wrong")
	f.bool(&g.verbose, "v verbose", "also print pages left out and files changed")
	f.bool(&g.all, "all", "show every place of a mistake that is found in many")
	f.string(&g.format, "format", "FORMAT", "how mistakes are written: text, json, github or sarif")
	f.each("severity", "CODE=LEVEL", "change a check: off, advice, warning or error; may be repeated", g.setSeverity)
}

func (g *guideFlags) setSeverity(s string) error {
	code, name, ok := strings.Cut(s, "=")
	if !ok {
		return errors.New("wants CODE=LEVEL, such as link/dead-page=warning")
	}
	if register := rules.Load(); !register.Has(code) {
		return fmt.Errorf("there is no check %q; %s", code, register.Hint(code))
	}
	severity, err := diag.ParseSeverity(name)
	g.severities[code] = severity
	return err
}

func (g *guideFlags) open(p *program, preview bool) (*builder.Builder, error) {
	g.locate()
	clock := time.Now
	if g.clock != "" {
		t, ok := data.ParseDate(g.clock)
		if !ok {
			return nil, usageError{fmt.Sprintf("--clock wants a date such as 2026-11-22, not %q", g.clock), ""}
		}
		clock = func() time.Time { return t }
	}
	if g.baseURL == "" && !g.handbook {
		g.baseURL = p.getenv("AFTERCARE_BASE_URL")
	}
	if _, err := site.CleanBaseURL(g.baseURL); err != nil {
		return nil, usageError{err.Error(), ""}
	}
	layers, err := g.layers()
	if err != nil {
		return nil, err
	}
	return builder.New(builder.Options{
		Layers:     layers,
		Site:       site.Options{Drafts: g.drafts, Future: g.future, Expired: g.expired, Zone: time.Local, BaseURL: g.baseURL},
		Clock:      clock,
		Severities: g.severities,
		Preview:    preview, Precompress: g.precompress,
		Progress: g.progress,
	}), nil
}

// locate sets source to the guide that the working directory is in, unless that
// has a folder content or -s was given.
func (g *guideFlags) locate() {
	if g.source != "." || isFolder("content") {
		return
	}
	here, err := os.Getwd()
	if err != nil {
		return
	}
	for dir, up := filepath.Dir(here), ".."; ; dir, up = filepath.Dir(dir), filepath.Join(up, "..") {
		content := filepath.Join(dir, "content")
		within := strings.HasPrefix(here+string(filepath.Separator), content+string(filepath.Separator))
		if within || isFile(filepath.Join(content, "site.yaml")) || isFile(filepath.Join(content, "_index.md")) {
			g.source = up
			return
		}
		if dir == filepath.Dir(dir) {
			return
		}
	}
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func (g *guideFlags) noGuide() error {
	if from, ok := generatorOf(g.source); ok && from.pages != "content" {
		pages := "its pages"
		if isFolder(filepath.Join(g.source, from.pages)) {
			pages += ", " + from.pages + "/,"
		}
		return usageError{fmt.Sprintf("there is no folder content in %s, which was made for %s", g.source, from.name), fmt.Sprintf("copy %s to content/", pages)}
	}
	if below, _ := filepath.Glob(filepath.Join(g.source, "*", "content", "site.yaml")); len(below) > 0 {
		dir := filepath.Dir(filepath.Dir(below[0]))
		return usageError{fmt.Sprintf("there is no folder content in %s", g.source), fmt.Sprintf("there is a guide in %s: cd %s, or add -s %s", dir, dir, dir)}
	}
	return usageError{fmt.Sprintf("there is no folder content in %s", g.source), "name the guide's folder with -s DIR, or start one: aftercare new guide FOLDER"}
}

// layers returns the guide's folders, which need not exist, and then the
// program's own layouts.
func (g *guideFlags) layers() (layers []source.Layer, err error) {
	switch {
	case g.handbook:
		if layers, err = handbook.Layers(); err != nil {
			return nil, err
		}
	case !isFolder(filepath.Join(g.source, "content")):
		return nil, g.noGuide()
	default:
		for _, dir := range g.watched() {
			layers = append(layers, source.Layer{Name: filepath.Base(dir), FS: folder.At(dir)})
		}
	}
	for name, dir := range map[string]string{"layouts": "layouts", layout.WordsLayer: "layouts/words"} {
		sub, err := fs.Sub(aftercare.Layouts, dir)
		if err != nil {
			return nil, err
		}
		layers = append(layers, source.Layer{Name: name, FS: sub, Shipped: true})
	}
	return layers, nil
}

func (g *guideFlags) watched() []string {
	return []string{filepath.Join(g.source, "content"), filepath.Join(g.source, "layouts"), filepath.Join(g.source, "static")}
}

func (g *guideFlags) destination() string {
	if g.dest != "" {
		return g.dest
	}
	return filepath.Join(g.source, "public")
}

// sources returns the existing folders that a build must never replace.
func (g *guideFlags) sources() []string {
	dirs := append(g.watched(), filepath.Join(g.source, "builder"), filepath.Join(g.source, "cmd"))
	return slices.DeleteFunc(dirs, func(dir string) bool {
		_, err := os.Stat(dir)
		return err != nil
	})
}

// placesShown is how many findings of one code are shown; the rest are counted,
// so that one cause takes at most a screen.
const placesShown = 5

// report writes findings: text to standard error, other formats to standard
// output. It returns errMistakes if there are errors.
func (g *guideFlags) report(p *program, s *builder.Snapshot, found diag.List) error {
	format, err := diag.ParseFormat(g.format)
	if err != nil {
		return usageError{err.Error(), ""}
	}
	if format != diag.Text {
		err = diag.Write(p.stdout, found, format, s.Source, rules.Load().Describe)
	} else if from, other := generatorOf(g.source); other && len(found) > carryOverFrom && !g.all && !g.verbose {
		g.carryOver(p, from, s.Site.Settings, found)
	} else if err = g.writeText(p.stderr, p.style, s, found); err == nil && len(found) > 0 {
		fmt.Fprintf(p.stderr, "%s\naftercare check --explain %s tells more\n", found.Summary(), worst(found).Code)
	}
	if err == nil && found.HasErrors() {
		err = errMistakes
	}
	return err
}

// writeText writes the first findings of each code, and counts the others.
func (g *guideFlags) writeText(w io.Writer, style diag.Style, s *builder.Snapshot, found diag.List) error {
	var shown diag.List
	var hidden []string // codes with findings that are not shown
	places, totals := map[string]int{}, map[string]int{}
	for _, d := range found {
		places[d.Code]++
		totals[d.Code] += 1 + d.More
		switch n := places[d.Code]; {
		case g.all || g.verbose || n <= placesShown:
			shown = append(shown, d)
		case n == placesShown+1:
			hidden = append(hidden, d.Code)
		}
	}
	if err := diag.WriteText(w, shown, s.Source, style); err != nil {
		return err
	}
	for _, code := range hidden {
		fmt.Fprintf(w, "… and %d more of %s, %d in all (--all shows them)\n", totals[code]-placesShown, code, totals[code])
	}
	return nil
}

func worst(found diag.List) diag.Diagnostic {
	return slices.MaxFunc(found, func(a, b diag.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
}

func plural(n int, one, many string) string {
	if n == 1 {
		many = one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// printLeftOut prints what is not published: numbers and, with -v, each page.
func (g *guideFlags) printLeftOut(p *program, s *builder.Snapshot) {
	if line := s.LeftOut(); line != "" {
		fmt.Fprintln(p.stdout, line)
	}
	if g.verbose {
		for _, out := range s.Site.LeftOut {
			fmt.Fprintf(p.stdout, "  %s (%s)\n", diag.VisibleLines(out.Page.Name()), out.Reason)
		}
	}
}
