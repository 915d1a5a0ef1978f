#!/usr/bin/env bash
# Schemathesis holds the running server to openapi.yaml: every operation, all checks, the same examples each time, as each role, as a
# program and as nobody: `test-schema.sh [ROLE…]`. Each role gets a server of its own, with something to see on it (tests/schema/seed.py).
# What is left out, and why, stands in tests/schemathesis.toml.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

if [ "${1:-}" = alone ]; then # ROLE: its lines stay together
    log="$(mktemp "${TMPDIR:-/tmp}/countersign-schema.XXXXXX")"
    status=0
    COUNTERSIGN_RATE_LIMIT=off scripts/with-server.sh "scripts/$(basename "$0")" inside "$2" >"$log" 2>&1 || status=$?
    say "as $2"
    cat "$log"
    rm "$log"
    exit "$status"
elif [ "${1:-}" != inside ]; then
    if [ $# = 0 ]; then set -- owner billing support customer_admin customer_editor api_key anonymous; fi
    # Each waits for its server's answers most of the time: two at once.
    printf '%s\n' "$@" | xargs --max-procs=2 --replace={} "scripts/$(basename "$0")" alone {}
    exit
fi

role="$2"
tester="$("$venv/bin/python" tests/schema/seed.py "$role")"
export ${tester?}
config=tests/schemathesis.toml
options=()
if [ "$role" != owner ]; then options+=(--max-examples 5); fi
if [ "$role" = anonymous ] || [ "$role" = api_key ]; then
    config="$DATA_DIR/schemathesis.toml"
    sed '/^\[auth/,/^$/d' tests/schemathesis.toml >"$config"
fi
if [ "$role" = api_key ]; then options+=(--header "Authorization: Bearer $TESTER_KEY"); fi
"$venv/bin/schemathesis" --config-file "$config" run openapi.yaml --url "$BASE_URL" --no-color "${options[@]}"
