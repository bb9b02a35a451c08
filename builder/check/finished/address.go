package finished

import (
	"iter"
	"strings"

	"aftercare/builder/markdown/escape"
)

// scheme returns the scheme of an address in lower case, or "", and whether an
// address without one names a host. Browsers treat \ as /.
func scheme(address string) (scheme string, host bool) {
	scheme, rest := escape.SplitScheme(address)
	return scheme, scheme == "" && len(rest) > 1 && isSlash(rest[0]) && isSlash(rest[1])
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// isSameHost reports whether loading an address contacts the page's host only.
func isSameHost(address string) bool {
	scheme, host := scheme(address)
	return scheme == "" && !host
}

// isInlinePicture reports whether a data address holds a picture, or is empty: an
// icon of "data:," keeps browsers from asking for favicon.ico.
func isInlinePicture(address string) bool {
	address = strings.ToLower(strings.TrimSpace(address))
	return address == "data:," || strings.HasPrefix(address, "data:image/")
}

// candidates yields the addresses in a srcset attribute (HTML, 4.8.4.2.1). A comma
// inside an address does not end it, as in data:image/png,x.
func candidates(list string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			list = strings.TrimLeft(list, " \t\n\f\r,")
			if list == "" {
				return
			}
			end := strings.IndexAny(list, " \t\n\f\r")
			if end < 0 {
				end = len(list)
			}
			address := strings.TrimRight(list[:end], ",")
			if !yield(address) {
				return
			}
			if len(address) < end {
				list = list[end:]
				continue
			}
			_, list, _ = strings.Cut(list[end:], ",")
		}
	}
}

// refreshTarget returns the address in <meta http-equiv="refresh" content="…">, or
// "" if the page only reloads itself (HTML, 4.2.5.3).
func refreshTarget(content string) string {
	_, rest, ok := strings.Cut(content, "=")
	if !ok { // 0;//example.org is valid as well
		_, rest, _ = strings.Cut(content, ";")
	} else if before, _, _ := strings.Cut(content, "="); !strings.HasSuffix(strings.ToLower(strings.TrimRight(before, " \t\n\f\r")), "url") {
		_, rest, _ = strings.Cut(content, ";")
	}
	return strings.Trim(strings.TrimSpace(rest), `"'`)
}
