package site

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"aftercare/builder/data"
	"aftercare/builder/diag"
)

// ServicesFile is the path of the services that a reader can call, below the
// guide's folder.
const ServicesFile = "content/services.yaml"

// minDialled is the number of digits from which a number gets its country code.
// Shorter ones, such as 999 and 116 123, exist only as they are.
const minDialled = 7

// maxDigits is the maximum number of digits, with a domestic prefix (ITU-T
// E.164).
const maxDigits = 16

// serviceKinds are the purposes of services, in the order in which a country
// lists them. The interface words name each as service.KIND.
var serviceKinds = [...]string{"emergency", "medical", "crisis", "sexual", "domestic", "images", "lgbtq", "young", "finder"}

// Country is an entry of countries in content/services.yaml.
type Country struct {
	// Code is the region of a language tag such as en-GB (ISO 3166), or "int"
	// for several countries. Readers whose own country is not known see the
	// first one.
	Code string `key:"code"`
	Name string `key:"name"`
	// CallingCode is dialled before a number from abroad, in place of the Trunk
	// that precedes it at home: 44 and 0 in the UK.
	CallingCode string `key:"callingCode"`
	Trunk       string `key:"trunk"`
	// Gaps says what could not be found for the country.
	Gaps string `key:"gaps"`

	Pos diag.Position
	// Services are those of the country, by kind and then as in the file.
	Services []Service
}

// maxRows is how many services are shown above a page's text: as many as the
// smallest phone shows without scrolling.
const maxRows = 3

// Rows returns the country's first service of each kind, up to the number shown
// above a page's text.
func (c Country) Rows(kinds []any) []Service {
	var list []Service
	for _, kind := range kinds {
		i := slices.IndexFunc(c.Services, func(s Service) bool { return s.Kind == kind })
		if i >= 0 && len(list) < maxRows {
			list = append(list, c.Services[i])
		}
	}
	return list
}

// Service is an entry of services in content/services.yaml: somebody a reader
// can call or write to.
type Service struct {
	// ID is unique in the file, and Name what people know it by.
	ID   string `key:"id"`
	Name string `key:"name"`
	// Kind is emergency, medical, crisis, sexual, domestic, images, lgbtq, young or
	// finder.
	Kind string `key:"kind"`
	// Country is the code of one of the file's countries. CountryName is the
	// part of it that the service covers, "" for all.
	Country     string `key:"country"`
	CountryName string `key:"countryName"`
	// Does says in a sentence what it does.
	Does string `key:"does"`
	// Phone and Text are numbers as people write them at home. Word is what a
	// text message must say, if that matters. Web is the address of a site.
	Phone string `key:"phone"`
	Text  string `key:"text"`
	Word  string `key:"word"`
	Web   string `key:"web"`
	// Who may call, in which languages, when and at what cost.
	Who       string `key:"who"`
	Languages string `key:"languages"`
	Hours     string `key:"hours"`
	Cost      string `key:"cost"`
	// Source is one of the guide's sources; Seen are addresses of pages that
	// gave the number. At least one of them is required.
	Source  string   `key:"source"`
	Seen    []string `key:"seen"`
	Checked string   `key:"checked"`
	// Printed puts the service at the foot of every printed page.
	Printed bool `key:"printed"`

	Pos diag.Position

	callingCode, trunk string
}

// Reach returns the number to call, or else the address, for print.
func (s Service) Reach() string {
	_, address, _ := strings.Cut(s.Web, "://")
	return cmp.Or(s.Phone, address)
}

// Tel returns the service's number for a tel: link.
func (s Service) Tel() string { return s.dial(s.Phone) }

// SMS returns what follows sms: in a link that starts a message to the service.
// Both iOS and Android accept "?&" before the text.
func (s Service) SMS() string {
	if s.Word == "" {
		return s.dial(s.Text)
	}
	return s.dial(s.Text) + "?&body=" + url.PathEscape(s.Word)
}

// dial returns a number as it is dialled from anywhere.
func (s Service) dial(number string) string {
	digits := onlyDigits(number)
	switch {
	case strings.HasPrefix(number, "+"):
		return "+" + digits
	case len(digits) < minDialled || s.callingCode == "":
		return digits
	}
	return "+" + s.callingCode + strings.TrimPrefix(digits, s.trunk)
}

func onlyDigits(number string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, number)
}

// Services are the contents of content/services.yaml.
type Services struct {
	List      []Service
	Countries []Country
}

