package check

import (
	"bytes"
	"context"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/site"
	"aftercare/builder/source"

	"golang.org/x/net/html"
)

// Layouts checks the addresses that layouts give literally, such as
// <a href="/about/">; what a template computes is checked when it is computed.
func Layouts(_ context.Context, s *site.Site, tree *source.Tree) (diag.List, error) {
	var diags diag.List
	for _, f := range tree.Files("layouts") {
		if !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		data, err := f.Read()
		if err != nil {
			return nil, err
		}
		literalLinks(&diags, s, f.Name(), data)
	}
	return diags, nil
}

func literalLinks(diags *diag.List, s *site.Site, file string, data []byte) {
	z := html.NewTokenizer(bytes.NewReader(blankActions(data)))
	offset := 0
	for {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken {
			return
		}
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			for more := true; more; {
				var key, value []byte
				key, value, more = z.TagAttr()
				if name := string(key); (name == "href" || name == "src") && isLiteral(value) {
					at := offset + max(0, bytes.Index(data[offset:offset+len(raw)], value))
					layoutLink(diags, s, position(file, data, at), string(value))
				}
			}
		}
		offset += len(raw)
	}
}

// hole stands where a template action was; an attribute that holds one is
// computed.
const hole = '\x01'

// blankActions replaces {{ … }} by as many bytes that mean nothing in HTML.
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

func layoutLink(diags *diag.List, s *site.Site, pos diag.Position, dest string) {
	link := s.Resolve(s.Home, dest)
	if link.Problem != "" {
		link.Report(diags, pos, dest, false)
	}
}

func position(file string, data []byte, at int) diag.Position {
	before := data[:at]
	return diag.Position{File: file, Line: 1 + bytes.Count(before, []byte("\n")), Col: at - bytes.LastIndexByte(before, '\n')}
}
