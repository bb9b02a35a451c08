package sheet

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"aftercare/builder/diag"
)

// guide parses the questions that the guide publishes.
func guide(t testing.TB) *Form {
	t.Helper()
	register := guideRegister(t)
	f, diags := Parse("content/sheet/questions.md", read(t, "../../content/sheet/questions.md"), 0, register)
	for _, d := range diags {
		t.Error(d)
	}
	return f
}

func guideRegister(t testing.TB) *Register {
	t.Helper()
	register, diags := ParseRegister("content/sheet/numbers.yaml", read(t, "../../content/sheet/numbers.yaml"))
	for _, d := range diags {
		t.Error(d)
	}
	return register
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestGuideHasThreeDepths(t *testing.T) {
	f := guide(t)
	count := map[Depth]int{}
	for _, q := range f.Questions() {
		for _, d := range Depths() {
			if d.Includes(q.Depth) {
				count[d]++
			}
		}
	}
	if count[Quick] != 6 {
		t.Errorf("quick asks %d questions, want 6", count[Quick])
	}
	if count[Usual] < 33 || count[Usual] > 37 {
		t.Errorf("usual asks %d questions, want about 35", count[Usual])
	}
	if count[Everything] > 75 {
		t.Errorf("everything asks %d questions, want at most 75", count[Everything])
	}
}

// Nobody can need what only a glad yes makes right.
func TestNobodyCanRequireIntimacy(t *testing.T) {
	for _, id := range []string{"kisses", "more", "same-names"} {
		if q := guide(t).Question(id); slices.Contains(q.Wants(), "must") {
			t.Errorf("%s can be a must-have", id)
		}
	}
}

// A refusal of touch is nothing to be settled.
func TestNoTouchIsSharedSurroundings(t *testing.T) {
	for _, id := range []string{"hold-me", "massage", "weight", "kisses", "more", "look-over", "sore", "ask-touch", "sleep-near"} {
		if q := guide(t).Question(id); q.Mutual == Opposite {
			t.Errorf("%s is to be talked about when somebody says please-don't", id)
		}
	}
}

var firstPerson = regexp.MustCompile(`(?i)\b(I|me|my|you|your|we|us|our)\b`)

// What a question calls itself stands in sentences about anybody.
func TestNamesOfQuestionsSpeakOfNobody(t *testing.T) {
	for _, q := range guide(t).Questions() {
		if q.Type != Rate {
			continue
		}
		for _, text := range []string{q.Says["item"], q.Says["name"], q.Label} {
			if m := firstPerson.FindString(text); m != "" {
				t.Errorf("%s: %q in %q", q.ID, m, text)
			}
		}
	}
}

func TestGuideKeepsHealthAndContactsPrivate(t *testing.T) {
	f := guide(t)
	for _, id := range []string{"health", "first-aid", "errands", "contacts"} {
		if !f.Question(id).Private {
			t.Errorf("%s is not private by default", id)
		}
	}
}

func TestGuideAsksEveryQuestionInTheRegister(t *testing.T) {
	f := guide(t)
	if _, added := guideRegister(t).Extend(read(t, "../../content/sheet/numbers.yaml"), f); len(added) > 0 {
		t.Errorf("the register lacks %v", added)
	}
}

const exampleRegister = `# numbers
1: held =k2a6
2: first near far =lbak
3: old-one a b =ailu
4: alone =1vgc
next: 5
`

// example is a small form without mistakes; tests change one thing in it.
const example = `## Touch {#touch}

Ask first.

### Being held {#held .rate n=1 mode=quick when=yes clash=alone alone="Something to hold"}

Which way?

Alone: Which thing?

> From behind.

Card:

- dont: Please don’t hold me.
- alone-item: something to hold

### What first? {#first .choice n=2 if="solo = false"}

- near: Near me
- far: Far away

Card:

- says: First, {and}.
- near: stay near me

### Time alone {#alone .rate n=4 if="first = near and held != dont"}

Card:

- dont: Please don’t leave me alone.

### Mind {#mind .note}

A remark.

## Prompts {#prompts .prompts}

For writers.

- talk: x
- plan-b: x
- both-low: x
- clash: x
- opposite: {item}
- neither: {item}
- times: x
- differ: x
`

func parseExample(t *testing.T, src string) (*Form, diag.List) {
	t.Helper()
	register, diags := ParseRegister("numbers.yaml", []byte(exampleRegister))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return Parse("questions.md", []byte(src), 0, register)
}

func TestParseReadsEveryPartOfAQuestion(t *testing.T) {
	f, diags := parseExample(t, example)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	q := f.Question("held")
	if q.Type != Rate || q.Number != 1 || q.Depth != Quick || !q.When || q.Hint != "Which way?" ||
		q.Example != "From behind." || q.Alone != "Something to hold" || q.AloneHint != "Which thing?" {
		t.Errorf("got %+v", q)
	}
	if o := f.Question("first").Option("far"); o == nil || o.Number != 1 || o.Label != "Far away" {
		t.Errorf("got %+v", o)
	}
	if got := f.Question("alone").If; len(got) != 2 || got[1] != (Condition{"held", true, "dont"}) {
		t.Errorf("got %+v", got)
	}
	if f.Revision != 8 || f.Prompts["opposite"] != "{item}" || f.Sections[0].Intro != "Ask first." {
		t.Errorf("got revision %d, prompts %v", f.Revision, f.Prompts)
	}
}

func TestParseReportsEachMisuse(t *testing.T) {
	tests := []struct{ name, old, new, at, code, says string }{
		{"no number", " n=1", "", "5", "sheet/number", "lacks its number"},
		{"new question", "#held .rate n=1", "#holding .rate", "5", "sheet/number", "has no number"},
		{"unregistered number", "#held .rate n=1", "#holding .rate n=5", "5", "sheet/number", "not in the register"},
		{"another's number", "n=4", "n=3", "28", "sheet/number", "has number 4 for good, not 3"},
		{"reused number", "#held .rate n=1", "#holding .rate n=3", "5", "sheet/number", "belongs to \"old-one\" for good"},
		{"number twice", "n=4", "n=1", "28", "sheet/number", "stands twice"},
		{"not a number", "n=4", "n=x", "28", "sheet/number", "not a number"},
		{"number on a note", "#mind .note", "#mind .note n=5", "34", "sheet/number", "takes no number"},
		{"unknown type", ".choice", ".choise", "18", "sheet/type", "unknown type"},
		{"no type", " .choice", "", "18", "sheet/type", "does not say how"},
		{"two types", ".choice", ".choice .multi", "18", "sheet/type", "2 types"},
		{"no id", "#alone ", "", "28", "sheet/id", "has no id"},
		{"bad id", "#alone ", "#Alone ", "28", "sheet/id", "not usable"},
		{"reserved id", "#alone ", "#solo ", "28", "sheet/id", "taken by the sheet"},
		{"id twice", "#alone .rate n=4", "#held .rate n=4", "28", "markdown/duplicate-id", "used twice"},
		{"unknown attribute", "mode=quick", "mod=quick", "5", "sheet/attribute", "unknown attribute"},
		{"unknown mode", "mode=quick", "mode=short", "5", "sheet/attribute", "mode=short is unknown"},
		{"unknown mutual", "mode=quick", "mutual=no", "5", "sheet/attribute", "mutual=no is unknown"},
		{"unknown card", "mode=quick", "card=red", "5", "sheet/attribute", "card=red is unknown"},
		{"when on a choice", "#first .choice", "#first .choice when=yes", "18", "sheet/attribute", "when= belongs"},
		{"neither yes nor no", "when=yes", "when=perhaps", "5", "sheet/attribute", "neither yes nor no"},
		{"rated safety", "mode=quick", "card=stop", "5", "sheet/attribute", "cannot be card=stop"},
		{"plan B of a choice", ".choice n=2", ".choice n=2 planb=yes", "18", "sheet/attribute", "in words"},
		{"together without option", ".choice n=2", ".choice n=2 together=nearby", "18", "sheet/option", "no option"},
		{"unknown attribute of a section", "{#touch}", "{#touch alon=x}", "1", "sheet/attribute", "of a section"},
		{"mutual of a choice", ".choice n=2", ".choice n=2 mutual=glad", "18", "sheet/attribute", "belongs to rated"},
		{"clash with nothing", "clash=alone", "clash=alon", "5", "sheet/clash", "unknown question"},
		{"clash with itself", "clash=alone", "clash=held", "5", "sheet/clash", "with itself"},
		{"clash with a choice", "clash=alone", "clash=first", "5", "sheet/clash", "both are rated"},
		{"clash with no option", ".choice n=2", ".choice n=2 clash=near/afar", "18", "sheet/clash", "no option"},
		{"option clash with itself", ".choice n=2", ".choice n=2 clash=near/near", "18", "sheet/clash", "with itself"},
		{"no sentence of a rate", "- dont: Please don’t leave me alone.\n", "- item: time\n", "28", "sheet/sentence", "no sentence for the card"},
		{"no sentence of a choice", "- says: First, {and}.\n", "", "18", "sheet/sentence", "no sentence for the card"},
		{"sentence without a placeholder", "First, {and}.", "First.", "18", "sheet/sentence", "does not say what was answered"},
		{"unknown placeholder", "First, {and}.", "First, {und}.", "25", "sheet/sentence", "unknown placeholder {und}"},
		{"placeholder where none can be", "Please don’t hold me.", "Please don’t {item}.", "15", "sheet/sentence", "unknown placeholder {item}"},
		{"unknown sentence", "- near: stay", "- nigh: stay", "26", "sheet/sentence", "unknown sentence \"nigh\""},
		{"sentence twice", "- near: stay near me", "- near: a\n- near: b", "27", "sheet/sentence", "stands twice"},
		{"start without answers", "## Prompts", "## Starts {.starts}\n\n### Calm {#calm}\n\n## Prompts", "40", "sheet/start", "has no answers"},
		{"start with an unknown question", "## Prompts", "## Starts {.starts}\n\n### Calm {#calm}\n\n- hold: must\n\n## Prompts", "42", "sheet/start", "unknown question"},
		{"start with an unknown answer", "## Prompts", "## Starts {.starts}\n\n### Calm {#calm}\n\n- held: mast\n\n## Prompts", "42", "sheet/start", "never an answer"},
		{"condition on nothing", "first = near", "furst = near", "28", "sheet/condition", "unknown question"},
		{"impossible condition", "first = near", "first = nearby", "28", "sheet/condition", "never an answer"},
		{"unreadable condition", "first = near", "first ~ near", "28", "sheet/condition", "cannot read"},
		{"solo is two-valued", "solo = false", "solo = no", "18", "sheet/condition", "true or false"},
		{"cycle", "solo = false", "alone = must", "18", "sheet/condition", "depends on itself"},
		{"option without id", "- near: Near me", "- Near me", "20", "sheet/option", "has no id"},
		{"option twice", "- near: Near me", "- far: Near me", "21", "sheet/option", "stands twice"},
		{"unregistered option", "- near: Near me", "- close: Near me", "20", "sheet/option", "not in the register"},
		{"choice without options", "- near: Near me\n- far: Far away\n", "", "18", "sheet/option", "has no options"},
		{"options of a text", "#first .choice", "#first .text", "20", "sheet/option", "takes no options"},
		{"long label", "Time alone", strings.Repeat("x", 121), "28", "sheet/length", "121 characters"},
		{"link in a hint", "Which way?", "Which [way](a.md)?", "7", "sheet/link", "cannot hold a link"},
		{"second hint", "Which way?", "Which way?\n\nHow long?", "9", "sheet/misplaced", "second hint"},
		{"text before a section", "## Touch {#touch}", "Text", "1", "sheet/misplaced", "before the first section"},
		{"deep heading", "### Time alone", "#### Time alone", "28", "sheet/misplaced", "level 4"},
		{"table", "Which way?", "```\nx\n```", "7", "sheet/misplaced", "nothing else"},
		{"unknown prompt", "- plan-b:", "- plan-c:", "43", "sheet/prompt", "unknown class"},
		{"missing prompt", "- times: x\n", "", "", "sheet/prompt", "no prompt for class \"times\""},
		{"unknown placeholder", "- talk: x", "- talk: {c}", "42", "sheet/prompt", "unknown placeholder {c}"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src := strings.Replace(example, test.old, test.new, 1)
			if src == example {
				t.Fatalf("%q is not in the example", test.old)
			}
			_, diags := parseExample(t, src)
			for _, d := range diags {
				line, _, _ := strings.Cut(strings.TrimPrefix(d.Pos.String(), "questions.md"), " ")
				line = strings.Split(strings.TrimPrefix(line, ":"), ":")[0]
				if d.Code == test.code && strings.Contains(d.Message, test.says) && line == test.at {
					return
				}
			}
			t.Errorf("no %s at line %s saying %q in:\n%v", test.code, test.at, test.says, diags)
		})
	}
}

