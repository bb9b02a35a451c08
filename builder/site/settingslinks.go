package site

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"aftercare/builder/data"
	"aftercare/builder/diag"
)

// An address in the settings appears on every page, where a reader in need may
// follow it. It must name a page or file of the site or use one of four
// schemes; anything else is an error.

const (
	linkCode = settingsFamily + "/link"
	linkHint = "a page such as help/_index.md, or an address that begins with https:, tel:, sms: or mailto:"
)

// linkProblem says what is wrong with the form of an address in the settings,
// and what may have been meant. It does not ask whether the page or file
// exists.
func linkProblem(dest string) (problem, hint string) {
	u, err := url.Parse(dest)
	switch {
	case strings.TrimSpace(dest) == "":
		return "names no page", linkHint
	case strings.ContainsFunc(dest, unsafe):
		return "has a space, a backslash or a hidden character in it", linkHint
	case err != nil && IsTelephone(dest):
		return "is not an address", fmt.Sprintf("for a number to call, write %q", "tel:"+dest)
	case err != nil:
		return "is not an address", linkHint
	}
	switch u.Scheme {
	case "":
		return localProblem(dest, u)
	case "https":
		return hostProblem(u), "write the name of a site after https://, as in https://example.org/"
	case "mailto":
		if address, err := url.PathUnescape(u.Opaque); err != nil || !IsMail(address) {
			return "is not a mail address", "mailto:name@example.org"
		}
	case "tel", "sms":
		if !IsTelephone(u.Opaque) || strings.Contains(dest, "#") || u.Scheme == "tel" && strings.Contains(dest, "?") {
			return "is not a telephone number", u.Scheme + ":+441234567890"
		}
	case "http":
		return "is not encrypted, so others can read and change what is sent", "https:" + dest[len("http:"):]
	default:
		return "is neither a page nor an address that readers can use", linkHint
	}
	return "", ""
}

func unsafe(r rune) bool {
	return r == '\\' || unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// localProblem says what is wrong with an address without a scheme.
func localProblem(dest string, u *url.URL) (problem, hint string) {
	switch {
	case u.Host != "" || strings.HasPrefix(dest, "//") || strings.HasPrefix(strings.ToLower(dest), "www."):
		return "lacks the https: in front", "https://" + strings.TrimLeft(dest, "/")
	case u.Path == "":
		return "names no page", linkHint
	case IsTelephone(u.Path):
		return "is not a page", fmt.Sprintf("for a number to call, write %q", "tel:"+dest)
	case IsMail(u.Path), strings.Contains(u.Path, "@") && !strings.Contains(u.Path, "/"):
		return "is not a page", fmt.Sprintf("for a mail address, write %q", "mailto:"+dest)
	}
	return "", ""
}

// hostName matches names with a dot, or letters of any script (RFC 1123 and
// IDNA).
var hostName = regexp.MustCompile(`^[\pL\pN]([\pL\pN\pM-]*[\pL\pN\pM])?(\.[\pL\pN]([\pL\pN\pM-]*[\pL\pN\pM])?)+$`)

// hostProblem says what is wrong with the host of a web address.
func hostProblem(u *url.URL) string {
	switch {
	case u.User != nil:
		return "holds a name or password"
	case !hostName.MatchString(u.Hostname()):
		return "names no site"
	}
	return ""
}

var mail = regexp.MustCompile(`^[^@\s/#?:]+@[^@\s/#?]+\.[^@\s/#?.]{2,}$`)

// IsMail reports whether a text has the form of an email address.
func IsMail(s string) bool { return mail.MatchString(s) }

var telephone = regexp.MustCompile(`^\+?[-0-9.()*]*[0-9][-0-9.()*]*[0-9][-0-9.()*]*(;[-a-z]+=[-+0-9a-zA-Z.]+)*$`)

// IsTelephone reports whether a text is a number as it follows tel: (RFC 3966).
// The shortest have two digits.
func IsTelephone(s string) bool { return telephone.MatchString(s) }

// validateLinks reports malformed addresses and removes them, so that no page
// shows them.
func (s *Settings) validateLinks(tree *data.Value, diags *diag.List) {
	for i := range s.Menu {
		s.Menu[i].validate(tree.Get("menu").Item(i), diags)
	}
	s.Menu = slices.DeleteFunc(s.Menu, func(item MenuItem) bool { return item.Link == "" })
	s.Urgent.validate(tree.Get("urgent"), diags)
	s.Services.validate(tree.Get("services"), diags)
	s.validateExit(tree.Get("exit"), diags)
	if v := tree.Get("editURL"); v != nil {
		problem, _ := linkProblem(strings.ReplaceAll(s.EditURL, "{path}", "a.md"))
		if problem == "" && (!strings.HasPrefix(s.EditURL, "https://") || !strings.Contains(s.EditURL, "{path}")) {
			problem = "is no address with {path} in it"
		}
		if problem != "" {
			diags.Errorf(linkCode, v.At(), "%q %s", s.EditURL, problem).WithHint("https://example.org/edit/main/{path}")
			s.EditURL = ""
		}
	}
	s.validateContact(tree.Get("contact"), diags)
	if strings.Contains(s.Disclaimer, "](") || strings.Contains(strings.ToLower(s.Disclaimer), "<a ") {
		diags.Errorf(linkCode, tree.Get("disclaimer").At(), "the disclaimer is plain text, so a link in it leads nowhere").
			WithHint("name the page in the menu, or link to it from a page")
	}
}

func (m *MenuItem) validate(v *data.Value, diags *diag.List) {
	if v == nil && m.Link == "" {
		return
	}
	m.Pos = cmp.Or(v.Get("link").At(), v.At())
	if problem, hint := linkProblem(m.Link); problem != "" {
		diags.Errorf(linkCode, m.Pos, "the link %q %s", m.Link, problem).WithHint("%s", hint)
		*m = MenuItem{}
	}
}

func (s *Settings) validateExit(v *data.Value, diags *diag.List) {
	if v == nil {
		return
	}
	s.Exit.Pos = cmp.Or(v.Get("url").At(), v.Pos)
	problem, hint := linkProblem(s.Exit.URL)
	if problem == "" && !strings.HasPrefix(strings.ToLower(s.Exit.URL), "https:") {
		problem, hint = "is not the address of another site", "https://www.bbc.co.uk/weather"
	}
	if problem != "" {
		diags.Errorf(settingsFamily+"/exit", s.Exit.Pos, "the exit %q %s", s.Exit.URL, problem).WithHint("%s", hint)
		s.Exit.URL = ""
	}
}

// validateContact also accepts a plain email address.
func (s *Settings) validateContact(v *data.Value, diags *diag.List) {
	s.contactPos = v.At()
	if v == nil || IsMail(s.Contact) {
		return
	}
	if problem, hint := linkProblem(s.Contact); problem != "" {
		diags.Errorf(settingsFamily+"/contact", s.contactPos, "the contact %q %s", s.Contact, problem).WithHint("%s", hint)
		s.Contact = ""
	}
}

// checkSettings reports addresses in the settings that name no page or file of
// the site.
func (a *assembler) checkSettings() {
	s := a.Settings
	items := append([]MenuItem{s.Urgent, s.Services}, s.Menu...)
	if !IsMail(s.Contact) {
		items = append(items, MenuItem{Link: s.Contact, Pos: s.contactPos})
	}
	for _, item := range items {
		if item.Link == "" {
			continue
		}
		if link := a.Resolve(a.Home, item.Link); link.Problem != "" {
			a.reportLink(link, item.Pos, item.Link, false)
		}
	}
}
