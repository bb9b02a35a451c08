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

// placeFiles renames the staged files into the destination one by one: first what
// pages need, then pages. It removes old files last, so that a reader in between
// finds every page and all that it needs. Everything that takes disk space comes
// before the first rename, so that a full disk leaves the old site. A killed
// build leaves a mixture and a pending manifest, and the next one completes it.
func (p *publication) placeFiles(reason string) error {
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
	p.stage, p.journalled = nil, false // nothing is undone from here on
	defer p.discard("next")
	if err := p.removeRespelled(); err != nil {
		return err
	}
	for _, f := range order {
		if err := p.place(f); err != nil {
			return err
		}
	}
	if err := p.removeOld(); err != nil {
		return err
	}
	return p.save(p.manifest())
}

// order returns the files to place, in order.
func (p *publication) order() []*file {
	order := slices.DeleteFunc(slices.Clone(p.site), func(f *file) bool { return f.status == unchanged })
	slices.SortStableFunc(order, func(a, b *file) int { return cmp.Compare(rank(a.name), rank(b.name)) })
	return order
}

// rank sorts pages after what they need, and pages nearer to the root after those
// that they link to.
func rank(name string) int {
	if path.Ext(name) != ".html" {
		return 0
	}
	return 100 - strings.Count(name, "/")
}

// place renames a staged or copied file into the destination.
func (p *publication) place(f *file) error {
	if err := p.clearWay(f.name); err != nil {
		return err
	}
	if dir := path.Dir(f.name); dir != "." {
		if err := p.root.MkdirAll(p.sitePath(dir), 0o777); err != nil {
			return err
		}
	}
	err := p.rename("place "+f.name, f.from, p.sitePath(f.name))
	if otherDevice(err) { // some folder of the destination is a mount point
		return p.copyInto(f)
	}
	return err
}

// removeRespelled removes the files that the new site spells differently; they
// are staged under their new names. Otherwise some file systems would ignore the
// rename or keep the old spelling.
func (p *publication) removeRespelled() error {
	for old := range p.respelled {
		if err := p.remove("respell", old); err != nil {
			return err
		}
	}
	return nil
}

// clearWay removes old files where name needs a folder, and old folders where
// name itself belongs. Foreign files are never in the way: see blocked.
func (p *publication) clearWay(name string) error {
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
	for _, other := range slices.Backward(old) { // the content of a folder before the folder
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

// removeOld removes the old files, and the folders that this leaves empty.
func (p *publication) removeOld() error {
	for _, name := range p.removed {
		_, spelled := p.respelled[name] // now a file of the new site
		if folder := p.planned.hasDir(name); folder || spelled {
			continue // clearWay has removed it
		}
		if err := p.remove("take away", name); err != nil && !errors.Is(err, syscall.ENOTDIR) {
			return err
		}
	}
	p.dropFolders()
	return nil
}

// dropFolders removes empty folders that the new site does not have.
func (p *publication) dropFolders() {
	for _, dir := range slices.Backward(slices.Sorted(maps.Keys(p.dest.dirs))) {
		if !p.planned.hasDir(dir) && !p.planned.hasFile(dir) {
			p.root.Remove(p.sitePath(dir)) // fails unless it is empty
		}
	}
}
