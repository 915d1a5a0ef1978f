#!/usr/bin/env bash
# Trunk's last step (see Trunk.toml): splits the module that it built, in the folder that becomes dist.
# COUNTERSIGN_APP_PROFILE is cargo's profile, where it is not the one for development.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

module="${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/${COUNTERSIGN_APP_PROFILE:-debug}/web.wasm"
cargo run --quiet --offline --package splitter -- "$module" "$TRUNK_STAGING_DIR"
