package site

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"aftercare/builder/data"
	"aftercare/builder/diag"
)

// Settings are the contents of content/site.yaml. Every key has a default, so a
// guide can start without the file.
type Settings struct {
	// Title is the name of the guide, and Description one sentence about it.
	Title       string `key:"title"`
	Description string `key:"description"`
	// BaseURL is where the guide will be published, such as
	// "https://example.org/guide/". Without it, everything that needs an
	// absolute address is left out.
	BaseURL string `key:"baseURL"`
	// Language is a BCP 47 tag; Languages are further languages by tag. If
	// Languages also has the default one, its pages may be in a folder of their
	// own, such as en.
	Language  string              `key:"language"`
	Languages map[string]Language `key:"languages"`
	// Timezone is the zone of the guide's clock by its IANA name, such as
	// "Europe/Berlin"; "" is that of the machine.
	Timezone string `key:"timezone"`
	// Contact is where corrections go: an email address or any link that the
	// menu may hold.
	Contact string `key:"contact"`
	// Exit is where a reader who has to leave quickly goes.
	Exit Exit `key:"exit"`
	// Menu is the main navigation, in order.
	Menu []MenuItem `key:"menu"`
	// Urgent is the urgent-help link shown on every page.
	Urgent MenuItem `key:"urgent"`
	// Services is the page that lists everybody whom a reader can call.
	Services MenuItem `key:"services"`
	// SheetTitle is the neutral name of the sheet, for titles and file names.
	SheetTitle string `key:"sheetTitle"`
	// Disclaimer stands at the foot of every page.
	Disclaimer string `key:"disclaimer"`
	// Checks changes the severity of diagnostics: a code ("link/dead-page")
	// or a family ("link") to off, advice, warning or error.
	Checks map[string]string `key:"checks"`
	// Allow lists findings to accept in files that can't hold a comment, such
	// as pictures: by file and code, with the reason.
	Allow map[string]map[string]string `key:"allow"`
	// Editorial turns the editorial rules on.
	Editorial bool `key:"editorial"`
	// Reading is the highest reading grade by section ("faq"), by page
	// ("about/sources") or for all others ("default").
	Reading map[string]int `key:"reading"`
	// Editor is the writer's editor, for links in the preview: vscode, zed,
	// idea, sublime, textmate, or a URL template with %f and %l.
	Editor string `key:"editor"`
	// SinglePage makes the whole guide available on one page.
	SinglePage bool `key:"singlePage"`
	// Colors replace those of layouts/styles/tokens.css.
	Colors Colors `key:"colors"`
	// EditURL is where a reader can suggest a change to a page; {path} is replaced
	// by its source, such as content/topics/first.md.
	EditURL string `key:"editURL"`
	// Params are keys for a guide's own layouts.
	Params map[string]any `key:"params"`

	severities map[string]diag.Severity
	location   *time.Location // of Timezone, nil if that says nothing
	contactPos diag.Position
	languageAt map[string]diag.Position // where each language is named
	colors     *data.Value
	params     *data.Value
}

// ColorAt returns where the settings give a colour of a theme, "light" or
// "dark".
func (s *Settings) ColorAt(theme, name string) diag.Position {
	return s.colors.Get(theme).Get(name).At()
}

// ParamAt returns where the settings give a key under params.
func (s *Settings) ParamAt(key string) (at diag.Position) {
	for _, f := range s.params.Keys() {
		if f.Key == key {
			at = f.Pos
		}
	}
	return at
}

// LanguageAt returns where the settings name a language; false if its tag is
// malformed.
func (s *Settings) LanguageAt(lang string) (diag.Position, bool) {
	return s.languageAt[lang], languageTag.MatchString(lang)
}

// TitleIn returns the title of the guide in a language.
func (s *Settings) TitleIn(lang string) string { return cmp.Or(s.Languages[lang].Title, s.Title) }

// Zone returns the time zone of the guide's clock. If the settings give none, that is
// fallback or, if fallback is nil, UTC.
func (s *Settings) Zone(fallback *time.Location) *time.Location {
	switch {
	case s.location != nil:
		return s.location
	case fallback != nil:
		return fallback
	}
	return time.UTC
}

// Language is a further language of the guide.
type Language struct {
	// Title is the title of the guide in this language.
	Title string `key:"title"`
	// Name is what the language calls itself, such as "Deutsch".
	Name string `key:"name"`
}

// Exit is the neutral address that a reader leaves for.
type Exit struct {
	// URL is the address, and Title what the link to it says.
	URL   string `key:"url"`
	Title string `key:"title"`
	Pos   diag.Position
}

