package site

import (
	"maps"
	"slices"

	"aftercare/builder/data"
	"aftercare/builder/diag"
)

// Reference is one entry of content/sources.yaml: a study or page that the
// guide relies on, and how strong its evidence is.
type Reference struct {
	// ID is what a citation names. The other fields are those of a
	// bibliography.
	ID        string `key:"id"`
	Authors   string `key:"authors"`
	Year      string `key:"year"`
	Title     string `key:"title"`
	Container string `key:"container"`
	DOI       string `key:"doi"`
	URL       string `key:"url"`
	Kind      string `key:"kind"`
	// Strength is strong, fair, weak, thin, official, practice or none.
	Strength string `key:"strength"`
	// Label is shown beside a citation, such as "one small study".
	Label string `key:"label"`
	// Shows and CannotTell each say in a sentence what the evidence does and
	// does not support.
	Shows      string `key:"shows"`
	CannotTell string `key:"cannotTell"`
	// Status is V (the author has seen the source), V2 (seen second-hand) or U
	// (not seen).
	Status  string `key:"status"`
	Checked string `key:"checked"`

	// Pos is the entry's position in the file.
	Pos diag.Position
}

// Address returns where to read the reference: its DOI's resolver, or its URL,
// or "".
func (r *Reference) Address() string {
	if r.DOI != "" {
		return "https://doi.org/" + r.DOI
	}
	return r.URL
}

// References are the guide's sources in the order of the file.
type References struct {
	List []*Reference
	byID map[string]*Reference
}

// SourcesFile is the path of the guide's sources below its folder.
const SourcesFile = "content/sources.yaml"

// ParseReferences reads content/sources.yaml. text may be nil.
func ParseReferences(text []byte) (*References, diag.List) {
	const family = "sources"
	var raw struct {
		Sources []*data.Value `key:"sources"`
	}
	refs := &References{byID: make(map[string]*Reference)}
	tree, diags := data.YAML(data.Input{File: SourcesFile, Data: text}, family)
	diags = append(diags, data.Decode(tree, &raw, family)...)
	for _, v := range raw.Sources {
		r := &Reference{Pos: v.Pos}
		diags = append(diags, data.Decode(v, r, family)...)
		switch {
		case r.ID == "":
			diags.Errorf(family+"/no-id", v.Pos, "a source without an id")
			continue
		case refs.byID[r.ID] != nil:
			diags.Errorf(family+"/duplicate-id", v.Pos, "the source %q is given twice", r.ID).WithNote(refs.byID[r.ID].Pos, "first given here")
			continue
		}
		r.Strength = oneOf(&diags, v, "strength", r.Strength, strengths[:])
		r.Status = oneOf(&diags, v, "status", r.Status, statuses[:])
		refs.byID[r.ID] = r
		refs.List = append(refs.List, r)
	}
	return refs, diags
}

// The values of strength and status. The last of each is the default.
var (
	strengths = [...]string{"strong", "fair", "weak", "thin", "official", "practice", "none"}
	statuses  = [...]string{"V", "V2", "U"}
)

// oneOf reports a value that is not among the known ones. The last of these is
// the default.
func oneOf(diags *diag.List, v *data.Value, key, value string, known []string) string {
	if value == "" {
		return known[len(known)-1]
	}
	if !slices.Contains(known, value) {
		diags.Errorf("sources/unknown-value", v.Get(key).Pos, "unknown %s %q", key, value).DidYouMean(value, known)
	}
	return value
}

// Get returns the reference with an id, or nil.
func (r *References) Get(id string) *Reference {
	if r == nil {
		return nil
	}
	return r.byID[id]
}

// ReportUnknown reports a citation of a source that does not exist.
func (r *References) ReportUnknown(diags *diag.List, pos diag.Position, id string) {
	d := diags.Errorf("source/unknown", pos, "unknown source %q", id)
	d.WithHint("add it to %s, such as `- {id: %s, title: …, url: …}`", SourcesFile, id)
	if best, ok := diag.Nearest(id, r.IDs()); ok {
		d.WithHint("did you mean %q?", best)
	}
}

// IDs returns the ids in alphabetical order.
func (r *References) IDs() []string {
	if r == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(r.byID))
}
