//go:build !unix

package publish

import (
	"errors"
	"syscall"
)

// cannotExchange is always true: nothing can be exchanged here.
func cannotExchange(error) bool { return true }

// otherDevice reports whether a rename failed because it can't leave a device
// (ERROR_NOT_SAME_DEVICE).
func otherDevice(err error) bool { return errors.Is(err, syscall.Errno(17)) }
