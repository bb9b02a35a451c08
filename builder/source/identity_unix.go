//go:build unix

package source

import (
	"io/fs"
	"syscall"
)

// systemIdentity is the inode, which an editor's save by renaming changes.
type systemIdentity struct{ inode uint64 }

func systemIdentify(info fs.FileInfo) systemIdentity {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return systemIdentity{uint64(st.Ino)}
	}
	return systemIdentity{}
}
