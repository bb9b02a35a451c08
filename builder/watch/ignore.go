package watch

import (
	"path/filepath"
	"slices"
	"strings"
)

// ignored reports whether a file or folder is none of a guide's: dot files,
// and what editors leave beside the file that they are editing. It judges the
// last part of a path.
func ignored(path string) bool {
	name := filepath.Base(path)
	switch {
	case strings.HasPrefix(name, "."): // .git, .a.md.swp, .#a.md, .goutputstream-X
	case strings.HasSuffix(name, "~"): // backups of Vim, Emacs, nano, Kate
	case strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"): // Emacs
	case name == "4913": // Vim, trying whether it may write
	case strings.HasSuffix(name, "___jb_tmp___"), strings.HasSuffix(name, "___jb_old___"): // JetBrains
	case slices.Contains([]string{".swp", ".swo", ".swx", ".swpx"}, filepath.Ext(name)): // Vim
	default:
		return false
	}
	return true
}

// hidden reports whether any part of path below its root is ignored.
func (w *watcher) hidden(path string) bool {
	for _, r := range w.roots {
		rest, ok := below(path, r.path)
		if !ok {
			continue
		}
		for rest != "" && rest != "." {
			if ignored(rest) {
				return true
			}
			rest = strings.TrimSuffix(rest[:len(rest)-len(filepath.Base(rest))], string(filepath.Separator))
		}
	}
	return false
}
