// Package escape decodes the escapes of Markdown, backslashes and entities, and
// escapes text and addresses for HTML:
//
//	text := escape.Decoded([]byte(`1 \< 2 &amp; so on`)) // 1 < 2 & so on
//	html = escape.Append(html, text)                      // 1 &lt; 2 &amp; so on
package escape

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// special are the bytes that can't be copied from source to HTML unchanged.
var special = [256]bool{'\\': true, '&': true, '<': true, '>': true, '"': true, 0: true}

// Index returns the index of the first special byte, or -1.
func Index(text []byte) int {
	for i, c := range text {
		if special[c] {
			return i
		}
	}
	return -1
}

// Append appends text escaped for HTML content and quoted attributes. NUL and
// everything that is not UTF-8 become U+FFFD (CommonMark 2.3).
func Append(dst []byte, text string) []byte {
	from := 0
	for i := 0; i < len(text); {
		c := text[i]
		width := 1
		var escape string
		switch {
		case c == '&':
			escape = "&amp;"
		case c == '<':
			escape = "&lt;"
		case c == '>':
			escape = "&gt;"
		case c == '"':
			escape = "&quot;"
		case c == 0:
			escape = "\uFFFD"
		case c >= utf8.RuneSelf:
			var v rune
			if v, width = utf8.DecodeRuneInString(text[i:]); v == utf8.RuneError && width == 1 {
				escape = "\uFFFD"
			}
		}
		if escape != "" {
			dst = append(append(dst, text[from:i]...), escape...)
			from = i + width
		}
		i += width
	}
	return append(dst, text[from:]...)
}

// Decoded returns text with its escapes and entities decoded.
func Decoded(text []byte) string {
	var dst []byte
	for {
		n := Index(text)
		if n < 0 {
			return string(append(dst, text...))
		}
		decoded, length := First(text[n:])
		dst = append(append(dst, text[:n]...), decoded...)
		text = text[n+length:]
	}
}

// First decodes the escape, entity or byte at the start of text, which must not
// be empty, and returns its length in the source.
func First(text []byte) (decoded string, length int) {
	switch c := text[0]; {
	case c == '\\' && len(text) > 1 && util.IsPunct(text[1]):
		return string(text[1:2]), 2
	case c == '&':
		return decodeEntity(text)
	case c == 0:
		return "\uFFFD", 1
	}
	return string(text[:1]), 1
}

// longestEntity is the length of the longest name in HTML's table,
// "&CounterClockwiseContourIntegral;".
const longestEntity = 33

// decodeEntity decodes the entity at the start of text and returns its length in the
// source. Anything else is an ampersand.
func decodeEntity(text []byte) (decoded string, length int) {
	end := bytes.IndexByte(text[:min(len(text), longestEntity)], ';')
	if end < 2 {
		return "&", 1
	}
	name := string(text[1:end])
	if entity, ok := util.LookUpHTML5EntityByName(name); ok {
		return string(entity.Characters), end + 1
	}
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		if value, ok := numericEntity(digits); ok {
			return value, end + 1
		}
	}
	return "&", 1
}

// numericEntity decodes the part between "&#" and ";": up to seven decimal or six
// hexadecimal digits (CommonMark 2.5).
func numericEntity(digits string) (string, bool) {
	base, limit := 10, 7
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base, limit = digits[1:], 16, 6
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > limit {
		return "", false
	}
	if v == 0 {
		v = utf8.RuneError
	}
	return string(rune(v)), true // what is no character becomes U+FFFD
}

// Plain returns source text unchanged, except that NUL becomes U+FFFD.
func Plain(text []byte) []byte { return bytes.ReplaceAll(text, []byte{0}, []byte("\uFFFD")) }

// AppendURL appends an address for an attribute: escaped for HTML, and with bytes
// that no address may hold percent-encoded (RFC 3986 section 2.1). Existing
// percent-encoding is kept.
func AppendURL(dst []byte, address string) []byte {
	const hex = "0123456789ABCDEF"
	for i := 0; i < len(address); i++ {
		c := address[i]
		switch {
		case c == '&':
			dst = append(dst, "&amp;"...)
		case c == '%' && !(i+2 < len(address) && isHex(address[i+1]) && isHex(address[i+2])):
			dst = append(dst, "%25"...)
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}[]", c) >= 0:
			dst = append(dst, '%', hex[c>>4], hex[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// SplitScheme splits an address as browsers do (WHATWG URL, 4.4), and more eagerly:
// it ignores leading spaces, and control characters anywhere. The scheme is in lower
// case. Without one, scheme is "" and rest the whole address.
func SplitScheme(address string) (scheme, rest string) {
	clean := strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return -1
		}
		return c
	}, address)
	clean = strings.TrimLeft(clean, " \u00A0\u2028\u2029\uFEFF")
	for i, c := range clean {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return strings.ToLower(clean[:i]), clean[i+1:]
		default:
			return "", clean
		}
	}
	return "", clean
}
