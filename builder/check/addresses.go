package check

import (
	"net/url"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/site"
)

// Address is a web address on another site, with every place in the guide that
// links to it.
type Address struct {
	URL    string // without a fragment
	Places []diag.Position
}

// Addresses returns the external web addresses in texts, sources, services and
// settings, each once, in alphabetical order.
func Addresses(in Input) []Address {
	places := make(map[string][]diag.Position)
	add := func(dest string, pos diag.Position) {
		u, err := url.Parse(dest)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return // checkAddress reports it
		}
		u.Fragment, u.RawFragment = "", ""
		places[u.String()] = append(places[u.String()], pos)
	}
	for _, p := range in.Site.Pages {
		doc, err := in.Documents.Facts(p)
		if err != nil {
			continue // Run.Page reports it
		}
		for _, l := range doc.Links {
			add(l.Dest, l.Pos)
		}
	}
	if refs := in.Site.References; refs != nil {
		data := in.text(site.SourcesFile)
		for _, ref := range refs.List {
			written := ref.URL
			if ref.DOI != "" {
				written = ref.DOI
			}
			add(ref.Address(), data.Find(ref.Pos.Line, written))
		}
	}
	data := in.text(site.ServicesFile)
	for _, s := range in.Site.Services {
		from := s.Pos.Line
		for _, address := range append([]string{s.Web}, s.Seen...) {
			add(address, data.Find(from, address))
		}
	}
	if exit := in.Site.Settings.Exit.URL; exit != "" {
		add(exit, in.text(site.SettingsFile).Find(1, exit))
	}
	list := make([]Address, 0, len(places))
	for address, at := range places {
		list = append(list, Address{address, at})
	}
	slices.SortFunc(list, func(a, b Address) int { return strings.Compare(a.URL, b.URL) })
	return list
}
