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

// stage is the folder in which the new site is put together. Its files are never
// modified: they may be links to published ones. It is safe for concurrent use.
type stage struct {
	*target
	base        *os.Root    // the folder itself; faster than paths from root
	defaultMode fs.FileMode // of a new folder
	dirs        sync.Map    // names of folders that exist in it
}

// openStage creates the stage, unless it exists. It is called for the first file
// that differs, so a build that changes nothing makes none.
func (p *publication) openStage() (*stage, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stage != nil {
		return p.stage, nil
	}
	s := &stage{target: p.target}
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
	err := s.root.Mkdir(s.controlPath("next"), 0o777)
	if err == nil {
		s.base, err = s.root.OpenRoot(s.controlPath("next"))
	}
	if err != nil {
		return err
	}
	info, err := s.base.Lstat(".")
	if err == nil {
		s.defaultMode = info.Mode()
	}
	return err
}

func (s *stage) path(name string) string { return s.controlPath("next/" + name) }

// write stages a new file and returns its modification time as in entry.
func (s *stage) write(name string, data io.Reader) (int64, error) {
	err := s.folder(path.Dir(name))
	var f *os.File
	if err == nil {
		f, err = s.base.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	}
	if err == nil {
		err = s.step("write " + name)
	}
	if err != nil {
		return 0, fmt.Errorf("stage %s: %w", name, err)
	}
	time, err := fill(f, data, s.synced && syncEach)
	if err != nil {
		s.base.Remove(name)
		return 0, fmt.Errorf("stage %s: %w", name, err)
	}
	return time, nil
}

// fill writes and closes a file, and returns its modification time.
func fill(f *os.File, data io.Reader, sync bool) (time int64, err error) {
	_, err = io.Copy(f, data)
	if err == nil && sync {
		err = f.Sync()
	}
	if err == nil {
		var info fs.FileInfo
		if info, err = f.Stat(); err == nil {
			time = info.ModTime().UnixNano()
		}
	}
	return time, errors.Join(err, f.Close())
}

// link adds a published file to the stage.
func (s *stage) link(name string) error {
	if err := s.folder(path.Dir(name)); err != nil {
		return fmt.Errorf("stage %s: %w", name, err)
	}
	err := s.step("link " + name)
	if err == nil {
		err = s.root.Link(s.sitePath(name), s.path(name))
	}
	if err != nil {
		return &linkError{"link " + name, err}
	}
	return nil
}

func (s *stage) folder(dir string) error {
	if _, there := s.dirs.Load(dir); there || dir == "." {
		return nil
	}
	if err := s.base.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	s.dirs.Store(dir, true)
	return nil
}

// complete adds to the stage what stays: our unchanged files, foreign ones, folders.
func (p *publication) complete(ctx context.Context) error {
	kept := slices.Collect(maps.Keys(p.foreign.files))
	for _, f := range p.site {
		if f.status == unchanged {
			kept = append(kept, f.name)
		}
	}
	slices.Sort(kept)
	if err := pool.Each(ctx, len(kept), func(i int) error { return p.stage.link(kept[i]) }); err != nil {
		return err
	}
	for name := range p.planned.dirs {
		if err := p.stage.folder(name); err != nil {
			return err
		}
	}
	return p.matchModes()
}

// matchModes gives folders the permissions of the published ones, deepest
// first, since they may forbid writing.
func (p *publication) matchModes() error {
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(p.planned.dirs))) {
		if info := p.dest.dirs[name]; info != nil && info.Mode() != p.stage.defaultMode {
			if err := p.stage.base.Chmod(name, info.Mode()); err != nil {
				return err
			}
		}
	}
	if info, err := p.root.Stat(p.name); err == nil {
		return p.stage.base.Chmod(".", info.Mode())
	}
	return nil
}

// abandon removes the stage and restores the manifest after a failure, unless the
// site has already been exchanged.
func (p *publication) abandon() {
	if p.summary.Exchanged {
		return
	}
	if p.journalled {
		p.save(p.old) // if this fails too, the next build finds the pending one
	}
	p.dropStage()
}

// dropStage removes the folder next. The next build removes what it can't.
func (p *publication) dropStage() {
	if p.stage != nil {
		p.stage.base.Close()
		p.discard("next")
	}
}
