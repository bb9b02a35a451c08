// Package pool runs work on a bounded number of goroutines: [Each], which is
// the one place where the builder starts any.
package pool

import (
	"context"
	"runtime"
	"sync"
)

type limit struct{}

// Limit returns a context in which Each runs on at most n goroutines.
func Limit(ctx context.Context, n int) context.Context { return context.WithValue(ctx, limit{}, n) }

// Aside returns a context in which Each leaves half of the processors to what
// somebody waits for.
func Aside(ctx context.Context) context.Context { return Limit(ctx, max(1, runtime.GOMAXPROCS(0)/2)) }

// Each calls f for 0 … n-1, on as many goroutines as Go uses processors, or
// fewer ([Limit]), and waits for all of them. After an error or when ctx is done no further call is
// started; the error returned is that of the smallest i, so that it does not
// depend on the order of work, or else that of ctx.
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
