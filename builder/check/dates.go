package check

import (
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/site"
)

const (
	// farFuture is two years, the furthest ahead that a page may be planned.
	farFuture = 2 * 366 * 24 * time.Hour
	// slack allows for writers whose day is ahead of UTC.
	slack = 24 * time.Hour
	// serviceMonths is after how many months a helpline has to be checked again
	// (content rule 42): three after the end of the month of the last check.
	serviceMonths = 4
)

// dates compares the dates of each page with one another and with now. It covers
// unpublished pages as well, since a wrong date may be why they are missing.
func dates(s *site.Site) (found diag.List) {
	for _, p := range s.Pages {
		if p.Written() {
			found = append(found, datesOf(p.Matter, s.Now)...)
		}
	}
	for _, out := range s.LeftOut {
		found = append(found, datesOf(out.Page.Matter, s.Now)...)
	}
	return found
}

func datesOf(m *frontmatter.Matter, now time.Time) (diags diag.List) {
	for _, d := range []struct {
		key  string
		date time.Time
	}{{"date", m.Date}, {"publishDate", m.PublishDate}} {
		if d.date.After(now.Add(farFuture)) {
			diags.Warnf("date/far-future", m.Position(d.key, -1), "%s is in %d, which is %d years ahead", d.key, d.date.Year(), d.date.Year()-now.Year()).
				WithHint("for a page that is not ready, write draft: true")
		}
	}
	for _, d := range []struct {
		key  string
		date time.Time
	}{{"reviewed", m.Reviewed}, {"lastmod", m.Lastmod}} {
		if d.date.After(now.Add(slack)) {
			diags.Errorf("date/not-yet", m.Position(d.key, -1), "%s is %s, which is still to come", d.key, day(d.date)).
				WithHint("look at the year; for the day of the next review there is nextReview")
		}
	}
	appears := m.Appears()
	if bothSet(m.ExpiryDate, appears) && !m.ExpiryDate.After(appears) {
		diags.Errorf("date/expired-first", m.Position("expiryDate", -1), "the page expires on %s and appears on %s", day(m.ExpiryDate), day(appears)).
			WithHint("a day after %s, or no expiryDate at all", day(appears))
	}
	if bothSet(m.NextReview, m.Reviewed) && !m.NextReview.After(m.Reviewed) {
		diags.Errorf("date/review-order", m.Position("nextReview", -1), "the next review, on %s, is not after the last one, on %s", day(m.NextReview), day(m.Reviewed)).
			WithHint("a year after the last one would be %s", m.Reviewed.AddDate(1, 0, 0).Format(time.DateOnly))
	}
	if bothSet(m.Lastmod, m.Date) && m.Lastmod.Before(m.Date) {
		diags.Errorf("date/lastmod-order", m.Position("lastmod", -1), "the last change, on %s, comes before the page itself, on %s", day(m.Lastmod), day(m.Date)).
			WithHint("lastmod is the day of the last change, date the day of the first version")
	}
	return diags
}

func bothSet(a, b time.Time) bool { return !a.IsZero() && !b.IsZero() }

func day(t time.Time) string { return t.Format("2 January 2006") }

// serviceDue reports a helpline whose entry has not been checked lately.
func serviceDue(s site.Service, pos diag.Position, now time.Time) (diags diag.List) {
	checked, err := time.Parse("2006-01", s.Checked[:min(len(s.Checked), len("2006-01"))])
	if err != nil || now.Before(checked.AddDate(0, serviceMonths, 0)) {
		return nil
	}
	diags.Advisef("review/service-due", pos, "%s was last checked in %s", s.Name, checked.Format("January 2006")).
		WithHint("compare every line with %s and set checked: %s", s.Web, now.Format("2006-01"))
	return diags
}
