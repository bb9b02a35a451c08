package finished

import (
	"bytes"
	"strconv"
	"strings"

	"aftercare/builder/diag"
)

// inspectStyle checks that a style sheet loads nothing from another host, whatever
// the rule or function.
func inspectStyle(name string, data []byte) diag.List {
	s := styleReader{name: name, data: data}
	for s.at < len(s.data) {
		s.token()
	}
	return s.found
}

// styleReader tokenizes a style sheet as far as addresses need it (CSS Syntax Level
// 3): comments, strings, and names with their escapes.
type styleReader struct {
	name  string
	data  []byte
	at    int
	found diag.List
}

func (s *styleReader) token() {
	start := s.at
	switch c := s.data[s.at]; {
	case bytes.HasPrefix(s.data[s.at:], []byte("/*")):
		if end := bytes.Index(s.data[s.at+2:], []byte("*/")); end >= 0 {
			s.at += end + 4
		} else {
			s.at = len(s.data)
		}
	case c == '"' || c == '\'':
		s.at++
		s.address(start, s.until(string(c)+"\n"), false)
		s.at++
	case isNameByte(c):
		name := s.until("")
		if s.at >= len(s.data) || s.data[s.at] != '(' || !urlFunctions[strings.ToLower(name)] {
			return
		}
		for s.at++; s.at < len(s.data) && s.data[s.at] <= ' '; s.at++ {
		}
		if s.at < len(s.data) && s.data[s.at] != '"' && s.data[s.at] != '\'' {
			s.address(start, s.until(")"), true)
		}
	default:
		s.at++
	}
}

// urlFunctions take an address without quotes.
var urlFunctions = set("url src url-prefix domain")

func isNameByte(c byte) bool {
	return c == '\\' || c == '-' || c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// until reads up to one of the bytes in ends, or to the end of a name if there are
// none, and returns the text with its escapes resolved.
func (s *styleReader) until(ends string) string {
	var text []byte
	for s.at < len(s.data) {
		c := s.data[s.at]
		if ends == "" && !isNameByte(c) || c != '\\' && strings.IndexByte(ends, c) >= 0 {
			break
		}
		s.at++
		if c == '\\' {
			text = s.escape(text)
			continue
		}
		text = append(text, c)
	}
	return string(text)
}

func (s *styleReader) escape(text []byte) []byte {
	digits := s.at
	for s.at < len(s.data) && s.at-digits < 6 && strings.IndexByte("0123456789abcdefABCDEF", s.data[s.at]) >= 0 {
		s.at++
	}
	if s.at > digits {
		code, _ := strconv.ParseUint(string(s.data[digits:s.at]), 16, 32)
		if bytes.HasPrefix(s.data[s.at:], []byte("\r\n")) {
			s.at++
		}
		if s.at < len(s.data) && s.data[s.at] <= ' ' {
			s.at++
		}
		return append(text, string(rune(code))...)
	}
	if s.at < len(s.data) {
		if c := s.data[s.at]; c != '\n' { // a line continuation
			text = append(text, c)
		}
		s.at++
	}
	return text
}

// address checks a text that is an address, or unless certain may be one.
func (s *styleReader) address(at int, text string, certain bool) {
	if isSameHost(text) || isInlinePicture(text) {
		return
	}
	if name, host := scheme(text); !certain && !addressSchemes[name] && (!host || len(strings.Trim(text, `/\`)) == 0) {
		return
	}
	line := 1 + bytes.Count(s.data[:at], []byte("\n"))
	s.found.Errorf("output/off-site", diag.Position{File: s.name, Line: line}, "a style loads %q from another host", diag.Clip(text)).WithHint("publish the file with the site")
}
