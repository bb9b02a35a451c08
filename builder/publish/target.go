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

// RefusedError is why nothing can be published to a folder.
type RefusedError struct {
	Dest   string // as given
	Reason string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("refusing to use %s as the destination: %s", e.Dest, e.Reason)
}

// target is a destination that passed all checks, with its lock held.
type target struct {
	parent  string   // absolute path without symbolic links
	name    string   // of the destination in parent
	control string   // name of the control folder in parent
	root    *os.Root // parent
	exists  bool     // whether the destination does
	release func()
	steps   func(string) error // Options.step
	synced  bool               // not Options.unsynced
}

// openTarget checks and locks the destination. create makes its parent folders.
func openTarget(ctx context.Context, opt Options, create bool) (*target, error) {
	path, err := resolve(opt.Dest)
	if err != nil {
		return nil, err
	}
	if reason := refusal(path, opt.Sources); reason != "" {
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
	if err := t.checkRecords(opt.Dest); err != nil {
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

// close releases the lock. It removes a control folder without a manifest, which
// a first build leaves when it fails.
func (t *target) close() {
	if _, err := t.root.Lstat(t.controlPath("manifest")); errors.Is(err, fs.ErrNotExist) {
		t.root.Remove(t.controlPath("plan"))
		t.root.Remove(t.controlPath("lock"))
		t.root.Remove(t.control)
	}
	t.release()
	t.root.Close()
}

// discard removes a file or folder in the control folder. Folders in it may have
// the modes of foreign ones, which may forbid removing anything.
func (t *target) discard(name string) error {
	err := t.root.RemoveAll(t.controlPath(name))
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	base := t.absolute(t.controlPath(name))
	filepath.WalkDir(base, func(path string, d fs.DirEntry, _ error) error {
		if rel, err := filepath.Rel(t.parent, path); err == nil && d != nil && d.IsDir() {
			t.root.Chmod(filepath.ToSlash(rel), 0o700)
		}
		return nil
	})
	return t.root.RemoveAll(t.controlPath(name))
}

func (t *target) step(name string) error {
	if t.steps == nil {
		return nil
	}
	return t.steps(name)
}

// rename renames a file as a named step. Paths are relative to root.
func (t *target) rename(step, from, to string) error {
	if err := t.step(step); err != nil {
		return err
	}
	return t.root.Rename(from, to)
}

// remove removes a file or an empty folder of the site as a named step. It is no
// error if it does not exist.
func (t *target) remove(step, name string) error {
	if err := t.step(step + " " + name); err != nil {
		return err
	}
	if err := t.root.Remove(t.sitePath(name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// controlPath returns the path of a file in the control folder, and sitePath that
// of a file in the destination, both relative to root.
func (t *target) controlPath(name string) string { return t.control + "/" + name }
func (t *target) sitePath(name string) string    { return t.name + "/" + name }

// controlName returns the name of a destination's control folder.
func controlName(dest string) string { return "." + dest + ".aftercare" }

// absolute returns the absolute path of one that is relative to root.
func (t *target) absolute(name string) string {
	return filepath.Join(t.parent, filepath.FromSlash(name))
}

// resolve returns the absolute path of dest without symbolic links.
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
			return "", &RefusedError{dest, fmt.Sprintf("it is a symbolic link to %s, which does not exist", link)}
		}
	}
	return follow(path), nil
}

// follow resolves symbolic links in the existing part of path.
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

// refusal returns why nothing can be published to path, or "".
func refusal(path string, sources []string) string {
	if filepath.Dir(path) == path {
		return "it is the root of the file system"
	}
	if home, err := os.UserHomeDir(); err == nil && contains(path, follow(home)) {
		return "it is or contains your home folder"
	}
	for _, s := range sources {
		abs, err := filepath.Abs(s)
		if err != nil {
			return err.Error()
		}
		switch source := follow(abs); {
		case sameFolder(path, source):
			return "it is a source of the site"
		case contains(path, source):
			return fmt.Sprintf("it contains %s, a source of the site", s)
		case contains(source, path):
			return fmt.Sprintf("it is inside %s, a source of the site", s)
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
			return fmt.Sprintf("it is the root of a working copy (it contains %s); publish to a folder inside it instead", mark)
		}
	}
	return ""
}

// contains reports whether inner is outer or is inside it. It compares folders by
// identity, so that letter case and bind mounts make no difference.
func contains(outer, inner string) bool {
	for {
		if sameFolder(outer, inner) {
			return true
		}
		parent := filepath.Dir(inner)
		if parent == inner {
			return false
		}
		inner = parent
	}
}

func sameFolder(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA != nil && errB != nil { // the file system may ignore case
		return strings.EqualFold(a, b)
	}
	return a == b || errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
