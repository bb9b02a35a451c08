package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// urgent is a page that asks for a quick exit.
const urgent = "/help/crisis-and-support/"

// elsewhere is what stands at the neutral address in these tests.
const elsewhere = "<!doctype html><title>Weather</title><p>Sunny spells."

// TestLeavingReplacesThePage leaves in each way that there is. The page must
// be gone from the history: going back shows what was read before it.
func TestLeavingReplacesThePage(t *testing.T) {
	ways := map[string]func(*tab){
		"click": func(t *tab) { t.click("quick-leave a") },
		"Shift three times": func(t *tab) {
			for range 3 {
				t.press(keyShift, false)
			}
		},
		"keyboard": func(t *tab) {
			for range tabsToText {
				t.press(keyTab, false)
				if ask[bool](t, `document.activeElement.closest("quick-leave") !== null`) {
					break
				}
			}
			t.press(keyEnter, false)
		},
	}
	for way, leave := range ways {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			tab := blank(t, shared.guide, phone)
			exit := tab.intercept()
			tab.load("/types/words/")
			tab.load(urgent)
			leave(tab)
			tab.wait("location.href === " + quote(exit))
			for _, entry := range call(tab, page.GetNavigationHistory, cdp.Empty{}).Entries {
				if strings.HasSuffix(entry.URL, urgent) {
					t.Errorf("the history keeps %s", entry.URL)
				}
			}
			ask[any](tab, "setTimeout(() => history.back()); 0")
			tab.wait("location.href !== " + quote(exit))
			if at := tab.at(); !strings.HasSuffix(at, "/types/words/") {
				t.Errorf("Back goes to %s", at)
			}
		})
	}
}

// glimpse is what a page shows at one moment.
type glimpse struct {
	Title string
	Text  []string
}

// The page is blank and has no name at once, before the other place answers;
// and one that the browser brings back from its memory is not blank.
func TestLeavingBlanksThePageUntilItComesBack(t *testing.T) {
	tab := blank(t, shared.guide, phone)
	tab.intercept()
	tab.load(urgent)
	const click = `document.querySelector("quick-leave a").click()`
	const comeBack = `dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}))`
	const now = `{title: document.title, text: probe.visibleText()}`
	// In one go: once a page is being left nothing can be asked of it.
	seen := ask[[]glimpse](tab, "(() => { const seen = ["+now+"]; "+click+"; seen.push("+now+"); "+comeBack+"; seen.push("+now+"); return seen })()")
	before, left, back := seen[0], seen[1], seen[2]
	if len(left.Text) > 0 {
		t.Errorf("a page that is left still shows %q and %d more", left.Text[0], len(left.Text)-1)
	}
	if left.Title == before.Title {
		t.Errorf("the tab of a page that is left still says %q", left.Title)
	}
	if len(before.Text) == 0 || len(back.Text) != len(before.Text) || back.Title != before.Title {
		t.Errorf("%d pieces of text come back of %d, under %q", len(back.Text), len(before.Text), back.Title)
	}
}

// Shift is also how capitals are typed: other keys between, or a long wait,
// start the count again.
func TestTypingDoesNotLeave(t *testing.T) {
	tab := blank(t, shared.guide, phone)
	tab.intercept()
	tab.load(urgent)
	for range 5 {
		tab.press(keyShift, false)
		tab.press(key{"a", 65, "a"}, false)
	}
	tab.press(keyShift, false)
	tab.press(keyShift, false)
	if at := ask[string](tab, "location.pathname"); at != urgent {
		t.Errorf("typing has left the page for %s", at)
	}
	if said := ask[string](tab, `document.querySelector("quick-leave [role=status]").textContent`); said == "" {
		t.Error("nothing tells that one more press leaves")
	}
}

// Without scripts the way out is a plain link, on every page, that tells the
// other place nothing.
func TestLeavingWorksWithoutScripts(t *testing.T) {
	plain := phone
	plain.noScript = true
	tab := blank(t, shared.guide, plain)
	exit := tab.intercept()
	tab.load(urgent)
	tab.click("quick-leave a")
	tab.wait("location.href === " + quote(exit))
	for _, s := range samples() {
		links := 0
		for n := range elements(shared.guide.page(s.path), "a") {
			if within(n, "quick-leave") {
				links++
				if rel := attribute(n, "rel"); !strings.Contains(rel, "noreferrer") || attribute(n, "target") != "" {
					t.Errorf("%s: the way out is a link with rel=%q target=%q", s.path, rel, attribute(n, "target"))
				}
			}
		}
		if links == 0 {
			t.Errorf("%s has no way out", s.path)
		}
	}
}

// exitURL is the neutral address of the page at hand.
func (t *tab) exitURL() string {
	t.Helper()
	for n := range elements(shared.guide.page(urgent), "a") {
		if within(n, "quick-leave") {
			return attribute(n, "href")
		}
	}
	t.Fatal("there is no way out")
	return ""
}

// intercept answers for the neutral address, which the tests must not ask, and
// returns it.
func (t *tab) intercept() string {
	t.Helper()
	exit := t.exitURL()
	answer := fetch.FulfillRequestParams{
		ResponseCode: 200, Body: []byte(elsewhere),
		ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: "text/html"}},
	}
	t.must(chromedp.Listen(t.ctx, func(event any) {
		e, ok := event.(*fetch.EventRequestPaused)
		if !ok {
			return
		}
		answer := answer
		answer.RequestID = e.RequestID
		go func() { // a listener must not call the browser itself
			if _, err := chromedp.Call(t.ctx, fetch.FulfillRequest, answer); err != nil && t.ctx.Err() == nil {
				t.Errorf("answer for %s: %v", exit, err)
			}
		}()
	}))
	call(t, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: exit + "*"}}})
	return exit
}

// wait waits until an expression is true, also across a change of page.
func (t *tab) wait(expression string) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for {
		ctx, cancel := context.WithTimeout(t.ctx, 5*time.Second)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		cancel()
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("never came true: %s (at %s, %v)", expression, t.at(), err)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// at is the address of the page at hand.
func (t *tab) at() string {
	t.Helper()
	history := call(t, page.GetNavigationHistory, cdp.Empty{})
	return history.Entries[history.CurrentIndex].URL
}

func quote(s string) string { return fmt.Sprintf("%q", s) }
