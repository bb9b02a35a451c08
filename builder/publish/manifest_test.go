package publish

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestManifestRoundTrip(t *testing.T) {
	want := manifest{pending: true, files: map[string]entry{
		"a b/\"quoted\".html": {Sum: [32]byte{1, 31: 255}, Size: 1 << 40, Time: -5},
		"日本/\u00ad.txt":       {Size: 0, Time: 1 << 60},
	}}
	got, err := parseManifest(want.text())
	if err != nil || !reflect.DeepEqual(want, got) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestDamagedManifestIsNotBelieved(t *testing.T) {
	dest := destination(t)
	publish(t, dest, site{"index.html": "1", "a.html": "1"})
	path := filepath.Join(filepath.Dir(dest), ".public.aftercare/manifest")
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"empty":     "",
		"cut":       string(good[:len(good)-8]),
		"cut line":  strings.Join(strings.SplitAfter(string(good), "\n")[:2], ""),
		"other":     strings.Replace(string(good), "manifest 1", "manifest 2", 1),
		"bad path":  strings.Replace(string(good), `"a.html"`, `"../a.html"`, 1),
		"bad hash":  strings.Replace(string(good), "\n", "\nzz", 1),
		"bad size":  strings.Replace(string(good), " 1 ", " one ", 1),
		"zeroes":    strings.Repeat("\x00", len(good)),
		"no quotes": strings.Replace(string(good), `"a.html"`, `a.html`, 1),
	} {
		put(t, path, text)
		_, err := Publish(context.Background(), site{"index.html": "2"}, Options{unsynced: true, Dest: dest})
		if err == nil || !strings.Contains(err.Error(), ".public.aftercare/manifest") {
			t.Errorf("%s: %v", name, err)
		}
		expect(t, dest, site{"index.html": "1", "a.html": "1"})
	}
}

// A manifest that is accepted says the same when it is written again, and
// names only paths that stay inside the destination.
func FuzzManifest(f *testing.F) {
	f.Add([]byte(manifestHead + "\nend 0\n"))
	f.Add(manifest{files: map[string]entry{"a/b": {Size: 3, Time: 4}}}.text())
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := parseManifest(text)
		if err != nil {
			return
		}
		for name := range m.files {
			if !filepath.IsLocal(name) {
				t.Errorf("path %q", name)
			}
		}
		again, err := parseManifest(m.text())
		if err != nil || !reflect.DeepEqual(m, again) {
			t.Errorf("%+v became %+v, %v", m, again, err)
		}
	})
}
