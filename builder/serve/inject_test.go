package serve

import (
	"strings"
	"testing"
)

// The preview's script comes first in the head and may connect, however the
// layout writes its tags; what is no tag stays.
func TestInject(t *testing.T) {
	s := New(Options{})
	for page, want := range map[string]string{
		`<html><head><title>x</title></head>`: `<html><head>+<title>x</title></head>`,
		`<html><HEAD class=a>`:                `<html><HEAD class=a>+`,
		`<!-- <head> --><head></head>`:        `<!-- <head> --><head>+</head>`,
		`<head><meta content="connect-src 'none'" http-equiv=Content-Security-Policy></head>`: `<head>+<meta content="connect-src 'self'" http-equiv="Content-Security-Policy"></head>`,
		`<p>no head`: `+<p>no head`,
		`<head></head><body><meta http-equiv="Content-Security-Policy" content="connect-src 'none'">`: `<head>+</head><body><meta http-equiv="Content-Security-Policy" content="connect-src 'none'">`,
	} {
		got := string(s.inject([]byte(page), "a.html", 1))
		start, end := strings.Index(got, `<script type="module" src="/_aftercare/preview.js"`), strings.Index(got, "</script>")
		if start < 0 || end < 0 {
			t.Fatalf("%s: no script in %s", page, got)
		}
		if got = got[:start] + "+" + got[end+len("</script>"):]; got != want {
			t.Errorf("%s becomes\n%s, want\n%s", page, got, want)
		}
	}
}
