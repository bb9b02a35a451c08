package watch

import (
	"io/fs"
	"syscall"
	"time"
)

// changeTime is when a file or its metadata last changed, which nobody can set
// back.
func changeTime(info fs.FileInfo) time.Time {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return time.Unix(stat.Ctim.Unix())
	}
	return info.ModTime()
}
