package measure

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestMain lets the tests run this very program as a command: it appends its
// argument to a file.
func TestMain(m *testing.M) {
	name := os.Getenv("MEASURE_TEST_FILE")
	if name == "" {
		os.Exit(m.Run())
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err == nil {
		_, err = f.WriteString(os.Args[1])
	}
	if err != nil || os.Args[1] == "broken" {
		os.Stderr.WriteString("it broke")
		os.Exit(1)
	}
}

func command(t *testing.T, file, argument string) Command {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Command{Name: argument, Args: []string{program, argument}, Env: append(os.Environ(), "MEASURE_TEST_FILE="+file)}
}

func TestCommandsTakeTurns(t *testing.T) {
	file := t.TempDir() + "/order"
	prepared := 0
	a, b := command(t, file, "a"), command(t, file, "b")
	b.Before = func() error { prepared++; return nil }
	costs, err := InTurns(context.Background(), []Command{a, b}, 2)
	if err != nil {
		t.Fatal(err)
	}
	order, _ := os.ReadFile(file)
	if string(order) != "ababab" || prepared != 3 {
		t.Errorf("ran %s, prepared %d times; want a warming round and two more", order, prepared)
	}
	if len(costs) != 2 || len(costs[0]) != 2 || len(costs[1]) != 2 {
		t.Fatalf("costs of the warming round are counted, or lost: %v", costs)
	}
	if c := costs[0][0]; c.Wall <= 0 || c.CPU < 0 || c.CPU > time.Minute {
		t.Errorf("not a cost: %+v", c)
	}
}

func TestFailureSaysWhatTheCommandSaid(t *testing.T) {
	broken := command(t, t.TempDir()+"/order", "broken")
	_, err := InTurns(context.Background(), []Command{broken}, 1)
	if err == nil || !strings.Contains(err.Error(), "run broken") || !strings.Contains(err.Error(), "it broke") {
		t.Errorf("got %v", err)
	}
}

func TestRatioComparesWithinRounds(t *testing.T) {
	var slow, fast []Cost
	for _, load := range []time.Duration{1, 1, 9, 1, 5} { // a busy machine slows both
		slow = append(slow, Cost{CPU: 3 * load * time.Second})
		fast = append(fast, Cost{CPU: 2 * load * time.Second})
	}
	if got := Ratio(slow, fast); got != 1.5 {
		t.Errorf("ratio %v, want 1.5", got)
	}
	if got := Median(fast, func(c Cost) time.Duration { return c.CPU }); got != 2*time.Second {
		t.Errorf("median %v, want 2s", got)
	}
	if got := middle(slices.Clone([]int64(nil))); got != 0 {
		t.Errorf("the middle of nothing is %d", got)
	}
}