// Colors are CSS colours such as "#0b5a8a" by their names in
// layouts/styles/tokens.css, for the light and the dark theme.
type Colors struct {
	// Light are the colours of the light theme, Dark those of the dark one.
	Light map[string]string `key:"light"`
	Dark  map[string]string `key:"dark"`
}

// MenuItem is a link of the menu. Link is the path of a source file below
// content, an address on the site, or one that starts with https:, tel:, sms:
// or mailto:.
type MenuItem struct {
	// Title is the link's text. The default is the title of the page. Pages in
	// another language show the title of their translation instead, if there is
	// one.
	Title string `key:"title"`
	Link  string `key:"link"`
	Pos   diag.Position
}

// SettingsFile is the path of the settings below the guide's folder.
const SettingsFile = "content/site.yaml"

const settingsFamily = "settings"

// ParseSettings reads content/site.yaml. text may be nil.
func ParseSettings(text []byte) (*Settings, diag.List) {
	s := &Settings{Title: "A guide", Language: "en", SheetTitle: "Planner"}
	tree, diags := data.YAML(data.Input{File: SettingsFile, Data: text}, settingsFamily)
	if tree != nil {
		diags = append(diags, data.Decode(tree, s, settingsFamily)...)
	}
	s.severities = make(map[string]diag.Severity, len(s.Checks))
	for code, name := range s.Checks {
		severity, err := diag.ParseSeverity(name)
		if err != nil {
			diags.Errorf(settingsFamily+"/severity", tree.Get("checks").Get(code).At(), "%s", err)
			continue
		}
		s.severities[code] = severity
	}
	if _, err := CleanBaseURL(s.BaseURL); err != nil {
		diags.Errorf(settingsFamily+"/base-url", tree.Get("baseURL").At(), "%s", err)
		s.BaseURL = ""
	}
	if s.Timezone != "" {
		var err error
		if s.location, err = time.LoadLocation(s.Timezone); err != nil || s.Timezone == "Local" {
			s.location = nil
			diags.Errorf(settingsFamily+"/timezone", tree.Get("timezone").Pos, "there is no time zone %q", s.Timezone).WithHint("name one such as Europe/Berlin or UTC")
		}
	}
	s.validate(tree, &diags)
	return s, diags
}

// SheetFile returns the name of the copy of the sheet that readers save.
func (s *Settings) SheetFile() string {
	if name := Slug(s.SheetTitle); strings.Trim(name, ".") != "" {
		return name + ".html"
	}
	return "planner.html"
}

// languageTag matches the usual form of a BCP 47 tag: a language, then script,
// region and variants.
var languageTag = regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$`)

// validate reports values of the right type that are not valid.
func (s *Settings) validate(tree *data.Value, diags *diag.List) {
	s.colors, s.params = tree.Get("colors"), tree.Get("params")
	s.languageAt = map[string]diag.Position{s.Language: tree.Get("language").At()}
	if !languageTag.MatchString(s.Language) {
		diags.Errorf(settingsFamily+"/language", tree.Get("language").At(), "%q is not a language tag", s.Language).WithHint("write one such as en, en-GB or pt-BR")
	}
	for _, f := range tree.Get("languages").Keys() {
		s.languageAt[f.Key] = f.Pos
		if !languageTag.MatchString(f.Key) {
			diags.Errorf(settingsFamily+"/language", f.Pos, "%q is not a language tag", f.Key).WithHint("write one such as de or pt-BR")
		}
	}
	s.validateLinks(tree, diags)
}

// Severities returns the severities that the settings give to codes and
// families.
func (s *Settings) Severities() map[string]diag.Severity { return s.severities }

// CleanBaseURL validates a base URL and gives it exactly one trailing slash. An
// empty string stays empty.
func CleanBaseURL(raw string) (string, error) {
	if raw == "" {
		return "", nil
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return "", errBaseURL // which does not repeat what may hold a password
	case u.User != nil:
		return "", errBaseURLUser
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "",
		strings.ContainsAny(raw, "?#\\\"<> "), strings.Contains(u.Path, "//"), strings.Contains(u.Path+"/", "/../"), strings.HasSuffix(u.Path, ".html"):
		return "", fmt.Errorf("%q %w", raw, errBaseURL)
	}
	return strings.TrimRight(raw, "/") + "/", nil
}

var (
	errBaseURL     = errors.New("is not an address such as https://example.org/guide/")
	errBaseURLUser = errors.New("the base URL holds a name or password, which would stand in every page: leave out what comes before the @")
)
