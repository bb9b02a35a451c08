package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"aftercare/builder/bench/corpus"
	"aftercare/builder/bench/measure"
)

// sites holds what the guides need beside their content: plain has layouts for
// our program that make the same page as the floor, and hugo has the same for
// Hugo.
//
//go:embed sites
var sites embed.FS

// site is a guide of one size, written once for each way to build it, since a
// way may edit it.
type site struct {
	*workshop
	dir string
}

// A way builds the guide in folder, below a site's, to its folder public.
type way struct {
	title, folder string
	args          []string
}

// open writes the guide of n articles.
func (w *workshop) open(n int) (*site, error) {
	s := &site{workshop: w, dir: filepath.Join(w.dir, strconv.Itoa(n))}
	for _, way := range s.ways() {
		if _, err := (corpus.Guide{Articles: n, Seed: 1}).Write(s.path(way.folder, "content")); err != nil {
			return nil, err
		}
	}
	files, err := fs.Sub(sites, "sites")
	if err != nil {
		return nil, err
	}
	return s, os.CopyFS(s.dir, files)
}

func (s *site) path(parts ...string) string {
	return filepath.Join(append([]string{s.dir}, parts...)...)
}

// ways returns the ways to build a site, the one to compare with first.
func (s *site) ways() []way {
	ways := []way{
		{"floor", "floor", []string{s.program("floor"), "-in", s.path("floor", "content"), "-out", s.path("floor", "out", "public")}},
		{"aftercare, the floor's page", "plain", []string{s.program("aftercare"), "build", "-s", s.path("plain"), "-d", s.path("plain", "out", "public")}},
		{"aftercare, our layouts", "shipped", []string{s.program("aftercare"), "build", "-s", s.path("shipped"), "-d", s.path("shipped", "out", "public")}},
	}
	if s.hugo != "" {
		ways = append(ways, way{"hugo, the floor's page", "hugo", []string{s.hugo, "--quiet", "-s", s.path("hugo"), "-d", s.path("hugo", "out", "public")}})
	}
	return ways
}

// cold returns commands that build to a folder that is not there.
func (s *site) cold() []measure.Command {
	var commands []measure.Command
	for _, way := range s.ways() {
		commands = append(commands, measure.Command{Name: way.title, Args: way.args, Before: func() error { return s.putAway(way) }})
	}
	return commands
}

// edited returns commands that build again after an article was edited. The
// floor has no such thing.
func (s *site) edited() []measure.Command {
	var commands []measure.Command
	for _, way := range s.ways()[1:] {
		commands = append(commands, measure.Command{Name: way.title + ", edited", Args: way.args, Before: func() error { return s.edit(way) }})
	}
	return commands
}

// putAway moves what was published, and what the builder keeps beside it, out
// of the way.
func (s *site) putAway(w way) error {
	s.count++
	err := os.Rename(s.path(w.folder, "out"), s.path(w.folder, fmt.Sprintf("away-%d", s.count)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// edit adds a line to the first article.
func (s *site) edit(w way) error {
	s.count++
	f, err := os.OpenFile(s.path(w.folder, "content", filepath.FromSlash(corpus.Name(0))), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "\nEdited for the %dth time.\n", s.count)
	return errors.Join(err, f.Close())
}
