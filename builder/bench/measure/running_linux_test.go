package measure

import (
	"os"
	"runtime"
	"testing"
	"time"
)

func TestRunningCountsTheWorkOfAProcess(t *testing.T) {
	before, err := Running(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	held := make([]byte, 64<<20)
	sum := 0
	for began := time.Now(); time.Since(began) < 100*time.Millisecond; {
		for i := range held {
			held[i]++
			sum += int(held[i])
		}
	}
	after, err := Running(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	runtime.KeepAlive(held)
	if used := after.CPU - before.CPU; used < 20*time.Millisecond || used > 10*time.Second {
		t.Errorf("100 ms of work count as %v (%d)", used, sum)
	}
	if after.Resident < 64<<20 || after.Most < after.Resident {
		t.Errorf("with 64 MiB in use: %d resident, %d at most", after.Resident, after.Most)
	}
	if _, err := Running(-1); err == nil {
		t.Error("a process that is none has figures")
	}
}
