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
	from    map[int]string  // what each file is to be renamed from, relative to root
	known   map[string]bool // folders that are there
	folders []string        // those made for it, each behind its parent; relative to root
	copies  []string
}

func (b *transfer) run() error {
	if err := b.makeFolder(b.name); err != nil {
		return err
	}
	order := b.order()
	for _, i := range order {
		b.from[i] = b.stage.path(b.names[i])
		if err := b.makeFoldersOf(b.names[i]); err != nil {
			return err
		}
	}
	elsewhere, err := b.onOtherDevice()
	if err != nil || !elsewhere {
		return err
	}
	for _, i := range order {
		if err := b.carry(i); err != nil {
			return err
		}
	}
	return nil
}

func (b *transfer) undo() {
	for _, name := range b.copies {
		b.root.Remove(name)
	}
	for _, dir := range slices.Backward(b.folders) {
		b.root.Remove(dir) // not empty if somebody has just put a file there
	}
}

func (b *transfer) makeFolder(name string) error {
	err := b.step("make folder " + name)
	if err == nil {
		err = b.root.Mkdir(name, 0o777)
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case err == nil:
		b.folders = append(b.folders, name)
	}
	return err
}

// makeFoldersOf makes those above a file, down to the first where a file of the
// old site stands: that one goes when the new one is placed.
func (b *transfer) makeFoldersOf(name string) error {
	for i, c := range name {
		if c != '/' {
			continue
		}
		dir := name[:i]
		if _, blocked := b.dest.files[dir]; blocked {
			return nil
		}
		if _, there := b.dest.dirs[dir]; !there && !b.known[dir] {
			if err := b.makeFolder(b.in(dir)); err != nil {
				return err
			}
			b.known[dir] = true
		}
	}
	return nil
}

// onOtherDevice reports whether files can't be renamed from the stage into the
// destination.
func (b *transfer) onOtherDevice() (bool, error) {
	from, to := b.at("probe"), b.in(temporary+"probe")
	f, err := b.root.OpenFile(from, os.O_WRONLY|os.O_CREATE, 0o666)
	if err != nil {
		return false, err
	}
	f.Close()
	defer b.root.Remove(from)
	err = b.rename("probe", from, to)
	if err == nil {
		return false, b.root.Remove(to)
	}
	if otherDevice(err) {
		return true, nil
	}
	return false, err
}

// carry copies a staged file into the destination, beside the place where it
// belongs or, where that is no folder yet, as near as possible.
func (b *transfer) carry(i int) error {
	name := b.names[i]
	dir := path.Dir(name)
	for dir != "." && !b.isFolder(dir) {
		dir = path.Dir(dir)
	}
	temp := b.in(path.Join(dir, temporary+strconv.Itoa(i)))
	b.copies = append(b.copies, temp)
	if err := b.step("carry " + name); err != nil {
		return err
	}
	info, err := b.copyFile(temp, b.from[i])
	if err != nil {
		return err
	}
	b.from[i], b.made[i].Time = temp, info.ModTime().UnixNano()
	return nil
}

func (b *transfer) isFolder(dir string) bool {
	info, err := b.root.Lstat(b.in(dir))
	return err == nil && info.IsDir()
}

// copyInto places a file where no rename reaches.
func (p *publication) copyInto(from string, i int) error {
	name := p.names[i]
	temp := p.in(path.Join(path.Dir(name), temporary+path.Base(name)))
	info, err := p.copyFile(temp, from)
	if err == nil {
		err = p.rename("placed copy "+name, temp, p.in(name))
	}
	if err != nil {
		p.root.Remove(temp)
		return err
	}
	p.root.Remove(from) // one that was carried; those in the stage go with it
	p.made[i].Time = info.ModTime().UnixNano()
	return nil
}

func (p *publication) copyFile(to, from string) (fs.FileInfo, error) {
	in, err := p.root.Open(from)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	out, err := p.root.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return fill(out, in, p.synced)
}
