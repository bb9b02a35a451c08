package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// entry describes a file that we published. A file with the same size and
// modification time (in nanoseconds since 1970) is unchanged. If Time is 0, its
// bytes have to be compared.
type entry struct {
	Sum  [sha256.Size]byte
	Size int64
	Time int64
}

// manifest lists the files that are ours. During an exchange it is pending and
// lists the old files and the new ones, because a killed build may leave either.
type manifest struct {
	pending bool
	files   map[string]entry
}

// The format is text that people can read, one file a line:
//
//	aftercare manifest 1
//	<sha-256> <size> <time> <quoted path>
//	end <number of files>
const (
	manifestHead    = "aftercare manifest 1"
	manifestPending = "aftercare manifest 1 pending"
)

// load reads the manifest. Before the first build it is empty.
func (t *target) load() (manifest, error) {
	text, err := t.root.ReadFile(t.controlPath("manifest"))
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, nil
	}
	if err != nil {
		return manifest{}, fmt.Errorf("read manifest: %w", err)
	}
	m, err := parseManifest(text)
	if err != nil {
		return manifest{}, fmt.Errorf("read %s: %w; remove the site and this file to start again", t.absolute(t.controlPath("manifest")), err)
	}
	return m, nil
}

// Published returns the sorted names of the files that the last Publish put into
// a folder, without locking it. There are none before the first one.
func Published(dest string) ([]string, error) {
	path, err := resolve(dest)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(filepath.Dir(path), controlName(filepath.Base(path)), "manifest"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := parseManifest(text)
	return slices.Sorted(maps.Keys(m.files)), err
}

func parseManifest(text []byte) (manifest, error) {
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	head, last := lines[0], lines[len(lines)-1]
	if head != manifestHead && head != manifestPending {
		return manifest{}, errors.New("not a manifest of this version")
	}
	if last != fmt.Sprintf("end %d", len(lines)-2) {
		return manifest{}, errors.New("the end of the manifest is missing")
	}
	m := manifest{pending: head == manifestPending, files: make(map[string]entry, len(lines))}
	for i, line := range lines[1 : len(lines)-1] {
		name, e, err := parseEntry(line)
		if err != nil {
			return manifest{}, fmt.Errorf("line %d: %w", i+2, err)
		}
		m.files[name] = e
	}
	return m, nil
}

func parseEntry(line string) (name string, e entry, err error) {
	sum, rest, _ := strings.Cut(line, " ")
	size, rest, _ := strings.Cut(rest, " ")
	time, quoted, _ := strings.Cut(rest, " ")
	if n, err := hex.Decode(e.Sum[:], []byte(sum[:min(len(sum), 2*sha256.Size)])); err != nil || n != sha256.Size {
		return "", e, errors.New("bad hash")
	}
	if e.Size, err = strconv.ParseInt(size, 10, 64); err != nil {
		return "", e, err
	}
	if e.Time, err = strconv.ParseInt(time, 10, 64); err != nil {
		return "", e, err
	}
	if name, err = strconv.Unquote(quoted); err != nil || !fs.ValidPath(name) {
		return "", e, fmt.Errorf("bad path %s", quoted)
	}
	return name, e, nil
}

func (m manifest) text() []byte {
	names := slices.Sorted(maps.Keys(m.files))
	head := manifestHead
	if m.pending {
		head = manifestPending
	}
	out := append(make([]byte, 0, 160*len(names)), head+"\n"...)
	for _, name := range names {
		e := m.files[name]
		out = hex.AppendEncode(out, e.Sum[:])
		out = strconv.AppendInt(append(out, ' '), e.Size, 10)
		out = strconv.AppendInt(append(out, ' '), e.Time, 10)
		out = strconv.AppendQuote(append(out, ' '), name)
		out = append(out, '\n')
	}
	return fmt.Appendf(out, "end %d\n", len(names))
}

// save writes the manifest atomically.
func (t *target) save(m manifest) error {
	err := t.writeSynced(t.controlPath("manifest.new"), m.text())
	if err == nil {
		err = t.rename("save manifest", t.controlPath("manifest.new"), t.controlPath("manifest"))
	}
	if err != nil {
		t.root.Remove(t.controlPath("manifest.new"))
		return fmt.Errorf("save manifest: %w", err)
	}
	return nil
}

func (t *target) writeSynced(name string, data []byte) error {
	f, err := t.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = fill(f, bytes.NewReader(data), t.synced)
	return err
}
