package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"sync"

	"aftercare/builder/pool"
)

// stage is the folder in which the new site is put together. It is the twin
// if there is one, and an empty folder otherwise. Files in it are never
// written to, only replaced: they may be hard links to published ones.
type stage struct {
	*target
	base    *os.Root    // the folder itself, which spares the way to it
	fresh   bool        // there was no twin
	plain   fs.FileMode // of a folder as we make it
	workers int

	mu   sync.Mutex // guards have
	have tree       // dirs made by us have no FileInfo
}

// openStage opens the stage when the first difference is found. A build that
// changes nothing makes none.
func (p *publication) openStage() (*stage, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stage != nil {
		return p.stage, nil
	}
	s := &stage{target: p.target, workers: p.opt.workers(), have: newTree()}
	if err := s.open(p.savePlan); err != nil {
		return nil, fmt.Errorf("stage: %w", err)
	}
	p.stage = s
	return s, s.prune(p.ground)
}

// open makes the twin the stage, or a new folder where there is none. plan is
// told what it holds before it gets that name.
func (s *stage) open(plan func(have tree) error) (err error) {
	if s.have, err = scan(s.full(s.at("twin")), s.workers); err != nil {
		return err
	}
	if err := plan(s.have); err != nil {
		return err
	}
	err = s.root.Rename(s.at("twin"), s.at("next"))
	if s.fresh = errors.Is(err, fs.ErrNotExist); s.fresh {
		err = s.root.Mkdir(s.at("next"), 0o777)
	}
	if err != nil {
		return err
	}
	if s.plain, err = s.probe(); err != nil {
		return err
	}
	return s.enter()
}

// enter opens the folder that is called next now. It has to be done again
// after an exchange, which gives that name to another.
func (s *stage) enter() (err error) {
	s.leave()
	s.base, err = s.root.OpenRoot(s.at("next"))
	return err
}

func (s *stage) leave() {
	if s.base != nil {
		s.base.Close()
	}
}

// probe finds the mode of folders made under the present umask.
func (s *stage) probe() (fs.FileMode, error) {
	name := s.at("probe")
	if err := s.root.Mkdir(name, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return 0, err
	}
	info, err := s.root.Lstat(name)
	if err != nil {
		return 0, err
	}
	return info.Mode(), s.root.Remove(name)
}

// path returns that of a staged file, relative to root.
func (s *stage) path(name string) string { return s.at("next/" + name) }

// write stages a new file. It is safe for concurrent use.
func (s *stage) write(name string, data io.Reader) (fs.FileInfo, error) {
	if err := s.clear(name); err != nil {
		return nil, fmt.Errorf("stage %s: %w", name, err)
	}
	f, err := s.base.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err == nil {
		err = s.step("write " + name)
	}
	if err != nil {
		return nil, fmt.Errorf("stage %s: %w", name, err)
	}
	info, err := fill(f, data, s.synced && syncEach)
	if err != nil {
		s.base.Remove(name)
		return nil, fmt.Errorf("stage %s: %w", name, err)
	}
	s.note(name, info)
	return info, nil
}

func fill(f *os.File, data io.Reader, sync bool) (info fs.FileInfo, err error) {
	_, err = io.Copy(f, data)
	if err == nil && sync {
		err = f.Sync()
	}
	if err == nil {
		info, err = f.Stat()
	}
	return info, errors.Join(err, f.Close())
}

// link takes a published file over into the stage.
func (s *stage) link(name string, info fs.FileInfo) error {
	if err := s.clear(name); err != nil {
		return fmt.Errorf("stage %s: %w", name, err)
	}
	err := s.step("link " + name)
	if err == nil {
		err = s.root.Link(s.in(name), s.path(name))
	}
	if err != nil {
		return &linkError{name, err}
	}
	s.note(name, info)
	return nil
}

// linkError tells a file that could not be linked from other failures: it may
// mean that the file system has no hard links.
type linkError struct {
	name string
	err  error
}

func (e *linkError) Error() string { return fmt.Sprintf("link %s: %v", e.name, e.err) }
func (e *linkError) Unwrap() error { return e.err }

