package output

import "testing"

func TestScriptMayStandInHTML(t *testing.T) {
	for script, want := range map[string]string{
		"a=\"\x1d\x7f\u0085\uffff\"":   `a="\u001d\u007f\u0085\uffff"`,
		"a=\"“ä”\t\"\n":                "a=\"“ä”\t\"\n",
		"a='</script>'":                `a='<\/script>'`,
		"\x1f !~\x7f\u009f\u00a0":      `\u001f !~\u007f\u009f` + "\u00a0",
		"\ufdcf\ufdd0\ufdef\ufdf0":     "\ufdcf" + `\ufdd0\ufdef` + "\ufdf0",
		"\ufffd\ufffe\uffff\U0001fffe": "\ufffd" + `\ufffe\uffff` + "\U0001fffe",
		"":                             "",
	} {
		if got := string(scriptText([]byte(script))); got != want {
			t.Errorf("%q becomes %q, not %q", script, got, want)
		}
	}
}
