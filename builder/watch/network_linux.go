package watch

import "syscall"

// networks are file systems that another machine can change without an event
// here, by their magic number in statfs(2).
var networks = map[uint32]string{
	0x6969:     "NFS",
	0x517b:     "SMB",
	0xff534d42: "SMB", // CIFS
	0xfe534d42: "SMB", // version 2 and later
	0x01021997: "9P",  // folders shared with a virtual machine, Windows drives in WSL
	0x65735546: "FUSE",
	0x786f4256: "VirtualBox",
	0x00c36400: "Ceph",
	0x5346414f: "AFS",
}

// networkOf returns the kind of network drive that a folder is on, or "" for a
// local disk.
func networkOf(folder string) string {
	var fs syscall.Statfs_t
	if syscall.Statfs(folder, &fs) != nil {
		return ""
	}
	return networks[uint32(fs.Type)]
}
