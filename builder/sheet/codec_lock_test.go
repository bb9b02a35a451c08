package sheet

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A locked link is iterations (4 bytes), salt (16), nonce (12), then
// AES-256-GCM over the deflated text. Iterations and salt are authenticated with
// it.
const (
	lockHead   = 32
	lockNonce  = 20
	iterations = 600_000 // OWASP's figure for PBKDF2-HMAC-SHA256
)

func lock(inside []byte, phrase string, random io.Reader) ([]byte, error) {
	head := binary.BigEndian.AppendUint32(nil, iterations)
	head = append(head, make([]byte, lockHead-4)...)
	if _, err := io.ReadFull(random, head[4:]); err != nil {
		return nil, err
	}
	gcm, err := lockKey(head, phrase)
	if err != nil {
		return nil, err
	}
	return gcm.Seal(head, head[lockNonce:], inside, head[:lockNonce]), nil
}

func unlock(data []byte, phrase string) ([]byte, error) {
	if len(data) < lockHead+17 {
		return nil, Damaged
	}
	// Fewer would be no lock, more would hold a phone up for minutes.
	if n := binary.BigEndian.Uint32(data); n < 100_000 || n > 2_000_000 {
		return nil, Damaged
	}
	if phrase == "" {
		return nil, Locked
	}
	gcm, err := lockKey(data[:lockHead], phrase)
	if err != nil {
		return nil, err
	}
	inside, err := gcm.Open(nil, data[lockNonce:lockHead], data[lockHead:], data[:lockNonce])
	if err != nil {
		return nil, WrongPhrase
	}
	return inside, nil
}

func lockKey(head []byte, phrase string) (cipher.AEAD, error) {
	n := int(binary.BigEndian.Uint32(head))
	key, err := pbkdf2.Key(sha256.New, cleanPhrase(phrase), head[4:lockNonce], n, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

var between = regexp.MustCompile(`[` + spaceSet + `_-]+`)

// cleanPhrase makes case, and what stands between the words, not matter.
func cleanPhrase(phrase string) string {
	return strings.TrimSpace(between.ReplaceAllString(strings.ToLower(norm.NFKC.String(phrase)), " "))
}
