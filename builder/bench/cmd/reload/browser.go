package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"

	"aftercare/builder/bench/chromium"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// whenPainted tells each new mark and when it was painted, in milliseconds
// since 1970: a task that is asked for before a frame runs after it.
const whenPainted = `(() => {
	let told = "";
	const look = () => {
		const mark = /mark-\d+-of-the-\w+/.exec(document.body?.textContent ?? "")?.[0];
		if (!mark || mark === told) return;
		told = mark;
		requestAnimationFrame(() => setTimeout(() => painted(mark + " " + (performance.timeOrigin + performance.now()))));
	};
	new MutationObserver(look).observe(document, {subtree: true, childList: true, characterData: true});
	look();
})()`

// paint edits the text of an article that is open in Chromium, again and again,
// and returns how long it took from each save until the new text was painted.
// Servers are measured one after the other, since browsers delay painting tabs in the
// background.
func (s *server) paint(ctx context.Context, c change, edits int) (times []time.Duration, err error) {
	ctx, stop, err := chromium.Start(ctx, chromium.Browser)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	painted := make(chan string, 64)
	err = chromedp.Listen(ctx, func(e any) {
		if e, ok := e.(*runtime.EventBindingCalled); ok {
			painted <- e.Payload
		}
	})
	if err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(ctx, runtime.AddBinding, runtime.AddBindingParams{Name: "painted"}); err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: whenPainted}); err != nil {
		return nil, err
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(s.address+article)); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(s.path(c))
	if err != nil {
		return nil, err
	}
	defer os.WriteFile(s.path(c), text, 0o666)
	random := rand.New(rand.NewPCG(3, 4))
	for number := range warming + edits {
		if err := sleep(ctx, 500*time.Millisecond+time.Duration(random.Int64N(int64(time.Second)))); err != nil {
			return nil, err
		}
		mark := fmt.Sprintf("mark-%d-of-the-painting", number)
		saved := time.Now()
		if err := os.WriteFile(s.path(c), c.edit(text, mark), 0o666); err != nil {
			return nil, err
		}
		at, err := markPainted(ctx, painted, mark)
		if err != nil {
			return nil, fmt.Errorf("edit the %s for Chromium on %s: %w", c.name, s.kind.name, err)
		}
		if number >= warming {
			times = append(times, at.Sub(saved))
		}
	}
	return times, nil
}

// markPainted waits for the message that a mark was painted and returns when.
func markPainted(ctx context.Context, painted <-chan string, mark string) (time.Time, error) {
	late := time.After(patience)
	for {
		select {
		case message := <-painted:
			of, at, _ := strings.Cut(message, " ")
			if of != mark {
				continue
			}
			ms, err := strconv.ParseFloat(at, 64)
			return time.UnixMicro(int64(ms * 1000)), err
		case <-late:
			return time.Time{}, errors.New("the new text was not painted in time")
		case <-ctx.Done():
			return time.Time{}, ctx.Err()
		}
	}
}
