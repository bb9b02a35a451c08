package browser

import (
	"strings"
	"testing"
)

// stop is where the keyboard is; see focus in probe.js.
type stop struct {
	Number           int
	Name, Covered    string
	Seen, Text, Main bool
	Ring             float64
	Box              *struct {
		Left, Right, Top, Bottom float64
		Hangs                    bool // over the page
	}
}

// follows says whether a stop is where the eye goes from the one before: below
// it, beside it or, in another column, to the right.
func (s stop) follows(last stop) bool {
	if s.Box == nil || last.Box == nil || s.Box.Hangs || last.Box.Hangs {
		return true
	}
	return s.Box.Bottom > last.Box.Top || s.Box.Left >= last.Box.Right
}

// TestKeyboardReachesEverything walks through a whole page with Tab.
func TestKeyboardReachesEverything(t *testing.T) {
	eachPage(t, func(t *testing.T, s sample) {
		if s.kind == "FAQ" || s.kind == kindHome {
			inAudit(t) // all they have is links, as a section has
		}
		tab := open(t, shared.guide, s.path, desk)
		skip(t, tab)
		views := []view{desk}
		if everyPage() || s.kind == kindSection {
			views = append(views, phone)
		}
		for _, v := range views {
			tab.look(v)
			tab.load(s.path)
			walk(t, tab, v)
		}
	})
}

// walk presses Tab until the keyboard has left the page.
func walk(t *testing.T, tab *tab, v view) {
	t.Helper()
	hasText := ask[bool](tab, `[...document.querySelectorAll("main a[href]")].some((a) => !a.closest("nav"))`)
	inText := 0
	seen := make(map[int]bool)
	var last stop
	for presses := 1; ; presses++ {
		tab.hold(keyTab, false) // the focus moves before the key is up, 1,500 times on the longest page
		at := ask[stop](tab, "probe.focus()")
		if at.Number == 0 {
			break
		}
		if seen[at.Number] {
			t.Fatalf("%s: after %d presses the keyboard is caught: %s again", v, presses, at.Name)
		}
		seen[at.Number] = true
		if presses == 1 && !strings.Contains(at.Name, ".skip") {
			t.Errorf("%s: the first stop is %s, not the way to the text", v, at.Name)
		}
		if inText == 0 && at.Text {
			inText = presses
		}
		if !at.follows(last) {
			t.Errorf("%s: stop %d, %s, is above the one before, %s", v, presses, at.Name, last.Name)
		}
		last = at
		switch {
		case !at.Seen:
			t.Errorf("%s: stop %d is out of sight: %s", v, presses, at.Name)
		case at.Covered != "":
			t.Errorf("%s: stop %d, %s, lies under %s", v, presses, at.Name, at.Covered)
		case at.Ring < ringContrast:
			t.Errorf("%s: stop %d shows the focus with a contrast of %.1f: %s", v, presses, at.Ring, at.Name)
		}
	}
	none(t, v.String()+": never reached by Tab", ask[[]string](tab, "probe.missed()"))
	if hasText && (inText == 0 || inText > tabsToText) {
		t.Errorf("%s: the first link in the text takes %d presses, not at most %d", v, inText, tabsToText)
	}
}

// skip takes the first stop of a page that has just been loaded.
func skip(t *testing.T, tab *tab) {
	tab.press(keyTab, false)
	tab.press(keyEnter, false)
	if hash := ask[string](tab, "location.hash"); hash != "#page:main" {
		t.Fatalf("the skip link goes to %q", hash)
	}
	tab.press(keyTab, false)
	if at := ask[stop](tab, "probe.focus()"); !at.Main {
		t.Errorf("after the skip link the next stop is %s", at.Name)
	}
}

// An outline in the style sheet could still be cut off or painted over, so
// pictures with and without focus are compared for one page.
func TestFocusCanBeSeenInPictures(t *testing.T) {
	for i, v := range []view{{width: 390, height: 844, dark: true}, desk, {forcedColors: true}} {
		t.Run(v.String(), func(t *testing.T) {
			if i > 0 {
				inAudit(t)
			}
			t.Parallel()
			tab := open(t, shared.guide, "/basics/drop/", v)
			for presses := 1; presses <= 14; presses++ {
				tab.press(keyTab, false)
				at := ask[stop](tab, "probe.focus()")
				with := tab.picture()
				ask[any](tab, `(globalThis.left = document.activeElement).blur()`)
				without := tab.picture()
				ask[any](tab, `left.focus({preventScroll: true})`)
				if n := differing(with, without); n < 100 {
					t.Errorf("stop %d, %s: %d pixels tell that it has the focus", presses, at.Name, n)
				}
			}
		})
	}
}
