package site

import (
	"net/url"
	"path"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// addFiles claims the addresses of files that are published unchanged.
func (a *assembler) addFiles(files []*source.File) {
	for _, f := range files {
		name := f.Path
		if p := a.PageIn(name); p != nil {
			a.diags.Errorf("url/duplicate", diag.Position{File: f.Name()}, "this file has the address of %s", p.Name())
			continue
		}
		if first := a.Files[name]; first != nil {
			a.diags.Errorf("url/duplicate", diag.Position{File: f.Name()}, "the address /%s is taken by %s", name, first.Name())
			continue
		}
		a.Files[name] = f
	}
}

// addAliases turns aliases into redirects. As in Hugo, an alias with a leading
// slash is relative to the root, any other to the page's folder. It may end in
// the #fragment of an old heading.
func (a *assembler) addAliases() {
	for _, p := range a.Pages {
		for i, alias := range p.Matter.Aliases {
			pos := p.Matter.Position("aliases", i)
			address, fragment, _ := strings.Cut(alias, "#")
			if badAddress(address) {
				a.diags.Errorf("url/bad", pos, "%q is not an address on this site", alias).WithHint("write it from the root: /old/address/")
				continue
			}
			if !strings.HasPrefix(address, "/") {
				address = path.Join("/", path.Dir(strings.TrimSuffix(p.URL, "/")), address)
			}
			if strings.HasSuffix(strings.ToLower(address), ".md") {
				a.diags.Errorf("url/bad", pos, "an alias is an old address, and %q is a file", alias).WithHint("write /%s", addressOf(strings.TrimPrefix(address, "/"), "", "", ""))
				continue
			}
			from := oldAddress(address)
			if taken := a.byURL[strings.ToLower(from)]; taken != nil {
				a.diags.Errorf("url/alias-taken", pos, "the alias /%s is the address of %s", from, taken.Name()).WithHint("an alias is an old address, and this one is in use: remove the line")
				continue
			}
			if other := a.aliases[from]; other != nil {
				a.diags.Errorf("url/alias-taken", pos, "the alias /%s is also one of %s", from, other.Name())
				continue
			}
			if a.Files[OutputPath(from)] != nil {
				a.diags.Errorf("url/alias-taken", pos, "the alias /%s is the address of a file", from)
				continue
			}
			a.aliases[from] = p
			a.Redirects = append(a.Redirects, Redirect{From: from, To: p, Fragment: fragment})
		}
	}
}

// oldAddress cleans an alias, which another program may have made. A trailing
// slash is added unless the alias names a page's file, because hosts answer a
// folder's address with its index.html.
func oldAddress(address string) string {
	if plain, err := url.PathUnescape(address); err == nil {
		address = plain
	}
	address = strings.Trim(path.Clean("/"+address), "/")
	if ext := strings.ToLower(path.Ext(address)); address == "" || ext == ".html" || ext == ".htm" {
		return address
	}
	return address + "/"
}

// relate resolves the pages named in front matter.
func (a *assembler) relate() {
	for _, p := range a.Pages {
		if !p.Written() {
			continue
		}
		if p.Matter.Next != "" {
			p.NextStep = a.named(p, "next", -1, p.Matter.Next)
		}
		for i, related := range p.Matter.Related {
			if q := a.named(p, "related", i, related); q != nil {
				p.Related = append(p.Related, q)
			}
		}
		for i, id := range p.Matter.Sources {
			if a.References.Get(id) == nil {
				a.References.ReportUnknown(&a.diags, p.Matter.Position("sources", i), id)
			}
		}
	}
}

func (a *assembler) named(p *Page, key string, i int, dest string) *Page {
	link := a.Resolve(p, dest)
	pos := p.Matter.Position(key, i)
	if link.Page == nil || link.Problem != "" {
		a.reportLink(link, pos, dest, a.opts.Drafts)
		return nil
	}
	if link.Page == p {
		a.diags.Errorf("front-matter/self", pos, "the page names itself under %q", key)
		return nil
	}
	return link.Page
}
