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

// Settings is content/site.yaml. Every key has a default, so that a guide can
// begin without the file.
type Settings struct {
	// Title is the name of the guide, and Description one sentence about it.
	Title       string `key:"title"`
	Description string `key:"description"`
	// BaseURL is where the guide will be published, such as
	// "https://example.org/guide/". Without it, what needs an absolute
	// address is left out.
	BaseURL string `key:"baseURL"`
	// Language is a BCP 47 tag; Languages are further ones by tag. Where these
	// name it, too, its pages may stand in a folder of its own, such as en.
	Language  string              `key:"language"`
	Languages map[string]Language `key:"languages"`
	// Timezone is where the guide's clock stands, by a name of the IANA time zone
	// database such as "Europe/Berlin"; the machine's if it is "".
	Timezone string `key:"timezone"`
	// Contact is where corrections go: a mail address, or what a link of the
	// menu may be.
	Contact string `key:"contact"`
	// Exit is where a reader who leaves quickly goes.
	Exit Exit `key:"exit"`
	// Menu is the main navigation, in order.
	Menu []MenuItem `key:"menu"`
	// Urgent is the urgent-help link shown on every page.
	Urgent MenuItem `key:"urgent"`
	// Services is the page that lists everybody a reader can call.
	Services MenuItem `key:"services"`
	// SheetTitle is the neutral name of the sheet in titles and files.
	SheetTitle string `key:"sheetTitle"`
	// Disclaimer stands at the foot of every page.
	Disclaimer string `key:"disclaimer"`
	// Checks changes the severity of diagnostics: a code ("link/dead-page")
	// or a family ("link") to off, advice, warning or error.
	Checks map[string]string `key:"checks"`
	// Allow is what a file that can't hold a comment, such as a picture, may
	// do in spite of the checks: by file, by code, with the reason.
	Allow map[string]map[string]string `key:"allow"`
	// Editorial switches the editorial rules on.
	Editorial bool `key:"editorial"`
	// Reading is the highest reading grade by section ("faq"), by page
	// ("about/sources") or for all others ("default").
	Reading map[string]int `key:"reading"`
	// Editor is the URL scheme of the writer's editor for the preview's
	// links: vscode, zed, idea, sublime, textmate or a template with %f and %l.
	Editor string `key:"editor"`
	// SinglePage makes the whole guide available on one page.
	SinglePage bool `key:"singlePage"`
	// Colors stand in place of those of layouts/styles/tokens.css.
	Colors Colors `key:"colors"`
	// EditURL is where a reader can suggest a change of a page; {path} stands
	// for its source, such as content/topics/first.md.
	EditURL string `key:"editURL"`
	// Params are keys for layouts of one's own.
	Params map[string]any `key:"params"`

	severities map[string]diag.Severity
	location   *time.Location // of Timezone, nil if that says nothing
	contactPos diag.Position
	spoken     map[string]diag.Position // where each language is named
	colors     *data.Value
	params     *data.Value
}

// ColorAt is where the settings give a colour of a theme, "light" or "dark".
func (s *Settings) ColorAt(theme, name string) diag.Position {
	return s.colors.Get(theme).Get(name).At()
}

// ParamAt is where the settings give a key of the writer's own.
func (s *Settings) ParamAt(key string) (at diag.Position) {
	for _, f := range s.params.Keys() {
		if f.Key == key {
			at = f.Pos
		}
	}
	return at
}

// LanguageAt is where the settings name a language; false for what is no tag.
func (s *Settings) LanguageAt(lang string) (diag.Position, bool) {
	return s.spoken[lang], languageTag.MatchString(lang)
}

// TitleIn is the title of the guide in a language.
func (s *Settings) TitleIn(lang string) string { return cmp.Or(s.Languages[lang].Title, s.Title) }

// Zone is where the guide's clock stands, which is elsewhere if the settings do
// not say.
func (s *Settings) Zone(elsewhere *time.Location) *time.Location {
	switch {
	case s.location != nil:
		return s.location
	case elsewhere != nil:
		return elsewhere
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

// Colors are colours such as "#0b5a8a" by their names in
// layouts/styles/tokens.css, for the light and for the dark theme.
type Colors struct {
	// Light are those of the light theme, Dark those of the dark one.
	Light map[string]string `key:"light"`
	Dark  map[string]string `key:"dark"`
}

// MenuItem is a link of the menu. Link is the path of a source file below
// content, an address on the site, or one that begins with https:, tel:, sms:
// or mailto:.
type MenuItem struct {
	// Title is what the link says; the title of the page, unless given, and on
	// pages in a further language if the page is there in that.
	Title string `key:"title"`
	Link  string `key:"link"`
	Pos   diag.Position
}

// SettingsFile is the path of the settings below the source folder.
const SettingsFile = "content/site.yaml"

const settingsFamily = "settings"

// ParseSettings reads content/site.yaml. data may be nil.
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

// SheetFile is the name of the sheet's copy to be kept.
func (s *Settings) SheetFile() string {
	if name := Slug(s.SheetTitle); strings.Trim(name, ".") != "" {
		return name + ".html"
	}
	return "planner.html"
}

// languageTag is the usual shape of a BCP 47 tag: a language, then script,
// region and variants.
var languageTag = regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$`)

// validate checks what a type can't.
func (s *Settings) validate(tree *data.Value, diags *diag.List) {
	s.colors, s.params = tree.Get("colors"), tree.Get("params")
	s.spoken = map[string]diag.Position{s.Language: tree.Get("language").At()}
	if !languageTag.MatchString(s.Language) {
		diags.Errorf(settingsFamily+"/language", tree.Get("language").At(), "%q is not a language tag", s.Language).WithHint("write one such as en, en-GB or pt-BR")
	}
	for _, f := range tree.Get("languages").Keys() {
		s.spoken[f.Key] = f.Pos
		if !languageTag.MatchString(f.Key) {
			diags.Errorf(settingsFamily+"/language", f.Pos, "%q is not a language tag", f.Key).WithHint("write one such as de or pt-BR")
		}
	}
	s.validateLinks(tree, diags)
}

// Severities returns what the settings say of codes and families.
func (s *Settings) Severities() map[string]diag.Severity { return s.severities }

// CleanBaseURL checks a base URL and gives it one trailing slash. The empty
// string is fine and stays empty.
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
