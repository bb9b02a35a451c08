package browser

import (
	"slices"
	"strings"
	"testing"
)

// A link that somebody sent is theirs: whoever opens it on an empty sheet does
// not become them, and can read it, answer and compare.
func TestSheetOfSomebodyElseStaysTheirs(t *testing.T) {
	t.Parallel()
	from := plan(t, desk)
	from.fill(robin)
	_, fragment, _ := strings.Cut(from.link(""), "#")

	to := plan(t, phone)
	to.load(sheetPath + "words/../#" + fragment)
	to.do(`document.querySelector(".preview .choices button").click()`)
	to.wait(`document.querySelector(".preview .counts").textContent.includes("Robin")`)
	if first := to.text(".preview .choices button"); first != besideMine {
		t.Errorf("the first choice is %q", first)
	}
	to.choose(besideMine)
	if name, got := ask[string](to.tab, `document.querySelector(".name").value`), to.answers(); name != "" || len(got) > 0 {
		t.Errorf("whoever opens the link is %q and answers %v", name, got)
	}
	if at := ask[string](to.tab, `document.activeElement.textContent`); at != "Open or compare" {
		t.Errorf("the focus is on %q", at)
	}
	if said := to.text(".view.compare .out"); strings.Contains(said, robin.words) {
		t.Errorf("not folded: %s", said)
	}
	to.press(keyTab, false) // by keys alone
	to.press(keyTab, false)
	to.press(keyEnter, false)
	if said := to.text(".view.compare .out"); !strings.Contains(said, "Robin") || !strings.Contains(said, robin.words) || strings.Contains(said, "Person 1") {
		t.Errorf("Robin’s sheet cannot be read: %s", said)
	}
	to.fill(ife)
	to.tick(".sheet-bar [data-view=check]", ".sheet-bar [data-view=compare]")
	if said := to.text(".view.compare .out"); !strings.Contains(said, "Agreed for now by Ife") {
		t.Errorf("not compared: %s", said)
	}
	to.expect(ife, true)
	from.expect(robin, true)
}

// A draft that is continued after a link was opened keeps whoever came by it.
func TestSheetKeepsWhoCameWhenADraftIsContinued(t *testing.T) {
	t.Parallel()
	from := plan(t, desk)
	from.fill(ife)
	link := from.link("")
	mine := plan(t, desk)
	mine.fill(robin)
	mine.tick(".keep [value=device]")
	mine.visit("/nobody/wrote/this/")
	mine.load(sheetPath)
	mine.paste(link)
	mine.choose(besideMine)
	mine.do(`document.querySelector(".offer button").click()`)
	mine.expect(robin, true)
	if n := ask[int](mine.tab, `document.querySelector("sheet-planner").s.others.length`); n != 1 {
		t.Errorf("%d others", n)
	}
}

// Forget leaves nothing of what was looked at, in no view.
func TestSheetForgetsWhatWasLookedAt(t *testing.T) {
	t.Parallel()
	p := plan(t, desk)
	p.fill(robin)
	for _, v := range []string{"check", "share", "compare", "check", "write"} {
		p.tick(".sheet-bar [data-view=" + v + "]")
	}
	p.do("window.confirm = () => true")
	p.tick("[data-do=forget]")
	left := ask[[]string](p.tab, leftOver)
	slices.Sort(left)
	none(t, "left", left)
}
