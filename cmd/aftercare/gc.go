package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// gcPolicy sets when the garbage collector runs: after headroom bytes of new
// allocations, but at no less than least and no more than most per cent of the
// live heap.
type gcPolicy struct{ headroom, least, most uint64 }

var (
	// A build is short, so it collects rarely. A fixed percentage would cost
	// 300 MiB at 10,000 pages, and a fixed memory limit would collect without end
	// at 100,000.
	buildGC = gcPolicy{48 << 20, 50, 400}
	// A preview runs beside a browser and an editor all day.
	previewGC = gcPolicy{40 << 20, 40, 100}
)

// apply sets the policy for the rest of the process.
func (p gcPolicy) apply() {
	debug.SetGCPercent(int(p.most))
	afterCollection(func() {
		inUse := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(inUse)
		percent := p.headroom * 100 / max(inUse[0].Value.Uint64(), 1)
		debug.SetGCPercent(int(min(max(percent, p.least), p.most)))
	})
}

// afterCollection calls f after each garbage collection: the finalizer of an
// unreachable object runs then, and creates the next such object.
func afterCollection(f func()) {
	type sentinel struct{ _ *sentinel } // tiny objects without pointers share a block, which may stay reachable
	runtime.SetFinalizer(new(sentinel), func(*sentinel) {
		f()
		afterCollection(f)
	})
}
