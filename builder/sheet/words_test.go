package sheet

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aftercare/builder/data"
)

// words are those that scripts import, by the keys that they have there.
func words(t *testing.T) map[string]bool {
	t.Helper()
	keys := map[string]bool{"give": true, "want.dont": true, "who": true, "else": true, "when": true, "plan": true} // from the page
	tree, diags := data.YAML(data.Input{File: "en.sheet.yaml", Data: read(t, "../../layouts/words/en.sheet.yaml")}, "words")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for _, f := range tree.Fields {
		if key, ok := strings.CutPrefix(f.Key, "sheet.js."); ok {
			keys[key] = true
		}
	}
	return keys
}

var said = regexp.MustCompile(`\bt\((?:this\.\w+ \? )?"([a-z][a-z.-]*)"`)

func TestEveryWordAScriptSaysExists(t *testing.T) {
	keys := words(t)
	scripts, err := filepath.Glob("../../layouts/scripts/sheet/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range scripts {
		for _, m := range said.FindAllStringSubmatch(string(read(t, name)), -1) {
			if key := m[1]; !keys[key] && !strings.HasSuffix(key, ".") && !strings.HasSuffix(key, "-") {
				t.Errorf("%s says %q", filepath.Base(name), key)
			}
		}
	}
}

// The codes with which a file or link is refused have words, too.
func TestRefusalsHaveWords(t *testing.T) {
	keys := words(t)
	for _, r := range []Refusal{TooBig, NotASheet, Newer, Damaged, OtherForm, NoAnswers, WrongPhrase, "no-crypto"} {
		if !keys["err."+string(r)] {
			t.Errorf("%s has no words", r)
		}
	}
}
