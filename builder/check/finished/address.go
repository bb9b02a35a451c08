package finished

import (
	"iter"
	"strings"

	"aftercare/builder/markdown/escape"
)

// scheme returns that of an address, in small letters and "" for one without,
// and whether the address names a host: for a browser \ is /.
func scheme(address string) (scheme string, host bool) {
	scheme, rest := escape.SplitScheme(address)
	return scheme, scheme == "" && len(rest) > 1 && isSlash(rest[0]) && isSlash(rest[1])
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// staysHere reports whether a browser that loads an address asks nobody but the
// host of the page.
func staysHere(address string) bool {
	scheme, host := scheme(address)
	return scheme == "" && !host
}

// isPicture reports whether an address is a picture itself, or nothing at all:
// an icon of "data:," keeps browsers from asking for favicon.ico.
func isPicture(address string) bool {
	address = strings.ToLower(strings.TrimSpace(address))
	return address == "data:," || strings.HasPrefix(address, "data:image/")
}

// candidates are the addresses of a list of pictures for several sizes (HTML,
// 4.8.4.2.1). Commas within one do not end it, as in data:image/png,x.
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

// refreshTarget is the address in <meta http-equiv="refresh" content="…">, ""
// for a page that only loads itself again (HTML, 4.2.5.3).
func refreshTarget(content string) string {
	_, rest, ok := strings.Cut(content, "=")
	if !ok { // 0;//example.org is an address as well
		_, rest, _ = strings.Cut(content, ";")
	} else if before, _, _ := strings.Cut(content, "="); !strings.HasSuffix(strings.ToLower(strings.TrimRight(before, " \t\n\f\r")), "url") {
		_, rest, _ = strings.Cut(content, ";")
	}
	return strings.Trim(strings.TrimSpace(rest), `"'`)
}
