package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
)

// Somebody else may have put something in the place of our records, such as a
// link to the sources or the only copy of a file. So nothing there is written to
// or removed before its type and content show that it is ours.

// checkRecords returns a RefusedError if something in the control folder is not
// ours.
func (t *target) checkRecords(dest string) error {
	for _, folder := range []string{t.control, t.controlPath("next")} {
		info, err := t.root.Lstat(folder)
		if err == nil && !info.IsDir() {
			return t.notOurs(dest, folder)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	for _, record := range [...]struct{ name, head string }{
		{"lock", "process "}, {"manifest", ""}, {"manifest.new", manifestHead}, {"plan", planHead},
	} {
		own, err := t.startsWith(t.controlPath(record.name), record.head)
		if err != nil {
			return err
		}
		if !own {
			return t.notOurs(dest, t.controlPath(record.name))
		}
	}
	return nil
}

func (t *target) notOurs(dest, name string) error {
	return &RefusedError{dest, fmt.Sprintf("%s has the name of a record of this program, but this program did not write it; move it away", t.absolute(name))}
}

// startsWith reports whether a file starts with head, or with as much of it as
// was written, or does not exist.
func (t *target) startsWith(name, head string) (bool, error) {
	info, err := t.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	file, err := t.root.Open(name)
	if err != nil {
		return errors.Is(err, fs.ErrPermission), nil // another user's build; locking will report it
	}
	defer file.Close()
	start := make([]byte, len(head))
	n, err := io.ReadFull(file, start)
	return (err == nil || err == io.EOF || err == io.ErrUnexpectedEOF) && strings.HasPrefix(head, string(start[:n])), nil
}

// planHead is the first line of the plan, which is written before anything is
// staged. After a killed build it shows which files in the stage are ours.
const planHead = "aftercare plan 1"

// savePlan writes the names of all files that the stage will contain.
func (p *publication) savePlan() error {
	text := []byte(planHead + "\n")
	for _, name := range slices.Sorted(maps.Keys(p.planned.files)) {
		text = append(strconv.AppendQuote(text, name), '\n')
	}
	p.root.Remove(p.controlPath("plan"))
	return p.writeSynced(p.controlPath("plan"), text)
}

// loadPlan returns the names in the plan. It ignores lines that can't be read:
// checkStage then treats those files as somebody else's.
func (p *publication) loadPlan() map[string]bool {
	text, _ := p.root.ReadFile(p.controlPath("plan"))
	names := make(map[string]bool)
	for line := range bytes.Lines(text) {
		if name, err := strconv.Unquote(strings.TrimSuffix(string(line), "\n")); err == nil {
			names[name] = true
		}
	}
	return names
}

// checkStage returns a RefusedError if the stage of a killed build contains a
// file that we did not put there and that is not in the destination as well.
func (p *publication) checkStage(held tree) error {
	planned := p.loadPlan()
	for _, name := range slices.Sorted(maps.Keys(held.files)) {
		_, published := p.old.files[name]
		if planned[name] || published {
			continue
		}
		if there, err := p.root.Lstat(p.sitePath(name)); err != nil || !os.SameFile(there, held.files[name]) {
			return p.notOurs(p.opt.Dest, p.controlPath("next/"+name))
		}
	}
	return nil
}
