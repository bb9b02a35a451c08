package watch

import "syscall"

// networks are file systems on which another machine may write without this one
// being told, by the numbers of statfs(2).
var networks = map[uint32]string{
	0x6969:     "NFS",
	0x517b:     "SMB",
	0xff534d42: "SMB", // CIFS
	0xfe534d42: "SMB", // version 2 and later
	0x01021997: "9P",  // folders shared with a virtual machine, and drives of Windows in WSL
	0x65735546: "FUSE",
	0x786f4256: "VirtualBox",
	0x00c36400: "Ceph",
	0x5346414f: "AFS",
}

// networkOf names the network file system that a folder lies on, "" for a disk
// of this machine.
func networkOf(folder string) string {
	var fs syscall.Statfs_t
	if syscall.Statfs(folder, &fs) != nil {
		return ""
	}
	return networks[uint32(fs.Type)]
}
