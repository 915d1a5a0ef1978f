# The verbs of this repository. What they do stands in scripts/, one idea each.
.DEFAULT_GOAL := help
.PHONY: help run build app test check test-rust test-clients test-schema test-deploy test-faults test-e2e faults bench bench-app screenshots audit openapi fmt clean

ARGS ?=

help: ## List the verbs
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Build the release binary with the app inside, and serve on 127.0.0.1:8080 (ARGS="…" are given to the server)
	target/release/countersign $(ARGS)

build: app ## Build target/release/countersign with the app inside
	cargo build --release

app: ## Build the app into dist/, compressed
	@scripts/ensure-debian.sh run
	@scripts/ensure-rust.sh
	@scripts/build-app.sh

test: ## Run everything: checks, tests on both databases, generated clients, Schemathesis, two servers behind a proxy, faults, the app in Chromium
	@scripts/test.sh

check: ## Run the checks alone: formatting, clippy, the WASM boundary, the dependencies, the security checklist
	@scripts/ensure-debian.sh run
	@scripts/ensure-rust.sh
	cargo fmt --all --check
	scripts/check-supply-chain.sh offline
	scripts/check-security-doc.sh
	scripts/check-wasm.sh
	cargo clippy --package web --target wasm32-unknown-unknown --profile wasm -- --deny warnings
	cargo clippy --package web --tests -- --deny warnings
	cargo clippy --all-targets --package countersign --package shared --package bench --package splitter -- --deny warnings

test-rust: ## Run the Rust tests: the server's on both databases, and the app's (ARGS="trials" for some of them)
	@scripts/ensure-debian.sh test
	@scripts/test-rust.sh $(ARGS)

test-clients: ## Generate the TypeScript and Python clients, and go their journeys
	@scripts/ensure-debian.sh test
	@scripts/ensure-python.sh
	@scripts/ensure-node.sh tests/clients/typescript
	@cargo build
	@scripts/test-clients.sh typescript
	@scripts/test-clients.sh python

test-schema: ## Hold a running server to openapi.yaml with Schemathesis
	@scripts/ensure-debian.sh test
	@scripts/ensure-python.sh
	@cargo build
	@scripts/test-schema.sh

test-deploy: app ## Run two servers behind nginx, as deploy/ has them, and stop one of them
	@scripts/ensure-debian.sh test
	@scripts/ensure-python.sh
	@cargo build
	@scripts/test-deploy.sh

test-faults: ## Break things on purpose for a short while (ARGS="r04 r12" for some of it)
	@scripts/ensure-debian.sh test
	@scripts/ensure-python.sh
	@cargo build
	@scripts/test-faults.sh $(ARGS)

test-e2e: app ## Run the app in Chromium (ARGS="tests/invites.spec.ts" for some of it)
	@scripts/ensure-debian.sh test
	@scripts/ensure-node.sh e2e
	@cargo build
	@scripts/test-e2e.sh $(ARGS)

screenshots: app ## Take pictures of the running app into e2e/screenshots (ARGS="--paths / …", see e2e/screenshots.ts)
	@scripts/ensure-debian.sh test
	@scripts/ensure-node.sh e2e
	@cargo build
	@npm run --silent --prefix e2e screenshots -- $(ARGS)

faults: ## Break the release build on purpose, 200 kills and 10,000 timers long (ARGS="r04" for some of it); it takes about an hour
	@scripts/ensure-debian.sh test
	@scripts/ensure-python.sh
	cargo build --release
	@COUNTERSIGN_BIN=target/release/countersign scripts/test-faults.sh --long $(ARGS)

bench: ## Measure speed and cost beside other servers (ARGS="--quick" for a look, ARGS="--only P1,P2" for some); the machine should be idle
	@scripts/ensure-rust.sh
	@scripts/bench.sh $(ARGS)

bench-app: ## Measure the app in Chromium beside a react-admin app over the same API (ARGS="--quick" for a look)
	@scripts/ensure-rust.sh
	@scripts/bench-app.sh $(ARGS)

audit: ## Check the dependencies against deny.toml and the advisories (needs the network)
	@scripts/check-supply-chain.sh all

openapi: ## Write openapi.yaml anew from the routes
	cargo run --quiet --package countersign -- openapi > openapi.yaml.new
	mv openapi.yaml.new openapi.yaml

fmt: ## Format the code
	cargo fmt --all

clean: ## Remove what was built; the data folder and the tool cache stay
	cargo clean
	rm -rf dist .venv bench/react-admin/node_modules bench/react-admin/dist e2e/node_modules e2e/build e2e/test-results e2e/playwright-report e2e/screenshots
	rm -rf tests/clients/typescript/node_modules tests/clients/*/build tests/clients/*/generated
