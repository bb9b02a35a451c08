package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// leftOver is everything that a field or a node of the page at hand still says of
// what somebody wrote.
const leftOver = `[...document.querySelectorAll("input, textarea")].filter((e) => /radio|checkbox/.test(e.type) ? e.checked && e.closest(".q") && !e.closest(".keep-private") : e.value && !e.matches(".title, [readonly], .event *")).map((e) => e.closest(".q")?.id + " " + e.value)
	.concat([...document.querySelectorAll("body *")].filter((e) => !e.children.length && /Robin|blue mug|may hear of/.test(e.textContent + (e.value ?? ""))).map((e) => e.outerHTML.slice(0, 80)))`

// kept says that nothing of the page's own doing wipes it: what the browser then
// saves is all that it would save of its own.
const kept = `addEventListener("pagehide", (e) => e.stopImmediatePropagation(), true)`

// TestSheetShowsNothingAfterwards goes away and comes back in the ways that
// there are. The browser may bring back the page from its memory or load it
// again and fill the fields in as they were; neither may show an answer.
//
// A browser keeps a page in memory when it likes to. The ways back without are
// therefore tried in one that never does, and the way from memory is tried
// again if it did not.
func TestSheetShowsNothingAfterwards(t *testing.T) {
	t.Parallel()
	tries := []struct {
		name, script   string
		memory, reload bool
	}{
		{name: "from memory", memory: true},
		{name: "anew, not wiped", script: kept},
		{name: "anew"},
		{name: "reload", reload: true},
		{name: "reload, not wiped", reload: true, script: kept},
	}
	for i, try := range tries {
		t.Run(try.name, func(t *testing.T) {
			if i > 1 {
				inAudit(t)
			}
			for range 3 {
				kind := comeBack(t, try.memory, try.script, try.reload)
				switch {
				case try.reload || !try.memory && kind == "back_forward":
					return
				case try.memory && kind == "reload": // which the page from memory does at once
					return
				}
				t.Logf("came by %s", kind)
			}
			t.Errorf("three times not %s", try.name)
		})
	}
}

