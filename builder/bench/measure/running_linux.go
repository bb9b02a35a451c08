package measure

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// clockTick is the unit of times in /proc. The kernel gives it to programs as
// USER_HZ, which is 100 on every system that Go runs on.
const clockTick = time.Second / 100

// Running returns what a process that runs has cost so far. Its CPU time is
// told in steps of 10 ms; Wall is not known.
func Running(process int) (Usage, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	if err != nil {
		return Usage{}, err
	}
	// The name of the program, in parentheses, may hold anything; utime and
	// stime are the 14th and 15th field (proc(5)).
	_, rest, _ := bytes.Cut(stat, []byte(") "))
	fields := bytes.Fields(rest)
	if len(fields) < 13 {
		return Usage{}, fmt.Errorf("read the times of process %d: %q", process, stat)
	}
	user, errUser := strconv.Atoi(string(fields[11]))
	system, errSystem := strconv.Atoi(string(fields[12]))
	status, errStatus := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	for _, err := range []error{errUser, errSystem, errStatus} {
		if err != nil {
			return Usage{}, fmt.Errorf("read what process %d uses: %w", process, err)
		}
	}
	return Usage{
		CPU:      time.Duration(user+system) * clockTick,
		Resident: kibibytes(status, "VmRSS:"), Most: kibibytes(status, "VmHWM:"),
	}, nil
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
