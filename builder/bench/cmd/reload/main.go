// Command reload measures what a writer waits for: how long a preview takes to
// start, and from a save until the browser is told and until pages show it,
// for `aftercare serve` and, where a hugo is to be found, `hugo server`, on
// made-up guides of several sizes; and what the servers use meanwhile:
//
//	go run ./builder/bench/cmd/reload [-n 100,10000] [-edits 20] [-hugo hugo]
//
// Run it in the repository, on an otherwise idle machine. The servers get edits in
// turns, after pauses of random length: fixed pauses would fall into step with a
// server that polls for changes. CPU time is counted from each save until at least
// half a second after the page was shown, since a server may go on working; like
// memory, it is known on Linux only. If Chromium is installed, a page is also open in
// it, and what counts is when the new text was painted.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"

	"aftercare/builder/bench/workshop"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("reload: ")
	var o options
	sizes := flag.String("n", "100,10000", "numbers of articles")
	flag.IntVar(&o.edits, "edits", 20, "counted edits of each kind, for each server")
	flag.IntVar(&o.starts, "starts", 3, "starts of each server")
	flag.StringVar(&o.work, "work", "", "folder to work in (default: a new one in memory if there is such a file system)")
	flag.StringVar(&o.hugo, "hugo", "hugo", "Hugo's program, used if it can be found")
	flag.Parse()
	for _, s := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 10 || o.edits < 1 || o.starts < 1 {
			log.Fatalf("-n wants numbers from 10 up such as 100,1000, not %q; -edits and -starts want at least 1", *sizes)
		}
		o.sizes = append(o.sizes, n)
	}
	_, err := exec.LookPath("chromium")
	o.paints = err == nil
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := o.run(ctx); err != nil {
		stop()
		log.Fatal(err)
	}
}

type options struct {
	sizes         []int
	edits, starts int
	work          string
	paints        bool // new text is seen painted in Chromium, which is there
	hugo          string
}

func (o options) run(ctx context.Context) error {
	shop, err := workshop.Open(ctx, o.work, o.hugo, map[string]string{"aftercare": "./cmd/aftercare"})
	if err != nil {
		return err
	}
	defer shop.Close()
	fmt.Printf("working in %s\n\n", shop.Dir)
	for _, n := range o.sizes {
		results, err := o.compare(ctx, shop, n)
		if err != nil {
			return err
		}
		printTable(os.Stdout, n, o.edits, results)
	}
	return nil
}

// compare starts the servers of one size, edits them in turns and returns what
// each took.
func (o options) compare(ctx context.Context, shop *workshop.Workshop, n int) ([]result, error) {
	kinds := []kind{{"aftercare", "plain", ours}}
	if shop.Hugo != "" {
		kinds = append(kinds, kind{"hugo", "hugo", hugos})
	}
	dir := filepath.Join(shop.Dir, strconv.Itoa(n))
	results := make([]result, len(kinds))
	for i, k := range kinds {
		results[i] = result{server: k.name, outcomes: make(map[string]outcome)}
		if err := workshop.Guide(filepath.Join(dir, k.folder), k.folder, n); err != nil {
			return nil, err
		}
	}
	servers, err := o.startInTurns(ctx, shop, kinds, dir, results)
	defer func() {
		for _, s := range servers {
			s.stop()
		}
	}()
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		outcomes, err := editInTurns(ctx, servers, c, o.edits)
		if err != nil {
			return nil, err
		}
		for i, outcome := range outcomes {
			results[i].outcomes[c.name] = outcome
		}
		if err := settle(ctx, servers); err != nil {
			return nil, err
		}
	}
	for i, s := range servers {
		results[i].used = s.usage()
		if !o.paints {
			continue
		}
		if results[i].painted, err = s.paint(ctx, changes[0], o.edits); err != nil {
			return nil, err
		}
		if err := settle(ctx, servers); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// startInTurns starts each server several times and returns those that were
// started last.
func (o options) startInTurns(ctx context.Context, shop *workshop.Workshop, kinds []kind, dir string, results []result) ([]*server, error) {
	var servers []*server
	for round := range o.starts {
		for i, k := range kinds {
			s, err := start(ctx, shop, k, filepath.Join(dir, k.folder))
			if err != nil {
				return servers, fmt.Errorf("start %s: %w", k.name, err)
			}
			results[i].starts = append(results[i].starts, s.first)
			if round < o.starts-1 {
				s.stop()
				continue
			}
			servers = append(servers, s)
		}
	}
	return servers, settle(ctx, servers)
}
