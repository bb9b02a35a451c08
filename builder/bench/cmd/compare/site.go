package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"aftercare/builder/bench/corpus"
	"aftercare/builder/bench/measure"
	"aftercare/builder/bench/workshop"
)

// site is a guide of one size, with a copy for each way to build it, since a way may
// edit its copy.
type site struct {
	*workshop.Workshop
	dir   string
	count int // of edits and folders put away, to tell them apart
}

// way builds the guide in folder, below that of the site, to its folder public.
type way struct {
	title, folder string
	args          []string
}

// open writes the guide of n articles.
func open(w *workshop.Workshop, n int) (*site, error) {
	s := &site{Workshop: w, dir: filepath.Join(w.Dir, strconv.Itoa(n))}
	for _, way := range s.ways() {
		if err := workshop.Guide(s.path(way.folder), way.folder, n); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *site) path(parts ...string) string {
	return filepath.Join(append([]string{s.dir}, parts...)...)
}

// ways returns the ways to build a site, the one to compare with first.
func (s *site) ways() []way {
	ways := []way{
		{"floor", "floor", []string{s.Program("floor"), "-in", s.path("floor", "content"), "-out", s.path("floor", "out", "public")}},
		{"aftercare, the floor's page", "plain", []string{s.Program("aftercare"), "build", "-s", s.path("plain"), "-d", s.path("plain", "out", "public")}},
		{"aftercare, our layouts", "shipped", []string{s.Program("aftercare"), "build", "-s", s.path("shipped"), "-d", s.path("shipped", "out", "public")}},
	}
	if s.Hugo != "" {
		ways = append(ways, way{"hugo, the floor's page", "hugo", []string{s.Hugo, "--quiet", "-s", s.path("hugo"), "-d", s.path("hugo", "out", "public")}})
	}
	return ways
}

// cold returns commands that build to a folder that does not exist.
func (s *site) cold() []measure.Command {
	var commands []measure.Command
	for _, way := range s.ways() {
		commands = append(commands, measure.Command{Name: way.title, Args: way.args, Before: func() error { return s.putAway(way) }})
	}
	return commands
}

// edited returns commands that build again after an edit. The floor has none.
func (s *site) edited() []measure.Command {
	var commands []measure.Command
	for _, way := range s.ways()[1:] {
		commands = append(commands, measure.Command{Name: way.title + ", edited", Args: way.args, Before: func() error { return s.edit(way) }})
	}
	return commands
}

// putAway moves the published folder, and what the builder keeps beside it, out of
// the way.
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
