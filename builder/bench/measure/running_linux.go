package measure

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

// Running returns what a process that runs has used so far.
func Running(process int) (Usage, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	if err != nil {
		return Usage{}, fmt.Errorf("read what process %d uses: %w", process, err)
	}
	var used unix.Timespec
	if err := unix.ClockGettime(clockOf(process), &used); err != nil {
		return Usage{}, fmt.Errorf("read the clock of process %d: %w", process, err)
	}
	return Usage{time.Duration(used.Nano()), kibibytes(status, "VmRSS:"), kibibytes(status, "VmHWM:")}, nil
}

// clockOf is the clock that counts the CPU time of a process, as
// clock_getcpuclockid(3) makes it: to the nanosecond, where /proc counts in
// steps of 10 ms.
func clockOf(process int) int32 {
	const ofScheduler = 2
	return ^int32(process)<<3 | ofScheduler
}

// kibibytes finds a line such as "VmRSS:   1234 kB" and returns bytes, 0 if
// there is none.
func kibibytes(status []byte, name string) int64 {
	for line := range bytes.Lines(status) {
		if value, ok := bytes.CutPrefix(line, []byte(name)); ok {
			n, _ := strconv.ParseInt(string(bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimSpace(value), []byte("kB")))), 10, 64)
			return n << 10
		}
	}
	return 0
}
