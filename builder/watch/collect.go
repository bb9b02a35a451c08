package watch

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// An event is sent when nothing has happened for quiet. It waits as long again,
// once, while a changed file is empty or its front matter has no end: such a file
// is being saved. From a change to its event goes by at most most, so that a long
// burst shows while it lasts.
const (
	quiet = 10 * time.Millisecond
	most  = 250 * time.Millisecond
)

// collector turns single changes into events, each of which stands for all
// changes up to a moment of quiet.
type collector struct {
	unfinished func(path string) bool
	name       func(path string) string
}

// run collects until ctx is done and then closes events.
func (c *collector) run(ctx context.Context, changes <-chan string, events chan<- Event) {
	defer close(events)
	b := batch{collector: c}
	for {
		var offer chan<- Event // nil, which is never ready, until it is time
		if b.ready {
			offer = events
			select { // a receiver that waits comes before further changes
			case offer <- b.event():
				b = batch{collector: c}
				continue
			default:
			}
		}
		select {
		case <-ctx.Done():
			return
		case path := <-changes:
			b.add(path, time.Now())
		case <-b.due:
			b.settle(time.Now())
		case offer <- b.event():
			b = batch{collector: c}
		}
	}
}

// batch is what has changed since the last event. Its time runs from the first
// change; one that comes while the receiver is busy starts it again, so that
// an event never points into the middle of a save only because it had to wait.
type batch struct {
	*collector
	paths    map[string]bool
	missed   bool      // some paths are not known
	first    time.Time // of the changes
	extended bool      // waited once more since the last change
	ready    bool      // to be sent
	due      <-chan time.Time
}

func (b *batch) add(path string, now time.Time) {
	if b.paths == nil {
		b.paths = map[string]bool{}
	}
	if len(b.paths) == 0 && !b.missed || b.ready {
		b.first = now
	}
	if path == "" {
		b.missed = true
	} else {
		b.paths[path] = true
	}
	b.ready, b.extended = false, false
	b.wait(now)
}

// wait sets the time after which nothing may have happened.
func (b *batch) wait(now time.Time) {
	b.due = time.After(min(quiet, b.first.Add(most).Sub(now)))
}

// settle is called when all was quiet for a while. A file that is being saved
// gets a little more time.
func (b *batch) settle(now time.Time) {
	b.due = nil
	if !b.extended && now.Sub(b.first) < most && b.anyUnfinished() {
		b.extended = true
		b.wait(now)
		return
	}
	b.ready = true
}

// look bounds how many files are read to see whether they are finished: more
// are not saved by hand.
const look = 16

func (b *batch) anyUnfinished() bool {
	if len(b.paths) > look {
		return false
	}
	for path := range b.paths {
		if b.unfinished(path) {
			return true
		}
	}
	return false
}

func (b *batch) event() Event {
	if b.missed || !b.ready {
		return Event{}
	}
	paths := make([]string, 0, len(b.paths))
	for path := range b.paths {
		paths = append(paths, b.name(path))
	}
	slices.Sort(paths)
	return Event{paths}
}

// longest is how far into a file the end of its front matter is looked for.
const longest = 64 << 10

// unfinished reports whether a file looks as if it were being saved: empty, or
// a page whose front matter has no end.
func unfinished(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	if info.Size() == 0 {
		return true
	}
	if ext := filepath.Ext(path); ext != ".md" && ext != ".markdown" {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, longest))
	return err == nil && openMatter(head)
}

// openMatter reports whether text begins with a front matter fence that is not
// closed.
func openMatter(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	fence := bytes.TrimRight(first, " \t\r")
	if !bytes.Equal(fence, []byte("---")) && !bytes.Equal(fence, []byte("+++")) {
		// A save may have got no further than this.
		return len(rest) == 0 && (bytes.HasPrefix([]byte("---"), fence) || bytes.HasPrefix([]byte("+++"), fence))
	}
	for line := range bytes.Lines(rest) {
		if bytes.Equal(bytes.TrimRight(line, " \t\r\n"), fence) {
			return false
		}
	}
	return true
}
