package layout

import (
	"errors"
	"html/template"
	"io"
	"testing"
)

// However a loop doubles a text, it ends before the memory is full. The loops
// here end by themselves, some steps later.
func TestTextsOfTemplatesAreBounded(t *testing.T) {
	for text, bounded := range map[string]bool{
		`{{ $x := "abcdefgh" }}{{ range 20 }}{{ $x = printf "%s%s" $x $x }}{{ end }}`: true,
		`{{ $x := "abcdefgh" }}{{ range 20 }}{{ $x = print $x $x }}{{ end }}`:         true,
		`{{ $x := "abcdefgh" }}{{ range 20 }}{{ $x = println $x $x }}{{ end }}`:       true,
		`{{ $x := "abcdefgh" }}{{ range 20 }}{{ $x = html $x $x }}{{ end }}`:          true,
		`{{ $x := "abcdefgh" }}{{ range 20 }}{{ $x = js $x $x }}{{ end }}`:            true,
		`{{ $x := "abcdefgh" }}{{ range 20 }}{{ $x = urlquery $x $x }}{{ end }}`:      true,
		`{{ $x := slice "a" }}{{ range 21 }}{{ $x = slice $x $x }}{{ end }}`:          true,
		`{{ $x := dict "a" 1 }}{{ range 21 }}{{ $x = dict "a" $x "b" $x }}{{ end }}`:  true,
		`{{ printf "%1000d" 1 }}`: true, `{{ printf "%*d" 1000 1 }}`: true, `{{ printf "%-0.1000f" 1.5 }}`: true, `{{ printf "%[1]1000d" 1 }}`: true,

		`{{ printf "%05d %-20s %[1]d%% of 1000" 1 "x" }}`: false, `{{ print "a" 1 }}{{ println }}`: false, `{{ "<" | html }}{{ "a b" | urlquery }}`: false,
		`{{ range 1000 }}{{ print "a" . }}{{ slice "a" 1 }}{{ end }}`: false,
	} {
		err := template.Must(template.New("").Funcs(printing).Funcs(builtins).Parse(text)).Execute(io.Discard, nil)
		if errors.Is(err, errText) != bounded || !bounded && err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}
