#!/usr/bin/env bash
# Builds the app into dist/, every file beside its brotli and gzip forms, which is what the server sends.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

inputs=(web shared splitter Cargo.toml Cargo.lock Trunk.toml rust-toolchain.toml scripts/{build,split}-app.sh)
# Kept as it is while nothing changed: the server is linked anew when its files are newer.
if [ -e dist/index.html ] && fresh app "${inputs[@]}"; then
    say "the app in dist/ is up to date"
    exit 0
fi

say "building the app"
folders="$(scripts/ensure-wasm-tools.sh)"
PATH="${folders:+$folders:}$PATH"
cargo fetch --quiet # Trunk has cargo work offline
rm -f target/stamps/app
env -u NO_COLOR TRUNK_SKIP_VERSION_CHECK=true COUNTERSIGN_APP_PROFILE=wasm trunk --log warn build --cargo-profile wasm

say "compressing the app"
find dist -type f \( -name '*.html' -o -name '*.js' -o -name '*.wasm' -o -name '*.css' -o -name '*.svg' -o -name '*.json' \
    -o -name '*.txt' -o -name '*.ico' -o -name '*.webmanifest' \) -print0 |
    xargs -0 -P "$(nproc)" -I {} sh -c 'brotli --best --force --keep "$1" && gzip -9 --no-name --force --keep "$1"' sh {}
made app "${inputs[@]}"
kilobytes() { cat "$@" | wc -c | awk '{ printf "%.0f kB", $1 / 1000 }'; }
first=(dist/index.html.br dist/*-*.css.br dist/*-*.svg.br dist/web-*.js.br dist/web-*_bg.wasm.br)
echo "dist/: $(kilobytes dist/*.br) with brotli, of which a first visit takes $(kilobytes "${first[@]}")" >&2
