// Package folder reads a folder of sources on a disk:
//
//	layer := source.Layer{Name: "content", FS: folder.At("my-guide/content")}
package folder

import (
	"errors"
	"io/fs"
	"os"
	"sync"
	"syscall"
)

// Folder is a folder of sources that may appear, disappear and be replaced
// while the preview runs, as when switching branches. It is read through
// os.Root, so no link leads out of it, and opened again whenever a walk starts
// at its top. It is safe for concurrent use.
type Folder struct {
	path string

	mu   sync.Mutex
	root *os.Root
	info fs.FileInfo // of root
}

// At returns the folder at a path, which need not exist yet.
func At(path string) *Folder { return &Folder{path: path} }

// current returns the folder that exists now. It checks whether that has been replaced
// only when name is the folder itself, where a walk starts.
func (f *Folder) current(name string) (*os.Root, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if name != "." && f.root != nil {
		return f.root, nil
	}
	info, err := os.Stat(f.path)
	if err == nil && (f.root == nil || !os.SameFile(info, f.info)) {
		var root *os.Root
		if root, err = os.OpenRoot(f.path); err == nil {
			if f.root != nil {
				_ = f.root.Close() // it was only read
			}
			f.root, f.info = root, info
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if err != nil {
		return nil, err
	}
	return f.root, nil
}

// with calls do with the folder that exists now.
func with[T any](f *Folder, name string, do func(*os.Root) (T, error)) (result T, err error) {
	root, err := f.current(name)
	if err != nil {
		return result, err
	}
	return do(root)
}

// Open implements fs.FS. It does not wait for a pipe that has replaced a file.
func (f *Folder) Open(name string) (fs.File, error) {
	return with(f, name, func(r *os.Root) (fs.File, error) { return r.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0) })
}

// Stat implements fs.StatFS.
func (f *Folder) Stat(name string) (fs.FileInfo, error) {
	return with(f, name, func(r *os.Root) (fs.FileInfo, error) { return r.Stat(name) })
}

// ReadDir implements fs.ReadDirFS.
func (f *Folder) ReadDir(name string) ([]fs.DirEntry, error) {
	return with(f, name, func(r *os.Root) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS(), name) })
}

// Lstat implements fs.ReadLinkFS.
func (f *Folder) Lstat(name string) (fs.FileInfo, error) {
	return with(f, name, func(r *os.Root) (fs.FileInfo, error) { return r.Lstat(name) })
}

// ReadLink implements fs.ReadLinkFS.
func (f *Folder) ReadLink(name string) (string, error) {
	return with(f, name, func(r *os.Root) (string, error) { return r.Readlink(name) })
}
