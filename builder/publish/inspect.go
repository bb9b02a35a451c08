package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// temporary is the prefix of files that a build writes inside the destination
// when it can't rename files into it.
const temporary = ".aftercare-tmp-"

// ConflictError lists foreign files that are in the way of files of the site.
type ConflictError struct {
	Dest  string   // as given
	Names []string // sorted
}

func (e *ConflictError) Error() string {
	some, more := e.Names, ""
	if n := len(some) - 5; n > 0 {
		some, more = some[:5], fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("%s contains files that this program did not write, in the way of files of the site: %s%s; move them away or let them be replaced",
		e.Dest, strings.Join(some, ", "), more)
}

// inspect reads the manifest and the destination, removes what a killed build
// left, and tells our files from foreign ones.
func (p *publication) inspect(ctx context.Context) (err error) {
	if p.old, err = p.load(); err != nil {
		return err
	}
	if err := p.recover(ctx); err != nil {
		return err
	}
	if p.dest, err = scan(ctx, p.absolute(p.name)); err != nil {
		return err
	}
	if names := p.dropTemporary(); names != nil {
		return &ConflictError{p.opt.Dest, names}
	}
	p.classify()
	if err := p.findRespelled(); err != nil {
		return err
	}
	if names := p.blocked(); names != nil {
		return &ConflictError{p.opt.Dest, names}
	}
	return ctx.Err()
}

// recover removes the stage of a killed build. If that build may have exchanged
// the folders, next may be the old site, and foreign files in it that the
// destination does not have are moved there.
func (p *publication) recover(ctx context.Context) error {
	p.root.Remove(p.controlPath("manifest.new"))
	if _, err := p.root.Lstat(p.controlPath("next")); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	left, err := scan(ctx, p.absolute(p.controlPath("next")))
	if err != nil {
		return err
	}
	if p.old.pending {
		if err := p.rescueAll(left); err != nil {
			return err
		}
	}
	if err := p.checkStage(left); err != nil {
		return err
	}
	if err := p.discard("next"); err != nil {
		return fmt.Errorf("remove an interrupted build: %w", err)
	}
	return nil
}

// rescueAll rescues all foreign files in next.
func (p *publication) rescueAll(left tree) error {
	for name := range left.files {
		if _, ours := p.old.files[name]; ours {
			continue
		}
		if err := p.rescue(name); err != nil {
			return err
		}
	}
	return nil
}

// rescue moves a foreign file from next into the destination, unless that has one
// of the same name.
func (p *publication) rescue(name string) error {
	if _, err := p.root.Lstat(p.sitePath(name)); err == nil {
		return nil
	}
	err := p.root.MkdirAll(p.sitePath(path.Dir(name)), 0o777)
	if err == nil {
		err = p.root.Rename(p.controlPath("next/"+name), p.sitePath(name))
	}
	if err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}

// dropTemporary removes temporary files of a build that was killed while it wrote
// in place. Without such a build, files of these names are foreign; it returns
// them, because this build could overwrite them.
func (p *publication) dropTemporary() (taken []string) {
	for name := range p.dest.files {
		if !strings.HasPrefix(path.Base(name), temporary) {
			continue
		}
		if !p.old.pending {
			taken = append(taken, name)
		} else if p.root.Remove(p.sitePath(name)) == nil {
			delete(p.dest.files, name)
		}
	}
	slices.Sort(taken)
	return taken
}

// classify sets planned, foreign and removed.
func (p *publication) classify() {
	ours, wasOurs, foreign := map[string]bool{}, map[string]bool{}, map[string]bool{} // folders with files
	p.planned, p.foreign, p.removed = newTree(), newTree(), nil
	for _, f := range p.site {
		p.planned.files[f.name] = nil
		markParents(ours, f.name)
	}
	for name := range p.old.files {
		markParents(wasOurs, name)
		if !p.planned.hasFile(name) && p.dest.hasFile(name) {
			p.removed = append(p.removed, name)
		}
	}
	slices.Sort(p.removed)
	for name, info := range p.dest.files {
		_, was := p.old.files[name]
		if !was && !p.planned.hasFile(name) && !(ours[name] && p.opt.Replace) {
			p.foreign.files[name] = info
			markParents(foreign, name)
		}
	}
	for name, info := range p.dest.dirs {
		if foreign[name] || !wasOurs[name] && !ours[name] && !p.buried(name) {
			p.foreign.dirs[name] = info
			p.planned.dirs[name] = nil
		}
	}
	for name := range p.foreign.files {
		p.planned.files[name] = nil
	}
	for name := range ours {
		p.planned.dirs[name] = nil
	}
}

// findRespelled sets respelled. A file system that ignores case, say, has the new
// site's "a" if the destination lists "A". It refuses this for folders: not every
// file system can rename them, and a killed build must leave none empty.
func (p *publication) findRespelled() error {
	ours, folders := make(map[string]string, len(p.site)), make(map[string]bool) // ours by fold
	for _, f := range p.site {
		ours[fold(f.name)] = f.name
		markParents(folders, f.name)
	}
	for name := range folders {
		ours[fold(name)] = name
	}
	p.respelled = make(map[string]string)
	for _, listed := range []map[string]fs.FileInfo{p.dest.dirs, p.dest.files} {
		for old, info := range listed {
			name, there := ours[fold(old)]
			if !there || name == old {
				continue
			}
			if found, err := p.root.Lstat(p.sitePath(name)); err != nil || p.dest.hasFile(name) || p.dest.hasDir(name) {
				continue // listed under that name too, or another file
			} else if folders[name] || info.IsDir() || found.IsDir() {
				return &RefusedError{p.opt.Dest, fmt.Sprintf("%s in it has to become %s, which is the same name for its file system; rename it there first", old, name)}
			}
			p.respelled[old] = name
		}
	}
	return nil
}

// buried reports whether a folder, or one above it, has the name of a file of the
// site. An empty one can simply be removed.
func (p *publication) buried(dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if p.planned.hasFile(dir) {
			return true
		}
	}
	return false
}

// blocked returns the foreign files that are in the way of folders of the site,
// or in a folder in the way of a file. Those with the name of a file of the site
// may have the same bytes, so makeFile decides about them.
func (p *publication) blocked() []string {
	var names []string
	for name := range p.foreign.files {
		_, spelled := p.respelled[name]
		if spelled || p.planned.hasDir(name) || p.buried(path.Dir(name)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
