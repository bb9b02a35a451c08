package shortcode

import (
	"regexp"
	"strings"
	"testing"
)

var blanks = regexp.MustCompile(` +(\)|$)`)

// What a shortcode becomes has its length, so that places stay; what is none of
// the three, or would not be the same in Markdown, stays as it is.
func TestMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"no shortcode":                                    "no shortcode",
		`[a]({{< ref "b.md" >}})`:                         `[a](<b.md>)`,
		"[a]({{% relref `b.md#c` %}})":                    "[a](<b.md#c>)",
		"[a]({{< ref b.md >}})":                           "[a](<b.md>)",
		"[a]: {{< ref \"b.md\" >}}":                       "[a]: <b.md>",
		`{{< ref "b.md" >}}`:                              `{{< ref "b.md" >}}`,
		`{{< figure src="a.png" alt="A cup" >}}`:          `![A cup](<a.png>)`,
		`{{< figure src="a.png" caption="A cup" >}}`:      `![A cup](<a.png> "A cup")`,
		`{{< figure src="a.png" title="T" alt="" >}}`:     `![](<a.png> "T")`,
		`{{< figure alt="A cup" >}}`:                      `{{< figure alt="A cup" >}}`,
		`{{< figure src="a.png" alt="a [b] c" >}}`:        `{{< figure src="a.png" alt="a [b] c" >}}`,
		`{{< figure src="a<b>.png" >}}`:                   `{{< figure src="a<b>.png" >}}`,
		`{{< youtube abc >}}`:                             `{{< youtube abc >}}`,
		"{{< figure src=\"a.png\"\nalt=\"two lines\" >}}": "{{< figure src=\"a.png\"\nalt=\"two lines\" >}}",
	} {
		got := string(Markdown([]byte(text + "|")))
		if len(got) != len(text)+1 || !strings.HasSuffix(got, "|") {
			t.Errorf("%q has another length: %q", text, got)
		}
		if got = blanks.ReplaceAllString(strings.TrimSuffix(got, "|"), "$1"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
