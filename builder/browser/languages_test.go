package browser

import (
	"strings"
	"testing"
	"time"
)

// TestOtherLanguagesBreakNothing lays out a page that runs from right to left
// and one whose words are as long as a line.
func TestOtherLanguagesBreakNothing(t *testing.T) {
	for _, path := range []string{"/ar/tea/pot/", "/de/tea/pot/", "/ar/", "/ar/tea/", "/de/", "/de/tea/"} {
		t.Run(strings.ReplaceAll(path, "/", "·"), func(t *testing.T) {
			if !strings.HasSuffix(path, "pot/") {
				inAudit(t)
			}
			t.Parallel()
			lang := path[1:3]
			tab := open(t, shared.small, path, narrow)
			if got := ask[string](tab, "document.documentElement.lang"); got != lang {
				t.Fatalf("the page is in %q", got)
			}
			for _, v := range []view{narrow, phone, {width: 800, height: 1000}, desk} {
				tab.look(v)
				if n := ask[int](tab, "probe.sideways()"); n > 0 {
					t.Errorf("%s: scrolls %d px sideways", v, n)
				}
				none(t, v.String(), ask[[]string](tab, "probe.cut()"))
				none(t, v.String()+", on one another", ask[[]string](tab, "probe.overlaps()"))
				if lang == "ar" {
					none(t, v.String()+", still from left to right", ask[[]string](tab, "probe.unturned()"))
				}
			}
			axe(t, tab, desk, "document", allRules)
		})
	}
}

// TestOldAddressKeepsThePlace follows an address that has changed.
func TestOldAddressKeepsThePlace(t *testing.T) {
	tab := blank(t, shared.small, desk)
	tab.visit("/old/pot/#rinsing")
	tab.wait(`location.pathname + location.hash === "/tea/pot/#rinsing"`)

	// Without scripts the reader gets to the page, if not to the place in it.
	plain := blank(t, shared.small, view{noScript: true})
	start := time.Now()
	plain.visit("/old/pot/")
	plain.wait(`location.pathname === "/tea/pot/"`)
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("an old address takes %s without scripts", took)
	}
	for a := range elements(shared.small.page("/old/pot/"), "a") {
		if href := attribute(a, "href"); href != "../../tea/pot/" {
			t.Errorf("the link on the old page leads to %s", href)
		}
	}
}

// The language switch is there where a page has translations, in the name that
// each language has for itself, and nowhere else.
func TestLanguageSwitchShowsWhereThereIsOne(t *testing.T) {
	links := func(p *published, path string) (found []string) {
		for a := range elements(p.page(path), "a") {
			if attribute(a, "hreflang") != "" {
				found = append(found, attribute(a, "hreflang")+" "+fold(text(a)))
			}
		}
		return found
	}
	got := strings.Join(links(shared.small, "/ar/tea/pot/"), ", ")
	for _, want := range []string{"de Deutsch", "en English"} {
		if !strings.Contains(got, want) {
			t.Errorf("the switch of a page in three languages is %q", got)
		}
	}
	if found := links(shared.guide, "/types/words/"); len(found) > 0 {
		t.Errorf("a page in one language has a switch: %v", found)
	}
}
