package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
)

const (
	lockWait = 5 * time.Second // how long to wait for another build
	lockPoll = 20 * time.Millisecond
)

// LockedError means that another build is writing to the same destination.
type LockedError struct {
	Dest   string // as given
	Holder string // text of the lock file, such as "process 4711 since 12:04:05"
}

func (e *LockedError) Error() string {
	who := e.Holder
	if who == "" {
		who = "another program"
	}
	return fmt.Sprintf("%s is being written by %s; try again when it is done", e.Dest, who)
}

// lock takes the destination's lock and waits up to lockWait for another holder.
// The operating system releases the lock of a killed build.
func (t *target) lock(ctx context.Context, opt Options) (release func(), err error) {
	for deadline := time.Now().Add(cmp.Or(opt.lockWait, lockWait)); ; {
		file, held, err := t.tryLock()
		if err != nil {
			return nil, fmt.Errorf("lock %s: %w", opt.Dest, err)
		}
		if held {
			writeHolder(file)
			return func() { file.Close() }, nil
		}
		holder := ""
		if file != nil {
			holder = readHolder(file)
			file.Close()
		}
		if time.Now().After(deadline) {
			return nil, &LockedError{opt.Dest, holder}
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for %s: %w", opt.Dest, ctx.Err())
		case <-time.After(lockPoll):
		}
	}
}

// tryLock opens the lock file and tries to lock it. The lock only counts if the
// file still has its name: its last holder may have removed it in target.close.
func (t *target) tryLock() (file *os.File, held bool, err error) {
	if err := t.root.Mkdir(t.control, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, false, err
	}
	file, err = t.root.OpenFile(t.controlPath("lock"), os.O_RDWR|os.O_CREATE, 0o666)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil // its holder has just removed the folder
	}
	if err != nil {
		return nil, false, err
	}
	held, err = flock(file)
	if err != nil {
		file.Close()
		return nil, false, err
	}
	if held && !t.isNamed(file, "lock") {
		file.Close()
		return nil, false, nil
	}
	return file, held, nil
}

func (t *target) isNamed(file *os.File, name string) bool {
	mine, err := file.Stat()
	if err != nil {
		return false
	}
	named, err := t.root.Lstat(t.controlPath(name))
	return err == nil && os.SameFile(mine, named)
}

// writeHolder writes who holds the lock, for people to read. Locking works
// without it, so it ignores errors.
func writeHolder(file *os.File) {
	if file.Truncate(0) == nil {
		fmt.Fprintf(file, "process %d since %s\n", os.Getpid(), time.Now().Format(time.TimeOnly))
	}
}

func readHolder(file *os.File) string {
	text, _ := io.ReadAll(io.LimitReader(file, 200))
	return strings.TrimSpace(string(text))
}
