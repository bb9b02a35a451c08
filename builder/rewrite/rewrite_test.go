package rewrite

import (
	"testing"
)

func TestTags(t *testing.T) {
	edit := func(tag *Tag) bool {
		switch {
		case tag.Name == "img":
			tag.Set("alt", `a "b" & c`)
			tag.Unset("title")
		case tag.Name == "head" && !tag.End:
			tag.After([]byte("<x>"))
		case tag.Is("data-gone", "yes"):
			tag.Remove()
		case tag.Name == "stop":
			return false
		}
		return true
	}
	for page, want := range map[string]string{
		"<HEAD  lang=de><Title>a < b &amp; c</Title></HEAD >": "<HEAD  lang=de><x><Title>a < b &amp; c</Title></HEAD >",
		`<img title="t" src='a b'/>`:                          `<img src="a b" alt="a &#34;b&#34; &amp; c">`,
		"<!-- <head> --><p>&lt;head>":                         "<!-- <head> --><p>&lt;head>",
		"a<link data-gone=yes>\n\nb":                          "a\nb",
		"a<link data-gone=YES>b":                              "ab",
		"<script data-gone=yes>1 < 2; '<img>'</script>\nb":    "b",
		"<script>'<img>'</script>":                            "<script>'<img>'</script>",
		"<stop><img>":                                         "<stop><img>",
		"<p a=1 a=2>\x00\xff<":                                "<p a=1 a=2>\x00\xff<",
		"":                                                    "",
	} {
		if got := string(Tags([]byte(page), edit)); got != want {
			t.Errorf("%q becomes\n%q, want\n%q", page, got, want)
		}
	}
}

// A page of which nothing is edited stays what it is, to the byte.
func FuzzUnedited(f *testing.F) {
	for _, page := range []string{"<p>a</p>", "<a b='c' d>", "<!doctype html><script>x</script", "<svg><a/></svg>&amp;\x00\r\n"} {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		if got := string(Tags([]byte(page), func(*Tag) bool { return true })); got != page {
			t.Errorf("%q becomes %q", page, got)
		}
	})
}
