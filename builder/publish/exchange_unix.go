//go:build unix

package publish

import (
	"errors"
	"syscall"
)

// cannotExchange reports whether an error of linking or exchanging lies in the
// kind of file system or folder: another device or a mount point (EXDEV,
// EBUSY), a file system that knows neither (EINVAL, ENOSYS, ENOTSUP, EPERM),
// or a file of somebody else (EPERM, where links are protected). Everything
// else, such as a full disk or a folder that must not be written, is a
// failure.
func cannotExchange(err error) bool {
	for _, reason := range []error{syscall.EXDEV, syscall.EBUSY, syscall.EINVAL, syscall.EMLINK, syscall.EPERM, errors.ErrUnsupported} {
		if errors.Is(err, reason) {
			return true
		}
	}
	return false
}

// otherDevice reports whether a rename failed because it can't leave a device.
func otherDevice(err error) bool { return errors.Is(err, syscall.EXDEV) }
