#!/usr/bin/env bash
# Measures: `bench.sh [--quick] [--only P1,P2]`. Builds the release server and the measuring tools, and runs bench/bench.py beside a private
# PostgreSQL; it prints a table and writes target/bench.json and target/bench.md. Nothing else should run on the machine meanwhile.
# COUNTERSIGN_BENCH_BUILT=1 takes what is built already.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/ensure-debian.sh bench
peers="$(scripts/ensure-bench.sh)"
if [ -z "${COUNTERSIGN_BENCH_BUILT:-}" ]; then
    [ -e dist/index.html ] || scripts/build-app.sh
    cargo build --quiet --release --package countersign --package bench
fi
scripts/with-postgres.sh python3 bench/bench.py --peers "$peers" "$@"
