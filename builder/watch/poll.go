package watch

import (
	"context"
	"crypto/sha256"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// poller finds changes by looking at every file.
type poller struct {
	*watcher
	seen map[string]sight
}

// sight is how a file was when last seen.
type sight struct {
	info   fs.FileInfo
	sum    [sha256.Size]byte
	hashed bool
}

// share is the part of the time that looking may take, one in share.
const share = 10

func (p *poller) run(ctx context.Context) {
	pause := p.Interval
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		began := time.Now()
		for _, path := range p.look(began) {
			p.send(ctx, path)
		}
		pause = max(p.Interval, (share-1)*time.Since(began))
	}
}

// look returns the files that have come, gone or changed since the last look.
func (p *poller) look(now time.Time) (changed []string) {
	before := p.seen
	p.seen = make(map[string]sight, len(before))
	for _, r := range p.roots {
		p.walk(r.path, func(path string, info fs.FileInfo) {
			old, known := before[path]
			next, differs := compare(path, old, info, now)
			p.seen[path] = next
			if differs || !known {
				changed = append(changed, path)
			}
		})
	}
	for path := range before {
		if _, still := p.seen[path]; !still {
			changed = append(changed, path)
		}
	}
	return changed
}

// walk visits the files below path. A root may be a symbolic link; links
// further down are no sources.
func (p *poller) walk(path string, visit func(string, fs.FileInfo)) {
	info, err := os.Stat(path)
	if err != nil {
		return
	}
	if !info.IsDir() {
		visit(path, info)
		return
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return
	}
	for _, e := range entries {
		name := filepath.Join(path, e.Name())
		switch {
		case ignored(name):
		case e.IsDir():
			p.walk(name, visit)
		default:
			if info, err := e.Info(); err == nil {
				visit(name, info)
			}
		}
	}
}

// tick is the coarsest clock of a file system in use (FAT counts two
// seconds). Two saves within one tick may leave the same times.
const tick = 2 * time.Second

// compare reports whether a file differs from when it was seen: by identity,
// size and times first, and where they can't tell, by hash. Files are hashed
// only when they have just changed, so that starting to look costs little; a
// file whose times change for the first time counts as changed.
func compare(path string, old sight, info fs.FileInfo, now time.Time) (next sight, differs bool) {
	next = sight{info: info}
	alike := old.info != nil && os.SameFile(old.info, info) && old.info.Size() == info.Size() &&
		old.info.ModTime().Equal(info.ModTime()) && changeTime(old.info).Equal(changeTime(info))
	recent := now.Sub(info.ModTime()).Abs() <= tick
	if alike && !recent {
		next.sum, next.hashed = old.sum, old.hashed
		return next, false
	}
	if old.info == nil && !recent {
		return next, true
	}
	next.sum, next.hashed = hash(path)
	if !old.hashed || !next.hashed {
		return next, !alike
	}
	return next, old.sum != next.sum
}

func hash(path string) (sum [sha256.Size]byte, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return sum, false
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, false
	}
	h.Sum(sum[:0])
	return sum, true
}
