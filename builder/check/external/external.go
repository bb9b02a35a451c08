// Package external checks that the addresses which a guide links to still exist.
// It runs only on request, because every site that is asked learns that somebody
// is checking it:
//
//	list, err := external.Ask(ctx, check.Addresses(input), external.Options{})
//
// It sends no cookies, no referrer and nothing about the guide, reads no content,
// and sends each site one request at a time. Private addresses are not requested
// unless Options.Private is set.
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

// Options limits what Ask does. The zero value suits writers.
type Options struct {
	// Private includes addresses of this machine and its network.
	Private bool
	// Set by tests: how many sites are asked at once, and the time limits for one
	// address and for all.
	sites     int
	each, all time.Duration
}

// Ask requests every address once and reports failures at each place that links to
// it. The error is that of ctx.
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
	said string // the reason, in words
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
		diags.Advisef("external/refused", pos, "%s refused to answer: %s", address, a.said).WithHint("open it yourself once")
	case silent:
		diags.Warnf("external/no-answer", pos, "%s did not answer: %s", address, a.said).WithHint("try again later")
	case notAsked:
		diags.Warnf("external/not-asked", pos, "%s was not asked: %s", address, a.said)
	}
}

func (k kind) with(format string, args ...any) answer {
	return answer{kind: k, said: fmt.Sprintf(format, args...)}
}
