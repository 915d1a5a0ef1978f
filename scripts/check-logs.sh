#!/usr/bin/env bash
# Looks for secrets in what the servers of the last `make test` have logged (tests/logs/check.py): `check-logs.sh [FOLDER]`.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

PYTHONPATH=tests PYTHONDONTWRITEBYTECODE=1 exec python3 tests/logs/check.py "${1:-target/test-logs/servers}"
