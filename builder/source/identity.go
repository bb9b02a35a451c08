package source

import (
	"io/fs"
	"time"
)

// identity is what the file system tells about a file without reading it. Equal
// identities mean equal bytes, unless the file was changed so recently that the
// file system's clock can't tell two writes apart.
type identity struct {
	size     int64
	modified time.Time
	system   systemIdentity
}

func identify(info fs.FileInfo) identity {
	return identity{info.Size(), info.ModTime(), systemIdentify(info)}
}

// racyPeriod exceeds the time stamp granularity of the file systems in use;
// FAT's two seconds are the coarsest.
const racyPeriod = 2 * time.Second

// sameAs reports whether a file is certainly the same as the one listed now. If it
// was racy, it is read again, so that a fresh checkout, first loaded right after it
// was written, does not count as changed the next time.
func (f *File) sameAs(now *File) bool {
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

// recent reports whether a later write could have the same identity.
func (id identity) recent() bool {
	return !id.modified.IsZero() && time.Since(id.modified) < racyPeriod
}
