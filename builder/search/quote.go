package search

import (
	"bytes"
	"fmt"

	"aftercare/builder/site"
)

// quote makes the file from which these pages are quoted. Of a page under a
// content note it holds the headings alone.
func (x *Index) quote(pages []*site.Page) ([]byte, error) {
	var b bytes.Buffer
	for _, p := range pages {
		doc, err := x.opts.Document(p)
		if err != nil {
			return nil, fmt.Errorf("quote %s: %w", p.Name(), err)
		}
		for _, s := range sectionsOf(p, doc) {
			b.WriteString(s.id + "\t" + line(s.heading))
			if p.Matter.Note == "" {
				s.writePieces(&b)
			}
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}

// writePieces writes what the section says, but not its title or its names.
func (s section) writePieces(b *bytes.Buffer) {
	for _, f := range s.fields {
		switch f.boost {
		case boostText, boostDescription, boostQuestion:
			b.WriteString("\t" + line(f.text))
		}
	}
}
