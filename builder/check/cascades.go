package check

import (
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/sheet"
	"aftercare/builder/site"
)

// cause is a mistake that makes a file unreadable. Everything that depends on the
// file then looks wrong as well.
type cause struct {
	code string
	file string // "" for a mistake in any page, which affects that page alone
	// effects are the codes that the mistake can lead to. With anyCode it is
	// every code in other files, except that they can't be read either.
	effects []string
	anyCode bool
	// inFile adds every other finding in the same file.
	inFile bool
	// isEmpty reports that nothing could be read from the file. Any error in it
	// is then a cause, such as a misspelt first key.
	isEmpty func(*site.Site) bool
}

const (
	syntax   = "/syntax" // suffix of the codes for files that can't be read
	conflict = "source/conflict"
)

var causes = []cause{
	{code: "settings" + syntax, file: site.SettingsFile, anyCode: true},
	{code: "sources" + syntax, file: site.SourcesFile, effects: []string{"source/unknown", "source/unused"}, isEmpty: func(s *site.Site) bool { return s.References == nil || len(s.References.List) == 0 }},
	{code: "services" + syntax, file: site.ServicesFile, effects: []string{"source/unused"}},
	{code: "vocabulary" + syntax, file: site.VocabularyFile, effects: []string{"allow/unused", "style/reading-grade"}},
	{code: "sheet" + syntax, file: sheet.NumbersFile, effects: []string{"sheet/number", "sheet/register"}},
	{code: "front-matter" + syntax, effects: pageEffects},
	{code: "front-matter/not-at-top", effects: pageEffects},
	{code: "front-matter/unclosed", effects: pageEffects},
}

// pageEffects are found on a page whose front matter can't be read.
var pageEffects = []string{
	"markdown/no-title", "style/description-missing", "style/next-missing", "style/related-missing", "style/neutral-heading",
	"source/not-listed", "allow/unused", "glossary/no-id", "glossary/no-meaning", "heading/skipped-level", "heading/second-title",
}

// layoutEffects are found on pages when a template, style or script is broken.
var layoutEffects = []string{"layout/execute", "layout/missing", "output/one-title", "output/duplicate-id", "asset/error", "link/dead-anchor"}

// HideCascades removes cascading errors: one missing bracket in sources.yaml
// makes an unknown source of every citation. The mistake at the root gets a note
// that counts them. It has to be an error itself, or settings that switch its
// code off would hide the others without a word.
func HideCascades(s *site.Site, found diag.List) diag.List {
	first := make(map[string]int) // indexes of causes in found, by file
	for i, d := range found {
		before, ok := first[d.Pos.File]
		if ok && (d.Code != conflict || found[before].Code == conflict) || d.Severity != diag.Error {
			continue
		}
		if causeOf(s, d) != nil {
			first[d.Pos.File] = i
		}
	}
	if len(first) == 0 {
		return found
	}
	var kept diag.List
	hidden := make(map[int]int)
	places := make(map[int]int) // from indexes in found to those in kept
	for i, d := range found {
		if root, ok := rootOf(s, found, first, d); ok && root != i {
			hidden[root]++
			continue
		}
		places[i] = len(kept)
		kept = append(kept, d)
	}
	for i, n := range hidden {
		d := &kept[places[i]]
		d.Notes = slices.Clip(d.Notes)
		messages := "messages may be caused by this and are hidden until it is mended"
		if n == 1 {
			messages = "message may be caused by this and is hidden until it is mended"
		}
		d.WithNote(diag.Position{File: d.Pos.File}, "%d other %s", n, messages)
	}
	return kept
}

// rootOf returns the index of the mistake that may have caused a finding.
func rootOf(s *site.Site, found diag.List, first map[string]int, d diag.Diagnostic) (index int, ok bool) {
	for _, i := range first {
		if c := causeOf(s, found[i]); c.explains(d, found[i].Pos.File) {
			return i, true
		}
	}
	return 0, false
}

func causeOf(s *site.Site, d diag.Diagnostic) *cause {
	if d.Code == conflict {
		return conflictIn(d.Pos.File)
	}
	for _, c := range causes {
		if (c.file == "" || c.file == d.Pos.File) && (c.code == d.Code || c.isEmpty != nil && c.isEmpty(s)) {
			return &c
		}
	}
	return nil
}

// conflictIn returns the cause for the marks of an unfinished merge, which may
// have broken anything in the file and whatever depends on it.
func conflictIn(file string) *cause {
	c := cause{code: conflict, file: file, inFile: true}
	for _, known := range causes {
		if known.file == file {
			c.effects, c.anyCode = append(c.effects, known.effects...), known.anyCode
		}
	}
	if strings.HasPrefix(file, "layouts/") {
		c.effects = append(c.effects, layoutEffects...)
	}
	return &c
}

// explains reports whether a finding may be an effect of this cause in a file.
func (c *cause) explains(d diag.Diagnostic, file string) bool {
	switch {
	case d.Code == conflict:
		return false
	case c.inFile && d.Pos.File == file:
		return true
	case c.anyCode:
		return d.Pos.File != file && !strings.HasSuffix(d.Code, syntax)
	}
	return slices.Contains(c.effects, d.Code) && (c.file != "" || d.Pos.File == file)
}
