#!/usr/bin/env bash
# The Rust tests: the server's on both databases, the app's, which run here and not in a browser, and the splitter's.
# `test-rust.sh [FILTER…]`. By cargo-nextest where it is installed, else by `cargo test`.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

status=0
run() { "$@" || status=$?; }

if cargo nextest --version >/dev/null 2>&1; then
    tests=(cargo nextest run --no-fail-fast)
    if [ $# != 0 ]; then tests+=(--no-tests=warn); fi # a filter may name tests of one side alone
    run scripts/with-postgres.sh "${tests[@]}" "$@"
    run "${tests[@]}" --package web --package splitter "$@"
    if [ $# = 0 ]; then run cargo test --quiet --doc; fi # nextest leaves these out
else
    run scripts/with-postgres.sh cargo test --no-fail-fast "$@"
    run cargo test --package web --package splitter --no-fail-fast "$@"
fi
exit "$status"
