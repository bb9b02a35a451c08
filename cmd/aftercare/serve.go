package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/pool"
	"aftercare/builder/serve"
	"aftercare/builder/source"
	"aftercare/builder/watch"
)

func serveCommand() *command {
	return &command{
		name: "serve", aliases: []string{"server"}, short: "preview the guide while you write",
		about:    "Serve shows the guide from memory and brings the browser up to date at each save.\nThe published folder is never touched. Stop it with Ctrl+C.",
		examples: []string{"aftercare serve", "aftercare serve -D -p 8080", "aftercare serve --host    # for a phone on the same network"},
		flags: func(f *flagSet) action {
			s := &serving{port: defaultPort, bind: "127.0.0.1"}
			s.guideFlags.register(f)
			f.int(&s.port, "p port", "PORT", "the port to listen on (default 1313; another one if that is taken)")
			f.string(&s.bind, "bind", "ADDRESS", "the address to listen on (default 127.0.0.1)")
			f.bool(&s.host, "host", "listen on all addresses, so that a phone can see the preview")
			f.bool(&s.poll, "poll", "look for changes instead of being told, for network drives")
			return s.run
		},
	}
}

const defaultPort = 1313

type serving struct {
	guideFlags
	port       int
	bind       string
	host, poll bool
}

func (s *serving) run(ctx context.Context, p *program, _ []string) error {
	if p.getenv("GOGC") == "" {
		previewMemory.spend()
	}
	listener, err := s.listen()
	if err != nil {
		return err
	}
	defer listener.Close()
	port := listener.Addr().(*net.TCPAddr).Port
	s.baseURL = fmt.Sprintf("http://localhost:%d/", port)
	var started atomic.Pointer[progress] // while the first snapshot is taken
	s.progress = func(done, all int) {
		if p := started.Load(); p != nil {
			p.step(done, all)
		}
	}
	guide, err := s.open(p, true)
	if err != nil {
		return err
	}
	changes, err := watch.Watch(ctx, s.watched(), watch.Options{Poll: s.poll, Log: func(m string) { fmt.Fprintln(p.stderr, m) }})
	if err != nil {
		return err
	}
	preview := &preview{program: p, flags: &s.guideFlags, guide: guide, desk: builder.NewDesk(), stopCheck: func() {}}
	preview.server = serve.New(serve.Options{Hosts: s.hosts(port), Sources: preview.source, EditorURL: preview.editorURL, Guide: preview, Outdated: outdated})
	s.announce(p, port, localAddresses())
	slowly := startProgress(p.stderr, slow)
	started.Store(slowly)
	preview.ready = func() { started.Store(nil); slowly.end() }
	stopped := make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		defer cancel()
		stopped <- preview.server.Serve(ctx, listener)
	}()
	err = preview.follow(ctx, changes)
	cancel()
	return errors.Join(err, <-stopped)
}

