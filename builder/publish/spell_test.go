//go:build linux

package publish

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// exfat mounts an exFAT file system: it folds letter case, and has no hard
// links. The driver is one in user space, so that no kernel needs to have it.
func exfat(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("it mounts a file system; make trust does")
	}
	without := t.Skipf
	if os.Getenv("TRUST") != "" {
		without = t.Fatalf
	}
	dir := t.TempDir()
	image, mount := filepath.Join(dir, "image"), filepath.Join(dir, "mount")
	script := `set -e; truncate -s 64M "$1"; mkfs.exfat "$1" >/dev/null; mkdir "$2"
		loop=$(losetup -f --show "$1"); mount.exfat-fuse "$loop" "$2" >/dev/null || { losetup -d "$loop"; exit 1; }; losetup -d "$loop"`
	if out, err := exec.Command("sh", "-c", script, "sh", image, mount).CombinedOutput(); err != nil {
		without("can't mount exFAT: %v: %s", err, out)
	}
	t.Cleanup(func() { exec.Command("umount", mount).Run() })
	if err := os.WriteFile(filepath.Join(mount, "A"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(mount, "a")); err != nil {
		t.Fatal("this exFAT does not fold letter case")
	}
	return mount
}

func TestNamesThatAreOneKeepTheirFile(t *testing.T) {
	dest := filepath.Join(exfat(t), "sites", "public")
	for v := range 5 {
		sum := publish(t, dest, spelled(v%2))
		expect(t, dest, spelled(v%2))
		expectTidy(t, dest)
		if v > 0 && sum.InPlace == "" {
			t.Error("it was exchanged, which exFAT can't do")
		}
		if again := publish(t, dest, spelled(v%2)); again.Unchanged != len(spelled(0)) || again.Foreign != nil {
			t.Errorf("the next build finds other files: %+v", again)
		}
	}
}

func TestKilledWhereNamesAreOneTheNextBuildRecovers(t *testing.T) {
	mount := exfat(t)
	for step := 1; ; step++ {
		dest := filepath.Join(mount, strconv.Itoa(step), "public")
		publish(t, dest, spelled(1))
		put(t, filepath.Join(dest, "mine.txt"), "mine")
		publish(t, dest, spelled(0))
		out, err := itself(t, "exit at step", dest, "PUBLISH_STEP="+strconv.Itoa(step), "PUBLISH_MODE=spelled").CombinedOutput()
		if err == nil {
			if step < 20 {
				t.Errorf("only %d steps", step-1)
			}
			t.Logf("%d kills", step-1)
			return
		}
		if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 9 {
			t.Fatalf("step %d: %v: %s", step, err, out)
		}
		expectOldOrNew(t, step, "spelled", dest)
		next := step % 2
		publish(t, dest, spelled(next))
		want := spelled(next)
		want["mine.txt"] = "mine"
		expect(t, dest, want)
		expectTidy(t, dest)
	}
}

// What somebody else has put there under another spelling of ours stays, and
// so does a folder that can't be renamed.
func TestForeignFilesOfTheSameNameAreKept(t *testing.T) {
	mount := exfat(t)
	for i, mine := range []string{"PHOTO.jpg", "TYPES/mine.txt", "INDEX.HTML", "types/ärger.TXT", "SHAPE/y", "Shape", "was/x", "Only-New/z/mine.txt"} {
		dest := filepath.Join(mount, strconv.Itoa(i), "public")
		put(t, filepath.Join(dest, mine), "mine")
		_, err := Publish(context.Background(), spelled(1), Options{unsynced: true, Dest: dest})
		_, conflict := errors.AsType[*ConflictError](err)
		if _, refused := errors.AsType[*RefusedError](err); !conflict && !refused {
			t.Errorf("%s: %v", mine, err)
		}
		if names, _ := os.ReadDir(dest); len(names) != 1 || names[0].Name() != strings.Split(mine, "/")[0] {
			t.Errorf("%s: the folder holds %v", mine, names)
		}
		if text, _ := os.ReadFile(filepath.Join(dest, mine)); string(text) != "mine" {
			t.Errorf("%s was written over", mine)
		}
	}
}

func TestReadersNeverSeeATornPageOnExFAT(t *testing.T) {
	dest := filepath.Join(exfat(t), "sites", "public")
	publish(t, dest, version(0))
	put(t, filepath.Join(dest, "mine.txt"), "mine")
	for round := range 10 {
		publish(t, dest, version(round%2))
		if got := expectWhole(t, dest); got != round%2 {
			t.Fatalf("round %d: the build was without effect", round)
		}
	}
}
