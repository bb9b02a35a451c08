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

// swap replaces the old site with the staged one: in one step or, if asked for or
// if that is impossible here, file by file.
func (p *publication) swap(ctx context.Context) error {
	if _, err := p.openStage(); err != nil {
		return err
	}
	if p.opt.InPlace {
		return p.placeFiles("asked for")
	}
	err := p.exchange(ctx)
	if _, isLinkError := errors.AsType[*linkError](err); isLinkError && cannotExchange(err) && !p.summary.Exchanged {
		return p.placeFiles(err.Error())
	}
	return err
}

// exchange replaces the old site with the new one in one step.
func (p *publication) exchange(ctx context.Context) error {
	if p.exists {
		if err := p.complete(ctx); err != nil {
			return err
		}
	}
	if err := p.journal(); err != nil {
		return err
	}
	if err := p.commit(); err != nil {
		return err
	}
	if p.exists {
		if err := p.dropOld(ctx); err != nil {
			return err
		}
	}
	return p.save(p.manifest())
}

// journal saves a pending manifest, which describes both the old site and the new
// one, and syncs everything staged to disk.
func (p *publication) journal() error {
	pending := manifest{pending: true, files: maps.Clone(p.old.files)}
	if pending.files == nil {
		pending.files = make(map[string]entry, len(p.site))
	}
	for _, f := range p.site {
		e := f.entry
		if f.status != unchanged {
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

// commit exchanges the folders or, for a first build, gives the stage its name.
// It then syncs the parent folders, before any removal can reach the disk.
func (p *publication) commit() error {
	if !p.exists {
		p.stage.base.Close()
		if err := p.rename("appear", p.controlPath("next"), p.name); err != nil {
			return err
		}
		p.summary.Exchanged = true
		return p.sync(".", (*os.File).Sync)
	}
	err := p.step("exchange")
	if err == nil {
		err = p.withFolder(".", func(dir *os.File) error {
			return exchange(dir, p.name, p.controlPath("next"))
		})
	}
	if err != nil {
		return &linkError{"exchange folders", err}
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

// withFolder calls do with an open folder.
func (p *publication) withFolder(name string, do func(*os.File) error) error {
	dir, err := p.root.Open(name)
	if err != nil {
		return err
	}
	defer dir.Close()
	return do(dir)
}

// dropOld removes the old site, which is now in next.
func (p *publication) dropOld(ctx context.Context) error {
	err := p.step("rescue")
	if err == nil {
		err = p.rescueNewFiles(ctx)
	}
	if err == nil {
		p.dropStage()
	}
	return err
}

// rescueNewFiles moves to the new site what others have put into the old one
// since it was scanned: new files, and new versions of foreign files that the
// stage has links to.
func (p *publication) rescueNewFiles(ctx context.Context) error {
	left, err := scan(context.WithoutCancel(ctx), p.absolute(p.controlPath("next")))
	if err != nil {
		return fmt.Errorf("find new files: %w", err)
	}
	for name, now := range left.files {
		switch seen := p.dest.files[name]; {
		case seen == nil:
			p.summary.Foreign = append(p.summary.Foreign, name)
			err = p.rescue(name)
		case p.foreign.hasFile(name) && !os.SameFile(seen, now):
			err = p.root.Rename(p.controlPath("next/"+name), p.sitePath(name))
		}
		if err != nil {
			return fmt.Errorf("keep %s: %w", name, err)
		}
	}
	slices.Sort(p.summary.Foreign)
	for name := range left.dirs {
		if !p.dest.hasDir(name) {
			p.root.MkdirAll(p.sitePath(name), 0o777) // somebody's new empty folder
		}
	}
	return nil
}

// linkError is an error of linking or exchanging. It may mean that the file
// system supports neither; see cannotExchange.
type linkError struct {
	doing string
	err   error
}

func (h *linkError) Error() string { return h.doing + ": " + h.err.Error() }
func (h *linkError) Unwrap() error { return h.err }

// cannotExchange reports whether linking or exchanging can't work here: another
// device or a mount point (EXDEV, EBUSY), a file system without it (EINVAL,
// ENOSYS, ENOTSUP, EPERM) or with too many links (EMLINK), a file of another user
// where links are protected (EPERM), or Windows. Other errors, such as a full
// disk or a read-only folder, are failures.
func cannotExchange(err error) bool {
	reasons := []error{syscall.EXDEV, syscall.EBUSY, syscall.EINVAL, syscall.EMLINK, syscall.EPERM, errors.ErrUnsupported}
	return runtime.GOOS == "windows" || slices.ContainsFunc(reasons, func(reason error) bool { return errors.Is(err, reason) })
}

// otherDevice reports whether a rename failed because its target is on another
// device (on Windows ERROR_NOT_SAME_DEVICE).
func otherDevice(err error) bool {
	return errors.Is(err, syscall.EXDEV) || runtime.GOOS == "windows" && errors.Is(err, syscall.Errno(17))
}
