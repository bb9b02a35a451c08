package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestFolderThatComesGoesAndIsReplaced(t *testing.T) {
	dir := t.TempDir()
	f := At(filepath.Join(dir, "static"))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	holds := func(want string) {
		t.Helper()
		got := "nothing"
		must(fs.WalkDir(f, ".", func(name string, e fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err == nil && !e.IsDir() {
				data, readErr := fs.ReadFile(f, name)
				got, err = string(data), readErr
			}
			return err
		}))
		if got != want {
			t.Errorf("holds %q, want %q", got, want)
		}
	}
	put := func(folder, text string) {
		t.Helper()
		must(os.MkdirAll(filepath.Join(dir, folder), 0o777))
		must(os.WriteFile(filepath.Join(dir, folder, "x.txt"), []byte(text), 0o666))
	}
	holds("nothing")
	put("static", "first")
	holds("first")
	must(os.Rename(filepath.Join(dir, "static"), filepath.Join(dir, "away")))
	holds("nothing")
	put("static", "second")
	holds("second")
	must(os.Symlink(filepath.Join(dir, "away", "x.txt"), filepath.Join(dir, "static", "out")))
	if _, err := fs.ReadFile(f, "out"); err == nil {
		t.Error("a link leads out of the folder")
	}
	if _, err := fs.ReadFile(f, "../away/x.txt"); err == nil {
		t.Error("a path leads out of the folder")
	}
}
