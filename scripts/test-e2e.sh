#!/usr/bin/env bash
# The browser tests: the built app in Chromium, each test with a server and a database of its own, those that only read with one per worker. `test-e2e.sh [PLAYWRIGHT ARGUMENT…]`
set -euo pipefail
. "$(dirname "$0")/lib.sh"

COUNTERSIGN_BIN="$(realpath "${COUNTERSIGN_BIN:-target/debug/countersign}")" || die "the server is not built: cargo build"
COUNTERSIGN_CHROMIUM="$(scripts/find-chromium.sh)" || die "no Chromium is installed"
export COUNTERSIGN_BIN COUNTERSIGN_CHROMIUM
cd e2e
npm run --silent types
npm test --silent -- "$@"
