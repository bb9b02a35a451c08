package check

import (
	"aftercare/builder/diag"
	"aftercare/builder/site"
)

// references checks what the data files lead to: sources and services.
func references(in Input) (diags diag.List) {
	if refs := in.Site.References; refs != nil {
		data := in.source(site.SourcesFile)
		for _, ref := range refs.List {
			if ref.DOI != "" && !isDOI(ref.DOI) {
				diags.Errorf("source/bad-doi", data.find(ref.Pos.Line, ref.DOI), "%q is not a DOI", ref.DOI).
					WithHint("it looks like 10.1002/sm2.74, without https://doi.org/")
			}
			if ref.URL != "" {
				diags = append(diags, judgeAddress(data.find(ref.Pos.Line, ref.URL), ref.URL)...)
			}
		}
	}
	data := in.source(site.ServicesFile)
	for _, s := range in.Site.Services {
		from := data.find(1, "id: "+s.ID).Line
		if s.Web != "" {
			diags = append(diags, judgeAddress(data.find(from, s.Web), s.Web)...)
		}
		if s.Source != "" && in.Site.References.Get(s.Source) == nil {
			diags.Errorf("source/unknown", data.find(from, s.Source), "unknown source %q", s.Source).
				DidYouMean(s.Source, in.Site.References.IDs())
		}
		if in.Site.Settings.Editorial {
			diags = append(diags, serviceDue(s, data.find(from, s.Checked), in.Site.Now())...)
		}
	}
	return diags
}
