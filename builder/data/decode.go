package data

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"aftercare/builder/diag"
)

// Decode stores a tree in the struct that out points to. A field takes the key
// in its `key` tag; fields without a tag are left alone. Fields may be string,
// bool, int, time.Time, []string, a struct, a slice of structs, a map from
// string to any of these, map[string]any (taken unchanged) or *Value. A field
// named Pos, of type diag.Position, is set to the position of its struct.
// Mistakes are reported under family/unknown-key and family/wrong-type, and
// everything else is still decoded. Adjacent unknown keys with the same remedy
// are reported as one. Case does not matter in keys, as in Hugo.
func Decode(v *Value, out any, family string) diag.List {
	d := decoder{family: family}
	if v != nil && v.Kind != Null {
		d.decode(v, reflect.ValueOf(out).Elem(), "")
	}
	d.diags.Sort()
	return d.diags
}

type decoder struct {
	family string
	diags  diag.List
}

// Migrant is a struct that knows keys of other programs.
type Migrant interface {
	// Instead says what to write in place of another program's key, "" for any
	// other key.
	Instead(key string) string
}

var (
	timeType  = reflect.TypeFor[time.Time]()
	valueType = reflect.TypeFor[*Value]()

	positionType = reflect.TypeFor[diag.Position]()
)

func (d *decoder) decode(v *Value, to reflect.Value, name string) {
	switch {
	case to.Type() == valueType:
		to.Set(reflect.ValueOf(v))
	case v.Kind == Null:
	case to.Type() == timeType:
		d.date(v, to, name)
	case to.Kind() == reflect.Struct:
		d.structure(v, to, name)
	case to.Kind() == reflect.Map:
		d.mapping(v, to, name)
	case to.Kind() == reflect.Slice:
		d.list(v, to, name)
	case to.Kind() == reflect.Interface:
		to.Set(reflect.ValueOf(v.Any()))
	default:
		d.scalar(v, to, name)
	}
}

func (d *decoder) structure(v *Value, to reflect.Value, name string) {
	if !d.want(v, Map, name) {
		return
	}
	if pos := to.FieldByName("Pos"); pos.IsValid() && pos.Type() == positionType {
		pos.Set(reflect.ValueOf(v.Pos))
	}
	keys := keysOf(to.Type())
	migrant, _ := to.Addr().Interface().(Migrant)
	unknown := make(map[string][]Field) // by what to do about them
	for _, f := range v.Fields {
		if i := lookup(keys, f.Key); i >= 0 {
			d.decode(f.Value, to.Field(i), f.Key)
			continue
		}
		hint := ""
		if migrant != nil {
			hint = migrant.Instead(f.Key)
		}
		if hint != "" && (f.Value.Kind == Null || f.Value.Kind == List && len(f.Value.Items) == 0) {
			continue // a key of another program that says nothing
		}
		hint = cmp.Or(hint, remedy(f.Key, keys, name))
		unknown[hint] = append(unknown[hint], f)
	}
	for _, hint := range slices.Sorted(maps.Keys(unknown)) {
		d.unknown(unknown[hint], name, hint)
	}
}

// unknown reports unknown keys that have the same remedy.
func (d *decoder) unknown(fields []Field, inside, hint string) {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = strconv.Quote(f.Key)
	}
	message := "unknown key "
	if len(names) > 1 {
		message = "unknown keys "
	}
	if message += strings.Join(names, ", "); inside != "" {
		message += " in " + strconv.Quote(inside)
	}
	d.diags.Errorf(d.family+"/unknown-key", fields[0].Pos, "%s", message).Hint = hint
}

// remedy suggests what to do about a key that a struct does not have.
func remedy(key string, keys []string, inside string) string {
	known := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key == "" })
	switch _, near := diag.Nearest(key, known); {
	case near:
	case inside == "" && len(known) == 1: // a file of one list
		return fmt.Sprintf("put it under %s:, indented like the entries there", known[0])
	case slices.Contains(known, "params"):
		return "put keys of your own under params:"
	}
	return new(diag.Diagnostic).DidYouMean(key, known).Hint
}

