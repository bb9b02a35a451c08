// Package publish writes a computed site to a folder, whole or not at all.
//
// [Publish] takes the names and bytes of a site from [Files], stages them in a
// folder beside the destination in which everything unchanged is a hard link
// to the file already published, and exchanges the two folders in one step.
// Whoever reads the destination, and whoever finds it after a crash, sees the
// complete old site or the complete new one. [Clean] takes the site away
// again. A [Summary] says what was done.
//
// Files in the destination that this package did not write ("foreign" files)
// are kept where they are. What it did write is known from a manifest, which
// lies with the lock and the staging folders in a dot folder beside the
// destination, ".public.aftercare" for "public", and never inside it:
//
//	lock      held while a build runs; dies with its process
//	manifest  path, size, time and hash of every file that we published
//	plan      path of every file that next may hold
//	next      the site being put together; after the exchange, the old one
//
// Where folders can't be exchanged (a mount point, a file system without hard
// links, Windows) the files are renamed into place one by one and the Summary
// says so. All that needs room comes before that, copies on the destination's
// own device among it, so that a full disk is found while the old site stands.
//
// Whatever else stands at one of these names, or in these folders, makes it
// refuse to go on; nothing outside the destination is removed that it did not
// put there.
//
// The package knows nothing of pages or Markdown, never reads a clock for
// what it writes, and writes only through [os.Root].
package publish

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"
)

// Files is a site that is ready to be published. Names are slash-separated
// relative paths in the sense of [fs.ValidPath]; Open is called once for each,
// from several goroutines, and may be costly. A file is an [io.Seeker], since it
// is read twice if it has to be written. A file that is Unused when all others
// have been opened is left out.
type Files interface {
	Names() []string
	Unused(name string) bool
	fs.FS
}

// Options say where a site goes. Only Dest is required.
type Options struct {
	// Dest is the folder to publish to. Missing folders are made. A symbolic
	// link is followed, and stays.
	Dest string
	// Sources are folders that the site is made from. Dest must not be one,
	// hold one or lie in one.
	Sources []string
	// Verify, if set, is called when every file has been made and before any
	// is published. An error leaves the old site as it is.
	Verify func() error
	// InPlace renames files into place one by one, for readers that hold on
	// to the folder itself, such as a container that mounts it.
	InPlace bool
	// Replace permits overwriting foreign files that stand where a file of
	// the site belongs. Without it they make Publish fail with a
	// [ConflictError].
	Replace bool

	// step, in tests, is called before each thing that can fail or be
	// interrupted, and may do either. The name says what comes next.
	step func(name string) error
	// unsynced, in tests, leaves the disk alone: what tests kill is a process
	// and not a machine.
	unsynced bool
	// lockWait, in tests, is how long to wait for another build to finish.
	lockWait time.Duration
}

// Summary says what [Publish] or [Clean] did. Names are sorted.
type Summary struct {
	Added, Changed, Removed []string
	Unchanged               int
	// Foreign names what we did not write and left where it was: files, and
	// empty folders with a slash at the end.
	Foreign []string
	// Exchanged is true if the new site took the place of the old one, or
	// appeared, in a single step. It is false when nothing had to be written.
	Exchanged bool
	// InPlace, if not empty, is the reason why files were renamed into place
	// one by one instead.
	InPlace string
}

// Publish makes the destination hold exactly the given files, and the foreign
// ones that were there. On an error the old site is untouched, except that one
// interrupted while it renamed files into place (see [Summary]) leaves a
// mixture that the next call mends.
//
// Errors worth telling apart are [*RefusedError], [*NameError],
// [*ConflictError] and [*LockedError].
func Publish(ctx context.Context, files Files, opt Options) (sum Summary, err error) {
	names := slices.Sorted(slices.Values(files.Names()))
	if bad := CheckNames(names); bad != nil {
		return Summary{}, &NameError{bad}
	}
	t, err := openTarget(ctx, opt, true)
	if err != nil {
		return Summary{}, err
	}
	defer t.close()

	p := &publication{target: t, opt: opt, files: files, site: make([]*file, len(names))}
	for i, name := range names {
		p.site[i] = &file{name: name}
	}
	if err := p.inspect(ctx); err != nil {
		return Summary{}, fmt.Errorf("look at %s: %w", opt.Dest, err)
	}
	if err := p.publish(ctx); err != nil {
		p.abandon()
		return p.summary, fmt.Errorf("publish to %s: %w", opt.Dest, err)
	}
	return p.summary, nil
}

type publication struct {
	*target
	opt   Options
	files Files
	site  []*file // by name

	old     manifest // what we published last time
	dest    tree     // what the destination holds
	ground  tree     // what it shall hold: names and folders alone
	foreign tree     // the part of dest that is not ours
	removed []string // ours, and not in the new site
	// spelled are files of dest, and how the new site spells them.
	spelled map[string]string
	summary Summary

	mu         sync.Mutex // guards stage while files are made
	stage      *stage     // nil until something has to be written
	journalled bool       // the manifest on disk is a pending one of ours
}

// A file is one of the new site.
type file struct {
	name string
	entry
	fate fate
	from string // where it lies until it is placed, relative to root
}

type fate uint8

const (
	unmade fate = iota
	unchanged
	changed
	added
	conflicting // differs from a foreign file in its place
)

// publish does the work, in the order in which it may fail.
func (p *publication) publish(ctx context.Context) error {
	if err := p.make(ctx); err != nil {
		return err
	}
	if p.opt.Verify != nil {
		if err := p.opt.Verify(); err != nil {
			return err
		}
	}
	p.summarise()
	if p.nothingToDo() {
		return p.record()
	}
	return p.swap(ctx)
}

func (p *publication) nothingToDo() bool {
	s := &p.summary
	return p.exists && len(s.Added)+len(s.Changed)+len(s.Removed) == 0
}

func (p *publication) summarise() {
	s := &p.summary
	for _, f := range p.site {
		switch f.fate {
		case added:
			s.Added = append(s.Added, f.name)
		case changed:
			s.Changed = append(s.Changed, f.name)
		default:
			s.Unchanged++
		}
	}
	s.Removed = p.removed
	s.Foreign = p.foreign.list()
}

// record saves the manifest if it would tell something new.
func (p *publication) record() error {
	now := p.manifest()
	if !p.old.pending && maps.Equal(now.files, p.old.files) {
		return nil
	}
	p.dropFolders() // of a build that was killed
	return p.save(now)
}

func (p *publication) manifest() manifest {
	m := manifest{files: make(map[string]entry, len(p.site))}
	for _, f := range p.site {
		m.files[f.name] = f.entry
	}
	return m
}

// list names the files of a tree and its empty folders, sorted.
func (t tree) list() []string {
	var out []string
	full := map[string]bool{}
	for name := range t.files {
		out = append(out, name)
		markParents(full, name)
	}
	for name := range t.dirs {
		markParents(full, name)
	}
	for name := range t.dirs {
		if !full[name] {
			out = append(out, name+"/")
		}
	}
	slices.Sort(out)
	return out
}
