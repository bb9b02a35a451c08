package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
)

// transfer gets the staged files to where they need only be renamed, and makes
// the folders that they need. It is what may find the disk full, and all that
// it does can be undone.
type transfer struct {
	*publication
	made []string // folders and copies, what is in a folder behind it; relative to root
}

func (t *transfer) run(order []*file) error {
	if err := t.makeFolder(t.name); err != nil {
		return err
	}
	for _, f := range order {
		if err := t.makeFoldersOf(f.name); err != nil {
			return err
		}
	}
	elsewhere, err := t.isElsewhere(order)
	if err != nil || !elsewhere {
		return err
	}
	for _, f := range order {
		if err := t.carry(f); err != nil {
			return err
		}
	}
	return nil
}

func (t *transfer) undo() {
	for _, name := range slices.Backward(t.made) {
		t.root.Remove(name) // a folder stays if somebody has just put a file there
	}
}

func (t *transfer) makeFolder(name string) error {
	err := t.step("make folder " + name)
	if err == nil {
		err = t.root.Mkdir(name, 0o777)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err == nil {
		t.made = append(t.made, name)
	}
	return err
}

// makeFoldersOf makes those above a file, down to the first where a file of the
// old site stands: that one goes when the new one is placed.
func (t *transfer) makeFoldersOf(name string) error {
	for i, c := range name {
		dir := name[:i]
		if c != '/' || t.dest.hasDir(dir) {
			continue
		}
		if t.dest.hasFile(dir) {
			return nil
		}
		if err := t.makeFolder(t.in(dir)); err != nil {
			return err
		}
		t.dest.dirs[dir] = nil
	}
	return nil
}

// isElsewhere reports whether files can't be renamed from the stage into the
// destination, by trying it with one.
func (t *transfer) isElsewhere(order []*file) (bool, error) {
	if len(order) == 0 {
		return false, nil
	}
	from, probe := order[0].from, t.in(temporary+"probe")
	err := t.rename("probe", from, probe)
	if err == nil {
		err = t.root.Rename(probe, from)
	}
	if otherDevice(err) {
		return true, nil
	}
	return false, err
}

// carry copies a staged file into the destination, beside the place where it
// belongs or, where that is no folder yet, as near as possible.
func (t *transfer) carry(f *file) error {
	dir := path.Dir(f.name)
	for dir != "." && !t.dest.hasDir(dir) {
		dir = path.Dir(dir)
	}
	temp := t.in(path.Join(dir, temporary+strconv.Itoa(len(t.made))))
	t.made = append(t.made, temp)
	if err := t.step("carry " + f.name); err != nil {
		return err
	}
	return t.copyTo(temp, f)
}

// copyInto places a file where no rename reaches.
func (p *publication) copyInto(f *file) error {
	from, temp := f.from, p.in(path.Join(path.Dir(f.name), temporary+path.Base(f.name)))
	err := p.copyTo(temp, f)
	if err == nil {
		err = p.rename("placed copy "+f.name, temp, p.in(f.name))
	}
	if err != nil {
		p.root.Remove(temp)
		return err
	}
	p.root.Remove(from) // one that was carried; those in the stage go with it
	return nil
}

// copyTo makes a copy of a file, from which it is placed.
func (p *publication) copyTo(temp string, f *file) error {
	in, err := p.root.Open(f.from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := p.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	f.from = temp
	f.Time, err = fill(out, in, p.synced)
	return err
}
