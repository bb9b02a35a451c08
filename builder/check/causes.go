package check

import (
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/sheet"
	"aftercare/builder/site"
)

// A cause is a mistake after which a file tells nothing, so that whatever rests
// on the file is found wrong as well.
type cause struct {
	code string
	file string // "" for a page, of which only itself tells
	// follows are the codes that the mistake gives rise to; with all they are
	// every code but those that say the same of other files.
	follows []string
	all     bool
	// whole says that whatever else is found in the file follows, too.
	whole bool
	// nothing reports that nothing at all was learnt from the file; any error
	// in it is then a cause, such as a misspelt first key.
	nothing func(*site.Site) bool
}

const (
	mistake  = "/syntax" // ends the codes of files that can't be read
	conflict = "source/conflict"
)

var causes = []cause{
	{code: "settings" + mistake, file: site.SettingsFile, all: true},
	{code: "sources" + mistake, file: site.SourcesFile, follows: []string{"source/unknown", "source/unused"}, nothing: func(s *site.Site) bool { return s.References == nil || len(s.References.List) == 0 }},
	{code: "services" + mistake, file: site.ServicesFile, follows: []string{"source/unused"}},
	{code: "vocabulary" + mistake, file: site.VocabularyFile, follows: []string{"allow/unused", "style/reading-grade"}},
	{code: "sheet" + mistake, file: sheet.NumbersFile, follows: []string{"sheet/number", "sheet/register"}},
	{code: "front-matter" + mistake, follows: ofPages},
	{code: "front-matter/not-at-top", follows: ofPages},
	{code: "front-matter/unclosed", follows: ofPages},
}

// ofPages are found on a page whose front matter is not known.
var ofPages = []string{
	"markdown/no-title", "style/description-missing", "style/next-missing", "style/related-missing", "style/neutral-heading",
	"source/not-listed", "allow/unused", "glossary/no-id", "glossary/no-meaning", "heading/skipped-level", "heading/second-title",
}

// ofLayouts are found on pages when a template, style or script is not what it
// should be.
var ofLayouts = []string{"layout/execute", "layout/missing", "output/one-title", "output/duplicate-id", "asset/error", "link/dead-anchor"}

// Causes takes out of a list what only follows from a file that could not be
// read, and says on the mistake in that file how much that was: one missing
// bracket among the sources makes an unknown source of every citation. The
// mistake has to be an error, so that nothing is hidden behind one that does
// not count.
func Causes(s *site.Site, found diag.List) diag.List {
	first := make(map[string]int) // mistakes in found, by file
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
	places := make(map[int]int) // in kept
	for i, d := range found {
		if of, ok := follows(s, found, first, d); ok && of != i {
			hidden[of]++
			continue
		}
		places[i] = len(kept)
		kept = append(kept, d)
	}
	for i, n := range hidden {
		d := &kept[places[i]]
		d.Notes = slices.Clip(d.Notes)
		messages := "messages may only follow from this and are not shown until it is mended"
		if n == 1 {
			messages = "message may only follow from this and is not shown until it is mended"
		}
		d.WithNote(diag.Position{File: d.Pos.File}, "%d other %s", n, messages)
	}
	return kept
}

// follows returns the mistake that a finding may follow from.
func follows(s *site.Site, found diag.List, first map[string]int, d diag.Diagnostic) (of int, ok bool) {
	for _, i := range first {
		if c := causeOf(s, found[i]); c.has(d, found[i].Pos.File) {
			return i, true
		}
	}
	return 0, false
}

func causeOf(s *site.Site, d diag.Diagnostic) *cause {
	if d.Code == conflict {
		return causeOfConflict(d.Pos.File)
	}
	for _, c := range causes {
		if (c.file == "" || c.file == d.Pos.File) && (c.code == d.Code || c.nothing != nil && c.nothing(s)) {
			return &c
		}
	}
	return nil
}

// causeOfConflict is a mark of an unfinished merge: nothing else in its file
// means anything, nor what rests on that file.
func causeOfConflict(file string) *cause {
	c := cause{code: conflict, file: file}
	for _, known := range causes {
		if known.file == file {
			c.follows, c.all = append(c.follows, known.follows...), known.all
		}
	}
	if strings.HasPrefix(file, "layouts/") {
		c.follows = append(c.follows, ofLayouts...)
	}
	c.whole = true
	return &c
}

// has reports whether a finding may only be there because of a cause in a file.
func (c *cause) has(d diag.Diagnostic, file string) bool {
	switch {
	case d.Code == conflict:
		return false
	case c.whole && d.Pos.File == file:
		return true
	case c.all:
		return d.Pos.File != file && !strings.HasSuffix(d.Code, mistake)
	}
	return slices.Contains(c.follows, d.Code) && (c.file != "" || d.Pos.File == file)
}
