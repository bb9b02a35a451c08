package markdown

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"
)

// FuzzDocument holds for any bytes what the rest of the builder relies on.
func FuzzDocument(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src []byte, bodyStart int) {
		d := goldenParser().Parse("f.md", src, bodyStart)
		checkSlots(t, d)
		checkPositions(t, d, src)
		checkTexts(t, d)
		out := d.AppendHTML(nil, `p"<`, hostileSite{})
		checkHTML(t, out)
		checkIDs(t, out)
	})
}

// FuzzOutline holds that an outline covers its file and never disagrees with
// the document about headings.
func FuzzOutline(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src []byte, bodyStart int) {
		blocks, _, _ := Outline("f.md", src, bodyStart)
		checkBlocks(t, blocks, 1)
		d := New(Options{}).Parse("f.md", src, bodyStart)
		var inOutline []string
		collectHeadings(blocks, &inOutline)
		var inDocument []string
		for _, h := range d.Headings {
			if !hasExtra(d) {
				inDocument = append(inDocument, h.Text)
			}
		}
		if !hasExtra(d) && !slices.Equal(inOutline, inDocument) {
			t.Errorf("outline has headings %q, document %q", inOutline, inDocument)
		}
	})
}

// hasExtra reports whether a document has blocks that an outline shows as one,
// and that may hold headings.
func hasExtra(d *Document) bool {
	return bytes.Contains(d.HTML, []byte("<dl>")) || bytes.Contains(d.HTML, []byte("<li"))
}

func seed(f *testing.F) {
	files, err := filepath.Glob("testdata/construct/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no golden files to start from")
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, a := range archive.Files {
			if strings.HasSuffix(a.Name, ".md") {
				f.Add(a.Data, 0)
			}
		}
	}
	page, err := os.ReadFile("testdata/bench.md")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(page, 40)
	f.Add([]byte("---\r\na: b\r\n---\r\n# T\r\rx\x00\xff\r\n"), 16)
	f.Add([]byte("\uFEFF# T\n"), 0)
}

// hostileSite answers with what would break a page if it were not escaped.
type hostileSite struct{}

const hostileText = `"><script>x</script> style="a" onclick='b`

func (hostileSite) Link(l Link) Target {
	return Target{Href: hostileText + l.Dest, Title: hostileText, External: len(l.Dest)%2 == 0, Dead: len(l.Dest)%3 == 0, Width: 1, Height: -1}
}
func (hostileSite) Term(id string) (string, bool) { return hostileText, len(id)%2 == 0 }
func (hostileSite) Cite(id string) (Citation, bool) {
	return Citation{len(id), hostileText, len(id)%4 == 0}, len(id)%2 == 0
}

func checkSlots(t *testing.T, d *Document) {
	at := 0
	for i, s := range d.Slots {
		if s.Offset < at || s.End < s.Offset || s.End > len(d.HTML) || s.Kind != SlotTerm && s.End != s.Offset {
			t.Fatalf("slot %d %+v after %d in %d bytes", i, s, at, len(d.HTML))
		}
		at = s.End
	}
}

func checkPositions(t *testing.T, d *Document, src []byte) {
	lines := splitLines(src)
	check := func(what string, p diag.Position) {
		switch {
		case p.File != "f.md":
			t.Errorf("%s is in file %q", what, p.File)
		case p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > len(lines[p.Line-1])+1:
			t.Errorf("%s is at %v, outside the file", what, p)
		}
	}
	for _, h := range d.Headings {
		check("heading", h.Pos)
	}
	for _, l := range d.Links {
		check("link", l.Pos)
	}
	for _, c := range d.Cites {
		check("citation", c.Pos)
	}
	for _, p := range d.Prose {
		check("prose", p.Pos)
	}
	for _, x := range d.Diagnostics {
		if x.Code == codeParserFailed {
			t.Errorf("%v", x)
		}
		if x.Code != codeTooLarge {
			check(x.Code, x.Pos)
		}
	}
}

// splitLines splits at CR LF, CR and LF.
func splitLines(src []byte) []string {
	text := strings.ReplaceAll(string(src), "\r\n", "\n")
	return strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n")
}

func checkTexts(t *testing.T, d *Document) {
	texts := []string{string(d.HTML), d.Summary}
	for _, h := range d.Headings {
		texts = append(texts, h.Text, h.HTML, h.ID)
		checkHTML(t, []byte(h.HTML))
	}
	for _, l := range d.Links {
		texts = append(texts, l.Dest, l.Text, l.Title)
		if scheme, _ := escape.SplitScheme(l.Dest); scheme != "" && !slices.Contains(linkSchemes, scheme) {
			t.Errorf("link to %q", l.Dest)
		}
	}
	for _, p := range d.Prose {
		texts = append(texts, p.Text, p.Full)
		if p.Text+p.Full == "" || p.Text != strings.TrimSpace(p.Text) {
			t.Errorf("prose %q", p.Text)
		}
	}
	for _, text := range texts {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			t.Errorf("not clean: %q", text)
		}
	}
}

// checkHTML reads HTML with a tokenizer: every tag that needs one has its end,
// in order, and only elements and attributes that we write occur.
func checkHTML(t *testing.T, out []byte) {
	z := html.NewTokenizer(bytes.NewReader(out))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatalf("%v in %s", z.Err(), out)
			}
			if len(open) > 0 {
				t.Fatalf("%v left open in %s", open, out)
			}
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			checkTag(t, token)
			if !slices.Contains([]string{"br", "hr", "img", "input"}, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				t.Fatalf("</%s> closes %v in %s", name, open, out)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("comment in %s", out)
		}
	}
}

func checkTag(t *testing.T, token html.Token) {
	elements := strings.Fields("h1 h2 h3 h4 h5 h6 p ul ol li blockquote pre code hr br em strong del a img input label table thead tbody tr th td div dl dt dd section sup aside figure figcaption span mark")
	attributes := strings.Fields("id class href src alt title rel role aria-label aria-labelledby width height loading start type checked disabled autocomplete scope lang dir tabindex")
	if !slices.Contains(elements, token.Data) {
		t.Fatalf("element %q", token.Data)
	}
	seen := map[string]bool{}
	for _, a := range token.Attr {
		if !slices.Contains(attributes, a.Key) && !strings.HasPrefix(a.Key, "data-") {
			t.Fatalf("attribute %q of %s", a.Key, token.Data)
		}
		if seen[a.Key] {
			t.Fatalf("attribute %q twice", a.Key)
		}
		seen[a.Key] = true
		if a.Key == "id" && (a.Val == "" || strings.ContainsAny(a.Val, " \t\n")) {
			t.Fatalf("id %q", a.Val)
		}
	}
}

func checkIDs(t *testing.T, out []byte) {
	seen := map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(out))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		for _, a := range z.Token().Attr {
			if a.Key == "id" {
				if seen[a.Val] {
					t.Fatalf("id %q twice in %s", a.Val, out)
				}
				seen[a.Val] = true
			}
		}
	}
}

func checkBlocks(t *testing.T, blocks []Block, line int) {
	for _, b := range blocks {
		if b.Pos.Line < line {
			t.Fatalf("a block of line %d after line %d", b.Pos.Line, line)
		}
		if b.Kind != BlockCode && strings.Contains(b.Text, "\n") {
			t.Errorf("text %q", b.Text)
		}
		line = b.Pos.Line
		checkBlocks(t, b.Children, line)
	}
}

func collectHeadings(blocks []Block, texts *[]string) {
	for _, b := range blocks {
		if b.Kind == BlockHeading {
			*texts = append(*texts, b.Text)
		}
		collectHeadings(b.Children, texts)
	}
}