// comeBack fills in the sheet, goes away and comes back, looks for what is shown
// again, and returns how the page came back.
func comeBack(t *testing.T, memory bool, script string, reload bool) (kind string) {
	t.Helper()
	p := planner{newProfile(t, memory, newHost(shared.guide), desk)}
	if script != "" {
		call(p.tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	}
	p.load(sheetPath)
	p.fill(robin)
	p.write("#q-contacts .contact input", "Robin's friend")
	p.write("#q-check-in .at input", "blue mug time")
	p.tick("#q-check-in .by [value=call]")
	if reload {
		p.do("setTimeout(() => location.reload())")
	} else {
		p.visit("/types/words/")
		p.do("setTimeout(() => history.back())")
	}
	// The first load of the page was "navigate"; one from memory still says so
	// until it loads itself anew.
	p.wait(`location.pathname === "/sheet/" && document.readyState === "complete" && document.querySelector("sheet-planner.on") !== null && performance.getEntriesByType("navigation")[0].type !== "navigate"`)
	none(t, "shown again", ask[[]string](p.tab, leftOver))
	if got := p.answers(); len(got) > 0 {
		t.Errorf("still known: %v", got)
	}
	return ask[string](p.tab, `performance.getEntriesByType("navigation")[0].type`)
}

// newProfile opens a tab in a new profile of a browser with a back/forward cache,
// or of one without.
func newProfile(t *testing.T, cache bool, h *host, v view) *tab {
	t.Helper()
	if !cache {
		return newTab(t, h, v, chromedp.WithNewBrowserContext())
	}
	browser, err := shared.caching()
	if err != nil {
		t.Fatal(err)
	}
	return newTabIn(t, browser, h, v, chromedp.WithNewBrowserContext())
}

func TestSheetIsGoneAfterLeaving(t *testing.T) {
	t.Parallel()
	for _, memory := range []bool{true, false} {
		if !memory && testing.Short() {
			continue
		}
		p := planner{newProfile(t, memory, newHost(shared.guide), phone)}
		exit := p.intercept()
		p.load("/types/words/")
		p.load(sheetPath)
		p.fill(robin)
		p.tick("[name=keep][value=device]")
		p.click("quick-leave a")
		p.wait("location.href === " + quote(exit))
		for _, entry := range call(p.tab, page.GetNavigationHistory, cdp.Empty{}).Entries {
			if strings.Contains(entry.URL, "/sheet/") {
				t.Errorf("the history keeps %s", entry.URL)
			}
		}
		p.do("setTimeout(() => history.back())")
		p.wait(`location.pathname === "/types/words/"`)
		none(t, "kept", ask[[]string](p.tab, "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"))
		p.load(sheetPath)
		none(t, "shown again", ask[[]string](p.tab, leftOver))
	}
}

// Nothing is asked for after the planner, which the page fetches when it has been
// seen, and nothing kept before somebody says so; a draft goes with one press.
func TestSheetAsksNothingAndKeepsNothingUnasked(t *testing.T) {
	t.Parallel()
	p := plan(t, desk)
	p.wait(`document.readyState === "complete"`)
	none(t, "asked for after the planner", ask[[]string](p.tab, `performance.getEntriesByType("resource").filter((e, _, all) => e.startTime > all.find((e) => e.name.includes("/begin.classic.")).startTime && !e.name.endsWith("/icon.svg")).map((e) => e.name)`)) // the icon is the browser's own
	once := make(map[string]bool)
	for _, path := range p.host.requests() {
		if once[path] {
			t.Errorf("asks twice for %s", path)
		}
		once[path] = true
	}
	before := len(p.sent())
	p.fill(robin)
	for _, v := range []string{"card", "send", "compare", "write"} {
		p.tick(".sheet-views [data-view=" + v + "]")
	}
	p.link("")
	p.tick("[data-do=qr]")
	p.wait(`document.querySelector(".made .qr svg") !== null`)
	for _, sent := range p.sent()[before:] {
		if !strings.HasSuffix(sent, "/icon.svg") { // the browser's own, when it has time
			t.Errorf("asks for %s", sent)
		}
	}
	none(t, "keeps unasked", ask[[]string](p.tab, "probe.kept()"))

	for _, where := range []string{"tab", "device"} {
		p.tick("[name=keep][value=" + where + "]")
		p.wait(`localStorage.length + sessionStorage.length === 1`)
		p.visit("/nobody/wrote/this/")
		p.load(sheetPath)
		if got := p.answers(); len(got) > 0 {
			t.Errorf("%s: shown before anybody has asked: %v", where, got)
		}
		p.do(`document.querySelector(".offer button").click()`)
		p.expect(robin, true)
	}
	p.do("window.confirm = () => true")
	p.tick("[data-do=forget]")
	none(t, "keeps after Forget", ask[[]string](p.tab, "probe.kept()"))
	none(t, "shows after Forget", ask[[]string](p.tab, leftOver))
	none(t, "console", p.saidOfSheet())
}

// saidOfSheet is what the console shows, without the page that was not there.
func (p planner) saidOfSheet() []string {
	var said []string
	for _, line := range p.said() {
		if !strings.Contains(line, "404 (Not Found)") {
			said = append(said, line)
		}
	}
	return said
}

// Two tabs with one draft never overwrite each other in silence.
func TestSheetInTwoTabsKeepsBoth(t *testing.T) {
	inAudit(t)
	h := newHost(shared.guide)
	first := planner{newTab(t, h, desk)}
	first.load(sheetPath)
	first.fill(robin)
	first.tick("[name=keep][value=device]")
	second := planner{newTab(t, h, desk)}
	second.load(sheetPath)
	second.do(`document.querySelector(".offer button").click()`)
	second.expect(robin, true)
	second.write("#q-drink .exactly", "Cocoa.")
	first.wait(`document.querySelector(".sheet-live").textContent.includes("Another tab")`)
	first.write("#q-drink .exactly", "Soup.")
	ask[any](first.tab, "new Promise((done) => setTimeout(done, 600))")
	if kept := ask[string](first.tab, `localStorage.getItem("planner-draft")`); !strings.Contains(kept, "Cocoa.") || strings.Contains(kept, "Soup.") {
		t.Errorf("the draft is %s", kept)
	}
	first.do("window.confirm = () => true")
	first.tick("[data-do=forget]")
	none(t, "keeps", ask[[]string](first.tab, "probe.kept()"))
}

// A browser whose storage is full goes on, and says so.
func TestSheetGoesOnWhenStorageIsFull(t *testing.T) {
	inAudit(t)
	t.Parallel()
	p := plan(t, desk)
	p.do(`try { for (let n = 2 ** 22; n >= 1; n = n / 2) try { localStorage.setItem("full" + n, "x".repeat(n)); } catch {} } finally {}`)
	p.fill(robin)
	p.tick("[name=keep][value=device]")
	p.wait(`document.querySelector(".sheet-live").textContent.includes("could not be kept")`)
	p.expect(robin, true)
}
