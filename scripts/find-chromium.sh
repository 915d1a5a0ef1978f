#!/usr/bin/env bash
# Prints the path of the Chromium that the browser tests use: COUNTERSIGN_CHROMIUM, else the first of the usual names. The shell without
# windows comes first: it is the same browser, and a fifth faster.
set -euo pipefail

for name in "${COUNTERSIGN_CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name"; then exit 0; fi
done
exit 1
