#!/usr/bin/env bash
# The app and the contract build for WASM without the server's crates. (Each for itself: together their features would unify.)
set -euo pipefail
. "$(dirname "$0")/lib.sh"

for package in shared web; do
    tree="$(cargo tree --package "$package" --target wasm32-unknown-unknown --edges normal --prefix none)"
    for unwanted in diesel libsqlite3-sys pq-sys utoipa actix-web tokio reqwest; do
        if grep -qE "^$unwanted v" <<<"$tree"; then
            cargo tree --package "$package" --target wasm32-unknown-unknown --edges normal --invert "$unwanted" >&2
            die "$unwanted came into $package's WASM build"
        fi
    done
done
# (That web builds is shown by building it. With the app's profile, so that the macros are built once.)
cargo check --quiet --package shared --target wasm32-unknown-unknown --profile wasm
