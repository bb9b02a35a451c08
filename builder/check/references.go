package check

import (
	"aftercare/builder/diag"
	"aftercare/builder/site"
)

func references(in Input) (diags diag.List) {
	if refs := in.Site.References; refs != nil {
		data := in.text(site.SourcesFile)
		for _, ref := range refs.List {
			if ref.DOI != "" && !isDOI(ref.DOI) {
				diags.Errorf("source/bad-doi", data.Find(ref.Pos.Line, ref.DOI), "%q is not a DOI", ref.DOI).
					WithHint("it looks like 10.1002/sm2.74, without https://doi.org/")
			}
			if ref.URL != "" {
				diags = append(diags, checkAddress(data.Find(ref.Pos.Line, ref.URL), ref.URL)...)
			}
		}
	}
	data := in.text(site.ServicesFile)
	for _, s := range in.Site.Services {
		from := s.Pos.Line
		if s.Web != "" {
			diags = append(diags, checkAddress(data.Find(from, s.Web), s.Web)...)
		}
		if s.Source != "" && in.Site.References.Get(s.Source) == nil {
			in.Site.References.ReportUnknown(&diags, data.Find(from, s.Source), s.Source)
		}
		if in.Site.Settings.Editorial {
			diags = append(diags, serviceDue(s, data.Find(from, s.Checked), in.Site.Now)...)
		}
	}
	return diags
}
