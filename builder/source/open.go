package source

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
)

// Reader reads a file of any size in parts. A caller that reads it from start
// to end gets the same bytes as from [File.Read], or ErrChanged.
type Reader struct {
	fs.File
	of  *File
	sum hash.Hash // of the bytes read so far; nil after a Seek into the file
}

// Open opens the file. A file that is gone or no longer regular gives ErrChanged. On
// a layer that opens without blocking, such as a folder.Folder, a named pipe in its
// place does not block.
func (f *File) Open() (*Reader, error) {
	file, err := f.fsys.Open(f.Path)
	if err != nil {
		if info, gone := fs.Lstat(f.fsys, f.Path); errors.Is(gone, fs.ErrNotExist) || gone == nil && !info.Mode().IsRegular() {
			err = ErrChanged
		}
		return nil, fmt.Errorf("read %s: %w", f.Name(), err)
	}
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("read %s: %w", f.Name(), errors.Join(ErrChanged, err, file.Close()))
	}
	return &Reader{file, f, sha256.New()}, nil
}

// Read implements io.Reader.
func (r *Reader) Read(b []byte) (int, error) {
	n, err := r.File.Read(b)
	if r.sum != nil {
		r.sum.Write(b[:n])
	}
	switch {
	case err == io.EOF && r.sum != nil:
		err = r.of.confirm(Hash(r.sum.Sum(nil)))
	case err != nil && err != io.EOF:
		err = fmt.Errorf("read %s: %w", r.of.Name(), err)
	}
	return n, err
}

// Seek implements io.Seeker.
func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	if r.sum = nil; offset == 0 && whence == io.SeekStart {
		r.sum = sha256.New()
	}
	file, ok := r.File.(io.Seeker)
	if !ok {
		return 0, fmt.Errorf("read %s: %w", r.of.Name(), errors.ErrUnsupported)
	}
	return file.Seek(offset, whence)
}

// confirm records the hash of all bytes and returns io.EOF if it is the same as
// before, otherwise ErrChanged.
func (f *File) confirm(sum Hash) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.hashed && f.hash != sum {
		return fmt.Errorf("read %s: %w", f.Name(), ErrChanged)
	}
	f.hash, f.hashed = sum, true
	return io.EOF
}
