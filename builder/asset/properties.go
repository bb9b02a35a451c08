package asset

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// shortenProperties gives the custom properties of all minified styles short
// names, the same in each file: esbuild shortens the names of scripts only, and
// ours were a thirtieth of an article's styles after compression. A name that a
// script mentions stays. File names follow the new contents.
func (a *Assets) shortenProperties() {
	short := a.shortNames()
	files := make(map[string][]byte)
	renamed := make(map[string]string)
	for name, text := range a.Files {
		if path.Ext(name) == ".css" {
			text = replaceProperties(text, short)
			renamed[name] = withHash(name, text)
			name = renamed[name]
		}
		files[name] = text
	}
	a.Files = files
	for b, name := range a.names {
		a.names[b] = cmp.Or(renamed[name], name)
	}
}

// shortNames maps each custom property to its short name; the most used have
// the shortest.
func (a *Assets) shortNames() map[string]string {
	uses := make(map[string]int)
	for name, text := range a.Files {
		if path.Ext(name) == ".css" {
			eachProperty(text, func(start, end int) { uses[string(text[start:end])]++ })
		}
	}
	for name, text := range a.Files {
		for property := range uses {
			if path.Ext(name) == ".js" && bytes.Contains(text, []byte(property)) {
				delete(uses, property)
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(uses), func(x, y string) int {
		return cmp.Or(cmp.Compare(uses[y], uses[x]), strings.Compare(x, y))
	})
	short := make(map[string]string)
	for i, name := range names {
		// "--a" to "--z", then "--a1" and so on. No name that stays is as short.
		short[name] = "--" + string(rune('a'+i%26))
		if i >= 26 {
			short[name] += strconv.Itoa(i / 26)
		}
	}
	return short
}

func replaceProperties(css []byte, short map[string]string) []byte {
	var out []byte
	rest := 0
	eachProperty(css, func(start, end int) {
		if name := short[string(css[start:end])]; name != "" {
			out = append(append(out, css[rest:start]...), name...)
			rest = end
			if bytes.HasPrefix(css[end:], []byte(": ")) && !bytes.HasPrefix(css[end:], []byte(": ;")) {
				out, rest = append(out, ':'), end+len(": ") // esbuild leaves the space before a value
			}
		}
	})
	return append(out, css[rest:]...)
}

// eachProperty calls found with the place of every "--name" that is a word of
// its own and neither in a string nor the value of an attribute.
func eachProperty(css []byte, found func(start, end int)) {
	for i := 0; i < len(css); {
		switch {
		case css[i] == '"' || css[i] == '\'':
			i = stringEnd(css, i)
		case css[i] == '=':
			i = wordEnd(css, i+1)
		case bytes.HasPrefix(css[i:], []byte("--")):
			end := wordEnd(css, i)
			found(i, end)
			i = end
		case inWord(css[i]):
			i = wordEnd(css, i)
		default:
			i++
		}
	}
}

// stringEnd returns where the string that begins at i ends.
func stringEnd(css []byte, i int) int {
	quote := css[i]
	for i++; i < len(css) && css[i] != quote; i++ {
		if css[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(css))
}

func wordEnd(css []byte, i int) int {
	for i < len(css) && inWord(css[i]) {
		i++
	}
	return i
}

// inWord reports whether a byte can be part of a name; an escaped one and any
// beyond ASCII counts as such.
func inWord(c byte) bool {
	return c == '-' || c == '_' || c == '\\' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// withHash puts the hash of a file's contents into its name ("main.4K2A….css")
// in place of the one of esbuild, which knows only what the file was before.
func withHash(name string, text []byte) string {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	sum := sha256.Sum256(text)
	return strings.TrimSuffix(stem, path.Ext(stem)) + "." + base32.StdEncoding.EncodeToString(sum[:5]) + ext
}
