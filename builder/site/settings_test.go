package site

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aftercare/builder/diag"
)

// said is what a list of diagnostics says: code, line and a part of the message.
func said(diags diag.List) string {
	var all []string
	for _, d := range diags {
		all = append(all, fmt.Sprintf("%s:%d", d.Code, d.Pos.Line))
	}
	return strings.Join(all, " ")
}

// Each mistake in the settings is said once, at its line, and what is wrong is
// taken out.
func TestMistakesInSettings(t *testing.T) {
	for _, tt := range []struct {
		text, said string
		out        func(*Settings) bool // whether it has been taken out
	}{
		{"title: T\nlanguage: en-GB\n", "", func(s *Settings) bool { return s.Title == "T" && s.Language == "en-GB" }},
		{"", "", func(s *Settings) bool { return s.Title == "A guide" && s.Language == "en" && s.SheetTitle == "Planner" }},
		{"title: T\nlanguage: english please\n", "settings/language:2", nil},
		{"languages:\n  de: {title: T}\n  deutsch!: {title: T}\n", "settings/language:3", nil},
		{"timezone: Berlin\n", "settings/timezone:1", func(s *Settings) bool { return s.Zone(nil) == time.UTC }},
		{"timezone: Local\n", "settings/timezone:1", func(s *Settings) bool { return s.Zone(nil) == time.UTC }},
		{"title: T\nbaseURL: example.org\n", "settings/base-url:2", func(s *Settings) bool { return s.BaseURL == "" }},
		{"checks: {link: loud, image/missing: off}\n", "settings/severity:1", func(s *Settings) bool {
			return len(s.Severities()) == 1 && s.Severities()["image/missing"] == diag.Off
		}},
		{"titel: T\n", "settings/unknown-key:1", nil},
		{"menu:\n- {link: a.md}\n- {title: Nothing}\n- {link: 'javascript:x'}\n", "settings/link:3 settings/link:4", func(s *Settings) bool { return len(s.Menu) == 1 }},
		{"urgent: {link: 'www.example.org'}\n", "settings/link:1", func(s *Settings) bool { return s.Urgent == MenuItem{} }},
		{"services: {link: '0800 111'}\n", "settings/link:1", func(s *Settings) bool { return s.Services == MenuItem{} }},
		{"exit:\n  url: help.md\n", "settings/exit:2", func(s *Settings) bool { return s.Exit.URL == "" }},
		{"exit:\n  title: Weather\n", "settings/exit:2", func(s *Settings) bool { return s.Exit.URL == "" }},
		{"exit: {url: 'https://www.bbc.co.uk/weather'}\n", "", func(s *Settings) bool { return s.Exit.URL != "" }},
		{"contact: us@example.org\n", "", func(s *Settings) bool { return s.Contact != "" }},
		{"contact: us@example@org\n", "settings/contact:1", func(s *Settings) bool { return s.Contact == "" }},
		{"contact: http://example.org/\n", "settings/contact:1", func(s *Settings) bool { return s.Contact == "" }},
		{"editURL: https://example.org/edit/\n", "settings/link:1", func(s *Settings) bool { return s.EditURL == "" }},
		{"editURL: http://example.org/{path}\n", "settings/link:1", func(s *Settings) bool { return s.EditURL == "" }},
		{"editURL: https://a:b@example.org/{path}\n", "settings/link:1", func(s *Settings) bool { return s.EditURL == "" }},
		{"editURL: https://example.org/edit/{path}?a\n", "", func(s *Settings) bool { return s.EditURL != "" }},
		{"title: T\ndisclaimer: See [help](help.md).\n", "settings/link:2", nil},
		{"disclaimer: See <A HREF=x>help</a>.\n", "settings/link:1", nil},
		{"disclaimer: (See help) [or not].\n", "", nil},
	} {
		s, diags := ParseSettings([]byte(tt.text))
		if got := said(diags); got != tt.said {
			t.Errorf("%q: %q, want %q: %v", tt.text, got, tt.said, diags)
		}
		if tt.out != nil && !tt.out(s) {
			t.Errorf("%q: read as %+v", tt.text, s)
		}
	}
}

func TestWhereSettingsStand(t *testing.T) {
	s, diags := ParseSettings([]byte("title: Care\nlanguage: en\nlanguages:\n  de: {title: Sorge}\n  pt-BR:\n    name: Português\ncolors:\n  light: {ink: '#000'}\n  dark:\n    ink: '#fff'\nparams:\n  group: x\n  owner: y\n"))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for at, want := range map[diag.Position]int{
		s.ColorAt("light", "ink"): 8, s.ColorAt("dark", "ink"): 10, s.ParamAt("owner"): 13, s.ParamAt("none"): 0, s.ColorAt("dark", "paper"): 0,
	} {
		if at.Line != want {
			t.Errorf("found in %v, want line %d", at, want)
		}
	}
	for lang, want := range map[string]string{"en": "2 true Care", "de": "4 true Sorge", "pt-BR": "5 true Care", "fr": "0 true Care", "no tag": "0 false Care"} {
		if pos, isTag := s.LanguageAt(lang); fmt.Sprint(pos.Line, isTag, " ", s.TitleIn(lang)) != want {
			t.Errorf("%s: %v %v %s, want %s", lang, pos, isTag, s.TitleIn(lang), want)
		}
	}
}

func TestNameOfTheSheetsCopy(t *testing.T) {
	for title, want := range map[string]string{"Planner": "planner.html", "My plan!": "my-plan.html", "...": "planner.html", "计划": "计划.html", "?": "planner.html"} {
		if got := (&Settings{SheetTitle: title}).SheetFile(); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}

func TestClockOfTheGuide(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	s, _ := ParseSettings([]byte("timezone: Europe/Berlin\n"))
	if got := s.Zone(time.UTC); got.String() != "Europe/Berlin" {
		t.Errorf("the settings' zone is %v", got)
	}
	if got := new(Settings).Zone(berlin); got != berlin {
		t.Errorf("without settings it is %v", got)
	}
	// A moment that has a zone is told by the guide's clock; one that a writer
	// dated without is what the clock shows.
	noon := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct{ given, want time.Time }{
		{noon, noon},
		{noon.In(time.FixedZone("", 3600)), noon.Add(2 * time.Hour)},
		{noon.In(berlin), noon.Add(2 * time.Hour)},
	} {
		if got := onClock(tt.given, berlin); !got.Equal(tt.want) || got.Location() != time.UTC {
			t.Errorf("%v is shown as %v, want %v", tt.given, got, tt.want)
		}
	}
}

// A site lasts until a page appears or expires, and not beyond midnight.
func TestSiteLastsUntil(t *testing.T) {
	for _, tt := range []struct{ pages, want string }{
		{"a.md: draft: false", "2026-11-23T00:00:00Z"},
		{"a.md: publishDate: 2026-11-22T15:00:00", "2026-11-22T15:00:00Z"},
		{"a.md: expiryDate: 2026-11-22T18:30:00", "2026-11-22T18:30:00Z"},
		{"a.md: {publishDate: 2026-11-22T15:00:00, expiryDate: 2026-11-22T14:00:00}", "2026-11-22T14:00:00Z"},
		{"a.md: publishDate: 2026-11-22T11:00:00", "2026-11-23T00:00:00Z"},
		{"a.md: publishDate: 2026-12-24", "2026-11-23T00:00:00Z"},
	} {
		s, _ := assembled(t, Options{Now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}, "", tt.pages)
		if got := s.Until.Format(time.RFC3339); got != tt.want {
			t.Errorf("%s: until %s, want %s", tt.pages, got, tt.want)
		}
	}
}
