#!/usr/bin/env bash
# Holds deploy/ to what it promises: two servers with the environment of compose.yaml, on a private PostgreSQL, behind nginx with
# nginx.conf itself, all on loopback and as processes, since containers can't run everywhere. Each check prints a line.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

COUNTERSIGN_BIN="$(realpath "${COUNTERSIGN_BIN:-target/debug/countersign}")" || die "the server is not built: cargo build"
PATH="$PATH:/usr/sbin" # nginx is there
has nginx || die "nginx is missing: scripts/ensure-debian.sh test"
has openssl || die "openssl is missing: scripts/ensure-debian.sh test"
python=python3
if [ -x "$venv/bin/python" ]; then python="$venv/bin/python"; fi
"$python" -c 'import yaml' 2>/dev/null || die "PyYAML is missing: scripts/ensure-python.sh"

DEPLOY_DIR="$(mktemp -d "${TMPDIR:-/tmp}/countersign-deploy.XXXXXX")"
export COUNTERSIGN_BIN DEPLOY_DIR PYTHONPATH=tests
child=
finish() {
    status=$?
    trap - EXIT INT TERM HUP
    if [ -n "$child" ]; then
        kill "$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    fi
    for log in "$DEPLOY_DIR"/*.log; do keep_log "$log"; done
    rm -rf "$DEPLOY_DIR"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# A cluster of its own, whatever server the other tests use: it is new, and its password is nobody else's.
env -u COUNTERSIGN_TEST_POSTGRES_URL scripts/with-postgres.sh "$python" tests/deploy/check.py &
child=$!
status=0
wait "$child" || status=$?
child=
exit "$status"
