package layout

import (
	"errors"
	"fmt"
	"html/template"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// builtins are the functions that every template may call, beside those that
// belong to a language (T) or a bundle (asset).
var builtins = template.FuncMap{
	"dict":       dict,
	"slice":      func(items ...any) []any { return items },
	"first":      first,
	"add":        func(a, b int) int { return a + b },
	"lower":      strings.ToLower,
	"upper":      strings.ToUpper,
	"capital":    capital,
	"join":       func(sep string, items []string) string { return strings.Join(items, sep) },
	"hasPrefix":  strings.HasPrefix,
	"dateFormat": func(layout string, t time.Time) string { return t.Format(layout) },
	"default":    orElse,
}

// dict makes a map from pairs of keys and values, to hand more than one thing
// to a partial.
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
	return m, nil
}

// capital returns text with a capital first letter, for what begins a line.
func capital(text string) string {
	letter, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(letter)) + text[size:]
}

func first(n int, pages []*Page) []*Page { return pages[:min(n, len(pages))] }

// orElse returns value, or fallback if value is empty: {{ .X | default "y" }}.
func orElse(fallback, value any) any {
	if truth, ok := template.IsTrue(value); ok && truth {
		return value
	}
	return fallback
}
