//go:build audit

package browser

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The sheet's figures, in milliseconds: rowTime for showing a sheet of 400
// answers, interactionTime for what one press or key may keep the page busy on a
// processor that is slowed down four times.
const (
	rowTime         = 100.
	interactionTime = 50.
)

// Where 400 rows of plain text already take a plainShare of a limit, the machine
// is too busy to be held to it. Nothing may take longer than mostRows times as
// long as they do, on any machine.
const (
	plainShare = 6
	mostRows   = 12
)

// tries is how often each thing is measured; the best counts, because other work
// on the machine only ever makes a page look slower.
const tries = 15

// fullSheet is a file of four people with 100 answers each: the most that a sheet
// holds.
const fullSheet = `(() => {
	const { form } = document.querySelector("sheet-planner");
	const own = Array.from({length: 60}, (_, i) => "own-" + (i + 1));
	const ids = [...form.all.filter((q) => q.type === "rate").map((q) => q.id).slice(0, 40), ...own];
	const person = (name, n) => ({name, answers: Object.fromEntries(ids.map((id, i) => [id, {
		want: ["must", "nice", "dont", "either", "unsure"][(i + n) % 5], give: ["happy", "sometimes", "ask", "cant"][(i * 3 + n) % 4], how: "How exactly, in some words, number " + i}]))});
	return JSON.stringify({format: "aftercare-sheet", version: 1, form: {id: form.id, rev: form.rev}, lang: "en",
		people: ["Robin", "Ife", "Noor", "Sam"].map(person), custom: own.map((id) => ({id, label: "An item of my own, " + id}))});
})()`

func TestSheetShowsFourHundredRowsAtOnce(t *testing.T) {
	p := plan(t, desk)
	file := filepath.Join(t.TempDir(), "sheet.json")
	save(t, file, []byte(ask[string](p.tab, fullSheet)))
	p.openFile(file)
	p.choose(myOwn)
	if n := ask[int](p.tab, `document.querySelector("sheet-planner").s.mine.people.reduce((n, p) => n + p.answers.size, 0)`); n != 400 {
		t.Fatalf("the sheet has %d answers", n)
	}
	p.tick(".depths [value=everything]")
	for _, v := range []string{"write", "give", "check", "share", "compare"} {
		from := map[bool]string{true: "check", false: "write"}[v == "write"]
		ms := p.best(`document.querySelector(".sheet-bar [data-view=`+from+`]").click()`, `document.querySelector(".sheet-bar [data-view=`+v+`]").click()`)
		p.hold(v, ms, rowTime)
	}
}

// plainRows shows 400 rows of plain text and takes them away: what they cost at
// the least.
const plainRows = `{ const list = document.createElement("dl");
	for (let i = 0; i < 400; i++) list.append(Object.assign(document.createElement("dt"), {textContent: "Robin needs a thing"}), Object.assign(document.createElement("dd"), {textContent: "How exactly, in some words, number " + i}));
	document.querySelector("main").append(list); list.getBoundingClientRect(); list.remove() }`

// hold compares a time with its limit, if plain rows say that the machine is
// quick enough to tell at this moment, and with these in any case.
func (p planner) hold(what string, ms, limit float64) {
	p.Helper()
	plain := p.best("", plainRows)
	p.Logf("%s: %.1f ms, %.1f times plain rows", what, ms, ms/plain)
	if ms > limit && plain < limit/plainShare {
		p.Errorf("%s takes %.1f ms, more than %.0f", what, ms, limit)
	}
	if ms > mostRows*plain {
		p.Errorf("%s takes %.1f times as long as 400 rows of plain text, more than %d", what, ms/plain, mostRows)
	}
}

// best is the least time that a script and the layout after it take; before goes
// before each.
func (p planner) best(before, script string) float64 {
	p.Helper()
	return ask[float64](p.tab, fmt.Sprintf(`(async () => {
		let best = Infinity;
		for (let i = 0; i < %d; i++) {
			%s;
			await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
			const began = performance.now();
			%s;
			document.body.getBoundingClientRect();
			best = Math.min(best, performance.now() - began);
		}
		return best })()`, tries, before, script))
}

// Each thing that a reader does is answered at once, on a slow phone with
// everything on one page.
func TestSheetAnswersAtOnce(t *testing.T) {
	p := plan(t, phone)
	p.tick(".depths [value=everything]")
	p.fill(robin)
	p.tick("[data-do=paged]")
	call(p.tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
	p.do(`document.querySelector("#q-drink .exactly").focus()`)
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent("warm")))
	const word = `const f = document.querySelector("#q-drink .exactly"); f.value += "x"; f.dispatchEvent(new Event("input", {bubbles: true}))`
	press := func(selector string) string { return fmt.Sprintf(`document.querySelector(%q).click()`, selector) }
	write := press(".sheet-bar [data-view=write]")
	for _, act := range []struct{ name, before, script string }{
		{"a key", "", "{" + word + "}"},
		{"a tick", "", press("#q-drink .want [value=nice]") + ";" + press("#q-drink .want [value=must]")},
		{"undo", press("#q-snack .want [value=nice]"), press("[data-do=undo]")},
		{"check", write, press(".sheet-bar [data-view=check]")},
		{"share", write, press(".sheet-bar [data-view=share]")},
		{"a step", press(".sheet-bar [data-view=write]") + `; document.querySelector("sheet-planner").paged || document.querySelector("[data-do=paged]").click()`, press("[data-do=next]")},
		{"quick", press(".depths [value=everything]"), press(".depths [value=quick]")},
		{"for one alone", press(`.solos [value=""]`), press(".solos [value=solo]")},
	} {
		ms := p.best(act.before, act.script)
		p.hold(act.name, ms, interactionTime)
	}
	call(p.tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 1})
}
