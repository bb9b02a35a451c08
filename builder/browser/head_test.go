package browser

import (
	"regexp"
	"strings"
	"testing"
)

// TestHeads looks at what browsers and other programs are told before the text.
func TestHeads(t *testing.T) {
	for name, want := range map[string][]string{
		"types/words/index.html": {
			`<meta name="color-scheme" content="light dark">`, `media="(prefers-color-scheme: dark)"`, `rel="canonical"`,
			`property="og:site_name"`, `"@type":"Article"`, `"author":{"@type":"Organization"`, `"inLanguage":"en-GB"`,
		},
		"index.html":                          {`"@type":"WebSite"`, `<meta property="og:title" content="Aftercare guide">`},
		"404.html":                            {`<meta name="robots" content="noindex">`},
		"guide.html":                          {`<link rel="icon" href="data:,">`},
		"help/not-what-you-agreed/index.html": {"<title>First steps | "},
	} {
		for _, part := range want {
			if !strings.Contains(string(shared.guide.files[name]), part) {
				t.Errorf("%s has no %s", name, part)
			}
		}
	}
	for _, gone := range []string{`rel="canonical"`, `property="og:`, "ld+json"} {
		if strings.Contains(string(shared.guide.files["404.html"]), gone) {
			t.Errorf("the page for addresses that lead nowhere has %s", gone)
		}
	}
	if len(shared.guide.files["favicon.ico"]) == 0 {
		t.Error("there is no favicon.ico")
	}
}

// TestLinksSayWhereTheyGo: a way past a page says that it is past all of it, and
// is on no page that begins with whom to call, nor on the sheet; an address in
// the glossary can be read.
func TestLinksSayWhereTheyGo(t *testing.T) {
	past := 0
	for _, name := range shared.guide.names {
		if !strings.HasSuffix(name, "index.html") {
			continue
		}
		for n := range elements(parse(shared.guide.files[name]), "a") {
			if within(n, "div") && attribute(n, "href") == "#page:next" {
				if past++; !strings.Contains(text(n), "this page") {
					t.Errorf("%s has %q, which is past the page", name, text(n))
				}
				if strings.HasPrefix(name, "sheet/") || strings.Contains(string(shared.guide.files[name]), `class="calls"`) {
					t.Errorf("%s has a way past what it is for", name)
				}
			}
		}
	}
	if past < 20 {
		t.Errorf("only %d pages have a way past them", past)
	}
	if id := regexp.MustCompile(`id="[a-z]?\d+"`).Find(shared.guide.files["glossary/index.html"]); id != nil {
		t.Errorf("the glossary has %s", id)
	}
}

// TestTabsAreNeutral: what a tab, a history and a preview elsewhere show of a
// page that can be held against its reader is not its heading.
func TestTabsAreNeutral(t *testing.T) {
	for _, name := range []string{"help/not-what-you-agreed", "help/crisis-and-support", "help/medical", "communication/when-a-limit-was-crossed", "health/after-a-pregnancy", "faq/threatened", "faq/drunk", "faq/crossed-line", "faq/froze"} {
		page := shared.guide.page("/" + name + "/")
		var heading string
		for n := range elements(page, "h1") {
			heading = text(n)
		}
		for n := range elements(page, "title", "meta") {
			if shown := text(n) + attribute(n, "content"); heading == "" || attribute(n, "name") != "description" && strings.Contains(shown, heading) {
				t.Errorf("%s shows %q under the heading %q", name, shown, heading)
			}
		}
	}
}