// ParseServices reads content/services.yaml. text may be nil.
func ParseServices(text []byte) (*Services, diag.List) {
	const family = "services"
	var raw struct {
		Countries []Country `key:"countries"`
		Services  []Service `key:"services"`
	}
	tree, diags := data.YAML(data.Input{File: ServicesFile, Data: text}, family)
	diags = append(diags, data.Decode(tree, &raw, family)...)
	all := &Services{List: raw.Services, Countries: raw.Countries}
	codes, at, ids := make([]string, len(all.Countries)), make(map[string]int), make(map[string]diag.Position)
	for i, c := range all.Countries {
		codes[i], at[c.Code] = c.Code, i
		switch {
		case c.Code == "":
			diags.Errorf("services/incomplete", c.Pos, "a country without a code")
		case c.Name == "":
			diags.Errorf("services/incomplete", c.Pos, "a country without a name")
		}
	}
	for i := range all.List {
		s := &all.List[i]
		if first, twice := ids[s.ID]; twice && s.ID != "" {
			diags.Errorf("services/duplicate-id", s.Pos, "the service %q is given twice", s.ID).WithNote(first, "first given here")
		}
		ids[s.ID] = s.Pos
		s.checkComplete(&diags)
		if c, known := at[s.Country]; known {
			s.callingCode, s.trunk = all.Countries[c].CallingCode, all.Countries[c].Trunk
		} else if s.Country != "" {
			diags.Errorf("services/unknown-value", s.Pos, "unknown country %q of the service %q", s.Country, s.ID).DidYouMean(s.Country, codes)
		}
	}
	of := make(map[string][]Service)
	for _, s := range all.List {
		of[s.Country] = append(of[s.Country], s)
	}
	for i, c := range all.Countries {
		all.Countries[i].Services = of[c.Code]
		slices.SortStableFunc(of[c.Code], func(a, b Service) int {
			return cmp.Compare(slices.Index(serviceKinds[:], a.Kind), slices.Index(serviceKinds[:], b.Kind))
		})
	}
	return all, diags
}

// checkComplete reports missing fields that readers or reviewers need.
func (s *Service) checkComplete(diags *diag.List) {
	for _, need := range [...]struct{ what, has string }{
		{"id", s.ID}, {"name", s.Name}, {"country", s.Country}, {"kind", s.Kind},
		{"phone, text or web", cmp.Or(s.Phone, s.Text, s.Web)},
		{"source, or an address where it was seen", cmp.Or(s.Source, strings.Join(s.Seen, ""))},
	} {
		if need.has == "" {
			diags.Errorf("services/incomplete", s.Pos, "the service %q lacks a %s", cmp.Or(s.Name, s.ID), need.what)
		}
	}
	if s.Checked == "" {
		diags.Warnf("services/unchecked", s.Pos, "nobody has looked yet whether %q is still right", cmp.Or(s.Name, s.ID)).
			WithHint("call it or look at its site, and say when: checked: 2026-12, the year and the month")
	}
	if s.Kind != "" && !slices.Contains(serviceKinds[:], s.Kind) {
		diags.Errorf("services/unknown-value", s.Pos, "unknown kind %q of the service %q", s.Kind, s.ID).DidYouMean(s.Kind, serviceKinds[:])
	}
	s.checkAddresses(diags)
	if s.Word != "" && s.Text == "" {
		diags.Errorf("services/incomplete", s.Pos, "the service %q has a word to text and lacks a text number", s.ID)
	}
}

// phoneNumber matches a number as people write it, without anything that is not
// dialled or would be dialled wrongly: letters, a second number, the (0) of
// "+44 (0)20", the international prefix 00.
var phoneNumber = regexp.MustCompile(`^[+(]?[0-9][-0-9. ()\x{A0}\x{202F}]*[0-9]$`)

func isNumber(s string) bool {
	return phoneNumber.MatchString(s) && !strings.Contains(s, "(0)") && !(strings.HasPrefix(s, "00") && len(s) > minDialled) && len(onlyDigits(s)) <= maxDigits
}

// checkAddresses reports numbers that would dial something else and addresses
// that lead nowhere.
func (s *Service) checkAddresses(diags *diag.List) {
	for _, n := range [...]struct {
		name  string
		value *string
	}{{"phone", &s.Phone}, {"text", &s.Text}} {
		if *n.value != "" && !isNumber(*n.value) {
			diags.Errorf("services/address", s.Pos, "the %s of the service %q is not one number: %q", n.name, s.ID, *n.value).
				WithHint("digits, with spaces or hyphens between them, and nothing else, such as 0800 111 222 or +44 20 7946 0000")
			*n.value = ""
		}
	}
	for _, address := range append([]string{s.Web}, s.Seen...) {
		u, err := url.Parse(address)
		if address == "" || err == nil && (u.Scheme == "https" || u.Scheme == "http") && !strings.ContainsFunc(address, unsafe) && hostProblem(u) == "" {
			continue
		}
		diags.Errorf("services/address", s.Pos, "%q of the service %q is not the address of a site", address, s.ID).
			WithHint("https:// and then the name of the site, such as https://example.org/")
		if address == s.Web {
			s.Web = ""
		}
	}
}
