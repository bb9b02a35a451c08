package layout

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"regexp"
	"text/template/parse"
)

// Limits on what a template may cost. The guide's longest page is about 1 MiB and
// takes some ten thousand steps.
const (
	maxOutput = 64 << 20  // bytes of a page
	maxSteps  = 3_000_000 // texts written and rounds of loops; below a second
	maxParts  = 20        // of Part within Part
	maxText   = 4 << 20   // bytes of what a function makes text of
)

var (
	errOutput = fmt.Errorf("the template writes more than %d MiB", maxOutput>>20)
	errSteps  = fmt.Errorf("the template takes more than %d steps; does a loop end?", maxSteps)
	errText   = fmt.Errorf("a template makes a text of more than %d MiB, or pads one beyond 999 signs", maxText>>20)
	errParts  = errors.New("the partial shows itself, without end")
)

// limited is the writer that a template writes to. It fails once the template has
// cost too much: nothing else can stop one.
type limited struct {
	buffer *bytes.Buffer
	steps  int
}

func (l *limited) Write(p []byte) (int, error) {
	switch l.steps++; {
	case l.steps > maxSteps:
		return 0, errSteps
	case l.buffer.Len()+len(p) > maxOutput:
		return 0, errOutput
	}
	return l.buffer.Write(p)
}

// printing are the text-building functions of text/template. In a loop they could
// double a text until memory is full.
var printing = template.FuncMap{
	"print": within(fmt.Sprint), "println": within(fmt.Sprintln),
	"html": within(template.HTMLEscaper), "js": within(template.JSEscaper), "urlquery": within(template.URLQueryEscaper),
	"printf": func(format string, args ...any) (string, error) {
		if wide.MatchString(format) || weigh(format, args) != nil {
			return "", errText
		}
		return fmt.Sprintf(format, args...), nil
	},
}

var wide = regexp.MustCompile(`%[^a-zA-Z%]*(?:\d{4}|\*)`)

func within(text func(...any) string) func(...any) (string, error) {
	return func(args ...any) (string, error) {
		if err := weigh(args...); err != nil {
			return "", err
		}
		return text(args...), nil
	}
}

// weigh returns an error if items would make too long a text. Lists may contain each
// other many times over, so it stops as soon as the limit is reached.
func weigh(items ...any) error {
	if rest(maxText, items) < 0 {
		return errText
	}
	return nil
}

func rest(left int, item any) int {
	left -= 4
	switch item := item.(type) {
	case []any:
		for i := 0; i < len(item) && left >= 0; i++ {
			left = rest(left, item[i])
		}
	case map[string]any:
		for key, value := range item {
			if left = rest(left-len(key), value); left < 0 {
				break
			}
		}
	default:
		if v := reflect.ValueOf(item); v.Kind() == reflect.String {
			left -= v.Len()
		}
	}
	return left
}

// countRound adds an empty text to the start of a loop's body, so that loops without
// output are counted, too.
func countRound(n *parse.RangeNode) {
	n.List.Nodes = append([]parse.Node{&parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos}}, n.List.Nodes...)
}
