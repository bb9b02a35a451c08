package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"aftercare/builder/bench/measure"
)

// result is what was measured of one server.
type result struct {
	server   string
	starts   []time.Duration
	outcomes map[string]outcome // by the name of the change
	painted  []time.Duration    // from a save of a text until Chromium had painted it
	used     measure.Usage      // after all edits
}

// figures are one value or a median and a 95th percentile; none are not known.
type figures []float64

// limits of our server, in milliseconds and MB (10⁶ bytes); none is no limit.
type limits struct {
	start, memory, painted figures
	shown, cpu             map[string]figures // by the name of the change
}

var limitsOf = map[int]limits{
	100: {memory: figures{50}, painted: figures{80}, shown: map[string]figures{"body": {20, 35}}},
	1000: {
		painted: figures{80}, cpu: map[string]figures{"body": {60}},
		shown: map[string]figures{"title": {50, 80}, "layout": {50, 80}},
	},
	10000: {
		start: figures{600}, memory: figures{160}, painted: figures{80}, cpu: map[string]figures{"body": {600}},
		shown: map[string]figures{"body": {30, 50}, "title": {150, 250}, "layout": {150, 250}},
	},
}

// row is a line of the table: what was measured of each server, and the limit
// of the first one, which is ours.
type row struct {
	what   string
	values []figures
	limit  figures
}

// printTable writes the figures of one size, ours beside their limits.
func printTable(w io.Writer, articles, edits int, results []result) {
	fmt.Fprintf(w, "%d articles, %d edits of each kind; ms from the save: median / 95th percentile\n", articles, edits)
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	head := []string{"", results[0].server, "limit", ""}
	for _, r := range results[1:] {
		head = append(head, r.server)
	}
	fmt.Fprintln(t, strings.Join(head, "\t"))
	for _, r := range rows(limitsOf[articles], results) {
		cells := []string{r.what, r.values[0].String(), r.limit.String(), ""}
		if r.values[0].above(r.limit) {
			cells[3] = "above"
		}
		for _, other := range r.values[1:] {
			cells = append(cells, other.String())
		}
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	t.Flush()
	fmt.Fprintln(w)
}

func rows(l limits, results []result) []row {
	var list []row
	add := func(what string, limit figures, value func(result) figures) {
		r := row{what: what, limit: limit}
		for _, result := range results {
			r.values = append(r.values, value(result))
		}
		list = append(list, r)
	}
	add("start to first page", l.start, func(r result) figures { return spread(r.starts)[:1] })
	for _, c := range changes {
		of := func(r result) outcome { return r.outcomes[c.name] }
		add(c.name+": told", nil, func(r result) figures { return spread(of(r).told) })
		add(c.name+": shown", l.shown[c.name], func(r result) figures { return spread(of(r).shown) })
		if len(c.later) > 0 {
			add(c.name+": stale pages", figures{0}, func(r result) figures { return figures{float64(of(r).stale)} })
		}
		add(c.name+": messages missed", figures{0}, func(r result) figures { return figures{float64(of(r).missed)} })
		add(c.name+": CPU for each edit", l.cpu[c.name], func(r result) figures { return spread(of(r).cpu) })
	}
	add("body: painted in Chromium", l.painted, func(r result) figures { return spread(r.painted) })
	add("memory after the edits, MB", l.memory, func(r result) figures { return figures{megabytes(r.used.Resident)} })
	add("memory at most, MB", nil, func(r result) figures { return figures{megabytes(r.used.Most)} })
	return list
}

func (f figures) above(limit figures) bool {
	for i := range min(len(f), len(limit)) {
		if f[i] > limit[i] {
			return true
		}
	}
	return false
}

func (f figures) String() string {
	var parts []string
	for _, v := range f {
		parts = append(parts, strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0"))
	}
	if parts == nil {
		return "–"
	}
	return strings.Join(parts, " / ")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }

// spread is the median and the 95th percentile, in milliseconds.
func spread(times []time.Duration) figures {
	if len(times) == 0 {
		return nil
	}
	times = slices.Sorted(slices.Values(times))
	return figures{milliseconds(times[len(times)/2]), milliseconds(times[(len(times)*95-1)/100])}
}