// listen takes the port asked for or, if nobody asked, the next free one.
func (s *serving) listen() (net.Listener, error) {
	if s.host {
		s.bind = "0.0.0.0"
	}
	tries := 1
	if s.port == defaultPort {
		tries = 20
	}
	var err error
	for i := range tries {
		var l net.Listener
		if l, err = net.Listen("tcp", net.JoinHostPort(s.bind, strconv.Itoa(s.port+i))); err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("listen for browsers: %w", err)
}

func (s *serving) watched() []string {
	var dirs []string
	for _, name := range []string{"content", "layouts", "static"} {
		dirs = append(dirs, filepath.Join(s.source, name))
	}
	return dirs
}

// public reports whether other machines can reach the preview.
func (s *serving) public() bool {
	ip := net.ParseIP(s.bind)
	return s.bind != "localhost" && (ip == nil || !ip.IsLoopback())
}

// hosts are the names that a browser may use for this server.
func (s *serving) hosts(port int) []string {
	names := []string{"localhost", "127.0.0.1", "[::1]"}
	if s.public() {
		for _, ip := range localAddresses() {
			names = append(names, hostName(ip))
		}
		if ip := net.ParseIP(s.bind); ip != nil && !ip.IsUnspecified() {
			names = append(names, hostName(ip))
		}
	}
	for i, name := range names {
		names[i] = name + ":" + strconv.Itoa(port)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func hostName(ip net.IP) string {
	if ip.To4() == nil {
		return "[" + ip.String() + "]"
	}
	return ip.String()
}

// localAddresses are this machine's addresses on its networks.
func localAddresses() []net.IP {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var ips []net.IP
	for _, a := range addresses {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			ips = append(ips, n.IP)
		}
	}
	return ips
}

// announce says where the preview is. addresses are this machine's.
func (s *serving) announce(p *program, port int, addresses []net.IP) {
	fmt.Fprintf(p.stdout, "Preview at http://localhost:%d/ (Ctrl+C stops it)\n", port)
	if !s.public() {
		return
	}
	fmt.Fprintln(p.stdout, "Anyone on this network can see it, drafts included if you show them.")
	for _, ip := range addresses {
		if ip.To4() != nil {
			address := fmt.Sprintf("http://%s:%d/", hostName(ip), port)
			fmt.Fprintln(p.stdout, address)
			printQR(p.stdout, address)
			return
		}
	}
}

// preview takes snapshots and hands them to the server.
type preview struct {
	*program
	flags  *guideFlags
	guide  *builder.Builder
	desk   *builder.Desk
	server *serve.Server

	stopCheck func() // ends the check that runs or waits
	failed    bool   // what is shown is older than the sources
	ready     func() // called once, when the first snapshot is taken or failed

	last    atomic.Pointer[builder.Snapshot] // also read by requests
	checked atomic.Pointer[builder.Snapshot] // the last one that a check has been through

	speaking sync.Mutex
	spoken   string // what was last said on the terminal
}

// The preview looks at the files that it is told of, and at all of them once
// nothing has happened for a while, since it may have been told too little. The
// checks begin after a pause, so that a burst of saves does not wait for them.
const (
	idle       = 3 * time.Second
	checkPause = 300 * time.Millisecond
)

// follow shows the guide as it is now and again after every change.
func (v *preview) follow(ctx context.Context, changes <-chan watch.Event) error {
	defer func() { v.stopCheck() }()
	var saved []string // nothing named means everything
	var quiet <-chan time.Time
	for {
		v.stopCheck() // whoever saved waits for the page, not for the check
		if err := v.show(ctx, saved); err != nil {
			return err
		}
		v.startCheck(ctx)
		quiet = nil
		if saved != nil {
			quiet = time.After(idle)
		}
		select {
		case e, open := <-changes:
			if !open {
				return nil
			}
			saved = v.names(e.Paths)
		case <-quiet:
			saved = nil
		case <-ctx.Done():
			return nil
		}
	}
}

// names are the sources at some paths, nil if one is none.
func (v *preview) names(paths []string) []string {
	var names []string
	for _, path := range paths {
		name, err := filepath.Rel(v.flags.source, path)
		if err != nil {
			return nil
		}
		names = append(names, filepath.ToSlash(name))
	}
	return names
}

// show takes a snapshot and shows it, if anything is different. What the
// checks find follows when they are done, unless there is a newer snapshot.
func (v *preview) show(ctx context.Context, saved []string) error {
	snapshot, err := v.snapshot(ctx, saved)
	if v.ready != nil {
		v.ready()
		v.ready = nil
	}
	switch {
	case errors.Is(err, builder.ErrNoContent):
		v.failed = true
		v.checked.Store(nil) // what it found is no longer shown
		v.server.Fail(diag.List{{Severity: diag.Error, Code: "source/empty", Pos: diag.Position{File: "content"}, Message: err.Error()}})
		return nil
	case err != nil && v.last.Load() == nil:
		return err
	case err != nil: // what is shown stays, and the next change is tried again
		v.failed = true
		v.checked.Store(nil)
		v.server.Fail(diag.List{unreadable(err)})
		fmt.Fprintln(v.stderr, "aftercare:", err)
		return nil
	case snapshot == nil:
		return nil
	}
	v.failed = false
	v.last.Store(snapshot)
	v.server.Show(snapshot, snapshot.Known())
	return nil
}

// startCheck checks what is shown, if nobody has.
func (v *preview) startCheck(ctx context.Context) {
	snapshot := v.last.Load()
	if snapshot == nil || v.checked.Load() == snapshot {
		return
	}
	check, stop := context.WithCancel(pool.Aside(ctx))
	v.stopCheck = stop
	go v.check(check, snapshot)
}

// check checks a snapshot, unless something happens before it is done.
func (v *preview) check(ctx context.Context, snapshot *builder.Snapshot) {
	select {
	case <-time.After(checkPause):
	case <-ctx.Done():
		return
	}
	found, err := snapshot.Check(ctx)
	switch {
	case ctx.Err() != nil || outdated(err):
		return // a newer snapshot is on its way
	case err != nil:
		found = append(snapshot.Known(), unreadable(err))
	}
	v.checked.Store(snapshot)
	v.server.Report(snapshot, found)
	v.say(snapshot, found)
}

// snapshot returns nil if nothing has changed. A source that is saved while it
// is read is read again.
func (v *preview) snapshot(ctx context.Context, saved []string) (*builder.Snapshot, error) {
	for ctx.Err() == nil {
		s, err := v.guide.Snapshot(saved...)
		if errors.Is(err, source.ErrChanged) {
			time.Sleep(5 * time.Millisecond)
			continue
		}
		last := v.last.Load()
		if err != nil || last == nil || v.failed {
			return s, err
		}
		same, err := s.Tree.Same(last.Tree)
		if errors.Is(err, source.ErrChanged) {
			continue
		}
		if err != nil || same {
			return nil, err
		}
		return s, nil
	}
	return nil, nil
}

// unreadable says on the page that a source can't be read.
func unreadable(err error) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Error, Code: "source/unreadable", Pos: diag.Position{File: "content"}, Message: err.Error()}
}

