package browser

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// keyTime is the longest that one key may keep the page busy, in milliseconds,
// on a processor that is slowed down four times; see the sheet's figures.
const keyTime = 50

// states are what the sheet can look like, and how to get there from the one
// before.
func (p planner) states(other string) []struct {
	name  string
	reach func()
} {
	bar := func(v string) func() { return func() { p.tick(".sheet-bar [data-view=" + v + "]") } }
	return []struct {
		name  string
		reach func()
	}{
		{"empty", func() {}},
		{"everything", func() { p.tick(".depths [value=everything]") }},
		{"filled", func() { p.fill(robin); p.tick(".depths [value=usual]") }},
		{"give", bar("give")},
		{"check", bar("check")},
		{"share", func() { p.link("acorn bridge cello dune"); p.tick("[data-do=qr]") }},
		{"error", func() { p.paste(other[:len(other)-3]) }},
		{"preview", func() { p.paste(other) }},
		{"match", func() { p.choose(besideMine) }},
		{"print preview", func() {
			bar("share")()
			p.do("window.print = () => {}")
			p.tick("[data-do=print-full]")
		}},
	}
}

func TestSheetFitsAndAxeFindsNothingInAnyState(t *testing.T) {
	t.Parallel()
	from := plan(t, desk)
	from.fill(ife)
	p := plan(t, phone)
	ask[any](p.tab, "probe.restyle(`"+laidOut+"`)")
	for _, state := range p.states(from.link("")) {
		p.look(phone)
		state.reach()
		light, dark := phone, phone
		dark.dark = true
		if state.name == "print preview" {
			light.print, dark.print = true, true
		} else {
			p.do(`document.querySelectorAll("sheet-planner details").forEach((d) => { d.open = true })`)
		}
		t.Logf("state: %s", state.name)
		if everyPage() || state.name != "everything" { // which is long, and looked at in parts
			axe(t, p.tab, light, `"main"`, allRules)
			axe(t, p.tab, dark, `"main"`, colourRules)
		}
		if light.print {
			continue
		}
		p.look(narrow)
		if n := ask[int](p.tab, "probe.sideways()"); n > 0 {
			t.Errorf("%s: scrolls %d px sideways at 320 px", state.name, n)
		}
		none(t, state.name+", cut off", ask[[]string](p.tab, "probe.cut()"))
		p.look(phone)
		none(t, state.name+", too small to hit", ask[[]string](p.tab, fmt.Sprintf("probe.small(%d)", leastTarget)))
	}
}

// Typing is handled at once: the scripts and the layout that one key starts, on a slow device with a long sheet.
func TestSheetNeverMakesTypingWait(t *testing.T) {
	p := plan(t, phone)
	p.tick(".depths [value=everything]")
	p.fill(robin)
	p.tick("[data-do=paged]") // all of it on one page
	p.do(`globalThis.slow = []; let began;
		addEventListener("input", () => { began = performance.now() }, {capture: true});
		addEventListener("input", () => {
			document.body.getBoundingClientRect(); // lays the page out
			slow.push(performance.now() - began);
		})`)
	call(p.tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
	p.do(`document.querySelector("#q-drink .exactly").focus()`)
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent("Tea with milk, and the door open.")))
	call(p.tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 1})
	times := ask[[]float64](p.tab, "slow")
	if len(times) < 30 {
		t.Fatalf("%d keys were heard", len(times))
	}
	slices.Sort(times)
	median := times[len(times)/2]
	t.Logf("a key takes %.1f ms, at worst %.1f", median, times[len(times)-1])
	if median > keyTime { // the worst is at the mercy of other work on the machine
		t.Errorf("a key takes %.1f ms, more than %d", median, keyTime)
	}
}

