package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"aftercare/builder"
	"aftercare/builder/check/advice"
	"aftercare/builder/diag"
	"aftercare/builder/site"
)

func listCommand() *command {
	return &command{
		name: "list", short: "list pages: all, drafts, future, expired, due; layouts; figures: stats",
		usage: "[all|drafts|future|expired|due|stats|layouts]",
		about: "List shows the pages of the guide. \"due\" are those whose next review has come;\n\"stats\" are figures about the text of each section; \"layouts\" are the files that make the\npages, and which of them this guide replaces.",
		examples: []string{
			"aftercare list drafts",
			"aftercare list due --within 90",
			"aftercare list all --format json",
		},
		flags: func(f *flagSet) action {
			l := &list{}
			l.guideFlags.register(f)
			f.each("within", "DAYS", "with due: count reviews that come within this many days", l.setWithin)
			return l.run
		},
	}
}

type list struct {
	guideFlags
	within int
}

var listed = []string{"all", "drafts", "future", "expired", "due", "stats", "layouts"}

type row struct {
	Path       string `json:"path"`
	URL        string `json:"url"`
	Title      string `json:"title"`
	State      string `json:"state"`
	NextReview string `json:"nextReview,omitempty"`
}

func (l *list) run(ctx context.Context, p *program, args []string) error {
	what := "all"
	if len(args) > 0 {
		what = args[0]
	}
	guide, err := l.open(p, false)
	if err != nil {
		return err
	}
	if what == "layouts" {
		return l.layouts(p)
	}
	snapshot, err := guide.Snapshot()
	if err != nil {
		return err
	}
	if what == "stats" {
		return l.statistics(ctx, p, snapshot)
	}
	rows, err := l.rows(snapshot.Site, what)
	if err != nil {
		return err
	}
	return writeRows(p, l.format, rows, 0, "", func(r row) string {
		return fmt.Sprintf("%s\t%s\t%s\t%s\n", diag.VisibleLines(r.Path), r.State, r.NextReview, diag.VisibleLines(r.Title))
	})
}

func (l *list) setWithin(days string) (err error) {
	if l.within, err = strconv.Atoi(days); err != nil {
		err = errors.New("wants a number")
	}
	return err
}

func (l *list) rows(s *site.Site, what string) ([]row, error) {
	rows := []row{}
	add := func(p *site.Page, state string) {
		review := p.Matter.NextReview
		if !p.Written() || what == "due" && (review.IsZero() || review.After(s.Now.AddDate(0, 0, l.within))) {
			return
		}
		r := row{Path: p.Name(), URL: "/" + p.URL, Title: p.Title, State: state}
		if !review.IsZero() {
			r.NextReview = review.Format(time.DateOnly)
		}
		rows = append(rows, r)
	}
	state, known := map[string]string{
		"all": "published", "due": "due", "drafts": string(site.ReasonDraft), "future": string(site.ReasonFuture), "expired": string(site.ReasonExpired),
	}[what]
	if !known {
		return nil, unknown(fmt.Sprintf("there is no list %q", what), what, listed, "one of "+strings.Join(listed, ", "))
	}
	if what == "all" || what == "due" {
		for _, p := range s.Pages {
			add(p, state)
		}
	}
	for _, out := range s.LeftOut {
		if reason := string(out.Reason); what == "all" || reason == state {
			add(out.Page, reason)
		}
	}
	return rows, nil
}

// writeRows writes rows as JSON or as a table with a head. line formats a row,
// with a tab after each cell; flags are those of tabwriter.
func writeRows[R any](p *program, format string, rows []R, flags uint, head string, line func(R) string) error {
	if format == "json" {
		e := json.NewEncoder(p.stdout)
		e.SetIndent("", "  ")
		return e.Encode(rows)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 4, 2, ' ', flags)
	fmt.Fprint(w, head)
	for _, r := range rows {
		fmt.Fprint(w, line(r))
	}
	return w.Flush()
}

func (l *list) statistics(ctx context.Context, p *program, s *builder.Snapshot) error {
	rows, err := s.Statistics(ctx)
	if err != nil {
		return err
	}
	const head = "section\tpages\twords\tmedian grade\tworst\tlong sentences\tspeech\tgrade\tcitations\tlinks\t\n"
	return writeRows(p, l.format, rows, tabwriter.AlignRight, head, func(r advice.Statistics) string {
		return fmt.Sprintf("%s\t%d\t%d\t%.1f\t%.1f\t%.1f %%\t%d\t%.1f\t%d\t%d\t\n", r.Section, r.Pages, r.Words, r.MedianGrade, r.WorstGrade, 100*r.LongSentences, r.SpeechWords, r.SpeechGrade, r.Citations, r.Links)
	})
}
