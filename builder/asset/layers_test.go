package asset

import "testing"

func TestLayersAreJoined(t *testing.T) {
	for _, c := range []struct{ name, css, want string }{
		{"same layer", `@layer a{b{c:d}}@layer a{e{f:g}}`, `@layer a{b{c:d}e{f:g}}`},
		{"three times", `@layer a{b{c:d}}@layer a{e{f:g}}@layer a{h{i:j}}`, `@layer a{b{c:d}e{f:g}h{i:j}}`},
		{"other layer between", `@layer a{b{c:d}}@layer z{b{c:d}}@layer a{e{f:g}}`, `@layer a{b{c:d}}@layer z{b{c:d}}@layer a{e{f:g}}`},
		{"rule between", `@layer a{b{c:d}}x{y:z}@layer a{e{f:g}}`, `@layer a{b{c:d}}x{y:z}@layer a{e{f:g}}`},
		{"order of layers", `@layer a,b;@layer a{b{c:d}}@layer a{e{f:g}}`, `@layer a,b;@layer a{b{c:d}e{f:g}}`},
		{"media inside", `@layer a{@media print{b{c:d}}}@layer a{e{f:g}}`, `@layer a{@media print{b{c:d}}e{f:g}}`},
		{"braces in strings", `@layer a{b:after{content:"}}@layer a{"}}@layer a{e{f:'\'{'}}`, `@layer a{b:after{content:"}}@layer a{"}e{f:'\'{'}}`},
		{"without a name", `@layer{b{c:d}}@layer{e{f:g}}`, `@layer{b{c:d}}@layer{e{f:g}}`},
		{"cut short", `@layer a{b{c:d}}@layer a{e{f:g`, `@layer a{b{c:d}}@layer a{e{f:g`},
		{"nothing", ``, ``},
	} {
		if got := string(joinLayers([]byte(c.css))); got != c.want {
			t.Errorf("%s: %s\n\tnot %s", c.name, got, c.want)
		}
	}
}
