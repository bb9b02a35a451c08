package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever parts a new guide has, each style and script that is published is
// one that some page refers to.
func TestOnlyAssetsThatAreUsedArePublished(t *testing.T) {
	all := 1<<len(parts) - 1
	for set := range all + 1 {
		if testing.Short() && set != all && set&(set-1) != 0 {
			continue // none, one and all are asked each time
		}
		var with []string
		for i, part := range parts {
			if set>>i&1 == 1 {
				with = append(with, part)
			}
		}
		t.Run(strings.Join(with, ","), func(t *testing.T) {
			t.Parallel()
			guide := filepath.Join(t.TempDir(), "guide")
			arguments := []string{"new", "guide", guide}
			if with != nil {
				arguments = append(arguments, "--with", strings.Join(with, ","))
			}
			published := filepath.Join(guide, "public")
			build := []string{"build", "-s", guide, "-d", published}
			if set == 0 {
				build = append(build, "--precompress")
			}
			for _, args := range [][]string{arguments, build} {
				var said bytes.Buffer
				if code := run(t.Context(), args, io.Discard, &said, func(string) string { return "" }); code != exitFine {
					t.Fatal(said.String())
				}
			}
			wantAssetsUsed(t, os.DirFS(published))
		})
	}
}

func wantAssetsUsed(t *testing.T, published fs.FS) {
	t.Helper()
	var pages []byte
	err := fs.WalkDir(published, ".", func(name string, _ fs.DirEntry, err error) error {
		if path.Ext(name) == ".html" {
			page, err := fs.ReadFile(published, name)
			pages = append(pages, page...)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	assets, err := fs.Glob(published, "assets/*")
	if err != nil || len(assets) == 0 {
		t.Fatal("there are no assets", err)
	}
	for _, name := range assets {
		original := strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".br")
		if !bytes.Contains(pages, []byte(original)) {
			t.Errorf("no page refers to %s", name)
		}
	}
}
