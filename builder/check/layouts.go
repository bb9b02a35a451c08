package check

import (
	"bytes"
	"strings"

	"aftercare/builder/check/locate"
	"aftercare/builder/diag"
	"aftercare/builder/site"

	"golang.org/x/net/html"
)

// layouts checks the literal addresses in layouts, such as <a href="/about/">.
// Those that a template computes are checked in the finished pages.
func layouts(in Input, uses uses) (diags diag.List, err error) {
	for _, f := range in.Tree.Files("layouts") {
		if !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		data, err := f.Read()
		if err != nil {
			return nil, err
		}
		diags = append(diags, literalLinks(in.Site, uses, f.Name(), data)...)
	}
	return diags, nil
}

func literalLinks(s *site.Site, uses uses, file string, data []byte) (diags diag.List) {
	z := html.NewTokenizer(bytes.NewReader(blankActions(data)))
	text, offset := locate.NewText(file, data), 0
	for {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken {
			return diags
		}
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			for more := true; more; {
				var key, value []byte
				key, value, more = z.TagAttr()
				if name := string(key); (name == "href" || name == "src") && isLiteral(value) {
					at := offset + max(0, bytes.Index(data[offset:offset+len(raw)], value))
					diags = append(diags, layoutLink(s, uses, text.Position(at), string(value))...)
				}
			}
		}
		offset += len(raw)
	}
}

// hole marks where a template action was. An attribute that contains one is
// computed.
const hole = '\x01'

// blankActions overwrites {{ … }} with bytes that mean nothing in HTML, so that
// offsets stay the same.
func blankActions(data []byte) []byte {
	out := bytes.Clone(data)
	for at := 0; ; {
		open := bytes.Index(out[at:], []byte("{{"))
		if open < 0 {
			return out
		}
		open += at
		end := len(out)
		if i := bytes.Index(out[open:], []byte("}}")); i >= 0 {
			end = open + i + 2
		}
		for i := open; i < end; i++ {
			if out[i] != '\n' {
				out[i] = hole
			}
		}
		at = end
	}
}

func isLiteral(value []byte) bool {
	return len(value) > 0 && bytes.IndexByte(value, hole) < 0 && value[0] != '#' && !bytes.HasPrefix(value, []byte("data:"))
}

func layoutLink(s *site.Site, uses uses, pos diag.Position, dest string) (diags diag.List) {
	switch link := s.Resolve(s.Home, dest); {
	case link.Problem != "":
		link.Report(&diags, pos, dest, false)
	case link.External:
		return checkAddress(pos, dest)
	case link.File != nil:
		uses.add(link.File, pos.File)
	}
	return diags
}