// outdated reports whether a file could not be made only because a source was
// saved meanwhile.
func outdated(err error) bool { return errors.Is(err, source.ErrChanged) }

// say writes on the terminal what is wrong, when that is something new.
func (v *preview) say(s *builder.Snapshot, found diag.List) {
	errs, warnings, advice := found.Count(diag.Error), found.Count(diag.Warning), found.Count(diag.Advice)
	var urgent diag.List
	for _, d := range found {
		if d.Severity != diag.Advice {
			urgent = append(urgent, d)
		}
	}
	var b strings.Builder
	_ = diag.WriteText(&b, urgent, s.Source, v.style) // a Builder does not fail
	parts := nonZero(plural(errs, "error", "errors"), plural(warnings, "warning", "warnings"), plural(advice, "piece of advice", "pieces of advice"))
	fmt.Fprintf(&b, "%d pages; %s\n", len(s.Site.Pages), orNothing(strings.Join(parts, ", ")))
	if advice > 0 && !v.flags.quiet {
		fmt.Fprintln(&b, "the advice stands in the browser's bar, and in aftercare check")
	}
	if line := s.LeftOut(); line != "" && !v.flags.quiet {
		if !v.flags.drafts {
			line += " (serve -D shows drafts, -F what is to come, -E what has expired)"
		}
		fmt.Fprintln(&b, line)
	}
	v.speaking.Lock()
	defer v.speaking.Unlock()
	if text := b.String(); text != v.spoken {
		v.spoken = text
		fmt.Fprint(v.stderr, text)
	}
}

func orNothing(s string) string {
	if s == "" {
		return "nothing is wrong"
	}
	return s
}

func (v *preview) source(name string) ([]byte, bool) {
	if last := v.last.Load(); last != nil {
		return last.Source(name)
	}
	return nil, false
}
