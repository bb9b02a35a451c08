# What there is to run. Each target is one command of the project's own; the
# scripts behind them are in .ci.

.PHONY: preview build check test audit bench fuzz trust release

preview: ## the guide at http://localhost:1313/, while you write
	go run ./cmd/aftercare serve

build: ## the guide as plain files in public
	go run ./cmd/aftercare build

check: ## every mistake in the guide
	go run ./cmd/aftercare check

test: ## all tests; installs what they need where it can
	.ci/test

audit: ## what takes longer: every page, 100 kills, long fuzzing, Lighthouse
	.ci/audit

trust: ## attacks, kills, hostile input and bounds, each broken on purpose
	.ci/trust

bench: ## the builder against the floor, in one run
	.ci/bench

fuzz: ## every fuzz target for FUZZTIME (default 60s)
	.ci/fuzz

release: ## the program for each system, made twice, with checksums, in dist
	.ci/release
