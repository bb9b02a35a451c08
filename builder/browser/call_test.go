package browser

import (
	"regexp"
	"strings"
	"testing"
)

// The pages that begin with numbers, by what is on them without scripts.
var (
	callLink  = regexp.MustCompile(`href="(tel|sms):([^"]*)"`)
	wholeCall = regexp.MustCompile(`^(\d{2,6}|(\+|&#43;)\d{8,14})$`)
	wholeText = regexp.MustCompile(`^(\d{3,6}|(\+|&#43;)\d{8,14})(\?&amp;body=[A-Z]+)?$`)
	firstRows = regexp.MustCompile(`(?s)<div class="call" data-country="GB">.*?</div>`)
)

// Every number is a link that dials it from anywhere: with its country code, or
// short, as it is dialled.
func TestNumbersAreLinksThatDial(t *testing.T) {
	page := string(shared.guide.files["help/crisis-and-support/index.html"])
	links := callLink.FindAllStringSubmatch(page, -1)
	if len(links) < 80 {
		t.Fatalf("only %d numbers to tap", len(links))
	}
	for _, l := range links {
		if form := map[string]*regexp.Regexp{"tel": wholeCall, "sms": wholeText}[l[1]]; !form.MatchString(l[2]) {
			t.Errorf("%s:%s is not dialled from anywhere", l[1], l[2])
		}
	}
}

// Without scripts, the first country's rows show, and every country's list is
// there, one step away.
func TestNumbersAreThereWithoutScripts(t *testing.T) {
	for _, name := range []string{"help", "help/crisis-and-support", "help/medical", "help/not-what-you-agreed"} {
		page := string(shared.guide.files[name+"/index.html"])
		if rows := strings.Count(firstRows.FindString(page), "<li"); rows != 3 {
			t.Errorf("%s shows %d rows", name, rows)
		}
		if text, call := strings.Index(page, `class="text"`), strings.Index(page, `class="calls"`); call < 0 || call > text {
			t.Errorf("%s has its numbers below its text", name)
		}
		for _, code := range []string{"GB", "IE", "US", "CA", "AU", "NZ", "IN", "ZA", "NG", "KE", "SG", "PH", "int"} {
			if !strings.Contains(page, "#page:lines-"+code+`"`) {
				t.Errorf("%s has no way to the numbers of %s", name, code)
			}
		}
	}
	list := string(shared.guide.files["help/crisis-and-support/index.html"])
	for _, code := range []string{"GB", "PH", "int"} {
		if !strings.Contains(list, `id="page:lines-`+code+`"`) {
			t.Errorf("the list has nobody in %s", code)
		}
	}
}
