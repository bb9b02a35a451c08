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

// notifier is the part of fsnotify that is used here.
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

// latest forwards errors without ever blocking their sender; it drops an error
// while another is unread. fsnotify would deadlock otherwise: it may report an
// error while it holds the lock that adding a folder needs.
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

// nativeWatcher learns of changes from the system. When a watched folder is
// removed or renamed, or events were lost, it starts over with a new notifier:
// what the old one still watches, and under which names, depends on the system
// and on timing, and walking the folders of a guide takes only milliseconds.
type nativeWatcher struct {
	*watcher
	notifier *notifier
	folders  map[string]bool // watched folders inside the roots
	stale    time.Time       // since when the watches may be wrong; zero if they are right
	rootInfo []fs.FileInfo   // the roots when they were watched, nil for a missing one
}

// A stale notifier is replaced after staleQuiet without events, or after
// staleMax, so that a branch switch replaces it only once or twice.
const (
	staleQuiet = 5 * time.Millisecond
	staleMax   = 100 * time.Millisecond
)

// run handles events until ctx is done. When the system runs out of watches, it
// continues by polling.
func (n *nativeWatcher) run(ctx context.Context) {
	for {
		err := n.step(ctx)
		if ctx.Err() != nil || err != nil {
			n.notifier.close()
			if err != nil {
				n.logPolling(err)
				p := &poller{watcher: n.watcher}
				p.scan(time.Now())
				n.send(ctx, "")
				p.run(ctx)
			}
			return
		}
	}
}

// step handles the next event or timer. An error ends the stream of events.
func (n *nativeWatcher) step(ctx context.Context) error {
	var renewal <-chan time.Time
	rootCheck := time.NewTimer(n.interval)
	defer rootCheck.Stop()
	if !n.stale.IsZero() {
		renewal = time.After(min(staleQuiet, time.Until(n.stale.Add(staleMax))))
	}
	select {
	case <-ctx.Done():
		return nil
	case event, ok := <-n.notifier.events:
		if !ok {
			return errors.New("the stream of events has ended")
		}
		return n.handle(ctx, event)
	case err := <-n.notifier.errors:
		// Usually an overflow; the lost events may be about folders.
		n.markStale()
		if errors.Is(err, fsnotify.ErrEventOverflow) {
			n.Log("too many changes at once; checking everything again")
		}
		n.send(ctx, "")
		return nil
	case <-renewal:
		err := n.renew()
		n.send(ctx, "")
		return err
	case <-rootCheck.C:
		if n.moved() {
			n.markStale()
		}
		return nil
	}
}

// moved reports whether a root is no longer the folder that is being watched.
// The system sends no event when a symbolic link above a root changes or a
// folder further up is renamed.
func (n *nativeWatcher) moved() bool {
	for i, r := range n.roots {
		info, err := os.Stat(r.path)
		if n.rootInfo[i] == nil && err != nil {
			continue
		}
		if n.rootInfo[i] == nil || err != nil || !os.SameFile(n.rootInfo[i], info) {
			return true
		}
	}
	return false
}

func (n *nativeWatcher) markStale() {
	if n.stale.IsZero() {
		n.stale = time.Now()
	}
}

// handle processes one event. It ignores changes of mode and times, which
// indexers and backups make.
func (n *nativeWatcher) handle(ctx context.Context, event fsnotify.Event) error {
	if event.Op&^fsnotify.Chmod == 0 {
		return nil
	}
	path := filepath.Clean(event.Name)
	if n.isRootOrAbove(path) && event.Op&^fsnotify.Chmod != fsnotify.Write {
		n.markStale()
		n.send(ctx, path)
		return nil
	}
	if !n.mayBeSource(path) {
		return nil
	}
	n.send(ctx, path)
	if event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename) {
		if n.folders[path] {
			n.markStale()
		}
	}
	if event.Has(fsnotify.Create) {
		if info, err := os.Lstat(path); err == nil && info.IsDir() {
			return n.watchTree(path, func(found string) { n.send(ctx, found) })
		}
	}
	return nil
}

// isRootOrAbove reports whether path is a root or one of its parents: when it
// comes or goes, so does the root.
func (n *nativeWatcher) isRootOrAbove(path string) bool {
	return slices.ContainsFunc(n.roots, func(r root) bool {
		_, ok := below(r.path, path)
		return ok
	})
}

// mayBeSource reports whether path is inside a root and not ignored.
func (n *nativeWatcher) mayBeSource(path string) bool {
	return slices.ContainsFunc(n.roots, func(r root) bool {
		rest, ok := below(path, r.path)
		return ok && !source.Ignored(filepath.ToSlash(rest))
	})
}

// renew starts over with a new notifier and then closes the old one. Its callers
// have everything checked again, so events in between don't matter.
func (n *nativeWatcher) renew() error {
	fresh, err := n.newNotifier()
	if err != nil {
		return err
	}
	old := n.notifier
	n.notifier, n.folders, n.stale, n.rootInfo = fresh, map[string]bool{}, time.Time{}, nil
	for _, r := range n.roots {
		info, _ := os.Stat(r.path) // nil if there is none
		n.rootInfo = append(n.rootInfo, info)
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

// watchRoot watches a root and, to learn when it comes and goes, the nearest
// existing folder above it.
func (n *nativeWatcher) watchRoot(path string) error {
	if err := n.watchAbove(path); err != nil {
		return err
	}
	return n.watchTree(path, func(string) {})
}

func (n *nativeWatcher) watchAbove(path string) error {
	parent := filepath.Dir(path)
	watched, err := n.add(parent)
	if watched || err != nil || parent == path {
		return err
	}
	if err := n.watchAbove(parent); err != nil {
		return err
	}
	_, err = n.add(parent) // created before its parent was watched
	return err
}

// watchTree watches a folder and those below it, and calls found for everything
// in them, because it may have been created before the watch. Each folder is
// watched before it is read, so nothing is missed in between.
func (n *nativeWatcher) watchTree(path string, found func(path string)) error {
	if notFolder(path) {
		return nil
	}
	if watched, err := n.add(path); !watched {
		return err
	}
	n.folders[path] = true
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil // gone again or unreadable, and so not a source
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

// add watches one folder. A missing or unreadable folder is no error; having
// run out of watches is.
func (n *nativeWatcher) add(folder string) (watched bool, err error) {
	err = n.notifier.add(folder)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || err != nil && notFolder(folder) {
		return false, nil
	}
	return err == nil, err
}

func notFolder(path string) bool {
	info, err := os.Stat(path)
	return err != nil || !info.IsDir()
}
