package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"syscall"
)

// swap replaces the old site by the staged one.
func (p *publication) swap(ctx context.Context) error {
	if _, err := p.openStage(); err != nil {
		return err
	}
	if p.opt.InPlace {
		return p.placeAll("asked for")
	}
	err := p.exchange(ctx)
	if reason, ok := hindrance(err); ok && !p.summary.Exchanged {
		return p.placeAll(reason)
	}
	return err
}

// exchange puts the new site in the place of the old one in one step.
func (p *publication) exchange(ctx context.Context) error {
	if p.exists {
		if err := p.stage.complete(ctx, p.after()); err != nil {
			return err
		}
	}
	if err := p.journal(); err != nil {
		return err
	}
	if err := p.change(); err != nil {
		return err
	}
	if p.exists {
		if err := p.dropOld(); err != nil {
			return err
		}
	}
	return p.save(p.manifest())
}

// after is the tree of the destination after the exchange.
func (p *publication) after() tree {
	t := tree{maps.Clone(p.foreign.files), make(map[string]fs.FileInfo, len(p.ground.dirs))}
	for i, name := range p.names {
		if t.files[name] = p.made[i].info; p.made[i].info == nil {
			t.files[name] = p.dest.files[name]
		}
	}
	for name := range p.ground.dirs {
		t.dirs[name] = p.dest.dirs[name]
	}
	return t
}

// journal makes everything staged durable, with a manifest that fits the old
// site and the new.
func (p *publication) journal() error {
	pending := manifest{pending: true, files: maps.Clone(p.old.files)}
	if pending.files == nil {
		pending.files = make(map[string]entry, len(p.names))
	}
	for i, name := range p.names {
		e := p.made[i].entry
		if p.made[i].fate != unchanged {
			e.Time = 0
		}
		pending.files[name] = e
	}
	if err := p.save(pending); err != nil {
		return err
	}
	p.journalled = true
	if err := p.step("sync"); err != nil {
		return err
	}
	return p.sync(".", syncAll)
}

// change is the one step. Afterwards the folders' own entries are synced, so
// that the removal of old files can't reach the disk before it.
func (p *publication) change() error {
	if !p.exists {
		p.stage.base.Close()
		if err := p.rename("appear", p.at("next"), p.name); err != nil {
			return err
		}
		p.summary.Exchanged = true
		return p.sync(".", (*os.File).Sync)
	}
	err := p.step("exchange")
	if err == nil {
		err = p.withFolder(".", func(dir *os.File) error {
			return exchange(dir, p.name, p.at("next"))
		})
	}
	if err != nil {
		return &exchangeError{err}
	}
	p.summary.Exchanged = true
	return errors.Join(p.sync(".", (*os.File).Sync), p.sync(p.control, (*os.File).Sync))
}

func (p *publication) sync(folder string, do func(*os.File) error) error {
	if !p.synced {
		return nil
	}
	return p.withFolder(folder, do)
}

// withFolder calls do with an open folder, to exchange names in it or to sync.
func (p *publication) withFolder(name string, do func(*os.File) error) error {
	dir, err := p.root.Open(name)
	if err != nil {
		return err
	}
	defer dir.Close()
	return do(dir)
}

// dropOld removes the old site, which now lies in next. Foreign files that were
// put into it while we worked are moved to the new site first.
func (p *publication) dropOld() error {
	if err := p.step("rescue"); err != nil {
		return err
	}
	if err := p.rescueNewcomers(); err != nil {
		return err
	}
	p.dropStage()
	return nil
}

// rescueNewcomers looks for foreign files only in folders that have changed
// since they were scanned.
func (p *publication) rescueNewcomers() error {
	folders := map[string]fs.FileInfo{".": p.destRoot}
	maps.Copy(folders, p.dest.dirs)
	for dir, seen := range folders {
		now, err := os.Lstat(p.full(p.at(path.Join("next", dir))))
		if err != nil || now.ModTime().Equal(seen.ModTime()) {
			continue
		}
		if err := p.rescueFrom(dir); err != nil {
			return err
		}
	}
	return nil
}

func (p *publication) rescueFrom(dir string) error {
	entries, err := os.ReadDir(p.full(p.at(path.Join("next", dir))))
	if err != nil {
		return fmt.Errorf("look for new files: %w", err)
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if _, folder := p.dest.dirs[name]; folder {
			continue
		}
		switch seen, known := p.dest.files[name]; {
		case !known:
			p.summary.Foreign = append(p.summary.Foreign, name)
			err = p.rescue(name)
		case p.isReplaced(name, e, seen):
			err = p.root.Rename(p.at("next/"+name), p.in(name))
		}
		if err != nil {
			return fmt.Errorf("keep %s: %w", name, err)
		}
	}
	slices.Sort(p.summary.Foreign)
	return nil
}

// isReplaced reports whether a foreign file is no longer the one of which the
// new site has a link.
func (p *publication) isReplaced(name string, now fs.DirEntry, seen fs.FileInfo) bool {
	if _, foreign := p.foreign.files[name]; !foreign {
		return false
	}
	info, err := now.Info()
	return err == nil && !os.SameFile(info, seen)
}

// exchangeError tells an exchange that did not take place from other failures.
type exchangeError struct{ err error }

func (e *exchangeError) Error() string { return "exchange folders: " + e.err.Error() }
func (e *exchangeError) Unwrap() error { return e.err }

// hindrance reports whether the error means that this destination can't be
// exchanged, and says why in words.
func hindrance(err error) (string, bool) {
	var linking *linkError
	var exchanging *exchangeError
	if (errors.As(err, &linking) || errors.As(err, &exchanging)) && cannotExchange(err) {
		return err.Error(), true
	}
	return "", false
}

// cannotExchange reports whether an error of linking or exchanging lies in the
// kind of file system or folder: another device or a mount point (EXDEV,
// EBUSY), a file system that knows neither (EINVAL, ENOSYS, ENOTSUP, EPERM),
// or a file of somebody else (EPERM, where links are protected). Everything
// else, such as a full disk or a folder that must not be written, is a
// failure; but Windows can exchange nothing.
func cannotExchange(err error) bool {
	reasons := []error{syscall.EXDEV, syscall.EBUSY, syscall.EINVAL, syscall.EMLINK, syscall.EPERM, errors.ErrUnsupported}
	return runtime.GOOS == "windows" || slices.ContainsFunc(reasons, func(reason error) bool { return errors.Is(err, reason) })
}

// otherDevice reports whether a rename failed because it can't leave a device
// (on Windows ERROR_NOT_SAME_DEVICE).
func otherDevice(err error) bool {
	return errors.Is(err, syscall.EXDEV) || runtime.GOOS == "windows" && errors.Is(err, syscall.Errno(17))
}
