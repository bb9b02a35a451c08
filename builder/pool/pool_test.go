package pool

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

func TestEachDoesAll(t *testing.T) {
	done := make([]atomic.Int32, 1000)
	if err := Each(t.Context(), len(done), func(i int) error { done[i].Add(1); return nil }); err != nil {
		t.Fatal(err)
	}
	for i := range done {
		if n := done[i].Load(); n != 1 {
			t.Fatalf("%d was done %d times", i, n)
		}
	}
	if err := Each(t.Context(), 0, func(int) error { return errors.New("called") }); err != nil {
		t.Error(err)
	}
}

func TestEachReturnsTheFirstErrorInOrder(t *testing.T) {
	for range 100 {
		err := Each(t.Context(), 50, func(i int) error {
			if i >= 3 {
				return fmt.Errorf("%d", i)
			}
			return nil
		})
		if err == nil || err.Error() != "3" {
			t.Fatalf("error %v, want 3", err)
		}
	}
}

func TestEachStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var calls atomic.Int32
	err := Each(ctx, 1000000, func(int) error {
		if calls.Add(1) == 10 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || calls.Load() > 1000 {
		t.Errorf("error %v after %d calls", err, calls.Load())
	}
}

func TestAsideLeavesProcessorsToOthers(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for ctx, most := range map[context.Context]int32{t.Context(): 4, LowPriority(t.Context()): 2} {
		var now, seen atomic.Int32
		err := Each(ctx, 100, func(int) error {
			if n := now.Add(1); n > seen.Load() {
				seen.Store(n)
			}
			time.Sleep(time.Millisecond)
			now.Add(-1)
			return nil
		})
		if err != nil || seen.Load() != most {
			t.Errorf("%d at once, want %d: %v", seen.Load(), most, err)
		}
	}
}
