package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders named relative to dir.
func exchange(dir *os.File, a, b string) error {
	fd := int(dir.Fd())
	return unix.Renameat2(fd, a, fd, b, unix.RENAME_EXCHANGE)
}

// syncEach is false because one syncfs replaces ten thousand fsyncs.
const syncEach = false

// syncAll makes everything written to the file system of dir durable.
func syncAll(dir *os.File) error {
	return os.NewSyscallError("syncfs", unix.Syncfs(int(dir.Fd())))
}
