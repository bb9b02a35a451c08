package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"aftercare/builder/source"

	"github.com/fsnotify/fsnotify"
)

// notifier is what is needed of fsnotify.
type notifier struct {
	add    func(folder string) error
	events <-chan fsnotify.Event
	errors <-chan error
	close  func() error
}

// buffer holds the events of a large checkout while they are read.
const buffer = 4096

func fsnotifier() (*notifier, error) {
	w, err := fsnotify.NewBufferedWatcher(buffer)
	if err != nil {
		return nil, err
	}
	return &notifier{w.Add, w.Events, latest(w.Errors), w.Close}, nil
}

// latest passes errors on without ever keeping their sender waiting, and drops
// one while another is still unread. fsnotify reports a folder that was moved
// and removed while it holds the lock that adding a folder needs.
func latest(errs <-chan error) <-chan error {
	out := make(chan error, 1)
	go func() {
		for err := range errs {
			select {
			case out <- err:
			default:
			}
		}
	}()
	return out
}

// notices finds changes by the system's events. When a watched folder goes or
// gets another name, or events were lost, it starts over with a new notifier:
// what the old one then watches, and under which names, depends on the system
// and on timing, and a walk over the folders of a guide takes milliseconds.
type notices struct {
	*watcher
	notifier *notifier
	folders  map[string]bool // watched inside the roots
	stale    time.Time       // since when the watches may be wrong; zero if they are right
	met      []fs.FileInfo   // what the roots were when they were watched, nil for one that was not there
}

// A stale notifier is replaced when nothing has happened for calm, or at the
// latest after patience, so that a branch switch does it once or twice.
const (
	calm     = 5 * time.Millisecond
	patience = 100 * time.Millisecond
)

// run reads events until ctx is done. If watches run out it goes over to
// polling.
func (n *notices) run(ctx context.Context) {
	for {
		err := n.step(ctx)
		if ctx.Err() != nil || err != nil {
			n.notifier.close()
			if err != nil {
				n.sayPolling(err)
				p := &poller{watcher: n.watcher}
				p.look(time.Now())
				n.send(ctx, "")
				p.run(ctx)
			}
			return
		}
	}
}

// step waits for one thing to happen. An error means that events can't be had
// any longer.
func (n *notices) step(ctx context.Context) error {
	var renewal <-chan time.Time
	look := time.NewTimer(n.interval)
	defer look.Stop()
	if !n.stale.IsZero() {
		renewal = time.After(min(calm, time.Until(n.stale.Add(patience))))
	}
	select {
	case <-ctx.Done():
		return nil
	case event, ok := <-n.notifier.events:
		if !ok {
			return errors.New("the system's notices have ended")
		}
		return n.handle(ctx, event)
	case err := <-n.notifier.errors:
		// Usually an overflow: events were lost, and with them news of folders.
		n.outdated()
		if errors.Is(err, fsnotify.ErrEventOverflow) {
			n.Log("too many changes at once; looking at everything again")
		}
		n.send(ctx, "")
		return nil
	case <-renewal:
		err := n.renew()
		n.send(ctx, "")
		return err
	case <-look.C:
		if n.moved() {
			n.outdated()
		}
		return nil
	}
}

// moved reports whether a root is another folder than the watched one. The
// system does not tell when a link above a root leads elsewhere, or a folder
// further up gets another name.
func (n *notices) moved() bool {
	for i, r := range n.roots {
		info, err := os.Stat(r.path)
		if n.met[i] == nil && err != nil {
			continue
		}
		if n.met[i] == nil || err != nil || !os.SameFile(n.met[i], info) {
			return true
		}
	}
	return false
}

func (n *notices) outdated() {
	if n.stale.IsZero() {
		n.stale = time.Now()
	}
}

// handle judges one event. Changes of mode and times alone are none of ours:
// indexers and backups make them.
func (n *notices) handle(ctx context.Context, event fsnotify.Event) error {
	if event.Op&^fsnotify.Chmod == 0 {
		return nil
	}
	path := filepath.Clean(event.Name)
	if n.leads(path) && event.Op&^fsnotify.Chmod != fsnotify.Write {
		n.outdated()
		n.send(ctx, path)
		return nil
	}
	if !n.source(path) {
		return nil
	}
	n.send(ctx, path)
	if event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename) {
		if n.folders[path] {
			n.outdated()
		}
	}
	if event.Has(fsnotify.Create) {
		if info, err := os.Lstat(path); err == nil && info.IsDir() {
			return n.watchTree(path, func(found string) { n.send(ctx, found) })
		}
	}
	return nil
}

// leads reports whether path is a root or lies above one: if it comes or goes,
// so does the root.
func (n *notices) leads(path string) bool {
	return slices.ContainsFunc(n.roots, func(r root) bool {
		_, ok := below(r.path, path)
		return ok
	})
}

// source reports whether a path may be one of a root's sources, or a folder of them.
func (n *notices) source(path string) bool {
	return slices.ContainsFunc(n.roots, func(r root) bool {
		rest, ok := below(path, r.path)
		return ok && !source.Ignored(filepath.ToSlash(rest))
	})
}

// renew starts over with a new notifier. The old one is closed last, though
// nothing depends on it: whoever is told of a renewal looks at everything.
func (n *notices) renew() error {
	fresh, err := n.newNotifier()
	if err != nil {
		return err
	}
	old := n.notifier
	n.notifier, n.folders, n.stale, n.met = fresh, map[string]bool{}, time.Time{}, nil
	for _, r := range n.roots {
		info, _ := os.Stat(r.path) // nil if it is not there
		n.met = append(n.met, info)
		if err = n.watchRoot(r.path); err != nil {
			break
		}
	}
	if old != nil {
		old.close()
	} else if err != nil {
		fresh.close()
	}
	return err
}

// watchRoot watches a root, and the nearest folder above it that exists, to
// learn when the root comes and goes.
func (n *notices) watchRoot(path string) error {
	if err := n.watchAbove(path); err != nil {
		return err
	}
	return n.watchTree(path, func(string) {})
}

func (n *notices) watchAbove(path string) error {
	parent := filepath.Dir(path)
	watched, err := n.add(parent)
	if watched || err != nil || parent == path {
		return err
	}
	if err := n.watchAbove(parent); err != nil {
		return err
	}
	_, err = n.add(parent) // it may have come before its parent was watched
	return err
}

// watchTree watches a folder and those below it, and tells of everything that
// it finds in them: it may be older than the watch. Each folder is watched
// before it is read, so nothing comes to be in between.
func (n *notices) watchTree(path string, found func(path string)) error {
	if isNoFolder(path) {
		return nil
	}
	if watched, err := n.add(path); !watched {
		return err
	}
	n.folders[path] = true
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil // gone again, or closed to us: then it is no source either
	}
	for _, e := range entries {
		name := filepath.Join(path, e.Name())
		if source.Ignored(e.Name()) {
			continue
		}
		found(name)
		if e.IsDir() {
			if err := n.watchTree(name, found); err != nil {
				return err
			}
		}
	}
	return nil
}

// add watches one folder. One that is not there or closed to us is no error;
// being out of watches is.
func (n *notices) add(folder string) (watched bool, err error) {
	err = n.notifier.add(folder)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || err != nil && isNoFolder(folder) {
		return false, nil
	}
	return err == nil, err
}

func isNoFolder(path string) bool {
	info, err := os.Stat(path)
	return err != nil || !info.IsDir()
}
