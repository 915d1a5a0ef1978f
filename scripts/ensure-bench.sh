#!/usr/bin/env bash
# Makes sure of the peers of `make bench`, in a virtual environment of the tool cache, and prints its folder.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

folder="$tools/bench-$(sha256sum bench/requirements.txt | cut -c 1-12)"
if ! "$folder/bin/gunicorn" --version >/dev/null 2>&1 || ! [ -e "$folder/complete" ]; then
    say "installing the peers of the benches into $folder"
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --requirement bench/requirements.txt
    touch "$folder/complete"
fi
echo "$folder"
