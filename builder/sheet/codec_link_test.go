package sheet

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	maxLink = 32 << 10 // UTF-16 units of what is pasted
	maxBody = 64 << 10 // bytes after inflating
)

// EncodeLink writes a sheet as the fragment of a link, without "#". With a
// phrase, it is locked; random supplies 28 bytes for salt and nonce then.
func (f *Form) EncodeLink(s *Sheet, phrase string, random io.Reader) (string, error) {
	squeezed, err := deflate([]byte(f.pack(s)))
	if err != nil {
		return "", err
	}
	if phrase == "" {
		return "s1." + seal("1", squeezed), nil
	}
	locked, err := lock(squeezed, phrase, random)
	if err != nil {
		return "", err
	}
	return "s1p." + seal("1p", locked), nil
}

// DecodeLink reads a link, a fragment or a message that holds one. The error
// is a Refusal.
func (f *Form) DecodeLink(text, phrase string) (*Sheet, Report, error) {
	if units(text) > maxLink {
		return nil, Report{}, TooBig
	}
	all := candidates(text)
	if len(all) == 0 {
		return nil, Report{}, NotASheet
	}
	if all[0].version > Version {
		return nil, Report{}, Newer
	}
	for _, c := range all {
		data, ok := c.open()
		if !ok {
			continue
		}
		body, err := c.body(data, phrase)
		if err != nil {
			return nil, Report{}, err
		}
		if !utf8.Valid(body) {
			return nil, Report{}, Damaged
		}
		return f.unpack(string(body))
	}
	return nil, Report{}, Damaged
}

// candidate is what may be the sheet's part of a text.
type candidate struct {
	version    int
	mode, data string
}

var (
	invisible = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "", "=\r\n", "", "=\n", "")
	quoted    = regexp.MustCompile(`(?i)=3D`)
	space     = regexp.MustCompile(`[` + spaceSet + `]+`)
	fragment  = regexp.MustCompile(`(?:^|#)s([0-9]{1,3})([a-z]?)\.([^&#]*)`)
	tail      = regexp.MustCompile(`[^0-9A-Za-z_-]+$`)
)

// candidates finds the sheet's part, the likeliest first. Messengers break
// lines, add full stops and follow a link with words.
func candidates(text string) []candidate {
	bare := quoted.ReplaceAllString(invisible.Replace(text), "=")
	wholes := []string{bare, space.ReplaceAllString(bare, "")}
	if at := space.FindStringIndex(bare); at != nil {
		wholes[0] = bare[:at[0]]
	}
	wholes = append(wholes, space.Split(bare, -1)...)
	var found []candidate
	for _, whole := range wholes {
		m := fragment.FindStringSubmatch(whole)
		if m == nil {
			continue
		}
		version, _ := strconv.Atoi(m[1])
		data := tail.ReplaceAllString(m[3], "")
		found = append(found, candidate{version, m[2], data}, candidate{version, m[2], strings.TrimRight(data, "_")})
	}
	return found
}

// open returns the bytes behind the checksum, if it fits.
func (c candidate) open() ([]byte, bool) {
	data, err := base64.RawURLEncoding.Strict().DecodeString(c.data)
	if c.mode != "" && c.mode != "p" || c.version != Version || err != nil || len(data) < 5 {
		return nil, false
	}
	return data[4:], binary.BigEndian.Uint32(data) == checksum("1"+c.mode, data[4:])
}

func (c candidate) body(data []byte, phrase string) ([]byte, error) {
	if c.mode == "p" {
		var err error
		if data, err = unlock(data, phrase); err != nil {
			return nil, err
		}
	}
	return inflate(data)
}

func seal(kind string, data []byte) string {
	sum := binary.BigEndian.AppendUint32(nil, checksum(kind, data))
	return base64.RawURLEncoding.EncodeToString(append(sum, data...))
}

func checksum(kind string, data []byte) uint32 {
	return crc32.Update(crc32.ChecksumIEEE([]byte(kind)), crc32.IEEETable, data)
}

func deflate(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

func inflate(data []byte) ([]byte, error) {
	source := bytes.NewReader(data)
	body, err := io.ReadAll(io.LimitReader(flate.NewReader(source), maxBody+1))
	if len(body) > maxBody || err != nil || source.Len() > 0 {
		return nil, Damaged
	}
	return body, nil
}
