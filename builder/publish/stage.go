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
// never written to: they may be hard links to published ones. It is safe for
// concurrent use.
type stage struct {
	*target
	base  *os.Root    // the folder itself, which spares the way to it
	plain fs.FileMode // of a folder as we make it
	dirs  sync.Map    // names of folders in it
}

// openStage opens the stage when the first difference is found. A build that
// changes nothing makes none.
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

// write stages a new file and returns its time, in nanoseconds since 1970.
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

// fill writes and closes a file, and returns its time.
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
		return &hindrance{"link " + name, err}
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

// complete adds to the stage what the destination has and keeps: files of ours
// that have not changed, foreign files, and folders.
func (p *publication) complete(ctx context.Context) error {
	kept := slices.Collect(maps.Keys(p.foreign.files))
	for _, f := range p.site {
		if f.fate == unchanged {
			kept = append(kept, f.name)
		}
	}
	slices.Sort(kept)
	if err := pool.Each(ctx, len(kept), func(i int) error { return p.stage.link(kept[i]) }); err != nil {
		return err
	}
	for name := range p.ground.dirs {
		if err := p.stage.folder(name); err != nil {
			return err
		}
	}
	return p.matchModes()
}

// matchModes gives folders the permissions of the published ones, deepest
// first, since they may forbid writing.
func (p *publication) matchModes() error {
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(p.ground.dirs))) {
		if info := p.dest.dirs[name]; info != nil && info.Mode() != p.stage.plain {
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
