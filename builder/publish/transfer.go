package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
)

// transfer prepares placeFiles: it makes all folders and, if the stage is on
// another device, copies the files to where they only need to be renamed. The
// disk can only become full here, and everything here can be undone.
type transfer struct {
	*publication
	made []string // new folders and copies relative to root, parents first
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
	elsewhere, err := t.needsCopies(order)
	if err != nil || !elsewhere {
		return err
	}
	for _, f := range order {
		if err := t.copyNear(f); err != nil {
			return err
		}
	}
	return nil
}

func (t *transfer) undo() {
	for _, name := range slices.Backward(t.made) {
		t.root.Remove(name) // fails if somebody has just put a file into the folder
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

// makeFoldersOf makes the parent folders of a file, down to the first whose name
// is that of an old file: place removes that file first.
func (t *transfer) makeFoldersOf(name string) error {
	for i, c := range name {
		dir := name[:i]
		if c != '/' || t.dest.hasDir(dir) {
			continue
		}
		if t.dest.hasFile(dir) {
			return nil
		}
		if err := t.makeFolder(t.sitePath(dir)); err != nil {
			return err
		}
		t.dest.dirs[dir] = nil
	}
	return nil
}

// needsCopies reports whether staged files can't be renamed into the destination,
// by trying it with one.
func (t *transfer) needsCopies(order []*file) (bool, error) {
	if len(order) == 0 {
		return false, nil
	}
	from, probe := order[0].from, t.sitePath(temporary+"probe")
	err := t.rename("probe", from, probe)
	if err == nil {
		err = t.root.Rename(probe, from)
	}
	if otherDevice(err) {
		return true, nil
	}
	return false, err
}

// copyNear copies a staged file into the folder of the destination where it
// belongs or, if that does not exist yet, the nearest one above.
func (t *transfer) copyNear(f *file) error {
	dir := path.Dir(f.name)
	for dir != "." && !t.dest.hasDir(dir) {
		dir = path.Dir(dir)
	}
	temp := t.sitePath(path.Join(dir, temporary+strconv.Itoa(len(t.made))))
	t.made = append(t.made, temp)
	if err := t.step("carry " + f.name); err != nil {
		return err
	}
	return t.copyTo(temp, f)
}

// copyInto places a file that can't be renamed into its folder, a mount point.
func (p *publication) copyInto(f *file) error {
	from, temp := f.from, p.sitePath(path.Join(path.Dir(f.name), temporary+path.Base(f.name)))
	err := p.copyTo(temp, f)
	if err == nil {
		err = p.rename("placed copy "+f.name, temp, p.sitePath(f.name))
	}
	if err != nil {
		p.root.Remove(temp)
		return err
	}
	p.root.Remove(from) // from copyNear; staged files go with the stage
	return nil
}

// copyTo copies a file, which is then placed from the copy.
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
