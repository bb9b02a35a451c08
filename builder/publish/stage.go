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

// stage is the folder in which the new site is put together. Files in it are
// never written to: they may be hard links to published ones.
type stage struct {
	*target
	base    *os.Root    // the folder itself, which spares the way to it
	plain   fs.FileMode // of a folder as we make it
	workers int

	mu          sync.Mutex // guards the names of what is in it
	files, dirs map[string]bool
}

// openStage opens the stage when the first difference is found. A build that
// changes nothing makes none.
func (p *publication) openStage() (*stage, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stage != nil {
		return p.stage, nil
	}
	s := &stage{target: p.target, workers: p.opt.workers(), files: map[string]bool{}, dirs: map[string]bool{}}
	err := p.savePlan()
	if err == nil {
		err = s.open()
	}
	if err != nil {
		return nil, fmt.Errorf("stage: %w", err)
	}
	p.stage = s
	return s, nil
}

func (s *stage) open() error {
	err := s.root.Mkdir(s.at("next"), 0o777)
	if err == nil {
		s.base, err = s.root.OpenRoot(s.at("next"))
	}
	if err != nil {
		return err
	}
	info, err := s.base.Lstat(".")
	if err == nil {
		s.plain = info.Mode()
	}
	return err
}

func (s *stage) path(name string) string { return s.at("next/" + name) }

// write stages a new file. It is safe for concurrent use.
func (s *stage) write(name string, data io.Reader) (fs.FileInfo, error) {
	if err := s.folder(path.Dir(name)); err != nil {
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
	s.note(name)
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
func (s *stage) link(name string) error {
	if err := s.folder(path.Dir(name)); err != nil {
		return fmt.Errorf("stage %s: %w", name, err)
	}
	err := s.step("link " + name)
	if err == nil {
		err = s.root.Link(s.in(name), s.path(name))
	}
	if err != nil {
		return &linkError{name, err}
	}
	s.note(name)
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

func (s *stage) note(name string) {
	s.mu.Lock()
	s.files[name] = true
	s.mu.Unlock()
}

func (s *stage) folder(dir string) error {
	if dir == "." {
		return nil
	}
	s.mu.Lock()
	there := s.dirs[dir]
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
	s.dirs[dir] = true
	s.mu.Unlock()
	return nil
}

// complete makes the stage equal to want: files that it has not are linked
// from the destination, which must have them.
func (s *stage) complete(ctx context.Context, want tree) error {
	var missing []string
	for name := range want.files {
		if !s.files[name] {
			missing = append(missing, name)
		}
	}
	slices.Sort(missing)
	err := pool.Each(pool.Limit(ctx, s.workers), len(missing), func(i int) error { return s.link(missing[i]) })
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
		if info := want.dirs[name]; info != nil && info.Mode() != s.plain {
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

// abandon takes the stage back after a failure that left the old site
// untouched. There is none to take back once the site has been exchanged.
func (p *publication) abandon() {
	if p.summary.Exchanged {
		return
	}
	if p.journalled {
		p.save(p.old) // if it fails too, the next build finds a pending one
	}
	p.dropStage()
}

// dropStage removes what is called next, as far as it can be. What is left is
// removed by the next build.
func (p *publication) dropStage() {
	if p.stage != nil {
		p.stage.base.Close()
		p.discard("next")
	}
}
