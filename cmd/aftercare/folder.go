package main

import (
	"errors"
	"io/fs"
	"os"
	"sync"
)

// folder is a folder of sources that may come, go and be replaced by another
// while the preview runs, as a switch of branches does. It is read through
// os.Root, so that no link leads out of it, and looked up anew whenever a walk
// begins at its top. It is safe for concurrent use.
type folder struct {
	path string

	mu   sync.Mutex
	root *os.Root
	info fs.FileInfo // of root
}

// top returns the folder that is there now.
func (f *folder) top() (fs.FS, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(f.path)
	if err != nil {
		return nil, err
	}
	if f.root == nil || !os.SameFile(info, f.info) {
		root, err := os.OpenRoot(f.path)
		if err != nil {
			return nil, err
		}
		if f.root != nil {
			_ = f.root.Close() // it was only read
		}
		f.root, f.info = root, info
	}
	return f.root.FS(), nil
}

// at returns the folder for a name in it.
func (f *folder) at(name string) (fs.FS, error) {
	f.mu.Lock()
	root := f.root
	f.mu.Unlock()
	if name != "." && root != nil {
		return root.FS(), nil
	}
	fsys, err := f.top()
	if errors.Is(err, fs.ErrNotExist) {
		err = &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fsys, err
}

// Open implements fs.FS.
func (f *folder) Open(name string) (fs.File, error) {
	fsys, err := f.at(name)
	if err != nil {
		return nil, err
	}
	return fsys.Open(name)
}

// Stat implements fs.StatFS.
func (f *folder) Stat(name string) (fs.FileInfo, error) {
	fsys, err := f.at(name)
	if err != nil {
		return nil, err
	}
	return fs.Stat(fsys, name)
}

// ReadDir implements fs.ReadDirFS.
func (f *folder) ReadDir(name string) ([]fs.DirEntry, error) {
	fsys, err := f.at(name)
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(fsys, name)
}

// ReadFile implements fs.ReadFileFS.
func (f *folder) ReadFile(name string) ([]byte, error) {
	fsys, err := f.at(name)
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(fsys, name)
}

// Lstat implements fs.ReadLinkFS.
func (f *folder) Lstat(name string) (fs.FileInfo, error) {
	fsys, err := f.at(name)
	if err != nil {
		return nil, err
	}
	return fs.Lstat(fsys, name)
}

// ReadLink implements fs.ReadLinkFS.
func (f *folder) ReadLink(name string) (string, error) {
	fsys, err := f.at(name)
	if err != nil {
		return "", err
	}
	return fs.ReadLink(fsys, name)
}
