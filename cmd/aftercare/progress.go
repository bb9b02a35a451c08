package main

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

// slow is the pause between reports of progress while a preview starts.
const slow = 500 * time.Millisecond

type progress struct{ done, all atomic.Int64 }

func (p *progress) step(done, all int) {
	p.done.Store(int64(done))
	p.all.Store(int64(all))
}

// report prints the progress every so often until end is called.
func (p *progress) report(w io.Writer, every time.Duration) (end func()) {
	tick, over := time.NewTicker(every), make(chan struct{})
	go func() {
		for {
			select {
			case <-tick.C:
			case over <- struct{}{}:
				return
			}
			if all := p.all.Load(); all > 0 {
				fmt.Fprintf(w, "reading: %d of %d pages\n", p.done.Load(), all)
			} else {
				fmt.Fprintln(w, "looking for pages …")
			}
		}
	}()
	return func() { tick.Stop(); <-over }
}
