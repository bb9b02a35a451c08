package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"

	"aftercare/builder/pool"
)

// fate is what becomes of a file of the site.
type fate uint8

const (
	unchanged fate = iota
	changed
	added
	conflicting // differs from a foreign file in its place
)

// made is a file of the site after it has been made.
type made struct {
	entry
	fate fate
	info fs.FileInfo // of the staged file; nil if unchanged
}

// make reads every file of the site and stages those that differ from what is
// published.
func (p *publication) make(ctx context.Context) error {
	err := pool.Each(pool.Limit(ctx, p.opt.workers()), len(p.names), p.makeOne)
	if err != nil {
		return err
	}
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

func (p *publication) makeOne(i int) error {
	name := p.names[i]
	data, err := p.files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("make %s: %w", name, err)
	}
	m := &p.made[i]
	m.Sum, m.Size = sha256.Sum256(data), int64(len(data))
	info, there := p.dest.files[name]
	old, ours := p.old.files[name]
	switch {
	case there && p.isPublished(name, data, m.entry, info):
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
	if m.info, err = s.write(name, data); err != nil {
		return err
	}
	m.Time = m.info.ModTime().UnixNano()
	return nil
}

// isPublished reports whether the destination has the file with these bytes.
// Size and time as recorded vouch for the bytes, so that nothing needs to be
// read; a file changed behind our back within one tick of the file system's
// clock after we wrote it, and to the same length, would pass unseen.
func (p *publication) isPublished(name string, data []byte, now entry, info fs.FileInfo) bool {
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
	published, err := io.ReadAll(io.LimitReader(f, now.Size+1))
	return err == nil && bytes.Equal(published, data)
}

func (p *publication) restate() {
	p.mu.Lock()
	p.restated = true
	p.mu.Unlock()
}