// TestSheetByKeyboardAlone goes the way of builder/sheet/ACCESS.md from the
// page's top to a link, without a pointer.
func TestSheetByKeyboardAlone(t *testing.T) {
	t.Parallel()
	p := plan(t, phone)
	var heard []string
	reach := func(what, is string) {
		t.Helper()
		for range 150 {
			p.press(keyTab, false)
			if ask[bool](p.tab, "(() => { const e = document.activeElement; return "+is+" })()") {
				heard = append(heard, what)
				return
			}
		}
		t.Fatalf("after %s, Tab never reaches %s", strings.Join(heard, ", "), what)
	}
	space := key{" ", 32, " "}
	at := func(is string) {
		t.Helper()
		if !ask[bool](p.tab, "(() => { const e = document.activeElement; return "+is+" })()") {
			t.Fatalf("after %s the focus is on %s", strings.Join(heard, ", "), ask[string](p.tab, "document.activeElement.outerHTML.slice(0, 100)"))
		}
	}
	reach("the way out", `e.closest("quick-leave") !== null`)
	reach("the length", `e.name === "depth"`)
	reach("the name", `e.matches(".name")`)
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent("Robin")))
	reach("a first answer", `e.closest(".q") !== null && e.type === "radio"`)
	p.press(space, false)
	if len(p.answers()) != 1 {
		t.Errorf("Space gives %v", p.answers())
	}
	reach("Next", `e.dataset.do === "next"`)
	p.press(keyEnter, false)
	at(`e.localName === "h2" && !e.closest("[hidden]")`)
	p.press(keyTab, true)
	reach("Check", `e.closest(".sheet-bar") !== null && e.dataset.view === "check"`)
	p.press(keyEnter, false)
	at(`e.localName === "h2" && e.closest(".check") !== null`)
	reach("Change", `e.closest(".check") !== null && e.getAttribute("aria-label")?.startsWith("Change: ")`)
	p.press(keyEnter, false)
	at(`e.closest(".q") !== null`)
	reach("Hand over", `e.closest(".sheet-bar") !== null && e.dataset.view === "share"`)
	p.press(keyEnter, false)
	at(`e.localName === "h2" && e.closest(".share") !== null`)
	reach("Make a link", `e.dataset.do === "link"`)
	p.press(keyEnter, false)
	p.wait(`document.activeElement.matches(".made .link") && document.activeElement.value.includes("#s1.")`)
	reach("Undo", `e.dataset.do === "undo"`)
	for range 10 {
		if ask[bool](p.tab, `document.activeElement.disabled || document.activeElement.dataset.do !== "undo"`) {
			break
		}
		p.press(keyEnter, false)
	}
	if got := p.answers(); len(got) > 0 {
		t.Errorf("after undoing all: %v", got)
	}
}

// Options are put into an order by buttons; the focus stays with what moved,
// and its place is said.
func TestSheetOrdersWithoutDragging(t *testing.T) {
	t.Parallel()
	p := plan(t, desk)
	p.tick(".depths [value=everything]")
	const items = `[...document.querySelectorAll(".ranked li span")].map((e) => e.textContent)`
	for range 3 {
		p.tick(".unranked button")
	}
	before := ask[[]string](p.tab, items)
	p.do(`[...document.querySelectorAll(".ranked .up")].at(-1).focus()`)
	p.press(keyEnter, false)
	after := ask[[]string](p.tab, items)
	if len(before) != 3 || after[1] != before[2] || after[2] != before[1] {
		t.Errorf("%q becomes %q", before, after)
	}
	if label := ask[string](p.tab, `document.activeElement.getAttribute("aria-label")`); !strings.HasSuffix(label, before[2]) {
		t.Errorf("the focus is on %q, not with %q", label, before[2])
	}
	if said := p.text(".sheet-tell [role=status]"); said != before[2]+", now 2 of 3" {
		t.Errorf("said: %q", said)
	}
}

// How and when a check-in is to be is asked once somebody wants it, and of one
// that came with it; without scripts all of it is there.
func TestSheetAsksOfACheckInWhenItIsWanted(t *testing.T) {
	t.Parallel()
	p := plan(t, phone)
	p.tick("[data-do=paged]")
	asked := func() string {
		return ask[string](p.tab, `[...document.querySelectorAll("#q-check-in .slot")].map((s) => s.querySelector(".by").checkVisibility() && s.querySelector(".at").checkVisibility() ? "x" : "-").join("")`)
	}
	if got := asked(); got != "----" {
		t.Errorf("at first %s", got)
	}
	p.tick("#q-check-in .slot:nth-of-type(2) .by [value=call]")
	if got := asked(); got != "-x--" {
		t.Errorf("after a tick %s", got)
	}
	p.write("#q-check-in .slot:nth-of-type(3) .at input", "nine")
	p.tick(".sheet-bar [data-view=share]")
	link := p.link("")
	other := plan(t, phone)
	other.paste(link)
	other.choose(myOwn)
	other.do(`const s = document.querySelector("sheet-planner"); if (s.paged) document.querySelector("[data-do=paged]").click()`)
	p = other
	if got := asked(); got != "-xx-" {
		t.Errorf("opened again %s", got)
	}
}

// A step begins below the way out, also where that stands in a second line.
func TestSheetStepsBeginBelowTheWayOut(t *testing.T) {
	t.Parallel()
	for _, width := range []int64{320, 360, 390} {
		p := plan(t, view{width: width, height: 640})
		p.tick("[data-do=next]")
		if gap := ask[float64](p.tab, `document.activeElement.getBoundingClientRect().top - document.querySelector(".leave a").getBoundingClientRect().bottom`); gap < 0 {
			t.Errorf("at %d px the way out covers %.0f px of the heading", width, -gap)
		}
	}
}
