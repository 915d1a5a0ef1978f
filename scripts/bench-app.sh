#!/usr/bin/env bash
# Measures the app in Chromium beside a react-admin app over the same API: `bench-app.sh [--quick]`. Builds what it needs, and runs
# bench/app.py, which prints a table and writes target/bench-app.json and target/bench-app.md. Nothing else should run meanwhile.
# COUNTERSIGN_BENCH_BUILT=1 takes the release build and the measuring tools as they are.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/ensure-debian.sh bench
scripts/ensure-node.sh e2e
scripts/ensure-node.sh bench/react-admin
if [ -z "${COUNTERSIGN_BENCH_BUILT:-}" ]; then
    scripts/build-app.sh
    cargo build --quiet --release --package countersign --package bench
fi
inputs=(bench/react-admin/{src,index.html,vite.config.js,package-lock.json})
if ! [ -e bench/react-admin/dist/index.html ] || ! fresh react-admin "${inputs[@]}"; then
    npm run --silent --prefix bench/react-admin build -- --logLevel error
    made react-admin "${inputs[@]}"
fi
(cd e2e && npx tsc --outDir build --noEmit false)
COUNTERSIGN_CHROMIUM="$(scripts/find-chromium.sh)" || die "no Chromium is installed"
export COUNTERSIGN_CHROMIUM
python3 bench/app.py "$@"
