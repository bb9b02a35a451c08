package site

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// Addresses that the settings may name, and others that look like them.
var (
	reaching = []string{
		"help.md", "/help.md", "help/", "help.md#now", "leaflet.pdf", "https://example.org", "https://bücher.example/a?b=c#d",
		"HTTPS://EXAMPLE.ORG/", "tel:112", "tel:15", "TEL:+44-20-7946-0000", "tel:911;ext=7", "sms:85258?&body=SHOUT",
		"sms:+441234567890", "mailto:help@example.org", "mailto:a@b.example?subject=Help",
	}
	unreaching = []string{
		"", " ", "#", "#top", "?a", "112", "+44 20 7946 0000", "help@example.org", "www.example.org", "//example.org", `\\example.org`,
		"https:", "https://", "https:/example.org", "https:example.org", `https:\\example.org`, "https://localhost", "https://user:pass@example.org",
		"https://exa mple.org", "https://example.org\n.evil.example", "http://example.org", "ftp://example.org", "javascript:alert(1)",
		"JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "\u200btel:112", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
		"blob:https://example.org/x", "intent:x", "whatsapp://send", "tel:", "tel:x", "tel: 112", "tel://112", "tel:112?x", "tel:112?", "tel:00#", "sms:112#", "sms:112?body=x#", "tel:*#06#", "tel:0800 1111",
		"sms:", "sms:hello", "mailto:", "mailto:help", "mailto:a@b", "mailto://a@b.example", "callto:112", "%zz",
	}
)

func TestAddressesInSettings(t *testing.T) {
	for _, link := range reaching {
		if problem, _ := linkProblem(link); problem != "" {
			t.Errorf("%q %s", link, problem)
		}
	}
	for _, link := range unreaching {
		for _, settings := range []string{"menu: [{title: T, link: %}]", "urgent: {title: T, link: %}", "services: {title: T, link: %}", "Urgent: {TITLE: T, LINK: %}"} {
			text := "title: T\n" + strings.Replace(settings, "%", quoted(link), 1)
			s, diags := ParseSettings([]byte(text))
			if !diags.HasErrors() || diags[0].Pos.Line != 2 {
				t.Errorf("%s: %v", text, diags)
			}
			if s.Urgent.Link != "" || s.Services.Link != "" || len(s.Menu) > 0 {
				t.Errorf("%s: is kept", text)
			}
		}
	}
	for _, link := range []string{"", "weather", "tel:112", "http://example.org", "https://a:b@example.org", "javascript:alert(1)", "//example.org", "mailto:a@b.example"} {
		if s, diags := ParseSettings([]byte("exit: {url: " + quoted(link) + ", title: T}")); !diags.HasErrors() || s.Exit.URL != "" {
			t.Errorf("exit %q: %v", link, diags)
		}
	}
	for _, link := range []string{"https://example.org", "https://a:b@example.org/{path}", "https://a@example.org/{path}", "javascript:{path}", "http://example.org/{path}", "//example.org/{path}", "{path}", "https://exa mple.org/{path}", "tel:{path}"} {
		if s, diags := ParseSettings([]byte("editURL: " + quoted(link))); !diags.HasErrors() || s.EditURL != "" {
			t.Errorf("editURL %q: %v", link, diags)
		}
	}
	for _, link := range []string{"hello", "javascript:x", "a@b", "http://example.org", "ftp://example.org", "//example.org", "112"} {
		if s, diags := ParseSettings([]byte("contact: " + quoted(link))); link == "hello" == diags.HasErrors() || link != "hello" && s.Contact != "" {
			t.Errorf("contact %q: %v", link, diags)
		}
	}
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

func TestBaseURLHoldsNothingElse(t *testing.T) {
	for _, raw := range []string{"https://user:pass@example.org", "https://user@example.org/", "https://:@example.org", "example.org", "ftp://example.org", "https://",
		"https://:80", "https://example.org?", "https://example.org/#", `https:\\example.org`, "https://exam\"ple.org", "https://example.org/a b", "//example.org",
		"https://example.org//guide/", "https://example.org/a/../guide/", "https://example.org/guide/index.html"} {
		_, err := CleanBaseURL(raw)
		if err == nil {
			t.Errorf("%s is taken", raw)
		} else if strings.Contains(err.Error(), "pass") && !strings.Contains(err.Error(), "password") {
			t.Errorf("%s is told: %v", raw, err)
		}
	}
	if got, err := CleanBaseURL("https://example.org:8080/guide"); got != "https://example.org:8080/guide/" {
		t.Error(got, err)
	}
}

func TestNumbersDialNothingElse(t *testing.T) {
	for _, n := range []string{"112", "15", "000", "0800 111 222", "(800) 656-4673", "1-800-668-6868", "+65 6669 1771", "0800\u00a01111"} {
		if !isNumber(n) {
			t.Errorf("%q is refused", n)
		}
	}
	for _, n := range []string{"1", "1-800-HELP", "0800 1111 or 999", "0800 1111, 0800 2222", "0800 1111/2", "+44 (0)20 7946 0000", "0044 20 7946 0000",
		"0800 111 222 0800 333 444", "tel:112", "112;ext=1", "112 (police)", "１１２", "*100#", "+", "-"} {
		if isNumber(n) {
			t.Errorf("%q is taken", n)
		}
	}
}

var safe = regexp.MustCompile(`^(?i:https://[^/\\\s@]+\.[^/\\\s@]+|tel:\+?[-0-9.()*;=a-zA-Z+]+$|sms:\+?[-0-9.()*;=a-zA-Z+]+(\?|$)|mailto:[^:@\s]+@)`)

// What is taken is a local address or one of the four schemes, as browsers read
// them, and no other.
func FuzzAddressInSettings(f *testing.F) {
	for _, link := range append(reaching, unreaching...) {
		f.Add(link)
	}
	f.Fuzz(func(t *testing.T, link string) {
		if problem, _ := linkProblem(link); problem != "" {
			return
		}
		u, err := url.Parse(link)
		if err != nil || u.Scheme == "" && (u.Host != "" || strings.HasPrefix(link, "//")) {
			t.Fatalf("%q is taken", link)
		}
		if u.Scheme != "" && !safe.MatchString(link) {
			t.Fatalf("%q is taken", link)
		}
	})
}
