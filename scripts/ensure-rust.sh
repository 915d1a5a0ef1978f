#!/usr/bin/env bash
# Makes sure of the Rust toolchain that rust-toolchain.toml names, with rustfmt, clippy and the WASM target.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

wasm=wasm32-unknown-unknown
has cargo || die "Rust is missing: see https://rustup.rs"

complete() {
    [ -d "$(rustc --print sysroot)/lib/rustlib/$wasm/lib" ] && cargo fmt --version && cargo clippy --version
} >/dev/null 2>&1
if complete; then exit 0; fi

channel="$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)"
has rustup || die "Rust $channel with rustfmt, clippy and the target $wasm is needed, and there is no rustup to install it"
say "installing Rust $channel with rustfmt, clippy and $wasm"
rustup toolchain install "$channel" --profile minimal --component rustfmt --component clippy --target "$wasm"
