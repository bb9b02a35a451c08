// Package watch reports that something in a guide's sources has changed:
//
//	events, err := watch.Watch(ctx, []string{"content", "layouts"}, watch.Options{Log: warn})
//	for range events {
//		rebuild()
//	}
//
// An [Event] only means "look again". The receiver finds out what really
// changed by comparing contents; the paths in an event are a hint and may be
// too few or too many.
//
// It watches folders, never files, because most editors save by renaming a
// new file over the old one. Where there are no events (out of inotify
// watches, a network drive), it polls every file instead and says so through
// [Options].Log.
package watch

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// Event reports a change. Paths are the files and folders that may have
// changed, sorted, below the roots as they were given to [Watch]. Without any,
// everything may have changed.
type Event struct{ Paths []string }

// Options adjust a watch.
type Options struct {
	// Poll compares every file again and again instead of relying on the
	// system's events, as network drives need.
	Poll bool
	// Log receives messages for the writer, such as that polling has begun.
	// Required.
	Log func(message string)

	// Tests replace fsnotify and the detection of network drives, and shorten
	// the polling interval.
	newNotifier func() (*notifier, error)
	networkOf   func(folder string) string
	interval    time.Duration
}

func (o Options) withDefaults() Options {
	if o.newNotifier == nil {
		o.newNotifier = fsnotifier
	}
	if o.networkOf == nil {
		o.networkOf = networkOf
	}
	o.interval = cmp.Or(o.interval, interval)
	return o
}

// Watch watches roots (folders or single files, which may come and go) until
// ctx is done; then it closes the channel. Every change after it returns is
// reported, and a busy receiver gets a single event for all of them. The only
// error is that of a relative root without a working directory.
func Watch(ctx context.Context, roots []string, opt Options) (<-chan Event, error) {
	w := &watcher{Options: opt.withDefaults(), changes: make(chan string)}
	for _, given := range roots {
		path, err := filepath.Abs(given)
		if err != nil {
			return nil, fmt.Errorf("watch %s: %w", given, err)
		}
		w.roots = append(w.roots, root{path, given})
	}
	run := w.start()
	go run(ctx)

	events := make(chan Event)
	c := collector{unfinished: unfinished, name: w.name}
	go c.run(ctx, w.changes, events)
	return events, nil
}

// watcher is what nativeWatcher and poller share. Both send the absolute paths
// of changes to a collector; an empty path means that changes were missed.
type watcher struct {
	Options
	roots   []root
	changes chan string
}

// root is an absolute path, and the same path as the caller wrote it.
type root struct{ path, given string }

// start begins to watch and returns the function that sends the changes. No
// change is lost in between.
func (w *watcher) start() (run func(context.Context)) {
	if name := w.network(); name != "" && !w.Poll {
		w.Log(fmt.Sprintf("the guide is on a network drive (%s), which may not report changes; checking every file each %v instead", name, w.interval))
		w.Poll = true
	}
	if !w.Poll {
		n := &nativeWatcher{watcher: w}
		err := n.renew()
		if err == nil {
			return n.run
		}
		w.logPolling(err)
	}
	p := &poller{watcher: w}
	p.scan(time.Now())
	return p.run
}

// network returns the kind of network drive that a root is on, or "".
func (w *watcher) network() string {
	for _, r := range w.roots {
		if name := w.networkOf(r.path); name != "" {
			return name
		}
	}
	return ""
}

func (w *watcher) logPolling(err error) {
	w.Log(fmt.Sprintf("the system can't report changes (%v); checking every file each %v instead", err, w.interval))
}

func (w *watcher) send(ctx context.Context, path string) {
	select {
	case w.changes <- path:
	case <-ctx.Done():
	}
}

// name returns a path below the root as the caller wrote it.
func (w *watcher) name(path string) string {
	for _, r := range w.roots {
		if rest, ok := below(path, r.path); ok {
			return filepath.Join(r.given, rest)
		}
	}
	return path
}

// below returns path relative to base if it is base or inside it.
func below(path, base string) (rest string, ok bool) {
	if path == base {
		return "", true
	}
	if !strings.HasSuffix(base, string(filepath.Separator)) {
		base += string(filepath.Separator)
	}
	return strings.CutPrefix(path, base)
}
