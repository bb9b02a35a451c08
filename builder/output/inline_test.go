package output

import (
	"strings"
	"testing"
)

// A copy has its styles and scripts inside and allows just these, however its
// layout writes the tags.
func TestInline(t *testing.T) {
	files := map[string][]byte{"assets/a.css": []byte("p{}"), "assets/b.js": []byte("b()"), "assets/c.js": []byte(`c("</script>")`)}
	const style, script = "<style>p{}</style>", `<script type="module">b()</script>`
	for _, test := range []struct{ name, page, want string }{
		{"as ours", `<link rel="stylesheet" href="../assets/a.css"><script type="module" src="../assets/b.js"></script>`, style + script},
		{"other order", `<link href="../assets/a.css" rel="stylesheet"><script src="../assets/b.js" type="module"></script>`, style + script},
		{"other quotes", `<LINK rel=StyleSheet href='assets/a.css'/><script type='module' src=assets/b.js></script>`, style + script},
		{"not ours", `<link rel="stylesheet" href="other.css">`, `<link rel="stylesheet" href="other.css">`},
		{"for others", "<link href=i.svg rel=icon>\n<link rel=\"canonical\" href=\"x\">\n<meta name=description content=d>\n<meta content=c property=\"og:title\">\n<script type=\"application/ld+json\">{}</script>\n<p>", "<p>"},
		{"icon inside", `<link rel="icon" href="data:,">`, `<link rel="icon" href="data:,">`},
		{"pictures and words of links", "<link rel=apple-touch-icon href=a><link rel=alternate href=a><link rel=icon><meta property=x content=y><p>", "<p>"},
		{"what readers need", "<link rel=preload href=a><meta name=viewport content=x><script type=\"application/json\">{}</script>", "<link rel=preload href=a><meta name=viewport content=x><script type=\"application/json\">{}</script>"},
		{"a script that would end itself", `<script src="assets/c.js"></script>`, `<script>c("<\/script>")</script>`},
		{"another script", `<script src="other.js"></script><script>c</script>`, `<script src="other.js"></script><script>c</script>`},
		{"another element", `<img src="assets/b.js"><a rel="stylesheet" href="assets/a.css">`, `<img src="assets/b.js"><a rel="stylesheet" href="assets/a.css">`},
		{"a policy in the text", `<body><meta http-equiv=content-security-policy content=z>`, `<body><meta http-equiv=content-security-policy content=z>`},
		{"in a comment", `<!-- <link rel="icon"> --><title>a < b</title>`, `<!-- <link rel="icon"> --><title>a < b</title>`},
	} {
		policy := `<meta content="x" http-equiv=content-security-policy>`
		got := string(inline([]byte(policy+test.page), files))
		tag, rest, _ := strings.Cut(got, ">")
		if rest != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, rest, test.want)
		}
		if !strings.Contains(tag, "default-src 'none'; style-src ") || !strings.Contains(tag, "script-src ") || test.want == "<p>" && strings.Count(tag, "-src 'none'") != 4 {
			t.Errorf("%s: the policy is %s", test.name, tag)
		}
		for text, directive := range map[string]string{style: "style-src " + hashOf([]byte("p{}")), script: "script-src " + hashOf([]byte("b()"))} {
			if strings.Contains(test.want, text) != strings.Contains(tag, directive) {
				t.Errorf("%s: the policy is %s", test.name, tag)
			}
		}
	}
}
