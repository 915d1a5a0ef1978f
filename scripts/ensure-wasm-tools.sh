#!/usr/bin/env bash
# Makes sure of Trunk and wasm-bindgen in the very versions that the app needs, and prints the folders to put before PATH.
# They are taken from PATH where the version fits, else from the tool cache, and built there when missing.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

trunk_version=0.21.14
# The program must be of the same version as the library in the app.
bindgen_version="$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)"

fits() { [ "$("$1" --version 2>/dev/null)" = "$2" ]; } # PROGRAM "NAME VERSION"

build() ( # CRATE VERSION ARGUMENT…
    say "building $1 $2 into $tools: once, some minutes"
    CARGO_TARGET_DIR="$(mktemp -d "${TMPDIR:-/tmp}/countersign-tools.XXXXXX")"
    trap 'rm -rf "$CARGO_TARGET_DIR"' EXIT
    export CARGO_TARGET_DIR
    # Fast to build before fast to run: half the time.
    export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_DEBUG=false
    cargo install "$1" --version "$2" --root "$tools" --force --quiet "${@:3}" >&2
)

folders=()
ensure() { # PROGRAM CRATE VERSION ARGUMENT…
    if fits "$1" "$1 $3"; then return; fi
    folders=("$tools/bin")
    if fits "$tools/bin/$1" "$1 $3"; then return; fi
    build "$2" "$3" "${@:4}"
    fits "$tools/bin/$1" "$1 $3" || die "$tools/bin/$1 is not version $3"
}

ensure trunk trunk "$trunk_version" --locked --no-default-features --features rustls
# Without --locked: its lock file names a version that was withdrawn.
ensure wasm-bindgen wasm-bindgen-cli "$bindgen_version"
printf '%s\n' "${folders[@]}"
