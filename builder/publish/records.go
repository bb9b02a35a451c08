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

// What stands where this package keeps its records may have been put there by
// somebody else: a link to the sources, a folder with the only copy of
// something. Nothing is opened, emptied or removed before it is known to be
// ours by its kind and by what is in it.

// checkOwn refuses to go on where something else stands in place of ours.
func (t *target) checkOwn(dest string) error {
	for _, folder := range []string{t.control, t.at("next")} {
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
		own, err := t.begins(t.at(record.name), record.head)
		if err != nil {
			return err
		}
		if !own {
			return t.notOurs(dest, t.at(record.name))
		}
	}
	return nil
}

func (t *target) notOurs(dest, name string) error {
	return &RefusedError{dest, fmt.Sprintf("%s stands where this program keeps its records, and is not its own; move it away", t.full(name))}
}

// begins reports whether a file begins so, as far as it has been written, or is
// not there.
func (t *target) begins(name, head string) (bool, error) {
	info, err := t.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	file, err := t.root.Open(name)
	if err != nil {
		return errors.Is(err, fs.ErrPermission), nil // of another's build; opening it to write tells
	}
	defer file.Close()
	start := make([]byte, len(head))
	n, err := io.ReadFull(file, start)
	return (err == nil || err == io.EOF || err == io.ErrUnexpectedEOF) && strings.HasPrefix(head, string(start[:n])), nil
}

// planHead begins the list of all that the stage may hold. It is written before
// anything is staged, so that of a killed build's folder it can be told what is
// in it.
const planHead = "aftercare plan 1"

// savePlan says what the stage is going to hold.
func (p *publication) savePlan() error {
	text := []byte(planHead + "\n")
	for _, name := range slices.Sorted(maps.Keys(p.ground.files)) {
		text = append(strconv.AppendQuote(text, name), '\n')
	}
	p.root.Remove(p.at("plan"))
	return p.writeSynced(p.at("plan"), text)
}

// planned reads the plan; a name that can't be read is none of ours.
func (p *publication) planned() map[string]bool {
	text, _ := p.root.ReadFile(p.at("plan"))
	names := make(map[string]bool)
	for line := range bytes.Lines(text) {
		if name, err := strconv.Unquote(strings.TrimSuffix(string(line), "\n")); err == nil {
			names[name] = true
		}
	}
	return names
}

// checkStage refuses to go on if the stage of a killed build holds a file that
// neither a build put there nor is kept in the destination, too.
func (p *publication) checkStage(held tree) error {
	planned := p.planned()
	for _, name := range slices.Sorted(maps.Keys(held.files)) {
		_, published := p.old.files[name]
		if planned[name] || published {
			continue
		}
		if there, err := p.root.Lstat(p.in(name)); err != nil || !os.SameFile(there, held.files[name]) {
			return p.notOurs(p.opt.Dest, p.at("next/"+name))
		}
	}
	return nil
}
