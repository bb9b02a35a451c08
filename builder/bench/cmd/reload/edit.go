package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// outcome is what a server did with the edits of one kind of change.
type outcome struct {
	told   []time.Duration // from the save to the message
	shown  []time.Duration // from the save until every page that is looked at has it
	missed int             // edits of which no message came
	stale  int             // other pages that still lacked an edit
	cpu    []time.Duration // from each save until the next edit of any server
}

// warming is how many edits of each server come first and are not counted.
const warming = 2

// settle waits until servers are idle: they may go on working after a page was shown,
// and scan the guide again after a while.
func settle(ctx context.Context, servers []*server) error {
	const calm, idle, most = 5 * time.Second, 20 * time.Millisecond, 3 * time.Minute
	for _, s := range servers {
		for until := time.Now().Add(most); time.Now().Before(until); {
			before := s.usage().CPU
			if err := sleep(ctx, calm); err != nil {
				return err
			}
			if s.usage().CPU-before <= idle {
				break
			}
		}
	}
	return nil
}

// editInTurns makes one kind of change again and again, to each server in turn.
func editInTurns(ctx context.Context, servers []*server, c change, edits int) ([]outcome, error) {
	random := rand.New(rand.NewPCG(1, 2))
	outcomes := make([]outcome, len(servers))
	texts := make([][]byte, len(servers))
	for i, s := range servers {
		var err error
		if texts[i], err = os.ReadFile(s.path(c)); err != nil {
			return nil, err
		}
		defer os.WriteFile(s.path(c), texts[i], 0o666)
	}
	for number := range warming + edits {
		if number == warming {
			if err := settle(ctx, servers); err != nil {
				return nil, err
			}
			clear(outcomes)
		}
		for i, s := range servers {
			before := s.usage().CPU
			if err := s.edit(ctx, c, texts[i], number, &outcomes[i]); err != nil {
				return nil, fmt.Errorf("edit the %s for %s: %w", c.name, s.kind.name, err)
			}
			if err := sleep(ctx, 500*time.Millisecond+time.Duration(random.Int64N(int64(time.Second)))); err != nil {
				return nil, err
			}
			outcomes[i].cpu = append(outcomes[i].cpu, s.usage().CPU-before)
		}
	}
	return outcomes, nil
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func (s *server) path(c change) string { return filepath.Join(s.dir, filepath.FromSlash(c.file)) }

// edit saves a file with a new mark and waits for the message and then, as a
// browser would, asks for the pages until they have the mark.
func (s *server) edit(ctx context.Context, c change, text []byte, number int, o *outcome) error {
	for len(s.messages) > 0 {
		<-s.messages
	}
	mark := []byte(fmt.Sprintf("mark-%d-of-the-%s", number, c.name))
	edited := c.edit(text, string(mark))
	if !bytes.Contains(edited, mark) {
		return fmt.Errorf("%s has no place for the edit", c.file)
	}
	saved := time.Now()
	if err := os.WriteFile(s.path(c), edited, 0o666); err != nil {
		return err
	}
	select {
	case at := <-s.messages:
		o.told = append(o.told, at.Sub(saved))
	case <-time.After(5 * time.Second):
		o.missed++
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := s.waitForAll(ctx, c.shows, mark); err != nil {
		return err
	}
	o.shown = append(o.shown, time.Since(saved))
	for _, page := range c.later {
		if data, err := get(ctx, s.address+page); err != nil || !bytes.Contains(data, mark) {
			o.stale++
		}
	}
	return nil
}

// waitForAll asks for several pages at once until each has the mark.
func (s *server) waitForAll(ctx context.Context, pages []string, mark []byte) error {
	errs := make(chan error, len(pages))
	for _, page := range pages {
		go func() {
			_, err := s.wait(ctx, page, func(data []byte) bool { return bytes.Contains(data, mark) }, time.Millisecond)
			errs <- err
		}()
	}
	for range pages {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}
