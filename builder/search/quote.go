package search

import (
	"bytes"
	"fmt"

	"aftercare/builder/site"
)

// quote makes the file that quotations from these pages come from. For a page with a
// content note it has the headings alone.
func (x *Index) quote(pages []*site.Page) ([]byte, error) {
	var b bytes.Buffer
	for _, p := range pages {
		doc, err := x.opts.Texts.Document(p)
		if err != nil {
			return nil, fmt.Errorf("quote %s: %w", p.Name(), err)
		}
		list := sectionsOf(x.opts.Site, p, doc)
		for _, s := range list {
			b.WriteString(s.id + "\t" + line(s.heading))
			if p.Matter.Note == "" {
				s.writePieces(&b, mostQuoted/len(list))
			}
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}

// mostQuoted is the approximate number of bytes quoted from a page. A first search
// loads three such texts. With the full text of every page it would load a sixth
// more, to improve one result line in twenty.
const mostQuoted = 600

// writePieces writes the section's text up to most bytes.
func (s section) writePieces(b *bytes.Buffer, most int) {
	for _, f := range s.fields {
		if f.quoted && f.text != "" && most > 0 {
			b.WriteString("\t" + line(f.text))
			most -= len(f.text)
		}
	}
}
