package serve

import (
	"fmt"
	"strings"
	"testing"
)

// What changed is brought into view where the reader is idle, and never from
// under one who has scrolled or typed in the last four seconds.
func TestScrollRule(t *testing.T) {
	if testing.Short() {
		t.Skip("opens seven pages; the audit runs it")
	}
	for name, tt := range map[string]struct {
		reader func(*tab)
		stays  bool
	}{
		"idle":     {func(*tab) {}, false},
		"scrolls":  {func(t *tab) { t.eval(`dispatchEvent(new WheelEvent("wheel"))`) }, true},
		"touches":  {func(t *tab) { t.eval(`dispatchEvent(new Event("touchmove"))`) }, true},
		"types":    {func(t *tab) { t.eval(`dispatchEvent(new KeyboardEvent("keydown", {key: "a"}))`) }, true},
		"clicks":   {func(t *tab) { t.eval(`dispatchEvent(new PointerEvent("pointerdown"))`) }, true},
		"in field": {func(t *tab) { t.eval(`document.getElementById("name").focus({preventScroll: true})`) }, true},
		"long ago": {func(t *tab) {
			t.eval(`dispatchEvent(new WheelEvent("wheel")); { const now = performance.now.bind(performance); performance.now = () => now() + 4100 } 0`)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			start := article("Water first.")
			r := serving(t, preview(map[string]string{"index.html": start}))
			tab := r.open(t, browser.Context(t), "/")
			tab.until(`document.querySelector("aftercare-bar")`)
			tt.reader(tab)
			r.Show(Revision{Files: preview(map[string]string{"index.html": strings.Replace(start, `>End<`, `>The end<`, 1)})})
			tab.until(`end.textContent === "The end" && end.getAnimations().length`) // the mark is made after the scroll
			if got, want := tab.eval(`scrollY === 0`), fmt.Sprint(tt.stays); got != want {
				t.Errorf("stays at the top: %s, want %s", got, want)
			}
		})
	}
}
