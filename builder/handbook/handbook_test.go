package handbook_test

import (
	"io/fs"
	"testing"
	"time"

	"aftercare"
	"aftercare/builder"
	"aftercare/builder/handbook"
	"aftercare/builder/source"
)

// open takes a snapshot of the handbook as the program builds it.
func open(t *testing.T) *builder.Snapshot {
	t.Helper()
	layers, err := handbook.Layers()
	if err != nil {
		t.Fatal(err)
	}
	for name, embedded := range map[string]fs.FS{"layouts": aftercare.Layouts} {
		sub, err := fs.Sub(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		layers = append(layers, source.Layer{Name: name, FS: sub, Shipped: true})
	}
	s, err := builder.New(builder.Options{Layers: layers, Clock: func() time.Time { return time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC) }}).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The handbook is held to the rules that it explains, advice included.
func TestHandbookIsClean(t *testing.T) {
	found, err := open(t).Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		t.Error(d.Error())
	}
}
