package site

import (
	"maps"
	"slices"

	"aftercare/builder/source"
)

// Text identifies a page's text: its source file at one moment, and the offset
// at which the Markdown starts. A page without a source file has a Text without
// a File.
type Text struct {
	File *source.File
	Body int
}

// Text returns the text of a page, published or not; the zero Text if the page
// has no source file.
func (s *Site) Text(p *Page) Text { return s.texts[p] }

// With returns the site that Assemble would make of in, sharing the pages of s,
// if in differs from the input of s only in the texts of pages; otherwise nil.
// Values are compared by identity, so anything read from an unchanged file has
// to be passed again.
func (s *Site) With(in Input) *Site {
	if !s.input.equalButForTexts(in) {
		return nil
	}
	next := *s
	next.input = in
	next.readTexts()
	if maps.Equal(next.texts, s.texts) {
		return s
	}
	return &next
}

// SharesPages reports whether two sites differ at most in the texts of their
// pages.
func (s *Site) SharesPages(other *Site) bool { return s.Home == other.Home }

func (in Input) equalButForTexts(other Input) bool {
	return in.Settings == other.Settings && in.Glossary == other.Glossary && in.References == other.References && in.Vocabulary == other.Vocabulary &&
		in.Services == other.Services && slices.Equal(in.Virtual, other.Virtual) &&
		slices.Equal(in.Files, other.Files) && slices.Equal(in.Static, other.Static) &&
		slices.EqualFunc(in.Pages, other.Pages, func(a, b Parsed) bool {
			return a.Matter == b.Matter && (a.File == b.File || a.File.Path == b.File.Path)
		})
}

func (s *Site) readTexts() {
	s.texts = make(map[*Page]Text, len(s.input.Pages))
	for _, in := range s.input.Pages {
		s.texts[s.byFile[in.File.Path]] = Text{in.File, in.Body}
	}
}
