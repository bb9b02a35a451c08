package output

import (
	"path"

	"aftercare/builder/sheet"
	"aftercare/builder/site"
)

// sheetSection is the folder below content that holds the sheet.
const sheetSection = "sheet"

// SheetPages returns the printable blank sheets, one for each depth and number of
// people. title is the sheet's neutral title.
func SheetPages(title string) []site.Virtual {
	var pages []site.Virtual
	for _, v := range sheet.Variants() {
		layout := "blank"
		if v.Card {
			layout = "card"
		}
		pages = append(pages, site.Virtual{
			Path: path.Join(sheetSection, v.Path) + ".md", Title: title, Layout: layout,
			Parent: sheetSection + "/_index.md", NoIndex: !v.Card,
		})
	}
	return pages
}

// blankFor returns the form as a page of the sheet shows it, nil for other pages.
func blankFor(in Input, p *site.Page) any {
	if in.Form == nil || p.Section() != sheetSection {
		return nil
	}
	if p.Kind == site.KindSection {
		return sheet.NewBlank(in.Form, sheet.Everything, 1)
	}
	for _, v := range sheet.Variants() {
		if p.Path == path.Join(sheetSection, v.Path)+".md" {
			return sheet.NewBlank(in.Form, v.Depth, v.People)
		}
	}
	return nil
}

// addSheetCopies adds to each page of the sheet a copy for download: one file with
// its styles and scripts inside that works from disk and may load and send nothing.
// It is beside the page under a discreet name.
func (f *FS) addSheetCopies(in Input) {
	for _, p := range in.Site.Pages {
		blank := blankFor(in, p)
		if blank == nil || p.Kind != site.KindSection {
			continue
		}
		f.addCopy(path.Join(p.URL, in.Site.Settings.SheetFile()), func() ([]byte, error) {
			page, err := in.Renderer.Alone(p, blank)
			if err != nil {
				return nil, err
			}
			return inline(page, in.Assets.Files), nil
		})
	}
}
