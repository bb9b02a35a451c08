package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"

	"aftercare/builder/asset"
	"aftercare/builder/layout"
	"aftercare/builder/rewrite"
	"aftercare/builder/site"
)

// SinglePage returns the page that holds the whole guide, if the settings want it.
func SinglePage(s *site.Settings) []site.Virtual {
	if !s.SinglePage {
		return nil
	}
	return []site.Virtual{{Path: layout.SinglePagePath, Title: s.Title, Layout: layout.SinglePageLayout, Parent: "_index.md", NoIndex: true}}
}

// ListPages returns the list of all pages in each language. The search needs it:
// without scripts, "Find" leads there.
func ListPages(s *site.Settings) []site.Virtual {
	var pages []site.Virtual
	for _, lang := range append([]string{""}, slices.Sorted(maps.Keys(s.Languages))...) {
		if lang == s.Language {
			continue
		}
		pages = append(pages, site.Virtual{Path: "all.md", Lang: lang, Layout: "all", Parent: "_index.md", NoIndex: true})
	}
	return pages
}

// copyName is the standalone copy of the whole guide: one file with its styles inside
// that needs no network and no other file.
const copyName = "guide.html"

// addSinglePage renders the single page with all texts and adds the copy.
func (f *FS) addSinglePage(in Input) {
	p := in.Site.PageByPath(in.Site.Settings.Language, layout.SinglePagePath)
	if p == nil || !in.Renderer.Sets[p.Lang].Has("", layout.SinglePageLayout) {
		return
	}
	f.computed[site.OutputPath(p.URL)] = Entry{Page: p, make: func() ([]byte, error) { return in.Renderer.Whole(p, false) }}
	f.addCopy(copyName, func() ([]byte, error) {
		page, err := in.Renderer.Whole(p, true)
		if err != nil {
			return nil, err
		}
		return withIndex(inline(page, in.Assets.Files), in)
	})
}

// inline makes a page work as a single file, from a disk too: it puts its styles and
// scripts into it, removes metadata for visitors from elsewhere, and sets a policy
// that allows exactly these styles and scripts, by their hashes, and loads nothing.
func inline(page []byte, files map[string][]byte) []byte {
	var styles, scripts []string
	page = rewrite.Tags(page, func(t *rewrite.Tag) bool {
		switch {
		case t.End:
		case t.Name == "link" && t.Is("rel", "stylesheet"):
			if text, ok := assetAt(t.Attribute("href"), files); ok {
				styles = append(styles, hashOf(text))
				t.Replace(fmt.Appendf(nil, "<style>%s</style>", text))
			}
		case t.Name == "script" && t.Attribute("src") != "":
			if text, ok := assetAt(t.Attribute("src"), files); ok {
				text = scriptText(text)
				scripts = append(scripts, hashOf(text))
				t.Unset("src")
				t.After(text)
			}
		case isLinkMetadata(t):
			t.Remove()
		}
		return true
	})
	rules := fmt.Sprintf("default-src 'none'; style-src %s; script-src %s; img-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'", sources(styles), sources(scripts))
	return rewrite.Tags(page, func(t *rewrite.Tag) bool {
		if t.Name == "meta" && t.Is("http-equiv", "Content-Security-Policy") {
			t.Set("content", rules)
		}
		return t.Name != "body"
	})
}

func assetAt(address string, files map[string][]byte) (text []byte, ok bool) {
	if i := strings.LastIndex(address, asset.Dir); i >= 0 {
		text, ok = files[address[i:]]
	}
	return text, ok
}

// isLinkMetadata reports whether a tag is for search engines or link previews, or
// loads an icon. Nobody links to a copy. An icon in the page itself (data:) stays:
// without one, browsers ask the host for favicon.ico.
func isLinkMetadata(t *rewrite.Tag) bool {
	switch t.Name {
	case "link":
		return !strings.HasPrefix(t.Attribute("href"), "data:") && slices.ContainsFunc([]string{"icon", "apple-touch-icon", "alternate", "canonical"}, func(rel string) bool { return t.Is("rel", rel) })
	case "meta":
		return t.Attribute("property") != "" || t.Is("name", "description")
	}
	return t.Name == "script" && t.Is("type", "application/ld+json")
}

// scriptText makes a script safe to inline in HTML. Characters that HTML forbids are
// escaped: scripts only have them in strings and patterns, where the escape means the
// same.
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
