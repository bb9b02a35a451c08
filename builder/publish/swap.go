package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
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
	if _, hindered := errors.AsType[*hindrance](err); hindered && cannotExchange(err) && !p.summary.Exchanged {
		return p.placeAll(err.Error())
	}
	return err
}

// exchange puts the new site in the place of the old one in one step.
func (p *publication) exchange(ctx context.Context) error {
	if p.exists {
		if err := p.complete(ctx); err != nil {
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
		if err := p.dropOld(ctx); err != nil {
			return err
		}
	}
	return p.save(p.manifest())
}

// journal makes everything staged durable, with a manifest that fits the old
// site and the new.
func (p *publication) journal() error {
	pending := manifest{pending: true, files: maps.Clone(p.old.files)}
	if pending.files == nil {
		pending.files = make(map[string]entry, len(p.site))
	}
	for _, f := range p.site {
		e := f.entry
		if f.fate != unchanged {
			e.Time = 0
		}
		pending.files[f.name] = e
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
		return &hindrance{"exchange folders", err}
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

// dropOld removes the old site, which now lies in next.
func (p *publication) dropOld(ctx context.Context) error {
	err := p.step("rescue")
	if err == nil {
		err = p.rescueNewcomers(ctx)
	}
	if err == nil {
		p.dropStage()
	}
	return err
}

// rescueNewcomers moves to the new site what somebody has put into the old one
// while we worked: new files, and foreign ones that are no longer those of which
// the new site has links.
func (p *publication) rescueNewcomers(ctx context.Context) error {
	left, err := scan(context.WithoutCancel(ctx), p.full(p.at("next")))
	if err != nil {
		return fmt.Errorf("look for new files: %w", err)
	}
	for name, now := range left.files {
		switch seen := p.dest.files[name]; {
		case seen == nil:
			p.summary.Foreign = append(p.summary.Foreign, name)
			err = p.rescue(name)
		case p.foreign.hasFile(name) && !os.SameFile(seen, now):
			err = p.root.Rename(p.at("next/"+name), p.in(name))
		}
		if err != nil {
			return fmt.Errorf("keep %s: %w", name, err)
		}
	}
	slices.Sort(p.summary.Foreign)
	for name := range left.dirs {
		if !p.dest.hasDir(name) {
			p.root.MkdirAll(p.in(name), 0o777) // an empty one of somebody's
		}
	}
	return nil
}

// hindrance is an error of linking or exchanging, which may mean that this can't
// be done here at all.
type hindrance struct {
	doing string
	err   error
}

func (h *hindrance) Error() string { return h.doing + ": " + h.err.Error() }
func (h *hindrance) Unwrap() error { return h.err }

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
