// Package external asks other sites whether the addresses that a guide leads
// to are still there. [Ask] is called only when a writer wants it: each site
// that is asked learns that somebody checks this guide.
//
// It sends no cookies, no referrer and nothing about the guide, reads no
// content, asks one site at a time for one address, and by default never an
// address of this machine or its network.
package external

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"sync"
	"time"

	"aftercare/builder/check"
	"aftercare/builder/diag"
)

// Options bound what Ask does. The zero value is right for a writer.
type Options struct {
	// Private asks addresses of this machine and its network as well.
	Private bool
	// In tests, how many sites are asked at once, each for one address after the
	// other; and how long one address may take, and all.
	sites     int
	each, all time.Duration
}

// Ask asks for every address once and reports what is wrong at each place that
// gives it. The error is that of ctx.
func Ask(ctx context.Context, addresses []check.Address, opts Options) (diag.List, error) {
	limited, cancel := context.WithTimeout(ctx, cmp.Or(opts.all, 2*time.Minute))
	defer cancel()
	a := asker{private: opts.Private, each: cmp.Or(opts.each, 10*time.Second), client: newClient(opts.Private)}
	answers := make([]answer, len(addresses))
	free := make(chan struct{}, cmp.Or(opts.sites, 8))
	var group sync.WaitGroup
	for _, site := range bySite(addresses) {
		group.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			for _, i := range site {
				answers[i] = a.address(limited, addresses[i].URL)
			}
		})
	}
	group.Wait()
	var diags diag.List
	for i, address := range addresses {
		for _, place := range address.Places {
			answers[i].report(&diags, place, address.URL)
		}
	}
	return diags, ctx.Err()
}

// bySite groups the indexes of addresses by their host.
func bySite(addresses []check.Address) map[string][]int {
	sites := make(map[string][]int)
	for i, address := range addresses {
		host := address.URL
		if u, err := url.Parse(address.URL); err == nil {
			host = u.Host
		}
		sites[host] = append(sites[host], i)
	}
	return sites
}

type answer struct {
	kind kind
	said string // in words
	to   string // the new address of one that has moved
}

type kind uint8

const (
	fine kind = iota
	gone
	moved
	refused
	silent
	notAsked
)

func (a answer) report(diags *diag.List, pos diag.Position, address string) {
	switch a.kind {
	case gone:
		diags.Errorf("external/gone", pos, "%s is not there any more: %s", address, a.said).WithHint("look for where it moved, or link to something else")
	case moved:
		diags.Advisef("external/moved", pos, "%s has moved for good", address).WithHint("%s", a.to)
	case refused:
		diags.Advisef("external/refused", pos, "%s would not say whether it is there: %s", address, a.said).WithHint("open it yourself once")
	case silent:
		diags.Warnf("external/no-answer", pos, "%s did not answer: %s", address, a.said).WithHint("try again later")
	case notAsked:
		diags.Warnf("external/not-asked", pos, "%s was not asked: %s", address, a.said)
	}
}

func (k kind) with(format string, args ...any) answer {
	return answer{kind: k, said: fmt.Sprintf(format, args...)}
}
