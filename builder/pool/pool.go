// Package pool runs independent pieces of work on a bounded number of
// goroutines. Builds, checks and publishing all do their parallel work with
// [Each]:
//
//	err := pool.Each(ctx, len(pages), func(i int) error { return parse(pages[i]) })
package pool

import (
	"context"
	"runtime"
	"sync"
)

type limit struct{}

// Limit returns a context in which Each runs on at most n goroutines.
func Limit(ctx context.Context, n int) context.Context { return context.WithValue(ctx, limit{}, n) }

// LowPriority returns a context in which Each uses only half of the processors,
// so that work nobody waits for does not slow down the rest.
func LowPriority(ctx context.Context) context.Context {
	return Limit(ctx, max(1, runtime.GOMAXPROCS(0)/2))
}

// Each calls f(0) … f(n-1) on up to GOMAXPROCS goroutines, or the number set by
// [Limit], and waits for them. After an error, or once ctx is done, it starts no
// further calls. Of several errors it returns the one with the smallest i;
// without any, the error of ctx.
func Each(ctx context.Context, n int, f func(i int) error) error {
	var (
		group  sync.WaitGroup
		mu     sync.Mutex
		next   int
		failed = n // the smallest i with an error
		first  error
	)
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		if next >= n || first != nil || ctx.Err() != nil {
			return 0, false
		}
		next++
		return next - 1, true
	}
	workers, limited := ctx.Value(limit{}).(int)
	if !limited {
		workers = runtime.GOMAXPROCS(0)
	}
	for range min(workers, n) {
		group.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				if err := f(i); err != nil {
					mu.Lock()
					if i < failed {
						failed, first = i, err
					}
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	if first != nil {
		return first
	}
	return ctx.Err()
}
