#!/usr/bin/env bash
# `make test`: every check and every suite, one after the other, each with its time; all that can run do run, even after a failure.
# The last line sums up: a check counts as one, so does Schemathesis with all its requests. Each step's output is kept in target/test-logs/.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

logs=target/test-logs
rm -rf "$logs"
mkdir -p "$logs"
# Where the steps leave what their servers have logged.
export TEST_LOGS="$PWD/$logs/servers"
summary=()
all_passed=0
all_failed=0

step() { # COUNT NAME COMMAND…: what a pass counts for when the program names no number
    local count="$1" name="$2" began=$SECONDS status=0 log passed failed mark=ok
    shift 2
    log="$logs/$(printf '%02d' "${#summary[@]}")-${name//[^a-zA-Z0-9]/-}.log"
    say "$name"
    "$@" 2>&1 | tee "$log" || status=$?
    read -r passed failed < <(scripts/count-tests.sh <"$log")
    if [ "$status" != 0 ]; then
        mark=FAILED
        if [ "$failed" = 0 ]; then failed=1; fi
    elif [ "$failed" != 0 ]; then
        mark=FAILED # whatever the program's status said
    elif [ "$passed" = 0 ]; then
        passed="$count"
    fi
    all_passed=$((all_passed + passed))
    all_failed=$((all_failed + failed))
    summary+=("$(printf '%-6s %4ds  %5d passed %3d failed  %s' "$mark" $((SECONDS - began)) "$passed" "$failed" "$name")")
    [ "$mark" = ok ]
}
finish() {
    echo
    printf '%s\n' "${summary[@]}"
    printf '%s\n' "in all $((SECONDS / 60)) min $((SECONDS % 60)) s"
    echo "$all_passed passed, $all_failed failed" | tee "$logs/summary"
    [ "$all_failed" = 0 ]
}
need() { step 0 "$@" || { say "the rest needs this step: stopped"; finish; exit 1; }; } # a step without which the others mean nothing
try() { step 1 "$@" || true; }

prepare() {
    scripts/ensure-debian.sh test && scripts/ensure-rust.sh && scripts/ensure-wasm-tools.sh >/dev/null && scripts/ensure-python.sh &&
        scripts/ensure-node.sh e2e && scripts/ensure-node.sh tests/clients/typescript
}

need "tools" prepare
try "formatting" cargo fmt --all --check
try "supply chain: bans, licences, sources" scripts/check-supply-chain.sh offline
try "the security checklist names what is there" scripts/check-security-doc.sh
try "shared and web for WASM, without the server's crates" scripts/check-wasm.sh
try "clippy: web" cargo clippy --quiet --package web --target wasm32-unknown-unknown --profile wasm -- --deny warnings
try "clippy: web's tests" cargo clippy --quiet --package web --tests -- --deny warnings
try "clippy: api, shared, bench, splitter" cargo clippy --quiet --all-targets --package countersign --package shared --package bench --package splitter -- --deny warnings
need "the app" scripts/build-app.sh
need "the server" cargo build --quiet
try "Rust tests: the server on SQLite and PostgreSQL, the app" scripts/test-rust.sh
try "TypeScript client" scripts/test-clients.sh typescript
try "Python client" scripts/test-clients.sh python
try "Schemathesis" scripts/test-schema.sh
try "two replicas behind a proxy" scripts/test-deploy.sh
try "faults, each for a short while" scripts/test-faults.sh
try "browser tests" scripts/test-e2e.sh
try "no secret in the servers' logs" scripts/check-logs.sh
finish
