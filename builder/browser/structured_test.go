package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var structured = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// quoted is a value that is a text, but for the names of types.
var quoted = regexp.MustCompile(`("@type":"\w+")|:"(?:[^"\\]|\\.)*"`)

// TestStructuredDataIsSchemaOrgs holds what pages tell search engines to the
// definitions of schema.org, as the library schema-dts has them: types that are
// none, properties that a type does not have and values of another kind do not
// compile. The last lines are wrong on purpose, and compile only if they are
// found out.
func TestStructuredDataIsSchemaOrgs(t *testing.T) {
	var source strings.Builder
	source.WriteString("import type { Graph } from \"schema-dts\";\n")
	types := make(map[string]bool)
	seen := make(map[string]bool)
	for _, p := range []*published{shared.guide, shared.small} {
		for _, name := range p.names {
			found := structured.FindSubmatch(p.files[name])
			// The words differ from page to page; what they are words of does not.
			if found == nil || seen[quoted.ReplaceAllString(string(found[1]), `$1`)] {
				continue
			}
			seen[quoted.ReplaceAllString(string(found[1]), `$1`)] = true
			var graph struct {
				Graph []map[string]any `json:"@graph"`
			}
			if err := json.Unmarshal(found[1], &graph); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, thing := range graph.Graph {
				types[fmt.Sprint(thing["@type"])] = true
			}
			fmt.Fprintf(&source, "// %s\n({\n%s\n}) satisfies Graph;\n", name, bytes.Trim(found[1], "{}"))
		}
	}
	for _, want := range []string{"Article", "BreadcrumbList", "FAQPage", "WebSite"} {
		if !types[want] {
			t.Errorf("no page tells of a %s", want)
		}
	}
	for _, wrong := range []string{`"@type": "Artikel"`, `"@type": "Article", "headlin": "x"`, `"@type": "Article", "author": 3`} {
		fmt.Fprintf(&source, "// @ts-expect-error\n({ \"@context\": \"https://schema.org\", \"@graph\": [{ %s }] }) satisfies Graph;\n", wrong)
	}
	dir := t.TempDir()
	modules, err := filepath.Abs("node_modules")
	if err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf(`{"compilerOptions": {"noEmit": true, "strict": true, "skipLibCheck": true, "types": [], "module": "esnext",
		"moduleResolution": "bundler", "paths": {"schema-dts": [%q], "schema-dts-lib": [%q]}}}`, modules+"/schema-dts/dist/schema.d.ts", modules+"/schema-dts-lib/dist/index.d.ts")
	for name, text := range map[string]string{"graphs.ts": source.String(), "tsconfig.json": config} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("node_modules/.bin/tsc", "-p", dir).CombinedOutput(); err != nil {
		t.Errorf("not of schema.org: %v\n%.3000s", err, out)
	}
}
