package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// listenToEvents follows the server-sent events of our preview, whose address
// and token stand in the page.
func listenToEvents(ctx context.Context, address string, page []byte, told chan<- time.Time) error {
	m := previewToken.FindSubmatch(page)
	if m == nil {
		return errors.New("the page has no token of a preview")
	}
	events := strings.TrimSuffix(address, "/") + string(m[1]) + "events?token=" + url.QueryEscape(string(m[2]))
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, events, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		text, ok := strings.CutPrefix(lines.Text(), "data: ")
		if ok && !strings.Contains(text, `"hello"`) && !strings.Contains(text, `"beat"`) {
			told <- time.Now()
		}
	}
	return lines.Err()
}

// listenToSocket speaks as much of WebSocket (RFC 6455) and of the LiveReload
// protocol as Hugo's server needs to send its messages.
func listenToSocket(ctx context.Context, address string, _ []byte, told chan<- time.Time) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	connection, err := new(net.Dialer).DialContext(ctx, "tcp", u.Host)
	if err != nil {
		return err
	}
	defer connection.Close()
	defer context.AfterFunc(ctx, func() { connection.Close() })()
	fmt.Fprintf(connection, "GET /livereload HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n", u.Host)
	from := bufio.NewReader(connection)
	response, err := http.ReadResponse(from, nil)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusSwitchingProtocols {
		return errors.New(response.Status)
	}
	if err := send(connection, frameText, []byte(`{"command":"hello","protocols":["http://livereload.com/protocols/official-7"]}`)); err != nil {
		return err
	}
	for {
		code, text, err := receive(from)
		switch {
		case err != nil:
			return err
		case code == frameClose:
			return nil
		case code == framePing:
			err = send(connection, framePong, text)
		case strings.Contains(string(text), `"reload"`):
			told <- time.Now()
		}
		if err != nil {
			return err
		}
	}
}

// The kinds of frames.
const (
	frameText  = 1
	frameClose = 8
	framePing  = 9
	framePong  = 10
)

// send writes a frame of at most 125 bytes, masked as a client has to; the mask
// is of zeros.
func send(w io.Writer, code byte, text []byte) error {
	if len(text) > 125 {
		return errors.New("a frame that is too long")
	}
	_, err := w.Write(append([]byte{0x80 | code, 0x80 | byte(len(text)), 0, 0, 0, 0}, text...))
	return err
}

// receive reads a frame, which a server does not mask.
func receive(r io.Reader) (code byte, text []byte, err error) {
	var head [2]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	length := uint64(head[1] & 0x7f)
	switch length {
	case 126:
		var short uint16
		err = binary.Read(r, binary.BigEndian, &short)
		length = uint64(short)
	case 127:
		err = binary.Read(r, binary.BigEndian, &length)
	}
	if err != nil || length > 1<<20 {
		return 0, nil, errors.Join(err, errors.New("a frame that cannot be read"))
	}
	text = make([]byte, length)
	_, err = io.ReadFull(r, text)
	return head[0] & 0xf, text, err
}
