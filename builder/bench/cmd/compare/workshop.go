package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// workshop is the folder that everything is measured in.
type workshop struct {
	dir   string
	ours  bool   // dir is to be removed at the end
	hugo  string // path of the program, "" if there is none
	count int    // of edits and folders put away, to tell them apart
}

func openWorkshop(ctx context.Context, o options) (*workshop, error) {
	w := &workshop{dir: o.work}
	if path, err := exec.LookPath(o.hugo); err == nil {
		w.hugo, _ = filepath.Abs(path)
	}
	if w.dir == "" {
		var err error
		if w.dir, err = os.MkdirTemp(memoryFolder(), "compare-"); err != nil {
			return nil, err
		}
		w.ours = true
	}
	for name, from := range map[string]string{"aftercare": "./cmd/aftercare", "floor": "./builder/bench/cmd/floor"} {
		build := exec.CommandContext(ctx, "go", "build", "-o", w.program(name), from)
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			w.close()
			return nil, fmt.Errorf("build %s: %w", from, err)
		}
	}
	return w, nil
}

// memoryFolder is on a file system in memory, so that the disk's moods are not
// measured, or "" for the system's own choice.
func memoryFolder() string {
	const linux = "/dev/shm"
	if info, err := os.Stat(linux); err == nil && info.IsDir() {
		return linux
	}
	return ""
}

func (w *workshop) close() {
	if w.ours {
		os.RemoveAll(w.dir)
	}
}

func (w *workshop) program(name string) string { return filepath.Join(w.dir, "bin", name) }
