package publish

import (
	"cmp"
	"errors"
	"maps"
	"path"
	"slices"
	"strings"
	"syscall"
)

// placeAll renames the staged files into the destination one by one: first
// what pages need, then pages, and takes old files away last, so that a
// reader in between finds every page and all that it needs. Whatever needs
// room on the disk comes before the first of them, so that a full disk leaves
// the old site. A build killed in the middle leaves a mixture, and a pending
// manifest by which the next one mends it.
func (p *publication) placeAll(reason string) error {
	if !p.journalled {
		if err := p.journal(); err != nil {
			return err
		}
	}
	order := p.order()
	t := transfer{publication: p}
	if err := t.run(order); err != nil {
		t.undo()
		return err
	}
	p.summary.InPlace = reason
	p.stage.base.Close()
	p.stage, p.journalled = nil, false // from here on there is no way back
	defer p.discard("next")
	if err := p.respell(); err != nil {
		return err
	}
	for _, f := range order {
		if err := p.place(f); err != nil {
			return err
		}
	}
	if err := p.takeAway(); err != nil {
		return err
	}
	return p.save(p.manifest())
}

// order returns the files to place.
func (p *publication) order() []*file {
	order := slices.DeleteFunc(slices.Clone(p.site), func(f *file) bool { return f.fate == unchanged })
	slices.SortStableFunc(order, func(a, b *file) int { return cmp.Compare(rank(a.name), rank(b.name)) })
	return order
}

// rank puts pages behind what they need, and lists behind the pages that they
// lead to.
func rank(name string) int {
	if path.Ext(name) != ".html" {
		return 0
	}
	return 100 - strings.Count(name, "/")
}

// place gives a file that was brought its name.
func (p *publication) place(f *file) error {
	if err := p.clearPlace(f.name); err != nil {
		return err
	}
	if dir := path.Dir(f.name); dir != "." {
		if err := p.root.MkdirAll(p.in(dir), 0o777); err != nil {
			return err
		}
	}
	err := p.rename("place "+f.name, f.from, p.in(f.name))
	if otherDevice(err) { // some folder of the destination is a mount point
		return p.copyInto(f)
	}
	return err
}

// respell takes away files that the new site spells in another way, for which
// they are staged: some file systems rename nothing to what they take for its
// own name, or keep the old spelling.
func (p *publication) respell() error {
	for old := range p.spelled {
		if err := p.remove("respell", old); err != nil {
			return err
		}
	}
	return nil
}

// clearPlace removes files of the old site that stand where name needs a
// folder, or below name itself. Foreign files never do: see blocked.
func (p *publication) clearPlace(name string) error {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if p.dest.hasFile(dir) {
			if err := p.remove("clear", dir); err != nil {
				return err
			}
			delete(p.dest.files, dir)
		}
	}
	if !p.dest.hasDir(name) {
		return nil
	}
	old := slices.AppendSeq(slices.Clone(p.removed), maps.Keys(p.dest.dirs))
	slices.Sort(old)
	for _, other := range slices.Backward(old) { // what is in a folder before the folder
		if other != name && !strings.HasPrefix(other, name+"/") {
			continue
		}
		if err := p.remove("clear", other); err != nil {
			return err
		}
		delete(p.dest.dirs, other)
	}
	return nil
}

// takeAway removes what the new site no longer has, and the folders that
// become empty by it.
func (p *publication) takeAway() error {
	for _, name := range p.removed {
		_, spelled := p.spelled[name] // and so it is a file of the new site
		if folder := p.ground.hasDir(name); folder || spelled {
			continue // clearPlace has made a folder of it
		}
		if err := p.remove("take away", name); err != nil && !errors.Is(err, syscall.ENOTDIR) {
			return err
		}
	}
	p.dropFolders()
	return nil
}

// dropFolders removes those that the new site does not have and that are empty.
func (p *publication) dropFolders() {
	for _, dir := range slices.Backward(slices.Sorted(maps.Keys(p.dest.dirs))) {
		if !p.ground.hasDir(dir) && !p.ground.hasFile(dir) {
			p.root.Remove(p.in(dir)) // not empty if somebody has just put a file there
		}
	}
}
