//go:build !darwin && !linux

package publish

import (
	"errors"
	"os"
)

// exchange is not supported: these systems can only rename a folder to a free
// name, and between two such renames there would be no site.
func exchange(*os.File, string, string) error { return errors.ErrUnsupported }

// syncEach is true because there is no call that syncs a whole file system
// and waits for it.
const syncEach = true

func syncAll(*os.File) error { return nil }
