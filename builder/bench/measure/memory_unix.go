//go:build unix

package measure

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory reads getrusage's ru_maxrss, which counts KiB, but bytes on
// Apple's systems.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}
