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

// mostQuoted is about how many bytes of a page's text there are to quote from.
// A first search loads three such texts; with all of every page it would load
// a sixth more, for one line in twenty that shows the word and else does not.
const mostQuoted = 600

// writePieces writes what the section says until most bytes are written.
func (s section) writePieces(b *bytes.Buffer, most int) {
	for _, f := range s.fields {
		if f.quoted && f.text != "" && most > 0 {
			b.WriteString("\t" + line(f.text))
			most -= len(f.text)
		}
	}
}
