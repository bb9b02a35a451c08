//go:build audit

package browser

import (
	"fmt"
	"path/filepath"
	"testing"
)

// The sheet's figures, in milliseconds: rowTime for showing a sheet of 400
// answers, interactionTime for what one press or key may keep the page busy on a
// processor that is slowness times slower than this one.
const (
	rowTime         = 100.
	interactionTime = 50.
	slowness        = 4
)

// plainTime is what 400 rows of plain text take, in milliseconds, when nothing
// else runs here. A machine that is slower, or busy, is given more time for
// everything else by as much.
const plainTime = 8.5

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

// openFull opens it as somebody's own.
func (p planner) openFull() {
	p.Helper()
	file := filepath.Join(p.TempDir(), "sheet.json")
	save(p, file, []byte(ask[string](p.tab, fullSheet)))
	p.openFile(file)
	p.choose(myOwn)
	if n := ask[int](p.tab, `document.querySelector("sheet-planner").s.mine.people.reduce((n, p) => n + p.answers.size, 0)`); n != 400 {
		p.Fatalf("the sheet has %d answers", n)
	}
	p.tick(".depths [value=everything]")
}

// press is a press on what a selector finds.
func press(selector string) string {
	return fmt.Sprintf(`document.querySelector(%q).click()`, selector)
}

// views shows each view after another one.
func (p planner) views(each func(view string, ms float64), names ...string) {
	p.Helper()
	for _, v := range names {
		from := map[bool]string{true: "check", false: "write"}[v == "write"]
		each(v, p.best(press(".sheet-bar [data-view="+from+"]"), press(".sheet-bar [data-view="+v+"]")))
	}
}

func TestSheetShowsFourHundredRowsAtOnce(t *testing.T) {
	p := plan(t, desk)
	p.openFull()
	p.views(func(v string, ms float64) { p.hold(v, ms, rowTime) }, "write", "give", "check", "share", "compare")
	// What is made after the first screen comes, once, in front of the end.
	p.do(press(".sheet-bar [data-view=check]") + ";" + press(".sheet-bar [data-view=compare]") + ";" + press(".sheet-bar [data-view=compare]"))
	p.wait(`document.querySelectorAll(".match-needs li").length > 100`)
	if got := ask[[]int](p.tab, `[document.querySelectorAll(".match-needs").length, document.querySelectorAll(".view.compare .out > .sheet-plan + p + p:last-child").length]`); got[0] != 1 || got[1] != 1 {
		p.Errorf("lists of wishes, and ends: %v", got)
	}
}

// plainRows shows 400 rows of plain text and takes them away: what they cost at
// the least.
const plainRows = `{ const list = document.createElement("dl");
	for (let i = 0; i < 400; i++) list.append(Object.assign(document.createElement("dt"), {textContent: "Robin needs a thing"}), Object.assign(document.createElement("dd"), {textContent: "How exactly, in some words, number " + i}));
	document.querySelector("main").append(list); list.getBoundingClientRect(); list.remove() }`

// hold compares a time with its limit.
func (p planner) hold(what string, ms, limit float64) {
	p.Helper()
	plain := p.best("", plainRows)
	most := limit * max(1, plain/plainTime)
	p.Logf("%s: %.1f ms of %.0f; plain rows take %.1f", what, ms, most, plain)
	if ms > most {
		p.Errorf("%s takes %.1f ms, more than %.0f", what, ms, most)
	}
}

// best is the least time that a script and the frame after it take; before goes
// before each.
func (p planner) best(before, script string) float64 {
	p.Helper()
	return ask[float64](p.tab, fmt.Sprintf(`(async () => {
		const channel = (f) => { const c = new MessageChannel(); c.port1.onmessage = f; c.port2.postMessage(0); };
		let best = Infinity;
		for (let i = 0; i < %d; i++) {
			%s;
			await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
			const began = performance.now();
			%s;
			document.body.getBoundingClientRect();
			const script = performance.now() - began;
			const frame = await new Promise((done) => requestAnimationFrame((_, at = performance.now()) => channel(() => done(performance.now() - at))));
			best = Math.min(best, script + frame);
		}
		return best })()`, tries, before, script))
}

// Each thing that a reader does is answered at once, on a slow phone with
// everything on one page and as much in it as a sheet holds.
func TestSheetAnswersAtOnce(t *testing.T) {
	p := plan(t, phone)
	p.openFull()
	p.tick("[data-do=paged]")
	answers := func(name string, ms float64) { p.hold(name, ms*slowness, interactionTime) }
	write := press(".sheet-bar [data-view=write]")
	const word = `const f = document.querySelector("#q-drink .exactly"); f.value += "x"; f.dispatchEvent(new Event("input", {bubbles: true}))`
	for _, act := range []struct{ name, before, script string }{
		{"a key", "", "{" + word + "}"},
		{"a tick", "", press("#q-drink .want [value=nice]") + ";" + press("#q-drink .want [value=must]")},
		{"undo", press("#q-snack .want [value=nice]"), press("[data-do=undo]")},
		{"another person", press(".persons button:first-child"), press(".persons button:last-child")},
		{"a step", write + `; document.querySelector("sheet-planner").paged || document.querySelector("[data-do=paged]").click()`, press("[data-do=next]")},
		{"quick", press(".depths [value=everything]"), press(".depths [value=quick]")},
		{"everything", press(".depths [value=quick]"), press(".depths [value=everything]")},
		{"for one alone", press(`.solos [value=""]`), press(".solos [value=solo]")},
	} {
		answers(act.name, p.best(act.before, act.script))
	}
	p.tick(`.solos [value=""]`)
	p.do(`document.querySelector("sheet-planner").paged && document.querySelector("[data-do=paged]").click()`)
	p.views(answers, "write", "give", "check", "share", "compare")
}
