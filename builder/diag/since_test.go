package diag

import (
	"slices"
	"testing"
)

func TestSince(t *testing.T) {
	at := func(line int, code, message string) Diagnostic {
		return Diagnostic{Code: code, Pos: Position{File: "a.md", Line: line}, Message: message}
	}
	tests := []struct {
		name                         string
		before, after, fresh, mended List
	}{
		{"nothing", nil, nil, nil, nil},
		{"moved", List{at(1, "x", "m")}, List{at(9, "x", "m")}, nil, nil},
		{"new", nil, List{at(1, "x", "m")}, List{at(1, "x", "m")}, nil},
		{"mended", List{at(1, "x", "m")}, nil, nil, List{at(1, "x", "m")}},
		{"one of two", List{at(1, "x", "m"), at(2, "x", "m")}, List{at(1, "x", "m")}, nil, List{at(1, "x", "m")}},
		{"says something else", List{at(1, "x", "7.4")}, List{at(1, "x", "7.5")}, List{at(1, "x", "7.5")}, nil},
		{"another code", List{at(1, "x", "m")}, List{at(1, "y", "m")}, List{at(1, "y", "m")}, List{at(1, "x", "m")}},
	}
	for _, tt := range tests {
		fresh, mended := tt.after.Since(tt.before)
		same := func(a, b List) bool {
			return slices.EqualFunc(a, b, func(x, y Diagnostic) bool { return x.Error() == y.Error() })
		}
		if !same(fresh, tt.fresh) || !same(mended, tt.mended) {
			t.Errorf("%s: new %v, mended %v", tt.name, fresh, mended)
		}
	}
}
