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

// temporary begins the names of files that a build writes inside the
// destination itself, which happens only where nothing can be renamed into it.
const temporary = ".aftercare-tmp-"

// ConflictError lists what stands where files of the site belong and was not
// written by us.
type ConflictError struct {
	Dest  string   // as given
	Names []string // sorted
}

func (e *ConflictError) Error() string {
	some, more := e.Names, ""
	if n := len(some) - 5; n > 0 {
		some, more = some[:5], fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("%s holds files that this program did not write where files of the site belong: %s%s; move them away or let them be replaced",
		e.Dest, strings.Join(some, ", "), more)
}

// inspect finds out what is there, clears away what a killed build left, and
// sorts what the destination holds into ours and foreign.
func (p *publication) inspect(ctx context.Context) (err error) {
	if p.old, err = p.load(); err != nil {
		return err
	}
	if err := p.recover(ctx); err != nil {
		return err
	}
	if p.dest, err = scan(ctx, p.full(p.name)); err != nil {
		return err
	}
	if names := p.dropTemporary(); names != nil {
		return &ConflictError{p.opt.Dest, names}
	}
	p.survey()
	if err := p.findSpellings(); err != nil {
		return err
	}
	if names := p.blocked(); names != nil {
		return &ConflictError{p.opt.Dest, names}
	}
	return ctx.Err()
}

// recover removes the staging folder of a killed build. If the build was
// killed around its exchange, that folder may be the old site, and then a
// foreign file that appeared in it meanwhile is moved back.
func (p *publication) recover(ctx context.Context) error {
	p.root.Remove(p.at("manifest.new"))
	if _, err := p.root.Lstat(p.at("next")); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	left, err := scan(ctx, p.full(p.at("next")))
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
		return fmt.Errorf("clear away an interrupted build: %w", err)
	}
	return nil
}

// rescueAll moves foreign files from next to where they are missing.
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

// rescue moves a foreign file from next into the destination, unless there is
// one of its name.
func (p *publication) rescue(name string) error {
	if _, err := p.root.Lstat(p.in(name)); err == nil {
		return nil
	}
	err := p.root.MkdirAll(p.in(path.Dir(name)), 0o777)
	if err == nil {
		err = p.root.Rename(p.at("next/"+name), p.in(name))
	}
	if err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}

// dropTemporary removes half-written files of a build that was killed while
// it wrote in place. Without such a build, files of these names are foreign and
// would be written over; they are returned.
func (p *publication) dropTemporary() (taken []string) {
	for name := range p.dest.files {
		if !strings.HasPrefix(path.Base(name), temporary) {
			continue
		}
		if !p.old.pending {
			taken = append(taken, name)
		} else if p.root.Remove(p.in(name)) == nil {
			delete(p.dest.files, name)
		}
	}
	slices.Sort(taken)
	return taken
}

// survey fills in ground, foreign and removed.
func (p *publication) survey() {
	ours, wasOurs, foreign := map[string]bool{}, map[string]bool{}, map[string]bool{} // folders with files
	p.ground, p.foreign, p.removed = newTree(), newTree(), nil
	for _, f := range p.site {
		p.ground.files[f.name] = nil
		markParents(ours, f.name)
	}
	for name := range p.old.files {
		markParents(wasOurs, name)
		if !p.ground.hasFile(name) && p.dest.hasFile(name) {
			p.removed = append(p.removed, name)
		}
	}
	slices.Sort(p.removed)
	for name, info := range p.dest.files {
		_, was := p.old.files[name]
		if !was && !p.ground.hasFile(name) && !(ours[name] && p.opt.Replace) {
			p.foreign.files[name] = info
			markParents(foreign, name)
		}
	}
	for name, info := range p.dest.dirs {
		if foreign[name] || !wasOurs[name] && !ours[name] && !p.buried(name) {
			p.foreign.dirs[name] = info
			p.ground.dirs[name] = nil
		}
	}
	for name := range p.foreign.files {
		p.ground.files[name] = nil
	}
	for name := range ours {
		p.ground.dirs[name] = nil
	}
}

// findSpellings fills in spelled: on a file system that takes two names for one,
// the destination has a file of ours though it lists another. Where one of the
// two is a folder it is refused, since not all of them can rename that, and a
// build that is killed must leave none empty.
func (p *publication) findSpellings() error {
	ours, folders := make(map[string]string, len(p.site)), make(map[string]bool) // ours by fold
	for _, f := range p.site {
		ours[fold(f.name)] = f.name
		markParents(folders, f.name)
	}
	for name := range folders {
		ours[fold(name)] = name
	}
	p.spelled = make(map[string]string)
	for _, listed := range []map[string]fs.FileInfo{p.dest.dirs, p.dest.files} {
		for old, info := range listed {
			name, there := ours[fold(old)]
			if !there || name == old {
				continue
			}
			if found, err := p.root.Lstat(p.in(name)); err != nil || p.dest.hasFile(name) || p.dest.hasDir(name) {
				continue // it is there under its own name, or not at all
			} else if folders[name] || info.IsDir() || found.IsDir() {
				return &RefusedError{p.opt.Dest, fmt.Sprintf("%s in it would have to be %s, which is the same for its file system; rename it there first", old, name)}
			}
			p.spelled[old] = name
		}
	}
	return nil
}

// buried reports whether a folder stands, or lies in one that stands, where a
// file of the site belongs. If nothing is in it, nothing is lost.
func (p *publication) buried(dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if p.ground.hasFile(dir) {
			return true
		}
	}
	return false
}

// blocked returns the foreign files that keep the site from having the shape
// that it needs. Those in the very place of a file of ours are judged when its
// bytes are known.
func (p *publication) blocked() []string {
	var names []string
	for name := range p.foreign.files {
		_, spelled := p.spelled[name]
		if spelled || p.ground.hasDir(name) || p.buried(path.Dir(name)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
