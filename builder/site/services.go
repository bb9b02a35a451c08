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

// ServicesFile is the data file of who a reader can call.
const ServicesFile = "content/services.yaml"

// shortest is the length from which a number is dialled with its country code;
// shorter ones, such as 999 and 116 123, exist only as they are.
const shortest = 7

// longest is how many digits a number has at most (ITU-T E.164, with what is
// dialled at home in front).
const longest = 16

// serviceKinds say what a service is for, in the order in which a country
// lists them. The interface words have a name for each, as service.KIND.
var serviceKinds = [...]string{"emergency", "medical", "crisis", "sexual", "domestic", "images", "lgbtq", "young", "finder"}

// Country is an entry of countries in content/services.yaml.
type Country struct {
	// Code is the region in a language tag such as en-GB (ISO 3166), or "int"
	// for what serves many countries. The first country of the file is shown
	// to readers whose own is not known.
	Code string `key:"code"`
	Name string `key:"name"`
	// CallingCode is dialled before a number from abroad, instead of the
	// Trunk that is dialled before it at home: 44 and 0 in the UK.
	CallingCode string `key:"callingCode"`
	Trunk       string `key:"trunk"`
	// Gaps says what could not be found for the country.
	Gaps string `key:"gaps"`

	Pos diag.Position
	// Services are those of the country, by kind and then as in the file.
	Services []Service
}

// rows is how many services stand above the text of a page: what the smallest
// phone shows at once.
const rows = 3

// Rows are the country's first service of each kind, as far as there is one
// and there is room.
func (c Country) Rows(kinds []any) []Service {
	var list []Service
	for _, kind := range kinds {
		i := slices.IndexFunc(c.Services, func(s Service) bool { return s.Kind == kind })
		if i >= 0 && len(list) < rows {
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
	// Kind is what it is for: see the file, or services/unknown-value.
	Kind string `key:"kind"`
	// Country is the code of one of the file's countries, and CountryName
	// where in it the service is found, "" for everywhere.
	Country     string `key:"country"`
	CountryName string `key:"countryName"`
	// Does says in a sentence what it does.
	Does string `key:"does"`
	// Phone and Text are numbers as people write them at home; Word is what a
	// text has to say, if it matters, and Web the site's address.
	Phone string `key:"phone"`
	Text  string `key:"text"`
	Word  string `key:"word"`
	Web   string `key:"web"`
	// Who may call, in which languages, when and at what cost.
	Who       string `key:"who"`
	Languages string `key:"languages"`
	Hours     string `key:"hours"`
	Cost      string `key:"cost"`
	// Source is one of the guide's sources; Seen are the addresses of the
	// pages that gave the number. At least one of them is needed.
	Source  string   `key:"source"`
	Seen    []string `key:"seen"`
	Checked string   `key:"checked"`
	// Printed puts the service at the foot of every printed page.
	Printed bool `key:"printed"`

	Pos diag.Position

	callingCode, trunk string
}

// Reach is the number to call or else the address, as it stands on paper.
func (s Service) Reach() string {
	_, address, _ := strings.Cut(s.Web, "://")
	return cmp.Or(s.Phone, address)
}

// Tel is what stands after tel: in a link that calls the service.
func (s Service) Tel() string { return s.dial(s.Phone) }

// SMS is what stands after sms: in a link that begins a text to the service.
// Its "?&" before the word is read by phones of both makers.
func (s Service) SMS() string {
	if s.Word == "" {
		return s.dial(s.Text)
	}
	return s.dial(s.Text) + "?&body=" + url.PathEscape(s.Word)
}

// dial is a number as it is dialled from anywhere.
func (s Service) dial(number string) string {
	digits := onlyDigits(number)
	switch {
	case strings.HasPrefix(number, "+"):
		return "+" + digits
	case len(digits) < shortest || s.callingCode == "":
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

// Services are what content/services.yaml holds.
type Services struct {
	List      []Service
	Countries []Country
}

// ParseServices reads content/services.yaml. data may be nil.
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
		s.complete(&diags)
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

// complete reports what a service lacks that readers or reviewers need.
func (s *Service) complete(diags *diag.List) {
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

// number is how people write a number, with nothing in it that is not dialled
// or that dialling would join to it: letters, a second number, the (0) of
// "+44 (0)20", the 00 that is dialled abroad.
var number = regexp.MustCompile(`^[+(]?[0-9][-0-9. ()\x{A0}\x{202F}]*[0-9]$`)

func isNumber(s string) bool {
	return number.MatchString(s) && !strings.Contains(s, "(0)") && !(strings.HasPrefix(s, "00") && len(s) > shortest) && len(onlyDigits(s)) <= longest
}

// checkAddresses reports numbers that would dial something else, and addresses that
// lead nowhere.
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
		if address == "" || err == nil && (u.Scheme == "https" || u.Scheme == "http") && !strings.ContainsFunc(address, unsafe) && notWeb(u) == "" {
			continue
		}
		diags.Errorf("services/address", s.Pos, "%q of the service %q is not the address of a site", address, s.ID).
			WithHint("https:// and then the name of the site, such as https://example.org/")
		if address == s.Web {
			s.Web = ""
		}
	}
}
