package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/sheet"
	"aftercare/builder/site"
)

// sheetFiles are the files that define the sheet, for commands that add to them.
type sheetFiles struct {
	root               *os.Root
	questions, numbers []byte
	register           *sheet.Register
}

// openSheet reads the files. It fails if the register of numbers has mistakes,
// because a number that was assigned can never be changed.
func (g *guideFlags) openSheet() (b *sheetFiles, err error) {
	b = new(sheetFiles)
	if !isFolder(filepath.Join(g.source, "content")) {
		return nil, g.noGuide()
	}
	if b.root, err = os.OpenRoot(g.source); err != nil {
		return nil, err
	}
	if b.questions, err = b.root.ReadFile(sheet.QuestionsFile); err == nil {
		b.numbers, err = b.root.ReadFile(sheet.NumbersFile)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = usageError{fmt.Sprintf("this guide has no sheet: it would be in %s and %s", sheet.QuestionsFile, sheet.NumbersFile),
			"aftercare new guide another --with sheet makes a guide with one, whose folder content/sheet can be copied"}
	}
	if err == nil {
		var diags diag.List
		if b.register, diags = sheet.ParseRegister(sheet.NumbersFile, b.numbers); diags.HasErrors() {
			first := diags[0]
			err = usageError{fmt.Sprintf("%s:%d: %s", first.Pos.File, first.Pos.Line, first.Message), first.Hint}
		}
	}
	if err != nil {
		b.root.Close()
		return nil, err
	}
	return b, nil
}

// form parses questions and ignores mistakes, which check reports.
func (b *sheetFiles) form(questions []byte) *sheet.Form {
	_, body, _ := frontmatter.Parse(sheet.QuestionsFile, questions)
	form, _ := sheet.Parse(sheet.QuestionsFile, questions, body, b.register)
	return form
}

func (g *guideFlags) newQuestion(p *program, name string) error {
	sectionID, id, ok := strings.Cut(name, "/")
	if !ok || sectionID == "" || id == "" || strings.Contains(id, "/") {
		return usageError{fmt.Sprintf("%q is not a section and an id", name), "aftercare new question touch/warm-hands"}
	}
	b, err := g.openSheet()
	if err != nil {
		return err
	}
	defer b.root.Close()
	form := b.form(b.questions)
	section, err := sectionOf(form, sectionID)
	if err != nil {
		return err
	}
	if form.Question(id) != nil || b.register.Number(id) > 0 {
		return usageError{fmt.Sprintf("the id %q has been given out already", id), "choose another: an id is never used twice"}
	}
	text, err := g.archetype("question", map[string]any{
		"Title": site.Capitalise(strings.ReplaceAll(id, "-", " ")), "ID": id, "Number": b.register.Next(),
	})
	if err != nil {
		return err
	}
	questions, line := section.Insert(b.questions, text)
	if b.form(questions).Question(id) == nil {
		return usageError{fmt.Sprintf("%q can't be the id of a question", id), "use lower-case letters, digits and hyphens, such as warm-hands"}
	}
	added, err := b.record(questions)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s:%d\n%s\n", sheet.QuestionsFile, line, strings.Join(added, "\n"))
	fmt.Fprintln(p.stdout, "It is a draft: aftercare serve -D shows it. Write its text, then remove draft=yes from its heading.\nYou can add options, one `- id: Label` a line; aftercare new numbers then records them.")
	return nil
}

func (g *guideFlags) newNumbers(p *program) error {
	b, err := g.openSheet()
	if err != nil {
		return err
	}
	defer b.root.Close()
	added, err := b.record(b.questions)
	if err != nil {
		return err
	}
	if len(added) == 0 {
		added = []string{"every question and option has its number"}
	}
	fmt.Fprintln(p.stdout, strings.Join(added, "\n"))
	return nil
}

// record assigns missing numbers, writes the register and then, if they have
// changed, the questions. In that order an interruption does no harm: a number
// without a question is allowed, a question without a number is a mistake.
func (b *sheetFiles) record(questions []byte) (added []string, err error) {
	form := b.form(questions)
	numbers, added := b.register.Extend(b.numbers, form)
	if len(added) > 0 {
		err = replaceFile(b.root, sheet.NumbersFile, b.numbers, numbers)
	}
	register, _ := sheet.ParseRegister(sheet.NumbersFile, numbers)
	questions, written := form.WriteNumbers(questions, register)
	if err == nil && !bytes.Equal(questions, b.questions) {
		err = replaceFile(b.root, sheet.QuestionsFile, b.questions, questions)
	}
	return append(added, written...), err
}

// replaceFile replaces the text of a file and keeps its line ends. It renames a
// temporary file, so that a preview never reads half a text.
func replaceFile(root *os.Root, name string, before, text []byte) error {
	if bytes.Contains(before, []byte("\r\n")) {
		text = bytes.ReplaceAll(diag.LineFeeds(text), []byte("\n"), []byte("\r\n"))
	}
	scratch := path.Join(path.Dir(name), "."+path.Base(name)+"~")
	err := root.WriteFile(scratch, text, 0o666)
	if err == nil {
		err = root.Rename(scratch, name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func sectionOf(form *sheet.Form, id string) (*sheet.Section, error) {
	var ids []string
	for _, s := range form.Sections {
		if ids = append(ids, s.ID); s.ID == id {
			return s, nil
		}
	}
	return nil, unknown(fmt.Sprintf("the sheet has no section %q", id), id, ids, "its sections are "+strings.Join(ids, ", "))
}
