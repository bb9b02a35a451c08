package browser

import (
	"fmt"
	"testing"
)

// narrow is 1280 × 1024 pixels at 400 % zoom (WCAG 2.2, 1.4.10).
var narrow = view{width: 320, height: 256}

// leastTarget is the least width and height of a control (WCAG 2.2, 2.5.8).
const leastTarget = 24

// textStart is where the text has to begin on a phone. Peers need 136 to 277.
const textStart = 180

// TestTextBeginsNearTheTop looks at articles and answers with a title of two
// lines on a phone.
func TestTextBeginsNearTheTop(t *testing.T) {
	tab := blank(t, shared.guide, phone)
	for _, path := range []string{"/basics/consent-and-aftercare/", "/communication/when-a-limit-was-crossed/", "/help/medical/", "/types/small-injuries/", "/faq/sad-after/", "/faq/sleep/"} {
		tab.load(path)
		if n := ask[int](tab, "probe.titleLines()"); n != 2 && path != "/faq/sleep/" {
			t.Errorf("%s has a title of %d lines, so it shows nothing", path, n)
		}
		y := ask[int](tab, "probe.textStart()")
		t.Logf("%s: %d px", path, y)
		if y < 0 || y > textStart {
			t.Errorf("%s: the text begins at %d px, not at %d at most", path, y, textStart)
		}
	}
}

// spacing is what a reader may lay over a page (WCAG 2.2, 1.4.12).
const spacing = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
	p { margin-block-end: 2em !important }`

// TestPageFitsWhereItIsRead lays each page out in the ways that readers need.
func TestPageFitsWhereItIsRead(t *testing.T) {
	eachPage(t, func(t *testing.T, s sample) {
		tab := open(t, shared.guide, s.path, narrow)
		ask[any](tab, "probe.openDetails()")
		ask[any](tab, "probe.restyle(`"+laidOut+"`)")
		fits := func(how string) {
			t.Helper()
			if n := ask[int](tab, "probe.sideways()"); n > 0 {
				t.Errorf("%s: scrolls %d px sideways", how, n)
			}
			none(t, how, ask[[]string](tab, "probe.cut()"))
			none(t, how+", on one another", ask[[]string](tab, "probe.overlaps()"))
		}
		fits("400 % zoom")
		if n := ask[float64](tab, "probe.pinned()"); n > 0 {
			t.Errorf("at 400 %% zoom %.0f px of the view do not scroll", n)
		}

		tab.look(phone)
		fits("phone")
		none(t, "too small to hit", ask[[]string](tab, fmt.Sprintf("probe.small(%d)", leastTarget)))
		// The home page begins with its text, set as the heading.
		if y := ask[int](tab, "probe.textStart()"); s.kind != kindHome && ask[int](tab, "probe.titleLines()") <= 2 && (y < 0 || y > textStart) {
			t.Errorf("on a phone the text begins at %d px, not at %d at most", y, textStart)
		}
		for how, css := range map[string]string{"text spacing": spacing, "text at 200 %": "html { font-size: 200% !important }"} {
			ask[any](tab, "probe.restyle(`"+laidOut+css+"`)")
			for _, v := range []view{phone, desk} {
				tab.look(v)
				fits(how + ", " + v.String())
			}
		}
	})
}
