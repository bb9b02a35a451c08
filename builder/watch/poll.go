package watch

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"aftercare/builder/source"
)

// poller finds changes by comparing every file with its last state.
type poller struct {
	*watcher
	seen map[string]fileState
}

// fileState is a file as of the last scan. It is unsure if another save since
// then could have left info the same.
type fileState struct {
	info   fs.FileInfo
	unsure bool
}

// interval is the pause between two scans. It grows on large trees, so that
// scanning takes at most a tenth (1/share) of the time.
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
		for _, path := range p.scan(began) {
			p.send(ctx, path)
		}
		pause = max(p.interval, (share-1)*time.Since(began))
	}
}

// scan returns the files that have come, gone or changed since the last scan.
func (p *poller) scan(now time.Time) (changed []string) {
	before := p.seen
	p.seen = make(map[string]fileState, len(before))
	for _, r := range p.roots {
		p.walk(r.path, func(path string, info fs.FileInfo) {
			old, next := before[path], fileState{info, mayBeRewritten(info, now)}
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

// walk visits the files below path. A root may be a symbolic link; those further
// down are not sources and not followed.
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

// differ reports whether a file has changed; before is nil for a new one.
func differ(before, now fs.FileInfo) bool {
	return before == nil || !os.SameFile(before, now) || before.Size() != now.Size() || !before.ModTime().Equal(now.ModTime())
}

// mayBeRewritten reports whether a file is so new that another save could give
// it the same modification time. Once it no longer is, the file is reported once
// more, so that the last save is never missed. File system clocks tick every few
// milliseconds; those that count whole seconds, every two at most (FAT).
func mayBeRewritten(info fs.FileInfo, now time.Time) bool {
	tick := 20 * time.Millisecond
	if info.ModTime().Nanosecond() == 0 {
		tick = 2 * time.Second
	}
	return now.Sub(info.ModTime()).Abs() <= tick
}
