// Command reload measures how long it takes from a save until the browser is
// told and until the page shows the new text, for `aftercare serve` and, where
// a hugo is to be found, `hugo server`, on made-up guides of several sizes:
//
//	go run ./builder/bench/cmd/reload [-n 100,10000] [-edits 20]
//
// It is to be run in the repository. The servers are edited in turns, after
// pauses of random length: with a fixed one the edits fall into step with a
// server that looks for changes by the clock.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"aftercare/builder/bench/workshop"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("reload: ")
	var o options
	sizes := flag.String("n", "100,1000,10000", "numbers of articles")
	flag.IntVar(&o.edits, "edits", 20, "counted edits of each server")
	flag.StringVar(&o.work, "work", "", "folder to work in (default: a new one in memory if there is such a file system)")
	flag.StringVar(&o.hugo, "hugo", "hugo", "Hugo's program, used if it can be found")
	flag.Parse()
	for _, s := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || o.edits < 1 {
			log.Fatalf("-n wants numbers such as 100,1000, not %q", *sizes)
		}
		o.sizes = append(o.sizes, n)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := o.run(ctx); err != nil {
		stop()
		log.Fatal(err)
	}
}

type options struct {
	sizes []int
	edits int
	work  string
	hugo  string
}

func (o options) run(ctx context.Context) error {
	shop, err := workshop.Open(ctx, o.work, o.hugo, map[string]string{"aftercare": "./cmd/aftercare"})
	if err != nil {
		return err
	}
	defer shop.Close()
	fmt.Printf("working in %s; milliseconds from the save, median and 95th percentile of %d edits\n\n", shop.Dir, o.edits)
	fmt.Printf("%8s  %-12s %12s %18s %18s %8s\n", "articles", "server", "first page", "told", "new text", "missed")
	for _, n := range o.sizes {
		if err := o.compare(ctx, shop, n); err != nil {
			return err
		}
	}
	return nil
}

// compare starts the servers of one size, edits them in turns and prints what
// each took.
func (o options) compare(ctx context.Context, shop *workshop.Workshop, n int) error {
	dir := filepath.Join(shop.Dir, strconv.Itoa(n))
	kinds := []kind{{"aftercare", "plain", ours}}
	if shop.Hugo != "" {
		kinds = append(kinds, kind{"hugo", "hugo", hugos})
	}
	var servers []*server
	for _, k := range kinds {
		folder := filepath.Join(dir, k.folder)
		if err := workshop.Guide(folder, k.folder, n); err != nil {
			return err
		}
		s, err := start(ctx, shop, k, folder)
		if err != nil {
			return fmt.Errorf("start %s: %w", k.name, err)
		}
		defer s.stop()
		servers = append(servers, s)
	}
	if err := editInTurns(ctx, servers, o.edits); err != nil {
		return err
	}
	for _, s := range servers {
		fmt.Printf("%8d  %-12s %9.0f ms %18s %18s %8d\n", n, s.kind.name, milliseconds(s.first), spread(s.told), spread(s.shown), s.missed)
	}
	fmt.Println()
	return nil
}

// editInTurns saves an article of each server in turn; the first two edits of
// each are not counted.
func editInTurns(ctx context.Context, servers []*server, edits int) error {
	const warming = 2
	random := rand.New(rand.NewPCG(1, 2))
	for i := range warming + edits {
		for _, s := range servers {
			pause := 300*time.Millisecond + time.Duration(random.Int64N(int64(time.Second)))
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(pause):
			}
			if err := s.edit(ctx, i, i >= warming); err != nil {
				return fmt.Errorf("edit for %s: %w", s.kind.name, err)
			}
		}
	}
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// spread writes the median and the 95th percentile.
func spread(times []time.Duration) string {
	if len(times) == 0 {
		return "–"
	}
	slices.Sort(times)
	return fmt.Sprintf("%.1f / %.1f", milliseconds(times[len(times)/2]), milliseconds(times[len(times)*95/100]))
}
