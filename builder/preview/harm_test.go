package preview

import (
	"maps"
	"testing"

	"aftercare/builder/site"
)

// What a mistake in one file may take down, by the file that is saved with it.
// Every page that does not rest on it goes on being made, and pages that nobody
// had looked at before are made as well.
func TestOneMistakeLeavesOtherPages(t *testing.T) {
	guide := map[string]string{
		"_index.md":       page("Home", "Hello."),
		"types/_index.md": page("Types", "Kinds."),
		"types/water.md":  page("Water", "See [food](food.md) and [@AA]."),
		"types/food.md":   "---\ntitle: Food\nnext: water.md\nrelated: [water.md]\n---\nBread.\n",
		"evenings/now.md": page("Now", "Text."),
		"services.md":     page("Services", "Who to call."),
		"glossary.md":     "---\ntitle: Words\n---\n## Drop {#drop}\n\nA low mood.\n",
		"sources.yaml":    "sources:\n  - id: AA\n    authors: Ann\n    year: 2020\n",
		"site.yaml":       "title: Guide\nlanguage: en\nmenu:\n  - link: types/_index.md\n  - link: evenings/now.md\nurgent: {title: Help, link: evenings/now.md}\nservices: {title: Services, link: services.md}\n",
		"words.yaml":      "avoid: []\n",
		"services.yaml":   "countries: {}\n",
	}
	const broken = "a: [\n\"b\n"
	saved := map[string]map[string]string{
		"menu to nothing":          {"site.yaml": "menu:\n  - link: gone.md\n  - link: /nor/this/\n"},
		"menu to an anchor":        {"site.yaml": "menu: [{link: 'types/_index.md#none'}]\n"},
		"menu to no address":       {"site.yaml": "menu: [{link: '%zz'}]\n"},
		"urgent help to nothing":   {"site.yaml": "urgent: {title: Help, link: gone.md}\n"},
		"directory to nothing":     {"site.yaml": "services: {title: Help, link: gone.md}\n"},
		"section in menu renamed":  {"types/_index.md": "", "types/water.md": "", "types/food.md": "", "kinds/_index.md": page("Kinds", ""), "kinds/water.md": page("Water", ""), "kinds/food.md": page("Food", "")},
		"menu page made a draft":   {"evenings/now.md": "---\ntitle: Now\ndraft: true\n---\n"},
		"settings broken":          {"site.yaml": broken},
		"settings gone":            {"site.yaml": ""},
		"settings of other kinds":  {"site.yaml": "title: [a]\nmenu: yes\nparams: no\nreading: x\n"},
		"no language":              {"site.yaml": "language: '!'\n"},
		"another language":         {"site.yaml": "language: de\n"},
		"one more language":        {"site.yaml": "languages: {de: {}}\n"},
		"an unknown editor":        {"site.yaml": "editor: '%q %z'\n"},
		"sources broken":           {"sources.yaml": broken},
		"sources gone":             {"sources.yaml": ""},
		"services broken":          {"services.yaml": broken},
		"words broken":             {"words.yaml": broken},
		"glossary broken":          {"glossary.md": "---\n" + broken},
		"glossary gone":            {"glossary.md": ""},
		"next and related gone":    {"types/water.md": ""},
		"home gone":                {"_index.md": ""},
		"unknown layout":           {"types/water.md": "---\ntitle: Water\nlayout: none\n---\n"},
		"two pages at one address": {"evenings/then.md": "---\ntitle: Then\nurl: /types/water/\n---\n"},
		"sheet broken":             {"sheet/questions.md": "---\n" + broken, "sheet/numbers.yaml": broken},
	}
	d := open(t, nil, guide)
	for name, files := range saved {
		t.Run(name, func(t *testing.T) {
			for file, text := range files {
				if delete(d.files, file); text != "" {
					d.save(file, text)
				}
			}
			d.update()
			for _, p := range d.now().Site.Pages {
				own := name == "unknown layout" && p.URL == "types/water/"
				if _, err := d.now().ReadFile(site.OutputPath(p.URL)); err != nil && !own {
					t.Errorf("/%s: %v", p.URL, err)
				}
			}
			clear(d.files)
			for file, text := range guide {
				d.save(file, text)
			}
		})
	}
	maps.Copy(guide, map[string]string{"site.yaml": broken, "sources.yaml": broken, "services.yaml": broken, "words.yaml": broken})
	d = open(t, nil, guide)
	for _, p := range d.now().Site.Pages {
		if _, err := d.now().ReadFile(site.OutputPath(p.URL)); err != nil {
			t.Errorf("all data broken from the start: /%s: %v", p.URL, err)
		}
	}
}
