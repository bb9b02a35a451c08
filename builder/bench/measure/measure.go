// Package measure runs commands in turns and says what each cost, as the
// operating system accounts for a process that has ended.
//
// Commands that are compared have to be run in turns, A B A B and not A A B B,
// and compared by ratio: what else a machine does changes from minute to
// minute and is then in both.
package measure

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"time"
)

// Command is something to run.
type Command struct {
	Name string
	Args []string // the program and its arguments
	Dir  string
	Env  []string // whole environment; nil means ours
	// Before, if set, is called before each run and is not measured.
	Before func() error
}

// Cost is what one run took. CPU is user and system time of all its threads.
// Memory is the most that was resident at once, in bytes; 0 where the system
// does not tell. On Linux it is never less than that of the measuring process,
// whose memory a new process shares until it starts its program.
type Cost struct {
	Wall, CPU time.Duration
	Memory    int64
}

// Usage is what a process that still runs has used: CPU time of all its threads,
// and memory in bytes, now and at most.
type Usage struct {
	CPU            time.Duration
	Resident, Most int64
}

// InTurns runs each command in every round and returns costs[command][round].
// One round more is run first and not counted, to fill the system's caches.
func InTurns(ctx context.Context, commands []Command, rounds int) ([][]Cost, error) {
	costs := make([][]Cost, len(commands))
	for round := -1; round < rounds; round++ {
		for i, c := range commands {
			cost, err := c.run(ctx)
			if err != nil {
				return nil, fmt.Errorf("run %s: %w", c.Name, err)
			}
			if round >= 0 {
				costs[i] = append(costs[i], cost)
			}
		}
	}
	return costs, nil
}

func (c Command) run(ctx context.Context) (Cost, error) {
	if c.Before != nil {
		if err := c.Before(); err != nil {
			return Cost{}, err
		}
	}
	process := exec.CommandContext(ctx, c.Args[0], c.Args[1:]...)
	var said bytes.Buffer
	process.Dir, process.Env, process.Stderr = c.Dir, c.Env, &said
	start := time.Now()
	if err := process.Run(); err != nil {
		return Cost{}, errors.Join(err, errors.New(said.String()))
	}
	wall := time.Since(start)
	state := process.ProcessState
	return Cost{wall, state.UserTime() + state.SystemTime(), peakMemory(state)}, nil
}

// Median returns the middle of what value gives for each cost.
func Median[T int64 | float64 | time.Duration](costs []Cost, value func(Cost) T) T {
	values := make([]T, len(costs))
	for i, c := range costs {
		values[i] = value(c)
	}
	return middle(values)
}

// Ratio returns the median over the rounds of what a cost in CPU for each that
// b cost in the same round.
func Ratio(a, b []Cost) float64 {
	ratios := make([]float64, len(a))
	for i := range a {
		ratios[i] = float64(a[i].CPU) / float64(max(b[i].CPU, 1))
	}
	return middle(ratios)
}

func middle[T int64 | float64 | time.Duration](values []T) T {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[len(values)/2]
}
