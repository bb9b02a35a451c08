package check

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif"  // sizes of GIF images
	_ "image/jpeg" // sizes of JPEG images
	_ "image/png"  // sizes of PNG images
	"io"
	"path"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// The limits of a picture, set for readers on a slow phone.
const (
	maxImageBytes  = 500 << 10
	maxImagePixels = 2000
)

// images checks the size of every published picture: in bytes, and for JPEG, PNG
// and GIF in pixels.
func images(s *site.Site, uses uses, memory *Memory) (diags diag.List, err error) {
	for _, f := range published(s) {
		if !slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}, strings.ToLower(path.Ext(f.Path))) {
			continue
		}
		width, height, err := memory.imageSize(f)
		if err != nil {
			return nil, err
		}
		pos := diag.Position{File: f.Name()}
		if width == unreadable {
			diags.Warnf("image/unreadable", pos, "this picture is damaged or not a %s", strings.ToUpper(strings.TrimPrefix(path.Ext(f.Path), "."))).
				WithHint("open it in a picture program and save it again")
		}
		var d *diag.Diagnostic
		if f.Size > maxImageBytes {
			d = diags.Warnf("image/too-large", pos, "this picture has %d KiB; %d KiB are enough for a page", f.Size>>10, maxImageBytes>>10).
				WithHint("save a photograph as JPEG or WebP, half as wide")
		} else if max(width, height) > maxImagePixels {
			d = diags.Warnf("image/too-wide", pos, "this picture has %d × %d pixels; no page shows more than %d", width, height, maxImagePixels).
				WithHint("make it %d pixels wide or less; 1600 are enough for a page", maxImagePixels)
		}
		if by := uses[f]; d != nil && by != "" {
			d.WithNote(diag.Position{File: by}, "shown here")
		}
	}
	return diags, nil
}

// published returns the guide's own files that are copied to the site, sorted by
// name.
func published(s *site.Site) []*source.File {
	var files []*source.File
	for _, f := range s.Files {
		if !f.Shipped {
			files = append(files, f)
		}
	}
	slices.SortFunc(files, func(a, b *source.File) int { return strings.Compare(a.Name(), b.Name()) })
	return files
}

// unreadable takes the place of the width of a picture that can't be shown.
const unreadable = -1

// pixels reads the size of an image. It returns zeros for formats that it does not
// know.
func pixels(f *source.File) (width, height int, err error) {
	file, err := f.Open()
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	config, _, err := image.DecodeConfig(file)
	if err != nil {
		config = image.Config{}
	}
	head, err := readAt(f, file, 0, 16)
	if err != nil {
		return 0, 0, err
	}
	tail, err := readAt(f, file, max(0, f.Size-trailer), trailer)
	if err != nil {
		return 0, 0, err
	}
	if cutOff(strings.ToLower(path.Ext(f.Path)), head, tail) {
		return unreadable, 0, nil
	}
	return config.Width, config.Height, nil
}

func readAt(f *source.File, file io.ReadSeeker, offset, length int64) ([]byte, error) {
	if _, err := file.Seek(offset, io.SeekStart); err != nil {
		return nil, err
	}
	part := make([]byte, min(length, f.Size-offset))
	if _, err := io.ReadFull(file, part); err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Name(), source.ErrChanged) // it was longer
	}
	return part, nil
}

// cutOff reports whether a file does not begin and end as its format requires:
// it is in another format, or was copied only in part.
func cutOff(ext string, head, tail []byte) bool {
	var begins, ends string
	switch ext {
	case ".png":
		begins, ends = "\x89PNG\r\n\x1a\n", "IEND"
	case ".jpg", ".jpeg":
		begins, ends = "\xff\xd8\xff", "\xff\xd9"
	case ".gif":
		begins, ends = "GIF8", ";"
	case ".webp":
		begins = "RIFF"
	case ".avif":
		return len(head) < 12 || string(head[4:8]) != "ftyp"
	}
	return !bytes.HasPrefix(head, []byte(begins)) || !bytes.Contains(tail, []byte(ends))
}

// trailer is how many bytes may follow the end of a picture. Cameras append data.
const trailer = 256 << 10

// unused finds published files that no page, layout or setting names, and
// templates that no page uses.
func unused(in Input, uses uses) (diags diag.List, err error) {
	candidates := slices.DeleteFunc(published(in.Site), func(f *source.File) bool {
		_, used := uses[f]
		return used || f.Layer == "static" && isWellKnown(f.Path)
	})
	if len(candidates) > 0 {
		mentions, err := mentions(in)
		if err != nil {
			return nil, err
		}
		for _, f := range candidates {
			named := func(text []byte) bool { return bytes.Contains(text, []byte(path.Base(f.Path))) }
			if !slices.ContainsFunc(mentions, named) {
				diags.Advisef("file/unused", diag.Position{File: f.Name()}, "nothing links to this file, but it is published").
					WithHint("link to it, remove it, or allow it in %s", site.SettingsFile)
			}
		}
	}
	return append(diags, unusedLayouts(in)...), nil
}

func isWellKnown(name string) bool {
	switch name {
	case "robots.txt", "humans.txt", "security.txt", "favicon.ico", "404.html", "CNAME", "_headers", "_redirects", "_routes.json",
		"manifest.json", "manifest.webmanifest", "site.webmanifest", "browserconfig.xml", "sitemap.xml", "ads.txt", "index.html",
		"netlify.toml", "vercel.json", "wrangler.toml", "LICENSE", "LICENCE":
		return true
	}
	base := path.Base(name)
	return strings.HasPrefix(base, "apple-touch-icon") || strings.HasPrefix(base, "favicon") || strings.HasPrefix(name, "google") && strings.HasSuffix(name, ".html")
}

// mentions returns the texts that may name a file without linking to it: layouts,
// front matter, settings.
func mentions(in Input) (texts [][]byte, err error) {
	for _, f := range in.Tree.Files("layouts") {
		data, err := f.Read()
		if err != nil {
			return nil, err
		}
		texts = append(texts, data)
	}
	for _, p := range in.Site.Pages {
		text := in.Site.Text(p)
		if text.File == nil || text.Body == 0 {
			continue
		}
		data, err := text.File.Read()
		if err != nil {
			return nil, err
		}
		texts = append(texts, data[:min(text.Body, len(data))])
	}
	return append(texts, fmt.Append(nil, in.Site.Settings.Params)), nil
}
