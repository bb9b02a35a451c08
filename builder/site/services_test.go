package site

import (
	"strings"
	"testing"
)

// directory is a file with one service for each number given as "country
// phone" or "country text word".
const directory = `countries:
  - {code: GB, name: United Kingdom, callingCode: "44", trunk: "0"}
  - {code: US, name: USA, callingCode: "1", trunk: "1"}
  - {code: SG, name: Singapore, callingCode: "65"}
  - {code: int, name: Elsewhere}
services:
`

func parseOne(t *testing.T, lines ...string) Service {
	t.Helper()
	entry := "  - id: a\n    name: A\n    kind: crisis\n    seen: [https://example.org/]\n    checked: 2026-12\n"
	all, diags := ParseServices([]byte(directory + entry + "    " + strings.Join(lines, "\n    ") + "\n"))
	if len(diags) > 0 {
		t.Fatalf("%q: %v", lines, diags)
	}
	return all.List[0]
}

// A number is dialled with its country code from anywhere; one that is too
// short to have any is dialled as it is.
func TestTelHasTheCountryCode(t *testing.T) {
	for _, c := range []struct{ country, phone, want string }{
		{"GB", "0808 500 2222", "+448085002222"},
		{"GB", "116 123", "116123"},
		{"GB", "999", "999"},
		{"US", "800-656-4673", "+18006564673"},
		{"US", "1-800-668-6868", "+18006686868"},
		{"SG", "1800-777-0000", "+6518007770000"},
		{"SG", "+65 6669 1771", "+6566691771"},
		{"int", "112", "112"},
	} {
		if got := parseOne(t, "country: "+c.country, `phone: "`+c.phone+`"`).Tel(); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.country, c.phone, got, c.want)
		}
	}
}

func TestSMSBringsTheWord(t *testing.T) {
	for _, c := range []struct{ country, text, word, want string }{
		{"GB", "85258", "SHOUT", "85258?&body=SHOUT"},
		{"US", "988", "", "988"},
		{"GB", "07860 077 333", "", "+447860077333"},
		{"US", "741741", "TALK NOW", "741741?&body=TALK%20NOW"},
	} {
		lines := []string{"country: " + c.country, `text: "` + c.text + `"`}
		if c.word != "" {
			lines = append(lines, "word: "+c.word)
		}
		if got := parseOne(t, lines...).SMS(); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.country, c.text, got, c.want)
		}
	}
}

// A country lists its services by kind, each kind in the order of the file.
func TestCountriesGatherTheirServices(t *testing.T) {
	var file strings.Builder
	file.WriteString(directory)
	for _, s := range []struct{ id, kind, country string }{
		{"talk", "crisis", "GB"}, {"far", "crisis", "US"}, {"sirens", "emergency", "GB"}, {"text", "crisis", "GB"},
	} {
		file.WriteString("  - {id: " + s.id + ", name: N, kind: " + s.kind + ", country: " + s.country + ", phone: '112', source: S, checked: 2026-12}\n")
	}
	all, diags := ParseServices([]byte(file.String()))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	var order []string
	for _, s := range all.Countries[0].Services {
		order = append(order, s.ID)
	}
	if got := strings.Join(order, " "); got != "sirens talk text" {
		t.Errorf("the first country lists %s", got)
	}
	order = nil
	for _, s := range all.Countries[0].Rows([]any{"sexual", "crisis", "emergency"}) {
		order = append(order, s.ID)
	}
	if got := strings.Join(order, " "); got != "talk sirens" {
		t.Errorf("the rows on top are %s", got)
	}
}

func TestServicesNameWhatIsMeant(t *testing.T) {
	for given, want := range map[string]string{
		"kind: crises\n    country: GB\n    phone: '112'": `did you mean "crisis"?`,
		"kind: crisis\n    country: UK\n    phone: '112'": "",
	} {
		_, diags := ParseServices([]byte(directory + "  - id: a\n    name: A\n    " + given + "\n    source: S\n    checked: 2026-12\n"))
		if len(diags) != 1 || diags[0].Code != "services/unknown-value" || diags[0].Hint != want && want != "" {
			t.Errorf("%q: %v", given, diags)
		}
	}
}

// What readers or reviewers need and a service has not is told, once each.
func TestServicesAreComplete(t *testing.T) {
	const whole = "id: a, name: A, kind: crisis, country: GB, phone: '112', source: S, checked: 2026-12"
	without := func(key string) string {
		for part := range strings.SplitSeq(whole, ", ") {
			if strings.HasPrefix(part, key+":") {
				return strings.TrimPrefix(strings.ReplaceAll(", "+whole, ", "+part, ""), ", ")
			}
		}
		return whole
	}
	for entry, want := range map[string]string{
		whole:                              "",
		without("id"):                      "services/incomplete:7",
		without("name"):                    "services/incomplete:7",
		without("kind"):                    "services/incomplete:7",
		without("country"):                 "services/incomplete:7",
		without("phone"):                   "services/incomplete:7",
		without("phone") + ", text: '112'": "",
		without("phone") + ", web: 'https://a.example'": "",
		without("source"): "services/incomplete:7",
		without("source") + ", seen: ['https://a.example']": "",
		without("checked"):                                   "services/unchecked:7",
		whole + ", word: HELP":                               "services/incomplete:7",
		without("phone") + ", phone: 112 or 113":             "services/address:7",
		whole + ", text: '112/3'":                            "services/address:7",
		whole + ", web: 'ftp://a.example'":                   "services/address:7",
		whole + ", web: 'https://localhost'":                 "services/address:7",
		whole + ", web: 'http://a.example/b'":                "",
		whole + ", web: 'https://a.example/b c'":             "services/address:7",
		whole + ", seen: ['https://a.example', 'a.example']": "services/address:7",
		whole + "}\n  - {" + whole:                           "services/duplicate-id:8",
		without("id") + "}\n  - {" + without("id"):           "services/incomplete:7 services/incomplete:8",
	} {
		all, diags := ParseServices([]byte(directory + "  - {" + entry + "}\n"))
		if got := said(diags); got != want {
			t.Errorf("%s: %s, want %s: %v", entry, got, want, diags)
		}
		if s := all.List[0]; strings.Contains(want, "address") && (s.Web != "" && !strings.Contains(entry, "seen") || s.Text != "" || strings.Contains(s.Phone, "or")) {
			t.Errorf("%s: is kept as %+v", entry, s)
		}
	}
	for countries, want := range map[string]string{"{name: A}": "services/incomplete:2", "{code: A}": "services/incomplete:2"} {
		if _, diags := ParseServices([]byte("countries:\n- " + countries)); said(diags) != want {
			t.Errorf("%s: %v", countries, diags)
		}
	}
	if got := (Service{Web: "https://a.example/b", Phone: "1 2"}).Reach() + " " + (Service{Web: "https://a.example/b"}).Reach(); got != "1 2 a.example/b" {
		t.Errorf("reached at %s", got)
	}
	if got := parseOne(t, "country: GB", "phone: '0 12345'").Tel() + " " + parseOne(t, "country: GB", "phone: '0 123456'").Tel(); got != "012345 +44123456" {
		t.Errorf("numbers on both sides of the shortest are dialled as %s", got)
	}
	var c Country
	for _, kind := range serviceKinds {
		c.Services = append(c.Services, Service{ID: kind, Kind: kind})
	}
	if got := c.Rows([]any{"crisis", "none", 3, "medical", "sexual", "young"}); len(got) != 3 || got[2].ID != "sexual" {
		t.Errorf("rows %v", got)
	}
}
