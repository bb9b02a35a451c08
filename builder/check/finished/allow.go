package finished

import "strings"

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for word := range strings.FieldsSeq(words) {
		m[word] = true
	}
	return m
}

var (
	// elements are those of the HTML standard, except those that embed other
	// documents or programs, or submit what readers type. A name with a hyphen is
	// a custom element and allowed.
	elements = set(`a abbr address area article aside audio b bdi bdo blockquote body br button canvas caption cite code
		col colgroup data datalist dd del details dfn dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3
		h4 h5 h6 head header hgroup hr html i img input ins kbd label legend li link main map mark menu meta meter nav
		noscript ol optgroup option output p picture pre progress q rp rt ruby s samp script search section select slot
		small source span strong style sub summary sup table tbody td template textarea tfoot th thead time title tr track
		u ul var video wbr center font big tt strike acronym dir nobr`)

	// textAttributes never hold an address.
	textAttributes = set(`id class title alt lang dir name value content placeholder label pattern for headers is slot part role
		summary abbr type rel rev charset media sizes as integrity nonce crossorigin referrerpolicy property itemprop itemtype
		itemid itemref itemscope prefix vocab typeof datatype resource about cite xmlns xml:lang datetime accept`)

	// passiveRels are link relations that no browser loads by itself.
	passiveRels = set(`canonical alternate license author help next prev me search bookmark tag up shortlink nofollow noopener
		noreferrer external`)

	// directives are the allowed values of http-equiv.
	directives = set(`content-security-policy content-type content-language x-ua-compatible default-style refresh`)

	// addressSchemes mark a text as an address wherever it is.
	addressSchemes = set(`http https ftp ws wss file blob data javascript vbscript`)
)
