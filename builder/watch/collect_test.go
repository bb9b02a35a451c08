package watch

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// collected runs a collector in a bubble of made-up time. Script sends
// changes; the events come back with the time since the start.
func collected(t *testing.T, unfinished func(string) bool, script func(send func(paths ...string))) (log []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		changes, events := make(chan string), make(chan Event)
		c := collector{unfinished: unfinished, name: func(p string) string { return p }}
		go c.run(ctx, changes, events)
		begin := time.Now()
		done := make(chan bool)
		go func() {
			for e := range events {
				log = append(log, fmt.Sprintf("%d %v", time.Since(begin).Milliseconds(), e.Paths))
			}
			done <- true
		}()
		script(func(paths ...string) {
			for _, p := range paths {
				changes <- p
			}
		})
		time.Sleep(time.Second)
		cancel()
		<-done
	})
	return log
}

func never(string) bool { return false }

const ms = time.Millisecond

func TestDebounce(t *testing.T) {
	tests := []struct {
		name       string
		unfinished func(string) bool
		script     func(send func(...string))
		want       []string
	}{
		{"one save", never, func(send func(...string)) { send("a") }, []string{"10 [a]"}},
		{"nothing", never, func(func(...string)) {}, nil},
		{"one save of several steps", never, func(send func(...string)) {
			send("b", "a", "b")
			time.Sleep(6 * ms)
			send("a")
			time.Sleep(6 * ms)
			send("c")
		}, []string{"22 [a b c]"}},
		{"two saves", never, func(send func(...string)) {
			send("a")
			time.Sleep(11 * ms)
			send("b")
		}, []string{"10 [a]", "21 [b]"}},
		{"an unfinished file gets one more period", func(string) bool { return true }, func(send func(...string)) {
			send("a")
		}, []string{"20 [a]"}},
		{"and again after each change", func(string) bool { return true }, func(send func(...string)) {
			send("a")
			time.Sleep(15 * ms)
			send("a")
		}, []string{"35 [a]"}},
		{"a burst shows while it lasts", never, func(send func(...string)) {
			for range 120 {
				send("a")
				time.Sleep(5 * ms)
			}
		}, []string{"250 [a]", "500 [a]", "605 [a]"}},
		{"a burst of unfinished files too", func(string) bool { return true }, func(send func(...string)) {
			for range 60 {
				send("a")
				time.Sleep(5 * ms)
			}
		}, []string{"250 [a]", "315 [a]"}},
		{"missed changes", never, func(send func(...string)) {
			send("a", "")
			time.Sleep(30 * ms)
			send("b")
		}, []string{"10 []", "40 [b]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := collected(t, tt.unfinished, tt.script); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// A receiver that builds for a while finds one event for all that happened,
// and not before the last save is over.
func TestBusyReceiverFindsOneEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		changes, events := make(chan string), make(chan Event)
		c := collector{unfinished: never, name: func(p string) string { return p }}
		go c.run(ctx, changes, events)
		begin := time.Now()
		changes <- "a"
		time.Sleep(400 * ms)
		changes <- "b"
		time.Sleep(5 * ms)
		changes <- "c"
		e := <-events
		if got := time.Since(begin); !slices.Equal(e.Paths, []string{"a", "b", "c"}) || got != 415*ms {
			t.Errorf("%v after %v", e.Paths, got)
		}
		select {
		case e := <-events:
			t.Errorf("another event: %v", e)
		case <-time.After(time.Second):
		}
	})
}

func TestUnfinishedFiles(t *testing.T) {
	for text, want := range map[string]bool{
		"---\ntitle: x\n---\nText.\n":      false,
		"---\ntitle: x\n---":               false,
		"---\ntitle: x\n":                  true,
		"---\n":                            true,
		"---":                              true,
		"--":                               true,
		"-":                                true,
		"- item\n":                         false,
		"+++\ntitle = 1\n+++\n":            false,
		"+++\ntitle = 1\n":                 true,
		"+++\ntitle = 1\n---\n":            true,
		"\ufeff---\r\ntitle: x\r\n---\r\n": false,
		"\ufeff---\r\ntitle: x\r\n":        true,
		"Text.\n":                          false,
		"----\nText.\n":                    false,
		"--- \ntitle: x\n--- \n":           false,
	} {
		if got := openFrontMatter([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
