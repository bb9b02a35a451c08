package main

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

// slow is how long a start may take before it is said how far it is.
const slow = 500 * time.Millisecond

// progress tells on a terminal how far reading is, once that takes long.
type progress struct {
	w         io.Writer
	done, all atomic.Int64
	over      chan struct{}
	ended     chan struct{}
}

// startProgress begins to watch the time. The reading tells step what it did;
// end must be called when it is over.
func startProgress(w io.Writer, every time.Duration) *progress {
	p := &progress{w: w, over: make(chan struct{}), ended: make(chan struct{})}
	go p.run(every)
	return p
}

func (p *progress) step(done, all int) {
	p.done.Store(int64(done))
	p.all.Store(int64(all))
}

func (p *progress) run(every time.Duration) {
	defer close(p.ended)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if all := p.all.Load(); all > 0 {
				fmt.Fprintf(p.w, "reading: %d of %d pages\n", p.done.Load(), all)
			} else {
				fmt.Fprintln(p.w, "looking for pages …")
			}
		case <-p.over:
			return
		}
	}
}

// end stops the progress; nothing is said after it.
func (p *progress) end() {
	close(p.over)
	<-p.ended
}
