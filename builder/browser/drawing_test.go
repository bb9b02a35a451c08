package browser

import (
	"strings"
	"testing"
)

// leastDrawings is how many different drawings in the guide have words for what
// they show.
const leastDrawings = 13

// TestDrawingsNeedNoStyles: a browser that loses the styles, or their layers,
// shows each drawing in its size and colours, and every reader gets its words.
func TestDrawingsNeedNoStyles(t *testing.T) {
	inAudit(t)
	shown := make(map[string]bool)
	for _, name := range shared.guide.names {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for n := range elements(parse(shared.guide.files[name]), "svg", "circle", "rect", "ellipse", "path") {
			switch {
			case n.Data != "svg":
				if class := " " + attribute(n, "class"); strings.Contains(class, " shape-") && attribute(n, "fill") == "" {
					t.Errorf("%s: a %s of the class%s is black without styles", name, n.Data, class)
				}
			case attribute(n, "class") != "drawing":
			case attribute(n, "width") == "" || attribute(n, "height") == "":
				t.Errorf("%s: a drawing has no size without styles", name)
			case attribute(n, "aria-hidden") == "" && attribute(n, "aria-label") == "":
				t.Errorf("%s: a drawing is not said in words", name)
			default:
				shown[attribute(n, "aria-label")] = true
			}
		}
	}
	if delete(shown, ""); len(shown) < leastDrawings {
		t.Errorf("only %d drawings show something", len(shown))
	}
}
