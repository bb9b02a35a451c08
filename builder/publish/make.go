package publish

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"aftercare/builder/pool"
)

// make opens every file of the site and stages those that differ from the
// published ones. Opening files can make others used, so it repeats until no
// used file is left, and drops the unused ones from the site.
func (p *publication) make(ctx context.Context) error {
	for {
		var next []*file
		for _, f := range p.site {
			if f.status == unmade && !p.files.Unused(f.name) {
				next = append(next, f)
			}
		}
		if next == nil {
			break
		}
		if err := pool.Each(ctx, len(next), func(i int) error { return p.makeFile(next[i]) }); err != nil {
			return err
		}
	}
	all := len(p.site)
	if p.site = slices.DeleteFunc(p.site, func(f *file) bool { return f.status == unmade }); len(p.site) < all {
		p.classify()
	}
	var names []string
	for _, f := range p.site {
		if f.status == conflicting {
			names = append(names, f.name)
		}
	}
	if names != nil {
		return &ConflictError{p.opt.Dest, names}
	}
	return nil
}

func (p *publication) makeFile(f *file) error {
	made, err := p.files.Open(f.name)
	if err != nil {
		return fmt.Errorf("make %s: %w", f.name, err)
	}
	defer made.Close()
	if f.Sum, f.Size, err = sumOf(made); err != nil {
		return fmt.Errorf("make %s: %w", f.name, err)
	}
	info, there := p.dest.files[f.name]
	_, ours := p.old.files[f.name]
	switch {
	case there && p.isPublished(f, info):
		f.status, f.Time = unchanged, info.ModTime().UnixNano()
		return nil
	case there && !ours && !p.opt.Replace:
		f.status = conflicting
		return nil
	case there:
		f.status = changed
	default:
		f.status = added
	}
	s, err := p.openStage()
	if err != nil {
		return err
	}
	if _, err := made.(io.Seeker).Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("make %s: %w", f.name, err)
	}
	f.from = s.path(f.name)
	f.Time, err = s.write(f.name, made)
	return err
}

func sumOf(file io.Reader) (sum [sha256.Size]byte, size int64, err error) {
	h := sha256.New()
	size, err = io.Copy(h, file)
	h.Sum(sum[:0])
	return sum, size, err
}

// isPublished reports whether the destination has the file with these bytes. If
// size and time are those of the manifest, it relies on the hash there and reads
// nothing. This misses a change by somebody else that keeps the size and happens
// within one tick of the file system's clock after we wrote the file.
func (p *publication) isPublished(now *file, info fs.FileInfo) bool {
	if !info.Mode().IsRegular() || info.Size() != now.Size {
		return false
	}
	old, ours := p.old.files[now.name]
	if ours && old.Size == now.Size && old.Time == info.ModTime().UnixNano() {
		return old.Sum == now.Sum
	}
	f, err := p.root.Open(p.sitePath(now.name))
	if err != nil {
		return false
	}
	defer f.Close()
	sum, _, err := sumOf(f)
	return err == nil && sum == now.Sum
}
