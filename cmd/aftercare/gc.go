package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// A policy says how much garbage the heap may hold until it is collected, as a
// share of what is in use: headroom in bytes, but no less and no more than so
// many per cent.
type policy struct{ headroom, least, most uint64 }

var (
	// A build is short, so it collects seldom. A fixed percentage would spend
	// 300 MiB on 10,000 pages and a fixed limit would collect without end on
	// 100,000.
	buildMemory = policy{48 << 20, 50, 400}
	// A preview stands beside a browser and an editor all day.
	previewMemory = policy{40 << 20, 40, 100}
)

// spend makes that the policy of the process for as long as it runs.
func (p policy) spend() {
	debug.SetGCPercent(int(p.most))
	afterCollection(func() {
		inUse := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(inUse)
		percent := p.headroom * 100 / max(inUse[0].Value.Uint64(), 1)
		debug.SetGCPercent(int(min(max(percent, p.least), p.most)))
	})
}

// afterCollection calls f after each garbage collection: an object that nobody
// holds is finalized by the next one, and leaves another behind.
func afterCollection(f func()) {
	type unheld struct{ _ *unheld } // a pointer keeps it out of a block that others hold
	runtime.SetFinalizer(new(unheld), func(*unheld) {
		f()
		afterCollection(f)
	})
}
