package search

import (
	"cmp"
	"path"
	"strings"

	"aftercare/builder/markdown"
	"aftercare/builder/site"
)

// boost is the weight of a word by its place, in hundredths of a word of plain text.
type boost int

const (
	boostText        boost = 100
	boostKeyPoint    boost = 250
	boostDescription boost = 300
	boostAddress     boost = 300
	boostHeading     boost = 500
	boostTerm        boost = 700 // the names of a glossary entry
	boostQuestion    boost = 700
	boostTitle       boost = 1000
)

type field struct {
	text  string
	boost boost
	// quoted is set for text that can be shown in a result.
	quoted bool
}

// section is a part of a page that can be a result of its own: the text under a
// heading. The first of a page has no heading and holds its front matter.
type section struct {
	heading, id string
	fields      []field
}

// maxSections limits the sections of a page. Text of later ones counts for the last.
const maxSections = 255

// deepestSection is the lowest level of heading that starts a section.
const deepestSection = 3

// sectionsOf splits a page into sections. The pages that list services and sources
// also get the contents of those data files.
func sectionsOf(s *site.Site, p *site.Page, doc *markdown.Document) []section {
	list := cutText(p, doc)
	if p.Lang != s.Settings.Language {
		return list
	}
	if s.Settings.Services.Link != "" && p.Path == s.Settings.Services.Link {
		list = append(list, services(s)...)
	}
	if p.Matter.Layout == sourcesLayout && s.References != nil {
		last := &list[len(list)-1]
		for _, r := range s.References.List {
			last.add(boostText, r.Title, r.Authors)
		}
	}
	return list
}

const sourcesLayout = "sources"

// services returns the lists of services, one section for each country. Each service
// is a line to be quoted, with its number.
func services(s *site.Site) []section {
	var list []section
	for _, c := range s.Countries {
		in := section{heading: c.Name, id: "page:lines-" + c.Code}
		in.add(boostHeading, c.Name)
		for _, service := range c.Services {
			way := service.Phone
			if way == "" && service.Text != "" {
				way = strings.TrimSpace(service.Word + " " + service.Text)
			}
			in.quote(boostText, strings.TrimSuffix(service.Name+": "+way, ": "))
			in.add(boostText, service.Does, service.Tel(), service.Text, service.Web, service.CountryName)
		}
		list = append(list, in)
	}
	return list
}

func cutText(p *site.Page, doc *markdown.Document) []section {
	list := []section{about(p)}
	headings := doc.Headings
	for _, piece := range doc.Prose {
		text := cmp.Or(piece.Full, piece.Text)
		if piece.Kind != markdown.ProseHeading {
			last := &list[len(list)-1]
			last.fields = append(last.fields, field{text, boostText, true})
			continue
		}
		for len(headings) > 0 && headings[0].Pos.Line < piece.Pos.Line {
			headings = headings[1:]
		}
		if len(headings) == 0 || headings[0].Level > deepestSection || len(list) == maxSections {
			last := &list[len(list)-1]
			last.fields = append(last.fields, field{text, boostKeyPoint, true})
			continue
		}
		list = append(list, begin(headings[0], text, p.Path == site.GlossaryPath))
	}
	return list
}

func about(p *site.Page) section {
	m := p.Matter
	s := section{fields: []field{{p.Title, boostTitle, false}}}
	s.add(boostTitle, m.LinkTitle)
	s.quote(boostQuestion, m.Question)
	s.quote(boostDescription, m.Description)
	s.quote(boostKeyPoint, m.KeyPoints...)
	s.add(boostKeyPoint, m.Note)
	s.add(boostKeyPoint, m.Keywords...)
	s.add(boostKeyPoint, m.Tags...)
	s.add(boostAddress, strings.ReplaceAll(path.Base("/"+p.URL), "-", " "))
	return s
}

func (s *section) add(b boost, texts ...string) {
	for _, t := range texts {
		s.fields = append(s.fields, field{t, b, false})
	}
}

func (s *section) quote(b boost, texts ...string) {
	for _, t := range texts {
		s.fields = append(s.fields, field{t, b, true})
	}
}

// begin starts the section of a heading. In the glossary a heading is a term, whose
// other names are in its attribute also="…".
func begin(h markdown.Heading, text string, isTerm bool) section {
	s := section{heading: text, id: h.ID}
	if !isTerm {
		s.add(boostHeading, text)
		return s
	}
	s.add(boostTerm, text)
	s.add(boostTerm, otherNames(h)...)
	return s
}

func otherNames(h markdown.Heading) []string {
	for _, a := range h.Attributes {
		if a.Name == "also" {
			return strings.Split(a.Value, ";")
		}
	}
	return nil
}
