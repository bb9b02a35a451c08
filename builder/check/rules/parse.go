package rules

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"aftercare/builder/diag"
)

// parse reads the rules of one file. Each is a heading of level two with one
// code or several that share a text, a line "*family, severity*" (with ", kept"
// for a rule that no page can allow), a paragraph of one sentence, any number
// of paragraphs, an optional comment for people who move from another generator,
// and two examples:
//
//	## link/dead-page
//
//	*correctness, error*
//
//	A link leads to a page that is not there.
//
//	Why that matters, and what to do.
//
//	[//]: # (elsewhere: link to the file)
//
//	Wrong:
//
//	```markdown
//	[warm drinks](warm-drink.md)
//	```
//
//	Right:
//
//	```markdown
//	[warm drinks](warm-drinks.md)
//	```
func parse(text string) ([]Rule, error) {
	heading := regexp.MustCompile(`(?m)^## ((?: ?[a-z0-9-]+/[a-z0-9-]+)+)$`) // examples have headings, too
	places := heading.FindAllStringSubmatchIndex(text, -1)
	var list []Rule
	for i, at := range places {
		end := len(text)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		codes := text[at[2]:at[3]]
		rule, err := parseRule(text[at[1]:end])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", codes, err)
		}
		for _, code := range strings.Fields(codes) {
			rule.Code = code
			list = append(list, rule)
		}
	}
	return list, nil
}

func parseRule(body string) (Rule, error) {
	var r Rule
	text, examples, ok := strings.Cut(body, "\nWrong:\n")
	wrong, right, both := strings.Cut(examples, "\nRight:\n")
	if !ok || !both {
		return r, errors.New("wants a wrong and a right example")
	}
	text, instead, _ := strings.Cut(strings.TrimSpace(text), "\n\n[//]: # (elsewhere: ")
	r.Instead = strings.TrimSuffix(instead, ")")
	paragraphs := strings.SplitN(text, "\n\n", 3)
	if len(paragraphs) < 2 {
		return r, errors.New("wants a line for family and severity, and a sentence")
	}
	family, severity, _ := strings.Cut(strings.Trim(paragraphs[0], "*"), ", ")
	severity, r.Kept = strings.CutSuffix(severity, ", kept")
	var err error
	if r.Severity, err = diag.ParseSeverity(severity); err != nil {
		return r, err
	}
	r.Family = Family(family)
	if r.Family != Correctness && r.Family != Editorial {
		return r, fmt.Errorf("unknown family %q", family)
	}
	r.Summary = strings.ReplaceAll(paragraphs[1], "\n", " ")
	if len(paragraphs) > 2 {
		r.Text = paragraphs[2]
	}
	if r.Wrong, err = example(wrong); err == nil {
		r.Right, err = example(right)
	}
	return r, err
}

// example returns the text between two fences. They are longer than three backquotes
// if the example contains fences.
func example(text string) (string, error) {
	_, text, ok := strings.Cut(text, "\n```")
	more := len(text) - len(strings.TrimLeft(text, "`"))
	fence := "\n```" + text[:more]
	_, text, body := strings.Cut(text, "\n")
	text, _, closed := strings.Cut("\n"+text, fence+"\n")
	if !ok || !body || !closed {
		return "", errors.New("wants its example between fences")
	}
	return strings.TrimPrefix(text, "\n"), nil
}
