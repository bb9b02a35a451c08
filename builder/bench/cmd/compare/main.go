// Command compare measures what `aftercare build` costs beside the floor, and
// beside Hugo where a hugo is to be found, on made-up guides of several sizes:
//
//	go run ./builder/bench/cmd/compare [-n 100,1000,10000] [-rounds 5]
//
// Run it in the repository, whose program it builds. Every run writes to a new
// folder: on common file systems, creating files right after as many were deleted
// takes several times as long and hides everything else. A full run needs some 4 GB
// until it ends.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"time"

	"aftercare/builder/bench/measure"
	"aftercare/builder/bench/workshop"
)

// The aims that the table is held against: a cold build's CPU time as a
// multiple of the floor's, and its peak memory at every size.
const (
	aimRatio  = 1.5
	aimMemory = 200 << 20
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("compare: ")
	var o options
	sizes := flag.String("n", "100,1000,10000", "numbers of articles")
	flag.IntVar(&o.rounds, "rounds", 5, "counted runs of each builder")
	flag.StringVar(&o.work, "work", "", "folder to work in (default: a new one in memory if there is such a file system)")
	flag.StringVar(&o.hugo, "hugo", "hugo", "Hugo's program, used if it can be found")
	flag.BoolVar(&o.again, "again", false, "also measure second builds, after one article was edited")
	flag.Parse()
	for _, s := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
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
	sizes  []int
	rounds int
	work   string
	hugo   string
	again  bool
}

func (o options) run(ctx context.Context) error {
	shop, err := workshop.Open(ctx, o.work, o.hugo, map[string]string{"aftercare": "./cmd/aftercare", "floor": "./builder/bench/cmd/floor"})
	if err != nil {
		return err
	}
	defer shop.Close()
	fmt.Printf("working in %s; CPU is user and system time; medians of %d runs in turns\n\n", shop.Dir, o.rounds)
	printHead()
	for _, n := range o.sizes {
		site, err := open(shop, n)
		if err != nil {
			return err
		}
		if err := o.compare(ctx, n, site.cold()); err != nil {
			return err
		}
		if o.again {
			if err := o.compare(ctx, n, site.edited()); err != nil {
				return err
			}
		}
	}
	return nil
}

// compare runs commands in turns and prints a row for each.
func (o options) compare(ctx context.Context, n int, commands []measure.Command) error {
	costs, err := measure.InTurns(ctx, commands, o.rounds)
	if err != nil {
		return err
	}
	for i, c := range commands {
		printRow(n, c.Name, costs[i], costs[0], i > 0 && strings.HasPrefix(c.Name, "aftercare"))
	}
	fmt.Println()
	return nil
}

func printHead() {
	fmt.Printf("%8s  %-36s %9s %9s %9s %9s\n", "articles", "builder", "wall s", "CPU s", "÷ first", "peak MiB")
}

func printRow(n int, name string, costs, first []measure.Cost, held bool) {
	wall := measure.Median(costs, func(c measure.Cost) time.Duration { return c.Wall })
	cpu := measure.Median(costs, func(c measure.Cost) time.Duration { return c.CPU })
	memory := measure.Median(costs, func(c measure.Cost) int64 { return c.Memory })
	ratio := measure.Ratio(costs, first)
	fmt.Printf("%8d  %-36s %9.3f %9.3f %9.2f %9.0f%s\n", n, name, wall.Seconds(), cpu.Seconds(), ratio, float64(memory)/(1<<20), verdict(ratio, memory, held))
}

// verdict names the aims that are missed.
func verdict(ratio float64, memory int64, held bool) string {
	var missed []string
	if ratio > aimRatio {
		missed = append(missed, fmt.Sprintf("%.1f × the floor", aimRatio))
	}
	if memory > aimMemory {
		missed = append(missed, fmt.Sprintf("%d MiB", aimMemory>>20))
	}
	if !held || missed == nil {
		return ""
	}
	return "  over the aim of " + strings.Join(missed, " and ")
}
