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

// make reads every file of the site and stages those that differ from what is
// published. Files that turn out to be unused are taken out of the site.
func (p *publication) make(ctx context.Context) error {
	for {
		var next []*file
		for _, f := range p.site {
			if f.fate == unmade && !p.files.Unused(f.name) {
				next = append(next, f)
			}
		}
		if next == nil {
			break
		}
		if err := pool.Each(ctx, len(next), func(i int) error { return p.makeOne(next[i]) }); err != nil {
			return err
		}
	}
	all := len(p.site)
	if p.site = slices.DeleteFunc(p.site, func(f *file) bool { return f.fate == unmade }); len(p.site) < all {
		p.survey()
	}
	var names []string
	for _, f := range p.site {
		if f.fate == conflicting {
			names = append(names, f.name)
		}
	}
	if names != nil {
		return &ConflictError{p.opt.Dest, names}
	}
	return nil
}

func (p *publication) makeOne(f *file) error {
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
		f.fate, f.Time = unchanged, info.ModTime().UnixNano()
		return nil
	case there && !ours && !p.opt.Replace:
		f.fate = conflicting
		return nil
	case there:
		f.fate = changed
	default:
		f.fate = added
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

// isPublished reports whether the destination has the file with these bytes.
// Size and time as recorded vouch for the bytes, so that nothing needs to be
// read; a file changed behind our back within one tick of the file system's
// clock after we wrote it, and to the same length, would pass unseen.
func (p *publication) isPublished(now *file, info fs.FileInfo) bool {
	if !info.Mode().IsRegular() || info.Size() != now.Size {
		return false
	}
	old, ours := p.old.files[now.name]
	if ours && old.Size == now.Size && old.Time == info.ModTime().UnixNano() {
		return old.Sum == now.Sum
	}
	f, err := p.root.Open(p.in(now.name))
	if err != nil {
		return false
	}
	defer f.Close()
	sum, _, err := sumOf(f)
	return err == nil && sum == now.Sum
}
