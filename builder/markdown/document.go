package markdown

import (
	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"
)

// Document is one parsed file. It never changes after Parse and is safe for
// concurrent use.
type Document struct {
	HTML        []byte    // with holes, see Slots
	Slots       []Slot    // sorted by Offset
	Headings    []Heading // in order
	Links       []Link    // links, images and bare addresses, unresolved, in order
	Cites       []Cite    // sources cited, in order of first use
	CiteLines   []int     // the line of every citation
	CiteName    string    // name of the link of a citation, {n} for its number
	Terms       []string  // ids of the glossary terms marked, in order
	Anchors     []string  // every id that a link may point at, in order
	Words       int       // words of prose
	Summary     string    // the first paragraph, plain
	Prose       []Prose   // plain text for reading grade and search
	Comments    []Comment // remarks that are not shown, in order
	Urgent      []Urgent  // callouts that say to get help now, in order
	Diagnostics diag.List // the writer's mistakes
}

// Heading is a heading of the document. HTML is its inline markup without links, for
// a table of contents. Attributes are all that the writer set, including id and
// class.
type Heading struct {
	Level      int
	ID         string
	Text, HTML string
	Attributes []Attribute
	Pos        diag.Position
}

// Attribute is one key=value of a heading. The value is text; all classes are one
// attribute, "class".
type Attribute struct{ Name, Value string }

// LinkKind is the kind of a Link.
type LinkKind uint8

// The kinds of links.
const (
	LinkText     LinkKind = iota // [text](dest), or by reference
	LinkImage                    // ![alt](dest)
	LinkAutolink                 // <dest>, or a bare address
)

// Link is a link as written, unresolved. Dest has backslashes and entities decoded
// but is not percent-encoded. Text is the plain text, or the alt text of an image.
// Captioned means that the title of an image is shown as its caption.
type Link struct {
	Dest      string
	Kind      LinkKind
	Text      string
	Title     string
	Captioned bool
	Pos       diag.Position
}

// Cite is a source at its first use.
type Cite struct {
	ID  string
	Pos diag.Position
}

// Urgent is an urgent callout. Titled is set if it has a title of its own.
type Urgent struct {
	Titled bool
	Pos    diag.Position
}

// ProseKind is the kind of a piece of prose.
type ProseKind uint8

// The kinds of prose. All prose within a callout has the callout's kind.
const (
	ProseParagraph ProseKind = iota
	ProseHeading
	ProseItem
	ProseQuote
	ProseCell
	ProseTerm // of a definition list
	ProseDefinition
	ProseCallout
	ProseCalloutTitle
	ProseSay
	ProseInstead
	ProseCaption
	ProseFootnote
)

// SlotKind says what fills a slot.
type SlotKind uint8

// The kinds of slots.
const (
	SlotPrefix SlotKind = iota // the id prefix
	SlotLink                   // the opening tag of Links[Index]; the closing tag is in HTML
	SlotImage                  // the image Links[Index]
	SlotTerm                   // a link around HTML[Offset:End] to Terms[Index]
	SlotCite                   // a citation of Cites[Index]
)

// Slot is a hole in Document.HTML. End equals Offset except for SlotTerm.
type Slot struct {
	Kind        SlotKind
	Offset, End int
	Index       int
}

// Target is where a link leads. For an image, Href is its address, and Width and
// Height are its size in pixels or 0 if unknown; a drawing embedded in the page is an
// Element instead. A Dead link is rendered without an address.
type Target struct {
	Href           string
	External, Dead bool
	Width, Height  int
	Element        []byte
	Title          string // shown when the writer gave none
}

// Citation is a source as cited on a page: its number in the list at the foot, the
// address of its entry, and whether the entry links back to the id cite:NUMBER.
type Citation struct {
	Number int
	Href   string
	Back   bool
}

// Resolver knows the rest of the site. Term and Cite return false for what does not
// exist or should not be linked.
type Resolver interface {
	Link(Link) Target
	Term(id string) (href string, ok bool)
	Cite(id string) (Citation, bool)
}

// AppendHTML appends the document's HTML to dst with its slots filled. It prefixes
// every id with idPrefix, so that several documents fit on one page; the prefix must
// be valid in an id.
func (d *Document) AppendHTML(dst []byte, idPrefix string, r Resolver) []byte {
	at, lazy := 0, idPrefix != ""
	next := 0 // of the sources, that has not been cited yet
	for _, s := range d.Slots {
		dst = append(dst, d.HTML[at:s.Offset]...)
		at = s.End
		switch s.Kind {
		case SlotPrefix:
			dst = escape.Append(dst, idPrefix)
		case SlotLink:
			dst = appendLink(dst, d.Links[s.Index], r)
		case SlotImage:
			dst = appendImage(dst, d.Links[s.Index], r, lazy)
			lazy = true // the first is mostly on screen when the page opens
		case SlotTerm:
			dst = appendTerm(dst, d.Terms[s.Index], d.HTML[s.Offset:s.End], r)
		case SlotCite:
			dst = d.appendCite(dst, s.Index, idPrefix, s.Index == next, r)
			next = max(next, s.Index+1)
		}
	}
	return append(dst, d.HTML[at:]...)
}

func appendAttr(dst []byte, name, value string) []byte {
	dst = append(append(append(dst, ' '), name...), `="`...)
	return append(escape.Append(dst, value), '"')
}
