package site

import (
	"slices"
	"testing"

	"aftercare/builder/frontmatter"
	"aftercare/builder/source"
)

func matterOf(t *testing.T, name, matter string) (*source.File, *frontmatter.Matter, int) {
	t.Helper()
	f := &source.File{Path: name, Layer: "content"}
	m, body, diags := frontmatter.Parse(f.Name(), []byte("---\n"+matter+"\n---\n"))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return f, m, body
}

var renewed = []string{
	"_index.md: title: Home", "types/_index.md: title: Types",
	"types/a.md: {title: Apples, tags: [fruit]}", "types/b.md: {title: Bread}", "types/c.md: {title: Cherries, tags: [fruit]}",
	"types/first.md: {title: Water, weight: 1, related: [a.md], next: b.md}",
}

// A new title or weight moves a page in every list that has it, and the site
// before stays as it was.
func TestRenewOrdersLists(t *testing.T) {
	for matter, want := range map[string][3]string{
		"{title: Dates, tags: [fruit]}":             {"/types/first/ /types/b/ /types/c/ /types/a/", "/types/c/ /types/a/", "Dates"},
		"{title: Apples, weight: 2, tags: [fruit]}": {"/types/first/ /types/a/ /types/b/ /types/c/", "/types/a/ /types/c/", "Apples"},
		"{weight: 1, tags: [fruit]}":                {"/types/a/ /types/first/ /types/b/ /types/c/", "/types/a/ /types/c/", "A"},
	} {
		before, diags := assembled(t, Options{}, "", renewed...)
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		was := urls(before.SectionByName("en", "types").Pages)
		f, m, body := matterOf(t, "types/a.md", matter)
		if !Renewable(before.PageOf(f.Name()).Matter, m) {
			t.Errorf("%s: not renewable", matter)
		}
		s := before.Renew(map[string]Edited{f.Name(): {Text{f, body}, m}})
		got := [3]string{urls(s.SectionByName("en", "types").Pages), urls(s.PageAt("tags/fruit/").Pages), s.PageOf(f.Name()).Title()}
		if got != want {
			t.Errorf("%s: %q, want %q", matter, got, want)
		}
		if next := s.PageAt("types/b/").PrevInSection(); next != s.PageAt("types/a/") && next != s.PageAt("types/first/") || next.NextInSection() != s.PageAt("types/b/") {
			t.Errorf("%s: before bread comes %s", matter, next.URL)
		}
		if s.Shape() == before.Shape() || urls(before.SectionByName("en", "types").Pages) != was || before.PageOf(f.Name()).Title() != "Apples" {
			t.Errorf("%s: the site before has changed", matter)
		}
		if got := s.Text(s.PageOf(f.Name())); got.File != f || before.Text(before.PageOf(f.Name())).File == f {
			t.Errorf("%s: not the new text", matter)
		}
	}
}

// Where only texts change, pages are not copied.
func TestRenewKeepsPages(t *testing.T) {
	before, _ := assembled(t, Options{}, "", renewed...)
	f := &source.File{Path: "types/a.md", Layer: "content"}
	s := before.Renew(map[string]Edited{f.Name(): {Text: Text{f, 3}}})
	if !slices.Equal(s.Pages, before.Pages) || s.Shape() != before.Shape() || s.Text(s.PageOf(f.Name())) != (Text{f, 3}) {
		t.Errorf("%v", s.Text(s.PageOf(f.Name())))
	}
	if before.Text(before.PageOf(f.Name())).File == f {
		t.Error("the site before has changed")
	}
	unknown := map[string]Edited{"content/x.md": {Text: Text{f, 3}}}
	if before.Renew(unknown) != nil {
		t.Error("renewed with a page that is not there")
	}
}

// What decides whether, where and with which others a page is published needs
// the site assembled again.
func TestRenewable(t *testing.T) {
	_, from, _ := matterOf(t, "a.md", "{title: A, tags: [x], related: [b.md]}")
	for matter, want := range map[string]bool{
		"{title: B, tags: [x], related: [b.md], description: C, reviewed: 2026-01-01}": true,
		"tags: [x]\nrelated: [b.md]\ntitle: A":                                         true,
		"{title: A, tags: [y], related: [b.md]}":                                       false,
		"{title: A, tags: [x]}":                                                        false,
		"{title: A, tags: [x], related: [b.md], draft: true}":                          false,
		"{title: A, tags: [x], related: [b.md], slug: z}":                              false,
		"{title: A, tags: [x], related: [b.md], date: 2030-01-01}":                     false,
		"{title: A, tags: [x], related: [b.md], aliases: [/z/]}":                       false,
		"{title: A, tags: [x], related: [b.md], sources: [Z]}":                         false,
	} {
		if _, to, _ := matterOf(t, "a.md", matter); Renewable(from, to) != want {
			t.Errorf("%s: %t, differs in %v", matter, !want, frontmatter.Differences(from, to))
		}
	}
}
