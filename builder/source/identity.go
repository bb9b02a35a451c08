package source

import (
	"io/fs"
	"time"
)

// identity is what the file system says of a file without reading it. Equal
// identities mean equal bytes, unless the file was touched so recently that
// the clock of the file system could not tell two writes apart.
type identity struct {
	size     int64
	modified time.Time
	system   systemIdentity
}

func identify(info fs.FileInfo) identity {
	return identity{info.Size(), info.ModTime(), systemIdentify(info)}
}

// racyPeriod is longer than the time stamp granularity of the file systems in
// use (FAT has the coarsest, two seconds).
const racyPeriod = 2 * time.Second

// recent reports whether a second write could have left the same identity.
func (id identity) recent() bool {
	return !id.modified.IsZero() && time.Since(id.modified) < racyPeriod
}
