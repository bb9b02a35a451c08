// Package watch says when something under the sources of a guide has changed.
//
// [Watch] returns a channel of [Event]s. An event means "look again": what has
// really changed, the receiver finds by comparing contents. The paths in it
// are a hint for messages and may be too few or too many. The package decides
// nothing else.
//
// It watches folders, never files, because most editors save by renaming a
// new file over the old one. Where events can't be had (no more inotify
// watches, a network drive) it looks at every file a few times a second
// instead, and says so through [Options].Log.
package watch

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// Event says that something has changed. Paths are the files and folders that
// were noticed, sorted, below the roots as they were given; none means that
// everything should be looked at.
type Event struct{ Paths []string }

// Options adjust a watch.
type Options struct {
	// Poll makes the watch look at every file instead of asking the system
	// for events, as network drives need.
	Poll bool
	// Log is told what a writer should know: that the watch has changed its
	// manner. It must be set.
	Log func(message string)

	// In tests newNotifier stands for fsnotify, and networkOf for what is known
	// of file systems; interval is shorter.
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

// Watch watches the roots, folders or single files, which may come and go,
// until ctx is done; then it closes the channel. What happens after Watch has
// returned is not missed. A receiver that was busy finds one event, for all
// that happened meanwhile.
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

// watcher finds changes in one of two manners, notices or polling, and sends
// their paths, absolute, to a collector. The empty path means that changes
// were missed.
type watcher struct {
	Options
	roots   []root
	changes chan string
}

// A root is an absolute path, and how it was given.
type root struct{ path, given string }

// start begins to watch and returns what must run to keep it going. Every
// change after its return will be noticed.
func (w *watcher) start() (run func(context.Context)) {
	if name := w.network(); name != "" && !w.Poll {
		w.Log(fmt.Sprintf("the guide lies on a network drive (%s), which may not tell of changes; looking at every file each %v instead", name, w.interval))
		w.Poll = true
	}
	if !w.Poll {
		n := &notices{watcher: w}
		err := n.renew()
		if err == nil {
			return n.run
		}
		w.sayPolling(err)
	}
	p := &poller{watcher: w}
	p.look(time.Now())
	return p.run
}

// network names the network file system that a root lies on, "" if none does.
func (w *watcher) network() string {
	for _, r := range w.roots {
		if name := w.networkOf(r.path); name != "" {
			return name
		}
	}
	return ""
}

func (w *watcher) sayPolling(err error) {
	w.Log(fmt.Sprintf("can't be told of changes (%v); looking at every file each %v instead", err, w.interval))
}

func (w *watcher) send(ctx context.Context, path string) {
	select {
	case w.changes <- path:
	case <-ctx.Done():
	}
}

// name returns a path as the caller knows it.
func (w *watcher) name(path string) string {
	for _, r := range w.roots {
		if rest, ok := below(path, r.path); ok {
			return filepath.Join(r.given, rest)
		}
	}
	return path
}

// below returns the rest of path if it is base or lies in it.
func below(path, base string) (rest string, ok bool) {
	if path == base {
		return "", true
	}
	if !strings.HasSuffix(base, string(filepath.Separator)) {
		base += string(filepath.Separator)
	}
	return strings.CutPrefix(path, base)
}