// sealed ends each line of a register with its seal.
func sealed(src string) string {
	lines := strings.Split(strings.TrimSuffix(src, "\n"), "\n")
	for i, l := range lines {
		number, words, _ := strings.Cut(l, ": ")
		if n, err := strconv.Atoi(number); err == nil {
			lines[i] = line(n, strings.Fields(words))
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

func TestRegisterRefusesGapsAndRepeats(t *testing.T) {
	two := sealed("1: a x y\n2: b z\n")
	tests := []struct{ name, src, at, says string }{
		{"gap", sealed("1: a\n3: b\nnext: 3\n"), "2", "number 3 stands where 2 belongs"},
		{"not a number", "one: a\nnext: 1\n", "1", "number one stands where 1 belongs"},
		{"id twice", sealed("1: a\n2: a\nnext: 3\n"), "2", `"a" already has number 1`},
		{"option twice", sealed("1: a x x\nnext: 2\n"), "1", `option "x" stands twice`},
		{"empty", "1:\nnext: 2\n", "1", "needs the id"},
		{"no end", two, "2", "has no end"},
		{"last line lost", sealed("1: a x y\n") + "next: 3\n", "2", "number 3 is said to come next, after 1"},
		{"in another order", strings.Replace(two, "x y", "y x", 1) + "next: 3\n", "1", "not what it was sealed with"},
		{"renamed option", strings.Replace(two, "x y", "x why", 1) + "next: 3\n", "1", "not what it was sealed with"},
		{"renamed question", strings.Replace(two, "2: b", "2: bee", 1) + "next: 3\n", "2", "not what it was sealed with"},
		{"option put in between", strings.Replace(two, "x y", "x new y", 1) + "next: 3\n", "1", "not what it was sealed with"},
		{"option lost", strings.Replace(two, " y", "", 1) + "next: 3\n", "1", "not what it was sealed with"},
		{"new option not sealed", strings.Replace(two, "\n", " new\n", 1) + "next: 3\n", "1", "not sealed"},
		{"new question not sealed", two + "3: c\nnext: 4\n", "3", "not sealed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, diags := ParseRegister("numbers.yaml", []byte(test.src))
			for _, d := range diags {
				if strings.Contains(d.Message, test.says) && strconv.Itoa(d.Pos.Line) == test.at && d.Hint != "" == (d.Code == "sheet/seal" || strings.Contains(test.says, "next") || strings.Contains(test.says, "end") || strings.Contains(test.says, "belongs")) {
					return
				}
			}
			t.Errorf("got %v", diags)
		})
	}
}

func TestExtendRecordsNewQuestionsAndOptions(t *testing.T) {
	src := strings.Replace(example, "- far: Far away", "- far: Far away\n- away: Gone", 1)
	src = strings.Replace(src, "### Mind", "### New {#new .multi}\n\n- one: 1\n\n### Mind", 1)
	f, _ := parseExample(t, src)
	register, _ := ParseRegister("numbers.yaml", []byte(exampleRegister))
	out, added := register.Extend([]byte(exampleRegister), f)
	want := sealed("1: held\n2: first near far away\n3: old-one a b\n4: alone\n5: new one\nnext: 6\n")
	if string(out) != "# numbers\n"+want || len(added) != 2 {
		t.Errorf("got %v\n%s", added, out)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(example)
	f.Add("## A {#a}\n### B {#b .rate n=1 if=\"b = must\" clash=b}\n- x: y\n> z")
	register, _ := ParseRegister("numbers.yaml", []byte(exampleRegister))
	f.Fuzz(func(t *testing.T, src string) {
		form, diags := Parse("questions.md", []byte(src), 0, register)
		if diags.HasErrors() {
			return
		}
		for _, q := range form.Questions() {
			if form.byNumber[q.Number] != q || form.Question(q.ID) != q {
				t.Fatalf("%q cannot be found again", q.ID)
			}
		}
	})
}

// A new option behind the seal is sealed as the message says, and then all is
// well; what was sealed before stays.
func TestRegisterTakesWhatItsOwnHintSays(t *testing.T) {
	src := strings.Replace(exampleRegister, "near far =lbak", "near far =lbak away", 1)
	_, diags := ParseRegister("numbers.yaml", []byte(src))
	if len(diags) != 1 || diags[0].Code != "sheet/seal" {
		t.Fatalf("got %v", diags)
	}
	_, end, _ := strings.Cut(diags[0].Hint, "`")
	register, diags := ParseRegister("numbers.yaml", []byte(strings.Replace(src, " away", " away"+strings.TrimSuffix(end, "`"), 1)))
	if len(diags) > 0 || register.at(2).option("away") != 2 || register.Revision() != 9 {
		t.Errorf("got %v, revision %d", diags, register.Revision())
	}
}

// What a question that is new has to do is said to the letter: the number that
// it gets in its turn, and the command that records it.
func TestNewQuestionsAreToldTheirNumber(t *testing.T) {
	register, _ := ParseRegister("numbers.yaml", []byte(exampleRegister))
	const command = "`aftercare new numbers`"
	next := register.Next()
	src := strings.Replace(example, "### Mind", fmt.Sprintf("### A {#a-new .text n=%d}\n\n### B {#b-new .text}\n\n### C {#c-new .text n=99}\n\n### D {#d-new .text n=1}\n\n### Mind", next), 1)
	_, diags := parseExample(t, src)
	var hints []string
	for _, d := range diags {
		if d.Code == "sheet/number" && d.Hint != "" {
			hints = append(hints, d.Hint)
		}
	}
	write := func(n int) string { return fmt.Sprintf("write n=%d; %s then records it", n, command) }
	want := []string{
		fmt.Sprintf("%s records it: the line `%s` in numbers.yaml", command, line(next, []string{"a-new"})),
		fmt.Sprintf("%s writes n=%d and records it", command, next+1), write(next + 2), write(next + 3),
	}
	if !slices.Equal(hints, want) {
		t.Errorf("hints\n%q, want\n%q", hints, want)
	}
}