// clear makes room for a file: its folder, and no other file in its place.
func (s *stage) clear(name string) error {
	if err := s.folder(path.Dir(name)); err != nil {
		return err
	}
	s.mu.Lock()
	_, there := s.have.files[name]
	delete(s.have.files, name)
	s.mu.Unlock()
	if there {
		return gone(s.base.Remove(name))
	}
	return nil
}

func (s *stage) note(name string, info fs.FileInfo) {
	s.mu.Lock()
	s.have.files[name] = info
	s.mu.Unlock()
}

// folder makes a folder and those above it.
func (s *stage) folder(dir string) error {
	if dir == "." {
		return nil
	}
	s.mu.Lock()
	_, there := s.have.dirs[dir]
	s.mu.Unlock()
	if there {
		return nil
	}
	if err := s.folder(path.Dir(dir)); err != nil {
		return err
	}
	if err := s.base.Mkdir(dir, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	s.mu.Lock()
	s.have.dirs[dir] = nil
	s.mu.Unlock()
	return nil
}

// prune removes what is not in want.
func (s *stage) prune(want tree) error {
	for name := range s.have.files {
		if _, ok := want.files[name]; ok {
			continue
		}
		if err := s.step("prune " + name); err != nil {
			return err
		}
		if err := gone(s.base.Remove(name)); err != nil {
			return err
		}
		delete(s.have.files, name)
	}
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(s.have.dirs))) {
		if _, ok := want.dirs[name]; ok {
			continue
		}
		if err := gone(s.base.Remove(name)); err != nil {
			return err
		}
		delete(s.have.dirs, name)
	}
	return nil
}

// complete makes the pruned stage equal to want: files that it has not, or
// has another file for, are linked from the destination, which must have them.
func (s *stage) complete(ctx context.Context, want tree) error {
	var missing []string
	for name, info := range want.files {
		if mine, ok := s.have.files[name]; !ok || !os.SameFile(mine, info) {
			missing = append(missing, name)
		}
	}
	slices.Sort(missing)
	err := pool.Each(pool.Limit(ctx, s.workers), len(missing), func(i int) error {
		return s.link(missing[i], want.files[missing[i]])
	})
	if err != nil {
		return err
	}
	for name := range want.dirs {
		if err := s.folder(name); err != nil {
			return err
		}
	}
	return s.matchModes(want)
}

// matchModes gives folders the permissions of the published ones, deepest
// first, since they may forbid writing.
func (s *stage) matchModes(want tree) error {
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(want.dirs))) {
		info, mode := want.dirs[name], s.plain
		if info == nil {
			continue
		}
		if mine := s.have.dirs[name]; mine != nil {
			mode = mine.Mode()
		}
		if info.Mode() != mode {
			if err := s.base.Chmod(name, info.Mode()); err != nil {
				return err
			}
		}
	}
	if info, err := s.root.Stat(s.name); err == nil {
		return s.base.Chmod(".", info.Mode())
	}
	return nil
}

// mirror turns the stage into the twin of what is published. It only saves
// the next build work, so if anything fails the stage is removed instead.
func (s *stage) mirror(published tree) {
	err := s.enter()
	if err == nil {
		err = s.prune(published)
	}
	if err == nil {
		err = s.complete(context.Background(), published)
	}
	s.leave()
	if err == nil {
		err = s.step("keep twin")
	}
	if err == nil {
		err = s.root.Rename(s.at("next"), s.at("twin"))
	}
	if err != nil {
		s.discard("next")
	}
}

// abandon takes the stage back after a failure that left the old site
// untouched. There is none to take back once the site has been exchanged.
func (p *publication) abandon() {
	if p.summary.Exchanged {
		return
	}
	if p.journalled {
		p.save(p.old) // if it fails too, the next build finds a pending one
	}
	switch s := p.stage; {
	case s == nil:
	case s.fresh:
		s.leave()
		s.discard("next")
	default:
		s.mirror(p.dest)
	}
}

// gone makes removing what is not there a success.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
