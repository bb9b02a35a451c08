package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/serve"
)

// Changes implements serve.Guide.
func (v *preview) Changes(before, after serve.Snapshot) []serve.Change {
	a, known := before.(*builder.Snapshot)
	b, ok := after.(*builder.Snapshot)
	if !known || !ok {
		return nil
	}
	var list []serve.Change
	for _, c := range v.desk.Changes(a, b) {
		list = append(list, serve.Change(c))
	}
	return list
}

// pageFacts are what the preview is told of a page, with the addresses that
// only the program knows.
type pageFacts struct {
	*builder.PageFacts
	Editor string `json:"editor,omitempty"` // with %l for the line and %c for the column
	Href   string `json:"href,omitempty"`   // of what a page that has moved became
}

// Page implements serve.Guide.
func (v *preview) Page(shown serve.Snapshot, name string) any {
	s, ok := shown.(*builder.Snapshot)
	if !ok {
		return nil
	}
	facts, err := v.desk.Page(s, name)
	if err != nil || facts == nil {
		return nil // a newer snapshot is on its way
	}
	for _, link := range facts.Linked {
		link.Href = hrefOf(link.Name)
	}
	page := pageFacts{PageFacts: facts, Editor: v.editorTemplate(facts.File)}
	if facts.Name != "" {
		page.Href = hrefOf(facts.Name)
	}
	return page
}

// hrefOf is the address of a page in the preview.
func hrefOf(name string) string { return "/" + strings.TrimSuffix(name, "index.html") }

// editors are URL schemes that open a file at a line: %f is the path, %l the
// line and %c the column.
var editors = map[string]string{
	"vscode":   "vscode://file%f:%l:%c",
	"vscodium": "vscodium://file%f:%l:%c",
	"cursor":   "cursor://file%f:%l:%c",
	"zed":      "zed://file%f:%l:%c",
	"idea":     "idea://open?file=%f&line=%l&column=%c",
	"sublime":  "subl://open?url=file://%f&line=%l&column=%c",
	"textmate": "txmt://open?url=file://%f&line=%l&column=%c",
	"macvim":   "mvim://open?url=file://%f&line=%l&column=%c",
}

// editorTemplate is the address that opens a source file in the writer's
// editor, "" if the settings name none; the place in it is left open as %l and
// %c. The browser follows it; the preview does nothing.
func (v *preview) editorTemplate(name string) string {
	last := v.last.Load()
	if last == nil || last.Site.Settings.Editor == "" {
		return ""
	}
	template, ok := editors[last.Site.Settings.Editor]
	if !ok {
		template = last.Site.Settings.Editor
	}
	file, err := filepath.Abs(filepath.Join(v.flags.source, filepath.FromSlash(name)))
	if err != nil {
		return ""
	}
	if _, err := os.Stat(file); err != nil {
		return "" // a file of the program
	}
	address := url.URL{Path: "/" + strings.TrimPrefix(filepath.ToSlash(file), "/")}
	return strings.ReplaceAll(template, "%f", address.EscapedPath())
}

// editorURL is the address that opens a place in the writer's editor, or "".
func (v *preview) editorURL(pos diag.Position) string {
	return strings.NewReplacer("%l", strconv.Itoa(max(pos.Line, 1)), "%c", strconv.Itoa(max(pos.Col, 1))).Replace(v.editorTemplate(pos.File))
}
