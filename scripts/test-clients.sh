#!/usr/bin/env bash
# Generates a client from openapi.yaml in each language and goes the same journey with it against a running server:
# `test-clients.sh typescript|python`.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

case "${1:-}" in
typescript)
    cd tests/clients/typescript
    npm run --silent generate
    npm run --silent build # type-checks the journey against the contract
    "$root/scripts/with-server.sh" npm run --silent test
    ;;
python)
    cd tests/clients/python
    rm -rf generated
    "$venv/bin/openapi-python-client" generate --path "$root/openapi.yaml" --output-path generated/countersign_client --meta none \
        --config config.yaml --fail-on-warning
    "$root/scripts/with-server.sh" "$venv/bin/python" -m pytest -p no:cacheprovider -p no:schemathesis --quiet --tb=short "$PWD"
    ;;
*) die "usage: test-clients.sh typescript|python" ;;
esac
