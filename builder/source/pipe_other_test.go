//go:build !unix

package source

import "os"

// pipe makes another link where there are no named pipes.
func pipe(name string) error { return os.Symlink("page.md", name) }
