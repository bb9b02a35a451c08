package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/preview"
	"aftercare/builder/watch"
)

func serveCommand() *command {
	return &command{
		name: "serve", aliases: []string{"server"}, short: "preview the guide while you write",
		about:    "Serve shows the guide from memory and updates the browser at each save.\nThe published folder is never touched. Stop it with Ctrl+C.",
		examples: []string{"aftercare serve", "aftercare serve -D -p 8080", "aftercare serve --host    # for a phone on the same network"},
		flags: func(f *flagSet) action {
			s := &serving{port: defaultPort, bind: "127.0.0.1"}
			s.guideFlags.register(f)
			f.each("p port", "PORT", "the port to listen on (default 1313; another one if that is taken)", s.setPort)
			f.string(&s.bind, "bind", "ADDRESS", "the address to listen on (default 127.0.0.1)")
			f.bool(&s.host, "host", "listen on all addresses, so that a phone can see the preview")
			f.bool(&s.poll, "poll", "compare files instead of waiting for events, for network drives")
			return s.run
		},
	}
}

const defaultPort = 1313

type serving struct {
	guideFlags
	port       int
	asked      bool // whether -p was given
	bind       string
	host, poll bool
}

func (s *serving) setPort(value string) (err error) {
	s.asked = true
	if s.port, err = strconv.Atoi(value); err != nil || s.port < 0 || s.port > 65535 {
		err = errors.New("wants a number up to 65535")
	}
	return err
}

func (s *serving) run(ctx context.Context, p *program, _ []string) error {
	if p.getenv("GOGC") == "" {
		previewGC.apply()
	}
	listener, err := s.listen()
	if err != nil {
		return err
	}
	defer listener.Close()
	port := listener.Addr().(*net.TCPAddr).Port
	if port != s.port && s.port != 0 {
		fmt.Fprintf(p.stdout, "Port %d is taken; this preview uses %d.\n", s.port, port)
	}
	s.baseURL = fmt.Sprintf("http://localhost:%d/", port)
	var read progress
	s.progress = read.step
	guide, err := s.open(p, true)
	if err != nil {
		return err
	}
	changes, err := watch.Watch(ctx, s.watched(), watch.Options{Poll: s.poll, Log: func(m string) { fmt.Fprintln(p.stderr, m) }})
	if err != nil {
		return err
	}
	terminal := &terminal{program: p, flags: &s.guideFlags}
	shown := preview.New(preview.Options{
		Guide: guide, Folder: s.source, Hosts: s.hosts(port),
		Ready:   read.report(p.stderr, slow),
		Checked: terminal.checked,
		Failed:  terminal.failed,
	})
	s.announce(p, port, localAddresses())
	return follow(ctx, shown, listener, changes)
}

// follow runs the server and the preview until ctx is done or one of them fails.
func follow(ctx context.Context, shown *preview.Preview, listener net.Listener, changes <-chan watch.Event) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stopped := make(chan error, 1)
	go func() {
		defer cancel()
		stopped <- shown.Serve(ctx, listener)
	}()
	err := shown.Follow(ctx, changes)
	cancel()
	return errors.Join(err, <-stopped)
}

// listen listens on the port of -p, or on the first free one from the default.
func (s *serving) listen() (net.Listener, error) {
	if s.host {
		s.bind = "0.0.0.0"
	}
	last := s.port
	if !s.asked {
		last += 19
	}
	for port := s.port; ; port++ {
		l, err := net.Listen("tcp", net.JoinHostPort(s.bind, strconv.Itoa(port)))
		if err == nil {
			return l, nil
		}
		if port == last || !errors.Is(err, syscall.EADDRINUSE) { // other errors concern every port
			return nil, s.refused(err)
		}
	}
}

func (s *serving) refused(err error) error {
	_, unknown := errors.AsType[*net.DNSError](err)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return usageError{fmt.Sprintf("port %d is taken", s.port), "choose another with -p, leave out -p to get the next free one, or stop the program that uses it"}
	case unknown, errors.Is(err, syscall.EADDRNOTAVAIL):
		return usageError{fmt.Sprintf("--bind: this machine has no address %s", s.bind), "leave --bind out, or let a phone see the preview with --host"}
	case errors.Is(err, syscall.EACCES):
		return usageError{fmt.Sprintf("port %d needs special rights", s.port), "choose one above 1023"}
	}
	return fmt.Errorf("listen for browsers: %w", err)
}

func (s *serving) public() bool {
	ip := net.ParseIP(s.bind)
	return s.bind != "localhost" && (ip == nil || !ip.IsLoopback())
}

// hosts returns the hosts, with port, that browsers may use for this server.
func (s *serving) hosts(port int) []string {
	names := []string{"localhost", "127.0.0.1", "::1"}
	if s.public() {
		for _, ip := range localAddresses() {
			names = append(names, ip.String())
		}
		if ip := net.ParseIP(s.bind); ip != nil && !ip.IsUnspecified() {
			names = append(names, ip.String())
		}
	}
	for i, name := range names {
		names[i] = net.JoinHostPort(name, strconv.Itoa(port))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func localAddresses() (ips []net.IP) {
	addresses, _ := net.InterfaceAddrs() // none on an error
	for _, a := range addresses {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			ips = append(ips, n.IP)
		}
	}
	return ips
}

// announce prints the preview's address and, if other machines can reach it, one
// of this machine's addresses with a QR code.
func (s *serving) announce(p *program, port int, addresses []net.IP) {
	fmt.Fprintf(p.stdout, "Preview at http://localhost:%d/ (Ctrl+C stops it)\n", port)
	if !s.public() {
		return
	}
	fmt.Fprintln(p.stdout, "Anyone on this network can see it, drafts included if you show them.")
	i := slices.IndexFunc(addresses, func(ip net.IP) bool { return ip.To4() != nil })
	if i < 0 {
		return
	}
	address := fmt.Sprintf("http://%s:%d/", addresses[i], port)
	fmt.Fprintln(p.stdout, address)
	if isTerminal(p.stdout) {
		printQR(p.stdout, address, colored(p.stdout, p.getenv))
	}
}

// terminal prints the findings of the preview, if they have changed.
type terminal struct {
	*program
	flags *guideFlags
	last  string // what was printed last
}

func (t *terminal) checked(s *builder.Snapshot, found diag.List) {
	urgent := slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return d.Severity == diag.Advice })
	var b strings.Builder
	_ = t.flags.writeText(&b, t.style, s, urgent) // a Builder does not fail
	fmt.Fprintf(&b, "%d pages; %s\n", len(s.Site.Pages), found.Summary())
	if len(urgent) < len(found) && !t.flags.quiet {
		fmt.Fprintln(&b, "the browser's bar and aftercare check show the advice")
	}
	if line := s.LeftOut(); line != "" && !t.flags.quiet {
		if !t.flags.drafts {
			line += " (serve -D shows drafts, -F future pages, -E expired ones)"
		}
		fmt.Fprintln(&b, line)
	}
	if text := b.String(); text != t.last {
		t.last = text
		fmt.Fprint(t.stderr, text)
	}
}

func (t *terminal) failed(why diag.Diagnostic) {
	t.last = "" // print the findings again once the sources are back
	_ = diag.WriteText(t.stderr, diag.List{why}, nil, t.style)
}
