package browser

import (
	"encoding/json"
	"slices"
	"testing"
)

// TestPageIsWholeWithoutScripts compares a page with scripts to one without.
// Scripts may choose which country's numbers come first; each number is in the
// list of services anyway.
func TestPageIsWholeWithoutScripts(t *testing.T) {
	var listed []string
	for a := range elements(shared.guide.page("/help/crisis-and-support/"), "a") {
		if within(a, "section") {
			listed = append(listed, attribute(a, "href"))
		}
	}
	list, err := json.Marshal(listed)
	if err != nil || len(listed) < 80 {
		t.Fatalf("the list of services has %d links: %v", len(listed), err)
	}
	eachPage(t, func(t *testing.T, s sample) {
		with := open(t, shared.guide, s.path, phone)
		plain := phone
		plain.noScript = true
		without := open(t, shared.guide, s.path, plain)
		ask[any](with, "probe.openDetails()")
		ask[any](without, "probe.openDetails()")

		hidden := ask[struct{ Lost, Elsewhere []string }](without, "probe.hiddenText("+string(list)+")")
		if s.kind != kindSheet { // there scripts have more to say; elsewhere they may only add controls
			there := append(ask[[]string](without, "probe.visibleText()"), hidden.Elsewhere...)
			for _, text := range ask[[]string](with, "probe.visibleText()") {
				if !slices.Contains(there, text) {
					t.Errorf("shows only with scripts: %q", text)
				}
			}
		}
		none(t, "hidden without scripts", hidden.Lost)
		none(t, "does nothing without scripts", ask[[]string](without, "probe.dead()"))
	})
}

// The menu of a narrow screen opens without scripts; the one of a wide screen
// is open anyway.
func TestMenuWorksWithoutScripts(t *testing.T) {
	const links = `[...document.querySelectorAll("nav[aria-label=Menu] a")].filter((a) => a.checkVisibility() && a.getBoundingClientRect().top < innerHeight).length`
	for _, v := range []view{phone, desk} {
		v.noScript = true
		tab := open(t, shared.guide, "/types/words/", v)
		if v.width < 600 {
			if n := ask[int](tab, links); n > 0 {
				t.Errorf("%s: the menu is open before anybody has asked", v)
			}
			tab.click(".menu-short summary")
		}
		if n := ask[int](tab, links); n < 5 {
			t.Errorf("%s: the menu shows %d links", v, n)
		}
	}
}

// The list of contents marks the place that is being read, where the browser
// can tell without a script.
func TestContentsMarkThePlace(t *testing.T) {
	tab := open(t, shared.guide, "/types/words/", view{noScript: true})
	marked := `[...document.querySelectorAll(".contents li a")].filter((a) => getComputedStyle(a).fontWeight === "600").map((a) => a.hash)`
	for _, id := range []string{"thanks", "if-speaking-is-hard"} {
		ask[any](tab, `document.getElementById("`+id+`").scrollIntoView()`)
		tab.wait(marked + `.join() === "#` + id + `"`)
	}
}
