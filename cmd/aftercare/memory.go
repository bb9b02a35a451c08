package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// A build is short, so it collects garbage seldom: the heap may grow to five
// times what is in use, or by headroom, whichever is less, but always by half.
// A fixed percentage would spend 300 MiB on 10,000 pages and a fixed limit
// would collect without end on 100,000.
const (
	headroom     = 48 << 20
	mostPercent  = 400
	leastPercent = 50
)

// spendMemory makes that the policy of the process for as long as it runs.
func spendMemory() {
	debug.SetGCPercent(mostPercent)
	afterCollection(func() {
		inUse := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(inUse)
		percent := headroom * 100 / max(inUse[0].Value.Uint64(), 1)
		debug.SetGCPercent(int(min(max(percent, leastPercent), mostPercent)))
	})
}

// afterCollection calls f after each garbage collection: an object that nobody
// holds is finalized by the next one, and leaves another behind.
func afterCollection(f func()) {
	type unheld struct{ self *unheld }
	runtime.SetFinalizer(new(unheld), func(*unheld) {
		f()
		afterCollection(f)
	})
}
