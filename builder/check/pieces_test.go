package check

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"aftercare/builder/check/locate"
	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/site"
)

// said is what a list of diagnostics says: code, place and severity.
func said(list diag.List) string {
	var all []string
	for _, d := range list {
		all = append(all, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
	}
	return strings.Join(all, ", ")
}

// An address is judged by its form alone, and the worst of it is said.
func TestFormsOfAddresses(t *testing.T) {
	for dest, want := range map[string]string{
		"https://a.example/b?c=d#e": "", "https://a.example/(b)": "", "https://a.example/b#:~:text=c.": "", "https://a.example:8080/": "", "https://bücher.example/": "", "mailto:a@b.example?subject=c": "", "mailto:a%2Bb@c.example": "", "tel:+44-20": "", "sms:85258": "", "ftp://a": "",
		"https://%zz": "is not an address", "https:///b": "names no site", "https://https://a.example": "twice", "http://http/": "twice",
		"https://localhost/": "link/local", "https://192.168.1.1/": "link/local", "https://[::1]/": "link/local", "https://a.local": "link/local", "https://printer.lan./": "link/local",
		"https://a/": "names no site that could exist", "https://a..b/": "names no site that could exist", "https://.a.b/": "names no site that could exist",
		"https://a.example/%20": "has a space", "https://a.example/b c": "has a space",
		"https://a.example/b.": "ends like a sentence", "https://a.example/b,": "ends like a sentence", "https://a.example/b;": "ends like", "https://a.example/b:": "ends like", "https://a.example/b!": "ends like", "https://a.example/b'": "ends like",
		"https://a.example/b)": "ends like", "https://a.example/b”": "ends like", "https://a.example/b’": "ends like", "https://a.example/b?": "",
		"https://me:pw@a.example/": "holds a name or password", "https://a.example/?utm_source=x": `"utm_source"`, "https://a.example/?b=c&FBCLID=x": `"FBCLID"`, "https://a.example/?futm_x=1": "", "https://a.example/?igshid": `"igshid"`,
		"http://a.example/": "try https://a.example/", "http://a.example/?gclid=1": `"gclid"`,
		"mailto:a": "is not a mail address", "mailto:": "is not a mail address", "mailto:%zz@b.example": "is not a mail address", "tel:help": "is not a telephone number", "sms:": "is not a telephone number",
	} {
		got := ""
		for _, d := range checkAddress(diag.Position{}, dest) {
			got += d.Code + " " + d.Message + "; " + d.Hint
		}
		if !strings.Contains(got, want) || (got == "") != (want == "") || strings.Count(got, "link/") > 1 {
			t.Errorf("%s: %q, want %q", dest, got, want)
		}
	}
	for query, want := range map[string]string{"": "", "a=b": "", "a&mc_eid=1": "mc_eid", "UTM_x": "UTM_x", "utm": ""} {
		if got := trackingKey(&url.URL{RawQuery: query}); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// Each date has a last day on which it is fine.
func TestDatesOfAPage(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for matter, want := range map[string]string{
		"":                                         "",
		"date: 2028-11-23":                         "",
		"date: 2028-11-23T12:00:01":                "date/far-future 2:7",
		"publishDate: 2029-01-01":                  "date/far-future 2:14",
		"reviewed: 2026-11-23T12:00:00":            "",
		"reviewed: 2026-11-23T12:00:01":            "date/not-yet 2:11",
		"lastmod: 2026-11-24":                      "date/not-yet 2:10",
		"expiryDate: 2020-01-01":                   "",
		"date: 2020-01-01\nexpiryDate: 2020-01-02": "",
		"date: 2020-01-01\nexpiryDate: 2020-01-01": "date/expired-first 3:13",
		"publishDate: 2020-01-02\ndate: 2020-01-01\nexpiryDate: 2020-01-02": "date/expired-first 4:13",
		"nextReview: 2020-01-01":                       "",
		"reviewed: 2020-01-01\nnextReview: 2020-01-01": "date/review-order 3:13",
		"reviewed: 2020-01-01\nnextReview: 2020-01-02": "",
		"date: 2020-01-02\nlastmod: 2020-01-02":        "",
		"date: 2020-01-02\nlastmod: 2020-01-01":        "date/lastmod-order 3:10",
	} {
		m, _, found := frontmatter.Parse("a.md", []byte("---\n"+matter+"\n---\n"))
		if got := said(append(found, datesOf(m, now)...)); got != want {
			t.Errorf("%s: %s, want %s", matter, got, want)
		}
	}
	for checked, due := range map[string]string{"2026-08": "", "2026-07": "2026-11", "2026-07-31": "2026-11", "2025-12": "2026-11", "lately": "", "": "", "2026": ""} {
		found := serviceDue(site.Service{Name: "A", Web: "https://a.example", Checked: checked}, diag.Position{}, now)
		if got := fmt.Sprint(found); (len(found) > 0) != (due != "") || due != "" && !strings.HasSuffix(found[0].Hint, "https://a.example and set checked: "+due) {
			t.Errorf("checked %q: %s", checked, got)
		}
	}
	if found := serviceDue(site.Service{Checked: "2026-08"}, diag.Position{}, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)); len(found) != 1 {
		t.Errorf("on the day after three months: %v", found)
	}
}

// A picture begins and ends as its kind does, or is damaged.
func TestDamagedPictures(t *testing.T) {
	const avif = "\x00\x00\x00\x20ftypavif"
	for _, tt := range []struct {
		ext, head, tail string
		damaged         bool
	}{
		{".png", "\x89PNG\r\n\x1a\n...", "..IEND.", false}, {".png", "\x89PNG\r\n\x1a\n", "", true}, {".png", "GIF89a", "IEND", true},
		{".jpg", "\xff\xd8\xff\xe0", "x\xff\xd9more", false}, {".jpeg", "\xff\xd8\xff", "x", true}, {".jpg", "", "\xff\xd9", true},
		{".gif", "GIF87a", ";", false}, {".gif", "GIF9", ";", true}, {".webp", "RIFF", "", false}, {".webp", "RIF", "", true},
		{".avif", avif, "", false}, {".avif", avif[:11], "", true}, {".avif", strings.Replace(avif, "ftyp", "mdat", 1), "", true}, {".svg", "", "", false},
	} {
		if cutOff(tt.ext, []byte(tt.head), []byte(tt.tail)) != tt.damaged {
			t.Errorf("%q … %q as %s is damaged: %v", tt.head, tt.tail, tt.ext, !tt.damaged)
		}
	}
}

// In a template only what is written out is an address.
func TestLiteralAddresses(t *testing.T) {
	settings, _ := site.ParseSettings(nil)
	s, _ := site.Assemble(site.Input{Settings: settings}, site.Options{})
	for text, want := range map[string]string{
		`<a href="/gone/">`:                            "link/dead-page 1:10",
		"{{ if\n}}<p>\n  <a class=x href='gone/'>":     "link/dead-page 3:20",
		`<img src=gone.png alt=""><a href="/">`:        "link/dead-page 1:10",
		`<a href="{{ .URL }}"><a href="x{{ .A }}">`:    "",
		`<a href="#top"><a href=""><img src="data:,">`: "",
		`<link href="http://a.example/">`:              "link/insecure 1:13",
		`<a title="/gone/" data-href="/gone/">`:        "",
		`{{ "<a href='/gone/'>" }}`:                    "",
		`{{ unclosed <a href="/gone/">`:                "",
		`<!-- <a href="/gone/"> -->`:                   "",
		`</a href="/gone/">`:                           "",
	} {
		if got := said(literalLinks(s, uses{}, "layouts/a.html", []byte(text))); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{"a{{b}}c": "a\x01\x01\x01\x01\x01c", "{{a\nb}}": "\x01\x01\x01\n\x01\x01\x01", "{{": "\x01\x01", "a}}{": "a}}{", "{{}}{{}}": strings.Repeat("\x01", 8)} {
		if got := string(blankActions([]byte(text))); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A sentence of a template is found while most of its pairs of words are there.
func TestPlaceholdersAreFound(t *testing.T) {
	p := &placeholders{pairs: make(map[uint64][]wordPair)}
	p.add("Say here in one line what this page answers", diag.Error)
	p.add("Only five words of it", diag.Error)
	p.add("One two three four five {{ six }} seven", diag.Error)
	p.add(strings.Repeat("word ", 65), diag.Error)
	p.add("A sentence of another kind with its own words", diag.Warning)
	for text, want := range map[string]string{
		"Say here in one line what this page answers.":       "Say here in one line what error",
		"So: SAY here, in one line, what this page answers!": "SAY here, in one line, what error",
		"Say here in one line something else":                "",
		"say in one line what this page answers":             "in one line what this page error",
		"Only five words of it":                              "",
		"One two three four five six seven":                  "",
		strings.Repeat("word ", 65):                          "",
		"A sentence of another kind with its own words":      "A sentence of another kind with warning",
		"Say here in " + strings.Repeat("other ", 9) + "one line what" + strings.Repeat(" other", 9) + " this page answers": "",
		"": "",
	} {
		from, to, severity := p.find(text)
		got := ""
		if to > 0 {
			got = text[from:to] + " " + severity.String()
		}
		if got != want {
			t.Errorf("%.50q: %q, want %q", text, got, want)
		}
	}
}

// What was meant as another kind of address is told by its form.
func TestHintsOfForms(t *testing.T) {
	settings, _ := site.ParseSettings(nil)
	s, _ := site.Assemble(site.Input{Settings: settings}, site.Options{})
	for dest, want := range map[string]string{
		"www.a.example": `"https://www.a.example"`, "//a.example/b": `"https://a.example/b"`, "a@b.example": `"mailto:a@b.example"`, "https/a.example": `"https://a.example"`, "http:/a.example": `"https://a.example"`, "http//a.example": `"https://a.example"`,
		"httpa": "", "http": "", "a.md": "", "sheet/questions.md": "", "": "",
	} {
		if got := deadHint(s, s.Home, dest); !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: %q, want %q", dest, got, want)
		}
	}
	for name, want := range map[string]bool{"robots.txt": true, "CNAME": true, "favicon-32.png": true, "a/apple-touch-icon-2.png": true, "google1234.html": true, "google1234.txt": false, "a/google1.html": false, "photo.png": false, "a/robots.txt": false} {
		if isWellKnown(name) != want {
			t.Errorf("%s is looked for by others: %v", name, !want)
		}
	}
	for name, want := range map[string]bool{"page.html": true, "404.html": false, "own.html": false, "faq/page.html": false, "taxonomy.html": true} {
		if isStandard(name) != want {
			t.Errorf("%s is a template of a kind: %v", name, !want)
		}
	}
	if at := locate.NewText("x", []byte("a\nb c\n")).Find(2, "c"); at.Line != 2 || at.Col != 3 {
		t.Errorf("found at %v", at)
	}
}