// keysOf returns the key of each field by index, "" for a field without one.
func keysOf(t reflect.Type) []string {
	keys := make([]string, t.NumField())
	for i := range keys {
		keys[i] = t.Field(i).Tag.Get("key")
	}
	return keys
}

// lookup returns the index of the field with a key, or -1.
func lookup(keys []string, key string) int {
	if i := slices.Index(keys, key); i >= 0 && key != "" {
		return i
	}
	return slices.IndexFunc(keys, func(k string) bool { return k != "" && strings.EqualFold(k, key) })
}

func (d *decoder) mapping(v *Value, to reflect.Value, name string) {
	if !d.want(v, Map, name) {
		return
	}
	m := reflect.MakeMapWithSize(to.Type(), len(v.Fields))
	for _, f := range v.Fields {
		item := reflect.New(to.Type().Elem()).Elem()
		d.decode(f.Value, item, f.Key)
		m.SetMapIndex(reflect.ValueOf(f.Key), item)
	}
	to.Set(m)
}

// list also accepts a single value for a list of texts: `tags: calm` can only
// mean one thing.
func (d *decoder) list(v *Value, to reflect.Value, name string) {
	items := v.Items
	if v.Kind == Scalar && to.Type().Elem().Kind() == reflect.String {
		items = []*Value{v}
	} else if !d.want(v, List, name) {
		return
	}
	s := reflect.MakeSlice(to.Type(), 0, len(items))
	for _, item := range items {
		element := reflect.New(to.Type().Elem()).Elem()
		d.decode(item, element, name)
		s = reflect.Append(s, element)
	}
	to.Set(s)
}

func (d *decoder) want(v *Value, k Kind, name string) bool {
	if v.Kind != k {
		d.wrong(v, name, k.String())
	}
	return v.Kind == k
}

func (d *decoder) wrong(v *Value, name, want string) *diag.Diagnostic {
	got := v.Kind.String()
	if v.Kind == Scalar {
		got = strconv.Quote(v.Text)
	}
	what := strconv.Quote(name)
	if name == "" {
		what = "this"
	}
	return d.diags.Errorf(d.family+"/wrong-type", v.Pos, "%s wants %s, not %s", what, want, got)
}

func (d *decoder) scalar(v *Value, to reflect.Value, name string) {
	if !d.want(v, Scalar, name) {
		return
	}
	switch to.Kind() {
	case reflect.String:
		to.SetString(v.Text)
	case reflect.Bool:
		b, ok := parseBool(v)
		if !ok {
			d.wrong(v, name, "true or false")
		}
		to.SetBool(b)
	case reflect.Int:
		n, err := strconv.Atoi(v.Text)
		if err != nil {
			d.wrong(v, name, "a whole number")
		}
		to.SetInt(int64(n))
	default:
		panic(fmt.Sprintf("data: a field %q of type %s cannot be decoded", name, to.Type()))
	}
}

// parseBool also accepts yes and no, which YAML 1.1 had and people still write.
func parseBool(v *Value) (value, ok bool) {
	switch strings.ToLower(v.Text) {
	case "true", "yes", "on":
		return true, true
	case "false", "no", "off":
		return false, true
	}
	return false, false
}

var dateLayouts = []string{"2006-01-02", time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01"}

// ParseDate reads a day or a time. Without a zone it is a reading of the
// guide's clock and has the location time.UTC; with a zone it has any other
// location.
func ParseDate(text string) (t time.Time, ok bool) {
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			if layout == time.RFC3339 && t.Location() == time.UTC {
				t = t.In(time.FixedZone("UTC", 0))
			}
			return t, true
		}
	}
	return t, false
}

func (d *decoder) date(v *Value, to reflect.Value, name string) {
	if !d.want(v, Scalar, name) {
		return
	}
	t, ok := ParseDate(v.Text)
	if !ok {
		d.wrong(v, name, "a date").Hint = "write dates as 2026-11-22"
		return
	}
	to.Set(reflect.ValueOf(t))
}
