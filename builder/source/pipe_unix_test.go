//go:build unix

package source

import "syscall"

// pipe makes a named pipe, which would be waited for if it were opened.
func pipe(name string) error { return syscall.Mkfifo(name, 0o666) }
