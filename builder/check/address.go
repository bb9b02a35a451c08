package check

import (
	"net/netip"
	"net/url"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/site"
)

// checkAddress checks the form of an external address: the web, mail, telephone.
// It makes no request, and reports only the most serious problem.
func checkAddress(pos diag.Position, dest string) (diags diag.List) {
	u, err := url.Parse(dest)
	if err != nil {
		diags.Errorf("link/malformed", pos, "%q is not an address", dest).WithHint("copy it again from the browser; %%20 stands for a space")
		return diags
	}
	switch u.Scheme {
	case "http", "https":
		return checkWeb(pos, dest, u)
	case "mailto":
		address, _, _ := strings.Cut(u.Opaque, "?")
		if plain, err := url.PathUnescape(address); err != nil || !site.IsMail(plain) {
			diags.Errorf("link/malformed", pos, "%q is not a mail address", dest).WithHint("mailto:name@example.org")
		}
	case "tel", "sms":
		if !site.IsTelephone(u.Opaque) {
			diags.Errorf("link/malformed", pos, "%q is not a telephone number", dest).WithHint("digits, with the country in front: tel:+441234567890")
		}
	}
	return diags
}

func checkWeb(pos diag.Position, dest string, u *url.URL) (diags diag.List) {
	malformed := func(what, hint string) {
		d := diags.Errorf("link/malformed", pos, "%q %s", dest, what)
		d.Hint = hint
	}
	host := u.Hostname()
	switch {
	case host == "":
		malformed("names no site", "https:// and then the name of the site")
	case host == "http" || host == "https":
		malformed("says https:// twice", "once is enough")
	case IsLocal(host):
		diags.Errorf("link/local", pos, "%q is an address of your own machine or network", dest).
			WithHint("link to the file of the page; an address that is an example stands in `…`")
	case !strings.Contains(host, ".") || strings.Contains(host, "..") || strings.HasPrefix(host, "."):
		malformed("names no site that could exist", "a site's name has a dot in it, as in example.org")
	case strings.ContainsAny(dest, " \t") || strings.HasSuffix(dest, "%20"):
		malformed("has a space in it", "take it out, or write %20")
	case endsLikeASentence(dest) && !strings.Contains(dest, "#:~:"): // a text fragment may end in any character
		malformed("ends like a sentence", "leave the last character out of the address")
	case u.User != nil:
		diags.Warnf("link/tracking", pos, "%q holds a name or password", dest).WithHint("leave out the part before the @")
	case trackingKey(u) != "":
		diags.Warnf("link/tracking", pos, "%q tells the other site where the reader came from", dest).
			WithHint("the address works without %q", trackingKey(u))
	case u.Scheme == "http":
		diags.Warnf("link/insecure", pos, "what is sent to %q can be read by others on the way", dest).WithHint("try https:%s", strings.TrimPrefix(dest, "http:"))
	}
	return diags
}

func endsLikeASentence(dest string) bool {
	switch dest[len(dest)-1] {
	case '.', ',', ';', ':', '!', '\'', '"':
		return true
	case ')':
		return strings.Count(dest, ")") > strings.Count(dest, "(")
	}
	return strings.HasSuffix(dest, "”") || strings.HasSuffix(dest, "’")
}

// trackingKey returns the first query parameter that only tracks where a reader
// came from, or "".
func trackingKey(u *url.URL) string {
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		key, _, _ := strings.Cut(pair, "=")
		switch lower := strings.ToLower(key); {
		case strings.HasPrefix(lower, "utm_"):
			return key
		case lower == "fbclid", lower == "gclid", lower == "dclid", lower == "msclkid", lower == "yclid", lower == "igshid",
			lower == "mc_cid", lower == "mc_eid", lower == "_hsenc", lower == "_hsmi", lower == "twclid", lower == "ttclid":
			return key
		}
	}
	return ""
}

// IsLocal reports whether a host is this machine or belongs to a private network
// (RFC 6761, RFC 6762, RFC 1918, RFC 4193).
func IsLocal(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if ip, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return !isPublic(ip)
	}
	for _, name := range []string{"localhost", "local", "internal", "lan", "home.arpa"} {
		if host == name || strings.HasSuffix(host, "."+name) {
			return true
		}
	}
	return false
}

func isPublic(ip netip.Addr) bool {
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !ip.IsLoopback()
}

// isDOI checks the syntax of the DOI Handbook, 2.2: 10.registrant/suffix.
func isDOI(s string) bool {
	rest, ok := strings.CutPrefix(s, "10.")
	registrant, suffix, cut := strings.Cut(rest, "/")
	return ok && cut && suffix != "" && len(registrant) >= 4 && strings.Trim(registrant, "0123456789.") == "" && !strings.ContainsAny(s, " \t")
}
