package preview

import (
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"aftercare/builder/diag"
)

// editors are the address templates of known editors: %f is the path, %l the line
// and %c the column.
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

// editorTemplate returns the address that opens a source file in an editor, with
// %l and %c still in it. editor is a key of editors or the writer's own template.
// The result is "" without an editor and for a file that the program ships.
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

// editorURL returns the address that opens a position, or "".
func editorURL(editor, folder string, pos diag.Position) string {
	return strings.NewReplacer("%l", strconv.Itoa(max(pos.Line, 1)), "%c", strconv.Itoa(max(pos.Col, 1))).Replace(editorTemplate(editor, folder, pos.File))
}
