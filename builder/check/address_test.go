package check

import "testing"

func TestAddresses(t *testing.T) {
	for host, want := range map[string]bool{
		"example.org": false, "localhost": true, "a.localhost": true, "127.0.0.1": true, "127.1.2.3": true, "::1": true, "10.1.1.1": true,
		"192.168.1.1": true, "172.16.0.1": true, "172.32.0.1": false, "169.254.169.254": true, "0.0.0.0": true, "8.8.8.8": false,
		"fd00::1": true, "fe80::1": true, "2001:4860:4860::8888": false, "printer.local": true, "local.example.org": false, "LOCALHOST.": true,
	} {
		if IsLocal(host) != want {
			t.Errorf("%s: %v", host, !want)
		}
	}
	for doi, want := range map[string]bool{"10.1002/sm2.74": true, "10.1000.10/123": true, "10.12/x": false, "doi:10.1002/x": false, "10.1002/": false, "10.1002/a b": false, "11.1002/x": false} {
		if isDOI(doi) != want {
			t.Errorf("%s: %v", doi, !want)
		}
	}
}
