//go:build unix

package source

import (
	"io/fs"
	"syscall"
)

// systemIdentity is the inode, which changes when an editor saves by renaming.
type systemIdentity struct{ inode uint64 }

func systemIdentify(info fs.FileInfo) systemIdentity {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return systemIdentity{uint64(st.Ino)}
	}
	return systemIdentity{}
}
