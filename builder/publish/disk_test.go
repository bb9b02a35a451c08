//go:build linux || darwin

package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// publishOnce publishes version 1, with files no larger than PUBLISH_ROOM
// bytes if that is set, and says on standard error what went wrong.
func publishOnce(dest string) {
	if room, err := strconv.ParseUint(os.Getenv("PUBLISH_ROOM"), 10, 64); err == nil {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: room, Max: room}); err != nil {
			panic(err)
		}
	}
	_, err := Publish(context.Background(), version(1), Options{unsynced: true, Dest: dest})
	switch {
	case err == nil:
	case errors.Is(err, syscall.EFBIG), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	default:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// A limit on the size of files makes writing fail in the middle of a page, as
// a full disk does. One byte below a page fails on pages; a page's size is
// enough for pages but not for the manifest.
func TestNoRoomLeavesTheOldSite(t *testing.T) {
	for _, room := range []int{0, 1, len(mark(1)) - 1, len(mark(1))} {
		for _, builds := range []int{0, 2} {
			t.Run(fmt.Sprintf("%d bytes after %d builds", room, builds), func(t *testing.T) {
				dest := destination(t)
				for i := range builds {
					publish(t, dest, version(1-i))
				}
				cmd := itself(t, "publish once", dest, "PUBLISH_ROOM="+strconv.Itoa(room))
				out, _ := cmd.CombinedOutput()
				if cmd.ProcessState.ExitCode() != 3 || !strings.Contains(string(out), "file too large") {
					t.Fatalf("exit %d: %s", cmd.ProcessState.ExitCode(), out)
				}
				if builds == 0 {
					if left, _ := os.ReadDir(filepath.Dir(dest)); len(left) != 0 {
						t.Errorf("left behind: %v", left)
					}
					return
				}
				expect(t, dest, version(0))
				expectTidy(t, dest)
				publish(t, dest, version(1))
				expect(t, dest, version(1))
			})
		}
	}
}

func TestReadOnlyFoldersLeaveTheOldSite(t *testing.T) {
	tests := []struct {
		name     string
		readOnly string // relative to the folder of the destination
	}{
		{"parent", "."},
		{"destination", "public"},
		{"records", ".public.aftercare"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			base := t.TempDir()
			dest := filepath.Join(base, "public")
			publish(t, dest, version(1))
			publish(t, dest, version(0))
			cmd := itself(t, "publish once", dest)
			dropRights(t, cmd, base)
			if err := os.Chmod(filepath.Join(base, tt.readOnly), 0o555); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { os.Chmod(filepath.Join(base, tt.readOnly), 0o777) })
			out, _ := cmd.CombinedOutput()
			if tt.name == "parent" && cmd.ProcessState.ExitCode() == 0 {
				return // everything needed lies in folders that may be written
			}
			if cmd.ProcessState.ExitCode() != 3 || !strings.Contains(string(out), "permission denied") {
				t.Fatalf("exit %d: %s", cmd.ProcessState.ExitCode(), out)
			}
			expect(t, dest, version(0))
			if tt.name == "destination" {
				expectTidy(t, dest)
			}
		})
	}
}

// dropRights makes cmd run as somebody whom permissions bind, which root is
// not, and makes everything in base theirs.
func dropRights(t *testing.T, cmd *exec.Cmd, base string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	err := filepath.WalkDir(base, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, nobody, nobody)
	})
	if err != nil {
		t.Fatal(err)
	}
	// The test's folders are closed to others; so may the binary's be.
	if err := os.Chmod(filepath.Dir(base), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd.Path, cmd.Dir = "/proc/self/exe", base
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
}

// A destination that is a mount point can be full while the folder beside it,
// where the site is staged, is not. That is found before the first file of the
// old site is touched.
func TestFullMountLeavesTheOldSite(t *testing.T) {
	for _, step := range []string{"make folder public/new", "carry new/index.html", "carry page/index.html", "carry s/x/y/z"} {
		dest := destination(t)
		publish(t, dest, small(0))
		opt := faulty(dest, "mount")
		mount := opt.step
		opt.step = func(name string) error {
			if name == step {
				return syscall.ENOSPC
			}
			return mount(name)
		}
		next := small(1)
		next["new/index.html"] = mark(1)
		sum, err := Publish(context.Background(), next, opt)
		if !errors.Is(err, syscall.ENOSPC) || sum.InPlace != "" {
			t.Errorf("%s: %v, in place %q", step, err, sum.InPlace)
		}
		expect(t, dest, small(0))
		expectTidy(t, dest)
		publish(t, dest, next)
		expect(t, dest, next)
	}
}

// The same with a file system that is really full, where tests may mount one.
func TestFullFileSystemLeavesTheOldSite(t *testing.T) {
	dest := destination(t)
	if err := os.Mkdir(dest, 0o777); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", dest).CombinedOutput(); err != nil {
		t.Skipf("can't mount: %v: %s", err, out)
	}
	t.Cleanup(func() { exec.Command("umount", dest).Run() })
	publish(t, dest, version(0))
	large := version(1)
	large["large.txt"] = strings.Repeat("large\n", 800<<10)
	if _, err := Publish(context.Background(), large, Options{unsynced: true, Dest: dest}); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("it did not fail for want of room: %v", err)
	}
	expect(t, dest, version(0))
	publish(t, dest, version(1))
	expect(t, dest, version(1))
	expectTidy(t, dest)
}
