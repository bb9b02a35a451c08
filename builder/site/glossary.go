package site

import (
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
)

// GlossaryPath is the logical path of the page whose headings are the
// glossary's terms.
const GlossaryPath = "glossary.md"

// Term is one entry of the glossary: a heading of content/glossary.md and the
// paragraph below it.
type Term struct {
	ID, Name, Meaning string
	// Forms are linked at their first use on a page; empty for a word too
	// common to link (`link=no`).
	Forms []string
	Pos   diag.Position
}

// Glossary holds the terms in the order of the file.
type Glossary struct{ Terms []Term }

// Forms returns the terms as the Markdown parser takes them.
func (g *Glossary) Forms() []markdown.Term {
	if g == nil {
		return nil
	}
	var terms []markdown.Term
	for _, t := range g.Terms {
		if len(t.Forms) > 0 {
			terms = append(terms, markdown.Term{ID: t.ID, Forms: t.Forms})
		}
	}
	return terms
}

// ParseGlossary reads the terms of a glossary page. A term is a heading of
// level two with an id: `## check-in {#check-in also="check-ins"}`.
func ParseGlossary(file string, src []byte, body int) (*Glossary, diag.List) {
	g := new(Glossary)
	blocks, _, diags := markdown.Outline(file, src, body)
	var current *Term
	for _, b := range blocks {
		switch {
		case b.Kind == markdown.BlockHeading && b.Level == 2:
			current = g.add(b, &diags)
		case b.Kind == markdown.BlockParagraph && current != nil && current.Meaning == "":
			current.Meaning = b.Text
		}
	}
	for _, t := range g.Terms {
		if t.Meaning == "" {
			diags.Errorf("glossary/no-meaning", t.Pos, "the term %q has no meaning below it", t.Name)
		}
	}
	return g, diags
}

func (g *Glossary) add(b markdown.Block, diags *diag.List) *Term {
	t := Term{ID: b.ID, Name: b.Text, Pos: b.Pos}
	if t.ID == "" {
		diags.Errorf("glossary/no-id", b.Pos, "the term %q has no id", b.Text).WithHint("write ## %s {#an-id}", b.Text)
		return nil
	}
	linked := true
	var also []string
	for _, a := range b.Attributes {
		switch a.Name {
		case "also":
			for _, form := range strings.Split(a.Value, ";") {
				if form = strings.TrimSpace(form); form != "" {
					also = append(also, form)
				}
			}
		case "link":
			linked = a.Value != "no" && a.Value != "false"
		default:
			diags.Errorf("glossary/unknown-key", b.Pos, "unknown attribute %q", a.Name).DidYouMean(a.Name, []string{"also", "link"})
		}
	}
	if linked {
		t.Forms = append(formsOf(t.Name), also...)
	}
	g.Terms = append(g.Terms, t)
	return &g.Terms[len(g.Terms)-1]
}

// formsOf derives the forms of a term from its name: the name without anything
// in brackets after it, and the regular plural.
func formsOf(name string) []string {
	plain, _, _ := strings.Cut(name, " (")
	plain = strings.TrimSpace(plain)
	forms := []string{plain}
	if !strings.HasSuffix(plain, "s") && !strings.HasSuffix(plain, "y") {
		forms = append(forms, plain+"s")
	}
	return forms
}
