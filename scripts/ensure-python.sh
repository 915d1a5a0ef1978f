#!/usr/bin/env bash
# Makes sure of the Python tools of the tests, in a virtual environment of their own (.venv).
set -euo pipefail
. "$(dirname "$0")/lib.sh"

if [ -x "$venv/bin/schemathesis" ] && "$venv/bin/python" -c '' 2>/dev/null && fresh python tests/requirements.txt; then exit 0; fi
say "installing the Python test tools into .venv"
rm -rf "$venv"
python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --requirement tests/requirements.txt
made python tests/requirements.txt
