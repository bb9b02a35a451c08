package layout

import (
	"errors"
	"fmt"
	"html/template"
	"strings"
	"time"

	"aftercare/builder/site"
)

// builtins are the functions for all templates; T and asset belong to a language and
// a bundle.
var builtins = template.FuncMap{
	// dict "Page" . "Prefix" "": a map of keys and values, to pass a partial more
	// than one thing
	"dict": dict,
	// slice "a" "b": a list of its arguments
	"slice": func(items ...any) ([]any, error) { return items, weigh(items...) },
	// first 3 .Pages: the first pages of a list
	"first": first,
	// add 1 2: the sum of two numbers
	"add": func(a, b int) int { return a + b },
	// lower .Title: the text in lower case
	"lower": strings.ToLower,
	// upper .Title: the text in upper case
	"upper": strings.ToUpper,
	// capital .Reviewer: the text with its first letter in upper case, for the start
	// of a line
	"capital": site.Capitalise,
	// join ", " .KeyPoints: the texts of a list, with the first argument between them
	"join": func(sep string, items []string) (string, error) {
		if len(sep)*len(items) > maxText {
			return "", errText
		}
		return strings.Join(items, sep), nil
	},
	// hasPrefix .URL "faq/": whether a text starts with another
	"hasPrefix": strings.HasPrefix,
	// dateFormat "2 January 2006" .Date: a date in a format given as Go's reference
	// day, 2 January 2006
	"dateFormat": func(layout string, t time.Time) string { return t.Format(layout) },
	// default "y" .Description: the second argument or, if it is empty, the first
	"default": orElse,
}

func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, errors.New("dict wants pairs of keys and values")
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		key, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict wants text for a key, not %v", pairs[i])
		}
		m[key] = pairs[i+1]
	}
	return m, weigh(pairs...)
}

func first(n int, pages []*Page) []*Page { return pages[:min(n, len(pages))] }

func orElse(fallback, value any) any {
	if truth, ok := template.IsTrue(value); ok && truth {
		return value
	}
	return fallback
}
