//go:build unix

package folder

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"aftercare/builder/source"
)

// What takes the place of a file after it was listed is no longer that file; it
// is neither waited for nor read.
func TestNothingSwappedInIsReadOrWaitedFor(t *testing.T) {
	swaps := map[string]func(name string) error{
		"pipe":   func(name string) error { return syscall.Mkfifo(name, 0o666) },
		"folder": func(name string) error { return os.Mkdir(name, 0o777) },
		"zeros":  func(name string) error { return syscall.Mknod(name, syscall.S_IFCHR|0o666, 1<<8|5) },
		"socket": func(name string) error {
			l, err := net.Listen("unix", name)
			if err == nil {
				t.Cleanup(func() { l.Close() })
			}
			return err
		},
		"link in":  func(name string) error { return os.Symlink("other.md", name) },
		"link out": func(name string) error { return os.Symlink("/etc/hostname", name) },
		"link to pipe": func(name string) error {
			return errors.Join(syscall.Mkfifo(name+"p", 0o666), os.Symlink(filepath.Base(name)+"p", name))
		},
		"link to zeros": func(name string) error { return os.Symlink("/dev/zero", name) },
	}
	for kind, swap := range swaps {
		t.Run(kind, func(t *testing.T) {
			dir, err := os.MkdirTemp("", "swap") // a socket's path may not be long
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { os.RemoveAll(dir) })
			for _, name := range []string{"page.md", "other.md"} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte("text"), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			tree, err := source.Load([]source.Layer{{Name: "content", FS: At(dir)}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			page := tree.Get("content/page.md")
			if err := os.Remove(filepath.Join(dir, "page.md")); err != nil {
				t.Fatal(err)
			}
			if err := swap(filepath.Join(dir, "page.md")); errors.Is(err, syscall.EPERM) {
				t.Skip("only root makes devices")
			} else if err != nil {
				t.Fatal(err)
			}
			if data, err := page.Read(); kind == "link in" && string(data) == "text" {
				return // the text of another page of the guide, as if it had been saved
			} else if !errors.Is(err, source.ErrChanged) {
				t.Errorf("read %q, %v", data, err)
			}
		})
	}
}
