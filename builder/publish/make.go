package publish

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"

	"aftercare/builder/pool"
)

type fate uint8

const (
	unchanged fate = iota
	changed
	added
	conflicting // differs from a foreign file in its place
)

type made struct {
	entry
	fate fate
	info fs.FileInfo // of the staged file; nil if unchanged
}

// make reads every file of the site and stages those that differ from what is
// published.
func (p *publication) make(ctx context.Context) error {
	opened := make([]bool, len(p.names))
	for {
		var next []int
		for i, name := range p.names {
			if !opened[i] && !p.files.Unused(name) {
				opened[i], next = true, append(next, i)
			}
		}
		if next == nil {
			break
		}
		err := pool.Each(pool.Limit(ctx, p.opt.workers()), len(next), func(i int) error { return p.makeOne(next[i]) })
		if err != nil {
			return err
		}
	}
	p.leaveOut(opened)
	var names []string
	for i, m := range p.made {
		if m.fate == conflicting {
			names = append(names, p.names[i])
		}
	}
	if names != nil {
		return &ConflictError{p.opt.Dest, names}
	}
	return nil
}

// leaveOut takes the files that were not opened out of the site.
func (p *publication) leaveOut(opened []bool) {
	var names []string
	var files []made
	for i, name := range p.names {
		if opened[i] {
			names, files = append(names, name), append(files, p.made[i])
		}
	}
	if len(names) < len(p.names) {
		p.names, p.made = names, files
		p.survey()
	}
}

func (p *publication) makeOne(i int) error {
	name := p.names[i]
	file, err := p.files.Open(name)
	if err != nil {
		return fmt.Errorf("make %s: %w", name, err)
	}
	defer file.Close()
	m := &p.made[i]
	if m.Sum, m.Size, err = sumOf(file); err != nil {
		return fmt.Errorf("make %s: %w", name, err)
	}
	info, there := p.dest.files[name]
	old, ours := p.old.files[name]
	switch {
	case there && p.isPublished(name, m.entry, info):
		m.fate, m.Time = unchanged, info.ModTime().UnixNano()
		if m.entry != old {
			p.restate()
		}
		return nil
	case there && !ours && !p.opt.Replace:
		m.fate = conflicting
		return nil
	case there:
		m.fate = changed
	default:
		m.fate = added
	}
	s, err := p.openStage()
	if err != nil {
		return err
	}
	if _, err := file.(io.Seeker).Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("make %s: %w", name, err)
	}
	if m.info, err = s.write(name, file); err != nil {
		return err
	}
	m.Time = m.info.ModTime().UnixNano()
	return nil
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
func (p *publication) isPublished(name string, now entry, info fs.FileInfo) bool {
	if !info.Mode().IsRegular() || info.Size() != now.Size {
		return false
	}
	old, ours := p.old.files[name]
	if ours && old.Size == now.Size && old.Time == info.ModTime().UnixNano() {
		return old.Sum == now.Sum
	}
	f, err := p.root.Open(p.in(name))
	if err != nil {
		return false
	}
	defer f.Close()
	sum, _, err := sumOf(f)
	return err == nil && sum == now.Sum
}

func (p *publication) restate() {
	p.mu.Lock()
	p.restated = true
	p.mu.Unlock()
}
