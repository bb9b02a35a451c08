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

// An event is sent after a quietPeriod without changes. If a changed file is
// then empty or its front matter has no end, it is probably still being saved,
// and one more quietPeriod is granted. No event is delayed by more than
// maxDelay, so that a long burst shows while it lasts.
const (
	quietPeriod = 10 * time.Millisecond
	maxDelay    = 250 * time.Millisecond
)

// collector groups changes into events.
type collector struct {
	unfinished func(path string) bool
	name       func(path string) string
}

// run collects until ctx is done and then closes events.
func (c *collector) run(ctx context.Context, changes <-chan string, events chan<- Event) {
	defer close(events)
	b := batch{collector: c}
	for {
		var offer chan<- Event // nil blocks until the batch is ready
		if b.ready {
			offer = events
			select { // a waiting receiver comes before further changes
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

// batch is what has changed since the last event. A change that arrives while a
// ready batch waits for a busy receiver restarts its clock; otherwise the event
// could be delivered in the middle of that save.
type batch struct {
	*collector
	paths    map[string]bool
	missed   bool      // some paths are unknown
	first    time.Time // when the clock started
	extended bool      // has had its second quietPeriod
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

// wait schedules the next settle.
func (b *batch) wait(now time.Time) {
	b.due = time.After(min(quietPeriod, b.first.Add(maxDelay).Sub(now)))
}

// settle is called after a quietPeriod. It makes the batch ready, or gives a
// file that is still being saved a little more time.
func (b *batch) settle(now time.Time) {
	b.due = nil
	if !b.extended && now.Sub(b.first) < maxDelay && b.anyUnfinished() {
		b.extended = true
		b.wait(now)
		return
	}
	b.ready = true
}

// maxFilesRead bounds how many files are read to see whether they are finished.
// Nobody saves more than that by hand.
const maxFilesRead = 16

func (b *batch) anyUnfinished() bool {
	if len(b.paths) > maxFilesRead {
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

// maxFrontMatter is how many bytes of a page are searched for the end of its
// front matter.
const maxFrontMatter = 64 << 10

// unfinished reports whether a file seems to be in the middle of a save: it is
// empty, or a page whose front matter has no end.
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
	head, err := io.ReadAll(io.LimitReader(f, maxFrontMatter))
	return err == nil && openFrontMatter(head)
}

// openFrontMatter reports whether text starts with front matter without an end.
func openFrontMatter(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	fence := bytes.TrimRight(first, " \t\r")
	if !bytes.Equal(fence, []byte("---")) && !bytes.Equal(fence, []byte("+++")) {
		// The save may have stopped within the fence.
		return len(rest) == 0 && (bytes.HasPrefix([]byte("---"), fence) || bytes.HasPrefix([]byte("+++"), fence))
	}
	for line := range bytes.Lines(rest) {
		if bytes.Equal(bytes.TrimRight(line, " \t\r\n"), fence) {
			return false
		}
	}
	return true
}
