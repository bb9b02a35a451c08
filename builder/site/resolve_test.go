package site

import (
	"strings"
	"testing"
)

// faultless is assembled where nothing is wrong.
func faultless(t testing.TB, settings string, pages ...string) *Site {
	t.Helper()
	s, diags := assembled(t, Options{}, settings, pages...)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return s
}

func small(t testing.TB) *Site {
	t.Helper()
	return faultless(t, "languages: {de: {name: Deutsch}}",
		"_index.md: title: Home", "start.md: title: Start", "types/_index.md: title: Types",
		"types/water.md: {title: Water, weight: 2, aliases: [/old/]}", "types/air.md: {title: Air, weight: 1, slug: breath}",
		"types/fire.md: title: Fire", "types/draft.md: {title: Draft, draft: true}", "types/cup.png",
		"types/deep/index.md: title: Deep", "types/deep/mug.png",
		"water.de.md: title: Wasser", "de/types/water.md: title: Wasser")
}

func TestResolve(t *testing.T) {
	s := small(t)
	tests := []struct{ from, dest, want string }{
		{"types/water/", "air.md", "types/breath/"},
		{"types/water/", "./air.md#top", "types/breath/#top"},
		{"types/water/", "../start.md", "start/"},
		{"types/water/", "/types/air.md", "types/breath/"},
		{"types/water/", "_index.md", "types/"},
		{"types/water/", "../_index.md", ""},
		{"types/water/", "#here", "types/water/#here"},
		{"types/water/", "/start/", "start/"},
		{"types/water/", "/start", "start/"},
		{"types/water/", "/", ""},
		{"types/water/", "/old/", "types/water/"},
		{"types/water/", "../breath/", "types/breath/"},
		{"types/water/", "../../start/", "start/"},
		{"types/water/", "breath/", "types/breath/"}, // as beside the file
		{"de/types/water/", "../../start/", "start/"},
		{"de/types/water/", "../water/#x", "de/types/water/#x"},
		{"types/water/", "cup.png", "types/cup.png"},
		{"types/water/", "/types/cup.png", "types/cup.png"},
		{"types/deep/", "mug.png", "types/deep/mug.png"},
		{"types/deep/", "../water.md", "types/water/"},
		{"types/water/", "deep/index.md", "types/deep/"},
		{"", "types/water.md", "types/water/"},
		{"de/types/water/", "../start.md", "start/"}, // only in English
		{"de/types/water/", "water.md", "de/types/water/"},
		{"types/water/", "air.md?x=1", "types/breath/"},
		{"types/water/", "https://example.org/a.md", "external"},
		{"types/water/", "mailto:a@example.org", "external"},
		{"types/water/", "//example.org/x", "external"},
		{"types/water/", "nope.md", "link/dead-page"},
		{"types/water/", "../../../etc/passwd", "link/dead-page"},
		{"types/water/", "draft.md", "link/unpublished"},
		{"types/water/", "/types/draft/", "link/unpublished"},
		{"types/water/", "%zz", "link/malformed"},
	}
	for _, tt := range tests {
		link := s.Resolve(s.PageAt(tt.from), tt.dest)
		got := link.URL
		switch {
		case link.Problem != "":
			got = link.Code
		case link.External:
			got = "external"
		case link.Fragment != "":
			got += "#" + link.Fragment
		}
		if got != tt.want {
			t.Errorf("%s: %s is %q, want %q", tt.from, tt.dest, got, tt.want)
		}
	}
}

func TestHintsNameWhatIsThere(t *testing.T) {
	s := small(t)
	for dest, want := range map[string]string{"watr.md": "water.md", "../water.md": "water.md", "../strat.md": "../start.md"} {
		if link := s.Resolve(s.PageAt("types/fire/"), dest); !strings.Contains(link.Hint(""), `"`+want+`"`) {
			t.Errorf("%s: hint %q, want %q", dest, link.Hint(""), want)
		}
	}
}

func TestOrderAndNeighbours(t *testing.T) {
	s := small(t)
	var order []string
	for _, p := range s.PageAt("types/").Pages {
		order = append(order, p.Title)
	}
	if got := strings.Join(order, " "); got != "Air Water Deep Fire" {
		t.Errorf("order %s", got)
	}
	water := s.PageAt("types/water/")
	if water.PrevInSection().Title != "Air" || water.NextInSection().Title != "Deep" || s.PageAt("types/fire/").NextInSection() != nil {
		t.Error("neighbours do not follow the order")
	}
	if len(water.Translations) != 1 || water.Translations[0].URL != "de/types/water/" {
		t.Errorf("translations %v", water.Translations)
	}
}

// Whatever is written as a destination, resolving ends, says one thing, and a
// hint names something that resolves.
func FuzzResolve(f *testing.F) {
	for _, seed := range []string{"air.md", "../start.md#x", "/old/", "cup.png", "https://x/", "%2e%2e/a.md", "a\x00.md", "?", "#", "..//..//x.md", "de/types/water.md", "\\a.md", "types\\water.md"} {
		f.Add(seed)
	}
	s := small(f)
	from := s.PageAt("types/water/")
	f.Fuzz(func(t *testing.T, dest string) {
		link := s.Resolve(from, dest)
		n := 0
		for _, is := range []bool{link.External, link.Page != nil, link.File != nil, link.Problem != ""} {
			if is {
				n++
			}
		}
		if n != 1 {
			t.Fatalf("%q: %+v says %d things", dest, link, n)
		}
		if (link.Problem == "") != (link.Code == "") {
			t.Errorf("%q: problem %q with code %q", dest, link.Problem, link.Code)
		}
		if _, hint, ok := strings.Cut(link.Hint(""), `"`); ok {
			hint, _, _ = strings.Cut(hint, `"`) // a title may follow
			if again := s.Resolve(from, hint); again.Problem != "" {
				t.Errorf("%q: the hint %q does not resolve: %s", dest, hint, again.Problem)
			}
		}
	})
}
