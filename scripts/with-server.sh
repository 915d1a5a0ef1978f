#!/usr/bin/env bash
# Runs a command beside a Countersign of its own: `with-server.sh COMMAND…`. The server has a free port and an empty SQLite database,
# and is set up with one reseller. The command finds BASE_URL, EMAIL, PASSWORD, ACCESS_TOKEN and DATA_DIR in its environment.
# COUNTERSIGN_BIN names the program (target/debug/countersign); COUNTERSIGN_RATE_LIMIT and the like reach it as they are.
set -euo pipefail
caller="$PWD"
. "$(dirname "$0")/lib.sh"

bin="$(realpath "${COUNTERSIGN_BIN:-target/debug/countersign}")" || die "the server is not built: cargo build"
DATA_DIR="$(mktemp -d "${TMPDIR:-/tmp}/countersign-server.XXXXXX")"
server=
finish() {
    status=$?
    trap - EXIT
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    # What the server said matters when something failed.
    if [ "$status" != 0 ] && [ -e "$DATA_DIR/log" ]; then
        say "the server's last words:"
        tail -n 20 "$DATA_DIR/log" >&2
    fi
    keep_log "$DATA_DIR/log"
    rm -rf "$DATA_DIR"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
BASE_URL="http://127.0.0.1:$port"
EMAIL=olga@northwind.example
PASSWORD=violet-harbour-tango-93
setup_code=setup-code-of-the-tests

env -u COUNTERSIGN_DATABASE_URL -u COUNTERSIGN_SMTP_URL COUNTERSIGN_LISTEN="127.0.0.1:$port" COUNTERSIGN_PUBLIC_URL="$BASE_URL" \
    COUNTERSIGN_DNS="${COUNTERSIGN_DNS:-127.0.0.1:1}" COUNTERSIGN_DATA_DIR="$DATA_DIR" COUNTERSIGN_SETUP_CODE="$setup_code" "$bin" serve >"$DATA_DIR/log" 2>&1 &
server=$!

ready=
for _ in $(seq 200); do
    if curl --silent --fail --output /dev/null "$BASE_URL/readyz"; then
        ready=yes
        break
    fi
    kill -0 "$server" 2>/dev/null || die "the server ended before it was ready"
    sleep 0.1
done
[ -n "$ready" ] || die "the server was not ready within 20 seconds"

answer="$(curl --silent --show-error --fail-with-body --header 'Content-Type: application/json' "$BASE_URL/api/v1/setup" --data "{
    \"setup_code\": \"$setup_code\", \"reseller_name\": \"Northwind IT\", \"full_name\": \"Olga Ostrova\",
    \"email\": \"$EMAIL\", \"password\": \"$PASSWORD\" }")" || die "setting up failed: $answer"
ACCESS_TOKEN="$(printf %s "$answer" | python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])')"

export BASE_URL EMAIL PASSWORD ACCESS_TOKEN DATA_DIR
cd "$caller"
"$@"
