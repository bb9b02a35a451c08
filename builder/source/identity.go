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

// stillIs reports whether a file that was listed before is certainly the one
// that is listed now. One whose identity may lie is read to find out, so that a
// checkout that is a second old when it is first looked at is not taken for a
// new one at the next look.
func (f *File) stillIs(now *File) bool {
	if f.identity != now.identity {
		return false
	}
	f.mu.Lock()
	racy, sum, hashed := f.racy, f.hash, f.hashed
	f.mu.Unlock()
	if !racy {
		return true
	}
	if !hashed {
		return false
	}
	if again, err := now.Hash(); err != nil || again != sum {
		return false
	}
	f.mu.Lock()
	f.racy = now.racy
	f.mu.Unlock()
	return true
}

// recent reports whether a second write could have left the same identity.
func (id identity) recent() bool {
	return !id.modified.IsZero() && time.Since(id.modified) < racyPeriod
}
