package sheet

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestScriptsKnowTheOrderOfTheirWords(t *testing.T) {
	src := string(read(t, "../../layouts/scripts/sheet/words.js"))
	list := src[strings.Index(src, "KEYS = ("):strings.Index(src, ").split")]
	var keys []string
	for _, m := range regexp.MustCompile(`"([^"]*)"`).FindAllStringSubmatch(list, -1) {
		keys = append(keys, strings.Fields(m[1])...)
	}
	if !slices.Equal(keys, scriptWords) {
		t.Errorf("words.js has\n%v\nwords.go has\n%v", keys, scriptWords)
	}
}

var said = regexp.MustCompile(`\bt\((?:this\.\w+ \? )?"([a-z][a-z.-]*)"`)

func TestEveryWordAScriptSaysExists(t *testing.T) {
	fromPage := []string{"give", "want.dont", "who", "else", "when"}
	scripts, err := filepath.Glob("../../layouts/scripts/sheet/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range scripts {
		for _, m := range said.FindAllStringSubmatch(string(read(t, name)), -1) {
			if key := m[1]; !slices.Contains(scriptWords, key) && !slices.Contains(fromPage, key) && !strings.HasSuffix(key, ".") {
				t.Errorf("%s says %q", filepath.Base(name), key)
			}
		}
	}
}
