//go:build !linux

package measure

import "errors"

// Running is known on Linux only.
func Running(int) (Usage, error) {
	return Usage{}, errors.New("what a running process uses is known on Linux only")
}
