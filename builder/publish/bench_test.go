//go:build linux || darwin

package publish

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The site of the benchmarks: ten thousand pages of 8 KB, each in a folder of
// its own, in three sections.
const benchPages, benchSize = 10_000, 8_000

type generated struct {
	names  []string
	pages  map[string][]byte
	edited int // how often the page in the middle was
}

func newGenerated() *generated {
	g := &generated{pages: map[string][]byte{}}
	for section := range 3 {
		for i := section; i < benchPages; i += 3 {
			name := fmt.Sprintf("section-%d/page-%05d/index.html", section, i)
			g.names = append(g.names, name)
			g.pages[name] = bytes.Repeat(fmt.Appendf(nil, "page %05d ", i), benchSize/11+1)[:benchSize]
		}
	}
	return g
}

func (g *generated) Unused(string) bool { return false }
func (g *generated) Names() []string    { return g.names }

func (g *generated) data(name string) []byte {
	if name == g.names[benchPages/2] {
		return fmt.Appendf(nil, "version %d", g.edited)
	}
	return g.pages[name]
}

func (g *generated) Open(name string) (fs.File, error) { return holding(g.data(name)) }

// BenchmarkPlain is the floor: the same files with mkdir and write.
func BenchmarkPlain(b *testing.B) {
	g := newGenerated()
	base := b.TempDir()
	defer processorTime(b)()
	for n := 0; b.Loop(); n++ {
		dest := filepath.Join(base, fmt.Sprint(n))
		work := make(chan string)
		var running sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			running.Go(func() {
				for name := range work {
					data := g.data(name)
					os.MkdirAll(filepath.Join(dest, filepath.Dir(name)), 0o777)
					if err := os.WriteFile(filepath.Join(dest, name), data, 0o666); err != nil {
						b.Error(err)
					}
				}
			})
		}
		for _, name := range g.names {
			work <- name
		}
		close(work)
		running.Wait()
	}
}

func BenchmarkFirstBuild(b *testing.B) {
	g := newGenerated()
	base := b.TempDir()
	defer processorTime(b)()
	for n := 0; b.Loop(); n++ {
		run(b, g, filepath.Join(base, fmt.Sprint(n)))
	}
}

func BenchmarkNothingChanged(b *testing.B) {
	g, dest := newGenerated(), filepath.Join(b.TempDir(), "public")
	run(b, g, dest)
	defer processorTime(b)()
	for b.Loop() {
		run(b, g, dest)
	}
}

func BenchmarkOneEdit(b *testing.B) {
	g, dest := newGenerated(), filepath.Join(b.TempDir(), "public")
	for range 2 {
		run(b, g, dest)
		g.edited++
	}
	defer processorTime(b)()
	for b.Loop() {
		g.edited++
		run(b, g, dest)
	}
}

// processorTime reports what a round costs in processor time, which a busy
// machine changes less than the time on the clock.
func processorTime(b *testing.B) (report func()) {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	return func() {
		b.ReportMetric(float64((used()-before).Milliseconds())/float64(b.N), "cpu-ms/op")
	}
}

func run(b *testing.B, g *generated, dest string) {
	b.Helper()
	if _, err := Publish(context.Background(), g, Options{Dest: dest}); err != nil {
		b.Fatal(err)
	}
}
