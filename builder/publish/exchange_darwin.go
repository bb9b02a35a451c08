package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders named relative to dir (APFS can; HFS+ can't).
func exchange(dir *os.File, a, b string) error {
	fd := int(dir.Fd())
	return unix.RenameatxNp(fd, a, fd, b, unix.RENAME_SWAP)
}

// syncEach is false because Sync of a file flushes the whole drive here
// (F_FULLFSYNC), some milliseconds for each file.
const syncEach = false

// syncAll hands everything written to the drive, with sync(2), and then has
// the drive flush its cache once, through a full sync of dir.
func syncAll(dir *os.File) error {
	if err := unix.Sync(); err != nil {
		return os.NewSyscallError("sync", err)
	}
	return dir.Sync()
}
