#!/usr/bin/env bash
# Holds the dependencies to deny.toml. `check-supply-chain.sh offline` checks bans, licences and sources with the cargo-deny that is there,
# and says so when there is none; `check-supply-chain.sh all` builds cargo-deny when it is missing, and fetches the advisories too.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

version=0.20.2
PATH="$tools/bin:$PATH"

if [ "${1:-all}" = offline ]; then
    if ! has cargo-deny; then
        say "skipped: cargo-deny is not installed (\`make audit\` builds it)"
        exit 0
    fi
    exec cargo deny --log-level error check --hide-inclusion-graph bans licenses sources
fi

if ! has cargo-deny; then
    say "building cargo-deny $version into $tools: once, some minutes"
    dir="$(mktemp -d "${TMPDIR:-/tmp}/countersign-tools.XXXXXX")"
    trap 'rm -rf "$dir"' EXIT
    CARGO_TARGET_DIR="$dir" CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_DEBUG=false \
        cargo install cargo-deny --version "$version" --locked --root "$tools" --quiet
fi
cargo deny check
