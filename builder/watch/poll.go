package watch

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"aftercare/builder/source"
)

// poller finds changes by looking at every file.
type poller struct {
	*watcher
	seen map[string]sight
}

// sight is how a file was when last seen, and whether it may have been written
// once more since without looking any different.
type sight struct {
	info   fs.FileInfo
	unsure bool
}

// interval is the pause between two looks. On large trees it grows, so that
// looking takes at most one part in share of the time.
const (
	interval = 200 * time.Millisecond
	share    = 10
)

func (p *poller) run(ctx context.Context) {
	pause := p.interval
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
		pause = max(p.interval, (share-1)*time.Since(began))
	}
}

// look returns the files that have come, gone or changed since the last look.
func (p *poller) look(now time.Time) (changed []string) {
	before := p.seen
	p.seen = make(map[string]sight, len(before))
	for _, r := range p.roots {
		p.walk(r.path, func(path string, info fs.FileInfo) {
			old, next := before[path], sight{info, mayBeRewritten(info, now)}
			p.seen[path] = next
			if differ(old.info, info) || old.unsure && !next.unsure {
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
		case source.Ignored(e.Name()):
		case e.IsDir():
			p.walk(name, visit)
		default:
			if info, err := e.Info(); err == nil {
				visit(name, info)
			}
		}
	}
}

// differ reports whether a file looks otherwise than before; nil is one that was
// not there.
func differ(before, now fs.FileInfo) bool {
	return before == nil || !os.SameFile(before, now) || before.Size() != now.Size() || !before.ModTime().Equal(now.ModTime())
}

// mayBeRewritten reports whether a file is so new that another save could leave
// it the same time. Such a file is told of once more when that can't be any
// longer, so that the last save counts. The clocks of file systems tick every
// few milliseconds, where they count in whole seconds every two at most (FAT).
func mayBeRewritten(info fs.FileInfo, now time.Time) bool {
	tick := 20 * time.Millisecond
	if info.ModTime().Nanosecond() == 0 {
		tick = 2 * time.Second
	}
	return now.Sub(info.ModTime()).Abs() <= tick
}
