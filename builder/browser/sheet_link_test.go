package browser

import "testing"

// What is shown of a link belongs together: the phrase, the link, its length
// and its code, also while another is being made.
func TestSheetNeverShowsALinkOfAnotherPhrase(t *testing.T) {
	t.Parallel()
	p := plan(t, desk)
	p.fill(robin)
	gone := func(how string) {
		t.Helper()
		if left := ask[[]string](p.tab, `[...document.querySelectorAll(".made .link, .made .length, .made .qr")].filter((e) => e.value || e.textContent || e.children.length).map((e) => e.className)
			.concat(document.querySelector(".made").hidden ? [] : ["shown"])`); len(left) > 0 {
			t.Errorf("%s: %v", how, left)
		}
	}
	for how, act := range map[string]string{
		"another phrase":  `document.querySelector("[data-do=new-phrase]").click()`,
		"a letter typed":  `const f = document.querySelector(".lock-part .exactly"); f.value += "x"; f.dispatchEvent(new Event("input", {bubbles: true}))`,
		"names left out":  `document.querySelector(".nameless").click()`,
		"lock taken away": `document.querySelector(".lock").click()`,
	} {
		p.link("acorn bridge cello dune")
		p.tick("[data-do=qr]")
		p.do(act)
		gone(how)
		// A link in the making does not come after the change either.
		p.do(`document.querySelector(".lock").checked || document.querySelector(".lock").click();
			document.querySelector("[data-do=link]").click(); ` + act + ``)
		ask[any](p.tab, `new Promise((done) => setTimeout(done, 1500))`)
		gone(how + ", while one is made")
		p.do(`for (const on of document.querySelectorAll(":is(.lock, .nameless):checked")) on.click()`)
	}
	phrase := ask[string](p.tab, `document.querySelector(".lock").click(); document.querySelector("[data-do=new-phrase]").click(); document.querySelector("[data-do=link]").click(); document.querySelector(".lock-part .exactly").value`)
	p.wait(`!document.querySelector(".made").hidden`)
	locked := ask[string](p.tab, `document.querySelector(".made .link").value`)
	to := plan(t, desk)
	to.paste(locked)
	to.wait(`!document.querySelector(".unlock").hidden`)
	to.write(".unlock input", phrase)
	to.tick("[data-do=unlock]")
	to.choose(besideMine)

	p.do("window.confirm = () => true")
	p.do(`document.querySelector("[data-do=link]").click(); document.querySelector("[data-do=forget]").click()`)
	ask[any](p.tab, `new Promise((done) => setTimeout(done, 1500))`)
	gone("after Forget")
}
