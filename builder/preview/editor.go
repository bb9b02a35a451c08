package preview

import (
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"aftercare/builder/diag"
)

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

// editorTemplate is the address that opens a source file in an editor, which is
// one of editors or a template of the writer's own; %l and %c are left in it.
// It is "" without an editor, and for a file of the program. The browser
// follows it; the preview does nothing.
func editorTemplate(editor, folder, name string) string {
	if editor == "" {
		return ""
	}
	template, ok := editors[editor]
	if !ok {
		template = editor
	}
	file, err := filepath.Abs(filepath.Join(folder, filepath.FromSlash(name)))
	if err != nil {
		return ""
	}
	if _, err := os.Stat(file); err != nil {
		return ""
	}
	address := url.URL{Path: "/" + strings.TrimPrefix(filepath.ToSlash(file), "/")}
	return strings.ReplaceAll(template, "%f", address.EscapedPath())
}

// editorURL is the address that opens a place, or "".
func editorURL(editor, folder string, pos diag.Position) string {
	return strings.NewReplacer("%l", strconv.Itoa(max(pos.Line, 1)), "%c", strconv.Itoa(max(pos.Col, 1))).Replace(editorTemplate(editor, folder, pos.File))
}
