package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// RefusedError says why a folder can't be published to at all.
type RefusedError struct {
	Dest   string // as given
	Reason string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("refusing to publish to %s: %s", e.Dest, e.Reason)
}

// target is a destination that has been found fit, its parent opened for
// writing and its lock held.
type target struct {
	parent  string   // absolute path without symbolic links
	name    string   // of the destination in parent
	control string   // of our dot folder in parent
	root    *os.Root // parent
	exists  bool     // the destination does
	release func()
	steps   func(string) error // Options.step
	synced  bool               // not Options.unsynced
}

// openTarget checks the destination and locks it. With create it makes the
// folders that lead to it.
func openTarget(ctx context.Context, opt Options, create bool) (*target, error) {
	path, err := resolve(opt.Dest)
	if err != nil {
		return nil, err
	}
	if reason := unfit(path, opt.Sources); reason != "" {
		return nil, &RefusedError{opt.Dest, reason}
	}
	t := &target{parent: filepath.Dir(path), name: filepath.Base(path), steps: opt.step, synced: !opt.unsynced}
	t.control = controlName(t.name)
	if create {
		if err := os.MkdirAll(t.parent, 0o777); err != nil {
			return nil, fmt.Errorf("make folder for %s: %w", opt.Dest, err)
		}
	}
	if t.root, err = os.OpenRoot(t.parent); err != nil {
		return nil, fmt.Errorf("open folder of %s: %w", opt.Dest, err)
	}
	if err := t.checkOwn(opt.Dest); err != nil {
		t.root.Close()
		return nil, err
	}
	if t.release, err = t.lock(ctx, opt); err != nil {
		t.root.Close()
		return nil, err
	}
	_, err = t.root.Lstat(t.name)
	t.exists = err == nil
	return t, nil
}

// close gives the lock back. A control folder that records nothing is litter,
// left by a first build that failed.
func (t *target) close() {
	if _, err := t.root.Lstat(t.at("manifest")); errors.Is(err, fs.ErrNotExist) {
		t.root.Remove(t.at("plan"))
		t.root.Remove(t.at("lock"))
		t.root.Remove(t.control)
	}
	t.release()
	t.root.Close()
}

// discard removes something of ours. Folders in it may have the modes of
// foreign ones that forbid it.
func (t *target) discard(name string) error {
	err := t.root.RemoveAll(t.at(name))
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	base := t.full(t.at(name))
	filepath.WalkDir(base, func(path string, d fs.DirEntry, _ error) error {
		if rel, err := filepath.Rel(t.parent, path); err == nil && d != nil && d.IsDir() {
			t.root.Chmod(filepath.ToSlash(rel), 0o700)
		}
		return nil
	})
	return t.root.RemoveAll(t.at(name))
}

func (t *target) step(name string) error {
	if t.steps == nil {
		return nil
	}
	return t.steps(name)
}

// rename takes a step that renames; names are relative to root.
func (t *target) rename(step, from, to string) error {
	if err := t.step(step); err != nil {
		return err
	}
	return t.root.Rename(from, to)
}

// remove takes a step that removes a file or empty folder of the site. One that
// is not there has been removed.
func (t *target) remove(step, name string) error {
	if err := t.step(step + " " + name); err != nil {
		return err
	}
	if err := t.root.Remove(t.in(name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// at returns the path of a file of ours, and in that of a file of the site,
// both relative to root.
func (t *target) at(name string) string { return t.control + "/" + name }
func (t *target) in(name string) string { return t.name + "/" + name }

// controlName is the name of our dot folder beside a destination.
func controlName(dest string) string { return "." + dest + ".aftercare" }

// full returns a path that was relative to root as one that any call takes.
func (t *target) full(name string) string {
	return filepath.Join(t.parent, filepath.FromSlash(name))
}

// resolve returns the absolute path of dest with symbolic links followed, as
// far as it exists.
func resolve(dest string) (string, error) {
	if dest == "" {
		return "", &RefusedError{dest, "no folder is named"}
	}
	path, err := filepath.Abs(dest)
	if err != nil {
		return "", fmt.Errorf("find %s: %w", dest, err)
	}
	if link, err := os.Readlink(path); err == nil {
		if _, err := os.Stat(path); err != nil {
			return "", &RefusedError{dest, fmt.Sprintf("it is a symbolic link to %s, which is not there", link)}
		}
	}
	return follow(path), nil
}

// follow resolves the part of path that exists.
func follow(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	parent := filepath.Dir(path)
	if parent == path {
		return path
	}
	return filepath.Join(follow(parent), filepath.Base(path))
}

func unfit(path string, sources []string) string {
	if filepath.Dir(path) == path {
		return "it is the root of the file system"
	}
	if home, err := os.UserHomeDir(); err == nil && holds(path, follow(home)) {
		return "it is or holds a home folder"
	}
	for _, s := range sources {
		abs, err := filepath.Abs(s)
		if err != nil {
			return err.Error()
		}
		switch source := follow(abs); {
		case same(path, source):
			return "the site is made from it"
		case holds(path, source):
			return fmt.Sprintf("it holds %s, which the site is made from", s)
		case holds(source, path):
			return fmt.Sprintf("it lies in %s, which the site is made from", s)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	if !info.IsDir() {
		return "it is not a folder"
	}
	for _, mark := range []string{".git", ".hg", ".jj", ".svn"} {
		if _, err := os.Lstat(filepath.Join(path, mark)); err == nil {
			return fmt.Sprintf("it is the root of a working copy (it holds %s); publish to a folder in it instead", mark)
		}
	}
	return ""
}

// holds reports whether inner is outer or lies in it, comparing folders by
// identity so that letter case and bind mounts don't hide it.
func holds(outer, inner string) bool {
	for {
		if same(outer, inner) {
			return true
		}
		parent := filepath.Dir(inner)
		if parent == inner {
			return false
		}
		inner = parent
	}
}

func same(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA != nil && errB != nil { // they may be one where letter case is ignored
		return strings.EqualFold(a, b)
	}
	return a == b || errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
