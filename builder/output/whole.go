package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"

	"aftercare/builder/layout"
	"aftercare/builder/site"
)

// WholePage is the page that holds the whole guide, if the settings ask for it.
func WholePage(s *site.Settings) []site.Virtual {
	if !s.SinglePage {
		return nil
	}
	return []site.Virtual{{Path: layout.WholePath, Title: s.Title, Layout: layout.WholeLayout, Parent: "_index.md", NoIndex: true}}
}

// CopyName is the copy of the whole guide to be kept: one file, with its
// styles inside, that needs no network and no other file.
const CopyName = "guide.html"

// addWhole makes the page render as the whole and adds the copy.
func (f *FS) addWhole(in Input) {
	p := in.Site.PageByPath(in.Site.Settings.Language, layout.WholePath)
	if p == nil || !in.Renderer.Sets[p.Lang].Has("", layout.WholeLayout) {
		return
	}
	f.computed[site.OutputPath(p.URL)] = Entry{Page: p, make: func() ([]byte, error) { return in.Renderer.Whole(p, false) }}
	f.addCopy(CopyName, func() ([]byte, error) {
		page, err := in.Renderer.Whole(p, true)
		if err != nil {
			return nil, err
		}
		return withIndex(inline(page, in.Assets.Files), in)
	})
}

var (
	styleLink = regexp.MustCompile(`<link rel="stylesheet" href="[^"]*?(assets/[^"]+)">`)
	scriptTag = regexp.MustCompile(`<script type="module" src="[^"]*?(assets/[^"]+)"></script>`)
	iconLink  = regexp.MustCompile(`<link rel="(?:icon|apple-touch-icon|alternate|canonical)"[^>]*>\n?`)
	preview   = regexp.MustCompile(`<meta (?:property|name="description")[^>]*>\n?|(?s:<script type="application/ld\+json">.*?</script>\n?)`)
	policy    = regexp.MustCompile(`(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)`)
)

// inline puts styles and scripts into a page and allows exactly these by their
// hashes, so that the page works by itself, from a disk as well, and may still
// load nothing.
func inline(page []byte, files map[string][]byte) []byte {
	var styles, scripts []string
	page = styleLink.ReplaceAllFunc(page, func(tag []byte) []byte {
		text := files[string(styleLink.FindSubmatch(tag)[1])]
		styles = append(styles, hashOf(text))
		return fmt.Appendf(nil, "<style>%s</style>", text)
	})
	page = scriptTag.ReplaceAllFunc(page, func(tag []byte) []byte {
		text := scriptText(files[string(scriptTag.FindSubmatch(tag)[1])])
		scripts = append(scripts, hashOf(text))
		return fmt.Appendf(nil, `<script type="module">%s</script>`, text)
	})
	page = preview.ReplaceAll(iconLink.ReplaceAll(page, nil), nil) // nobody links to a copy
	rules := fmt.Sprintf("default-src 'none'; style-src %s; script-src %s; img-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'", sources(styles), sources(scripts))
	return policy.ReplaceAll(page, []byte("${1}"+rules+"${2}"))
}

// scriptText is a script as it may stand in HTML. Characters that HTML does not
// know are written as escapes: in a script they stand in strings and patterns,
// where both are the same.
func scriptText(script []byte) []byte {
	var out bytes.Buffer
	for _, r := range string(bytes.ReplaceAll(script, []byte("</script"), []byte(`<\/script`))) {
		control := r < ' ' && r != '\t' && r != '\n' || 0x7f <= r && r <= 0x9f
		if control || 0xfdd0 <= r && r <= 0xfdef || r&0xfffe == 0xfffe && r <= 0xffff {
			fmt.Fprintf(&out, `\u%04x`, r)
			continue
		}
		out.WriteRune(r)
	}
	return out.Bytes()
}

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func sources(hashes []string) string {
	if len(hashes) == 0 {
		return "'none'"
	}
	return strings.Join(hashes, " ")
}
