#!/usr/bin/env bash
# The Rust tests, on both databases: `test-rust.sh [FILTER…]`. By cargo-nextest where it is installed, else by `cargo test`.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

if cargo nextest --version >/dev/null 2>&1; then
    scripts/with-postgres.sh cargo nextest run --no-fail-fast "$@"
    if [ $# = 0 ]; then cargo test --quiet --doc; fi # nextest leaves these out
else
    scripts/with-postgres.sh cargo test --no-fail-fast "$@"
fi
