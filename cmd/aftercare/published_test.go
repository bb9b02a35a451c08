package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a new version of the program makes of a guide that stays as it is, is
// what the last one made of it, or CHANGELOG.md says what differs. A release is
// not made while this fails; -update takes the new bytes.
func TestPublishedBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("asked before a release")
	}
	dest := t.TempDir() + "/public"
	var said bytes.Buffer
	args := []string{"build", "-s", "../../builder/browser/testdata/guide", "-d", dest, "--clock", "2026-11-22", "-b", "https://example.org/guide/"}
	if code := run(t.Context(), args, io.Discard, &said, func(string) string { return "" }); code != exitFine {
		t.Fatal(said.String())
	}
	var got strings.Builder
	err := fs.WalkDir(os.DirFS(dest), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(dest), name)
		fmt.Fprintf(&got, "%x  %s\n", sha256.Sum256(data), name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const kept = "testdata/published.sum"
	if *update {
		if err := os.WriteFile(kept, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("a guide is published otherwise than before: tell it in CHANGELOG.md, then -update\n%s", diff)
	}
}
