package layout

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"image"
	_ "image/gif"  // sizes of GIF images
	_ "image/jpeg" // sizes of JPEG images
	_ "image/png"  // sizes of PNG images
	"path"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/site"
	"aftercare/builder/source"
	"aftercare/builder/svg"
)

// picture returns where an image leads. Drawings are inlined, so that they take on
// the page's colours; in a standalone copy all images are.
func (r *resolver) picture(l markdown.Link, link site.Link) markdown.Target {
	facts := r.page.r.image(link.File)
	t := markdown.Target{Width: facts.width, Height: facts.height}
	switch {
	case facts.drawing != nil:
		t.Element = facts.drawing.AppendTo(nil, l.Text)
	case r.page.alone:
		t.Href = dataAddress(link.File)
		t.Dead = t.Href == ""
	default:
		t.Href = withFragment(hrefFrom(r.page.Root, link.URL), link.Query, link.Fragment)
	}
	return t
}

// Drawing is a drawing of the guide as an inline element, hidden from screen readers;
// dest names it as a link in the page's text would.
func (p *Page) Drawing(dest string) (template.HTML, error) {
	link := p.r.Site.Resolve(p.page, dest)
	if link.Problem != "" || link.File == nil {
		return "", diag.Diagnostic{Severity: diag.Error, Code: "image/missing", Pos: diag.Position{File: p.page.Name()}, Message: fmt.Sprintf("there is no drawing %q", dest)}
	}
	drawing := p.r.image(link.File).drawing
	if drawing == nil {
		return "", diag.Diagnostic{Severity: diag.Error, Code: "image/missing", Pos: diag.Position{File: link.File.Name()}, Message: "this is no drawing that can stand in a page", Hint: "an SVG file of at most 24 KiB with a viewBox, without id attributes"}
	}
	return template.HTML(drawing.AppendTo(nil, "")), nil
}

// maxEmbedded is the largest picture, in bytes, put into a standalone copy.
const maxEmbedded = 512 << 10

var imageTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".svg": "image/svg+xml",
}

// dataAddress returns the image as a data: address, "" if it is too large for a copy
// or of a kind that browsers do not show.
func dataAddress(f *source.File) string {
	kind := imageTypes[strings.ToLower(path.Ext(f.Path))]
	if kind == "" || f.Size > maxEmbedded {
		return ""
	}
	data, err := f.Read()
	if err != nil {
		return ""
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data)
}

func isDrawing(name string) bool { return strings.EqualFold(path.Ext(name), ".svg") }

// imageFacts are an image's size in pixels, zero if the standard library can't read
// it, and the drawing if it can be inlined.
type imageFacts struct {
	width, height int
	drawing       *svg.Drawing
}

// image reads a file once or, harmlessly, several times concurrently: the result is
// small and the same.
func (r *Renderer) image(f *source.File) imageFacts {
	if known, ok := r.images.Load(f); ok {
		return known.(imageFacts)
	}
	facts := readImage(f)
	r.images.Store(f, facts)
	return facts
}

func readImage(f *source.File) (facts imageFacts) {
	if !isDrawing(f.Path) {
		file, err := f.Open()
		if err != nil {
			return facts // said where the file is published
		}
		defer file.Close()
		config, _, _ := image.DecodeConfig(file)
		return imageFacts{width: config.Width, height: config.Height}
	}
	data, err := f.Read()
	if err != nil {
		return facts
	}
	drawing, problems := svg.Parse(data)
	if len(problems) > 0 {
		return facts
	}
	facts.width, facts.height = drawing.Width, drawing.Height
	if drawing.Inlines() {
		facts.drawing = drawing
	}
	return facts
}
