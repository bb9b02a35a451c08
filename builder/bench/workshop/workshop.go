// Package workshop prepares benchmarks: a folder to work in, the programs to
// measure, and generated guides with layouts for each of them.
package workshop

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"aftercare/builder/bench/corpus"
)

// Workshop is the folder that everything is measured in.
type Workshop struct {
	Dir string
	// Hugo is the path of the hugo program, or "".
	Hugo string
	ours bool // Dir is to be removed at the end
}

// Open makes a workshop in dir, or in a new folder if dir is "", and builds
// programs, a map from names to packages of this repository. hugo is looked up on
// the PATH.
func Open(ctx context.Context, dir, hugo string, programs map[string]string) (*Workshop, error) {
	w := &Workshop{Dir: dir}
	if path, err := exec.LookPath(hugo); err == nil {
		w.Hugo, _ = filepath.Abs(path)
	}
	if dir == "" {
		var err error
		if w.Dir, err = os.MkdirTemp(memoryFolder(), "bench-"); err != nil {
			return nil, err
		}
		w.ours = true
	}
	for name, from := range programs {
		build := exec.CommandContext(ctx, "go", "build", "-o", w.Program(name), from)
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			w.Close()
			return nil, fmt.Errorf("build %s: %w", from, err)
		}
	}
	return w, nil
}

// memoryFolder returns a folder in memory, so that the disk does not affect
// measurements, or "" for the system's default.
func memoryFolder() string {
	const linux = "/dev/shm"
	if info, err := os.Stat(linux); err == nil && info.IsDir() {
		return linux
	}
	return ""
}

// Close removes the folder unless it was given.
func (w *Workshop) Close() {
	if w.ours {
		os.RemoveAll(w.Dir)
	}
}

// Program returns the path of a program that Open has built.
func (w *Workshop) Program(name string) string { return filepath.Join(w.Dir, "bin", name) }

// sites holds what the guides need beside their content: plain has layouts for
// our program that make the same page as the floor, and hugo has the same for
// Hugo.
//
//go:embed sites
var sites embed.FS

// Guide writes a guide to a folder. kind is plain or hugo for the layouts of that
// name; any other writes the articles alone.
func Guide(dir, kind string, articles int) error {
	if _, err := (corpus.Guide{Articles: articles, Seed: 1}).Write(filepath.Join(dir, "content")); err != nil {
		return err
	}
	files, err := fs.Sub(sites, "sites/"+kind)
	if err != nil {
		return err
	}
	if _, err := fs.Stat(files, "."); err != nil {
		return nil
	}
	return os.CopyFS(dir, files)
}
