#!/usr/bin/env bash
# Measures: `bench.sh [--quick]`. Builds the release server and the measuring tools, and runs bench/bench.py, which prints a table and writes
# target/bench.json. Nothing else should run on the machine meanwhile.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/ensure-debian.sh bench
scripts/ensure-node.sh e2e
[ -e dist/index.html ] || scripts/build-app.sh
cargo build --quiet --release --package countersign --package bench
scripts/with-postgres.sh python3 bench/bench.py "$@"
