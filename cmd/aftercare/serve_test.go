package main

import (
	"bytes"
	"net"
	"slices"
	"strings"
	"testing"
	"time"
)

func announced(s *serving) string {
	var out bytes.Buffer
	s.announce(&program{stdout: &out, getenv: func(string) string { return "" }}, 1313, []net.IP{net.ParseIP("fe80::1"), net.ParseIP("192.0.2.7"), net.ParseIP("192.0.2.8")})
	return out.String()
}

func TestHostSaysWhereAndWarns(t *testing.T) {
	got := announced(&serving{bind: "0.0.0.0", host: true})
	for _, want := range []string{"http://localhost:1313/", "Anyone on this network can see it", "http://192.0.2.7:1313/"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.ContainsAny(got, "█▀\x1b") {
		t.Error("a file has a QR code or colours in it")
	}
	if strings.Count(got, "http://192.0.2.") != 1 {
		t.Errorf("more than one address in\n%s", got)
	}
}

func TestWithoutHostNobodyElseIsToldOrServed(t *testing.T) {
	for _, bind := range []string{"127.0.0.1", "::1", "localhost"} {
		s := &serving{bind: bind}
		if got := announced(s); strings.Count(got, "\n") != 1 || strings.Contains(got, "192.0.2") {
			t.Errorf("%s: said\n%s", bind, got)
		}
		if got := s.hosts(1313); !slices.Equal(got, []string{"127.0.0.1:1313", "[::1]:1313", "localhost:1313"}) {
			t.Errorf("%s: serves %v", bind, got)
		}
	}
}

// said takes what is written, line by line.
type said chan string

func (s said) Write(line []byte) (int, error) {
	s <- string(line)
	return len(line), nil
}

func TestSlowStartSaysHowFarItIs(t *testing.T) {
	lines := make(said)
	var p progress
	end := p.report(lines, time.Millisecond)
	if got := <-lines; got != "looking for pages …\n" {
		t.Errorf("said %q", got)
	}
	p.step(41, 10_000)
	for got := range lines {
		if got == "reading: 41 of 10000 pages\n" {
			break
		}
		if got != "looking for pages …\n" {
			t.Fatalf("said %q", got)
		}
	}
	ended := make(chan bool)
	go func() { end(); close(ended) }()
	for over := false; !over; {
		select {
		case <-lines: // said before the end
		case <-ended:
			over = true
		}
	}
}

func TestQuickStartSaysNothing(t *testing.T) {
	var out bytes.Buffer
	var p progress
	end := p.report(&out, time.Hour)
	p.step(1, 1)
	end()
	if out.Len() > 0 {
		t.Errorf("said %q", out.String())
	}
}
