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

// entry describes a file that we published. Size and Time (of modification,
// in nanoseconds since 1970) tell whether the file is still as we wrote it;
// Time 0 means that nobody knows and its bytes have to be compared.
type entry struct {
	Sum  [sha256.Size]byte
	Size int64
	Time int64
}

// manifest lists the files that are ours. While an exchange is under way it
// is pending: it then lists the old files and the new, because a build that
// is killed may leave either behind.
type manifest struct {
	pending bool
	files   map[string]entry
}

// The format is text, one file a line, so that a person can read it:
//
//	aftercare manifest 1
//	<sha-256> <size> <time> <quoted path>
//	end <number of files>
const (
	manifestHead    = "aftercare manifest 1"
	manifestPending = "aftercare manifest 1 pending"
)

// load reads the manifest. There is none before the first build, and then
// nothing is ours.
func (t *target) load() (manifest, error) {
	text, err := t.root.ReadFile(t.at("manifest"))
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, nil
	}
	if err != nil {
		return manifest{}, fmt.Errorf("read manifest: %w", err)
	}
	m, err := parseManifest(text)
	if err != nil {
		return manifest{}, fmt.Errorf("read %s: %w; remove the site and this file to start anew", t.full(t.at("manifest")), err)
	}
	return m, nil
}

// Published lists the files that were published to a folder last, none if
// nothing was. Nothing is locked or changed.
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

// save writes the manifest so that a crash leaves the old or the new one.
func (t *target) save(m manifest) error {
	err := t.writeSynced(t.at("manifest.new"), m.text())
	if err == nil {
		err = t.rename("save manifest", t.at("manifest.new"), t.at("manifest"))
	}
	if err != nil {
		t.root.Remove(t.at("manifest.new"))
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
