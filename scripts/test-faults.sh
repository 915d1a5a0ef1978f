#!/usr/bin/env bash
# Breaks things on purpose and looks at what is left: `test-faults.sh [--long] [--seed N] [NAME…]`. Each program of tests/faults/ is a
# figure of safety (docs/testing.md); a name is the beginning of a program's, such as r05. They start their own servers, on loopback,
# beside a PostgreSQL of their own, one after the other. COUNTERSIGN_BIN names the program that is broken (target/debug/countersign).
set -euo pipefail
. "$(dirname "$0")/lib.sh"

options=(--short)
names=()
while [ $# -gt 0 ]; do
    case "$1" in
    --short | --long) options[0]="$1" ;;
    --seed) options+=("$1" "$2") && shift ;;
    --trace) options+=("$1") ;;
    *) names+=("$1") ;;
    esac
    shift
done

if [ -z "${FAULTS_INSIDE:-}" ]; then
    COUNTERSIGN_BIN="$(realpath "${COUNTERSIGN_BIN:-target/debug/countersign}")" || die "the server is not built: cargo build"
    export COUNTERSIGN_BIN FAULTS_INSIDE=yes PYTHONPATH=tests PYTHONDONTWRITEBYTECODE=1
    # A cluster of its own, whatever server the other tests use.
    exec env -u COUNTERSIGN_TEST_POSTGRES_URL scripts/with-postgres.sh "$0" "${options[@]}" "${names[@]}"
fi

python=python3
if [ -x "$venv/bin/python" ]; then python="$venv/bin/python"; fi
"$python" -c 'import yaml, aiosmtpd' 2>/dev/null || die "PyYAML and aiosmtpd are missing: scripts/ensure-python.sh"

programs=()
for program in tests/faults/r*.py; do
    for name in "${names[@]-}"; do
        if [[ "$(basename "$program")" == "$name"* ]]; then programs+=("$program") && break; fi
    done
done
[ "${#programs[@]}" -gt 0 ] || die "no program of tests/faults/ begins with ${names[*]}"

child=
# The one that runs tidies up after itself.
forward() {
    if [ -n "$child" ]; then
        kill "$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    fi
    exit "$1"
}
trap 'forward 130' INT
trap 'forward 143' TERM
trap 'forward 129' HUP

status=0
times=()
for program in "${programs[@]}"; do
    name="$(basename "$program" .py)" began=$SECONDS mark=ok
    say "$name"
    "$python" "$program" "${options[@]}" &
    child=$!
    wait "$child" || mark=FAILED
    child=
    [ "$mark" = ok ] || status=1
    times+=("$(printf '%-6s %4ds  %s' "$mark" $((SECONDS - began)) "$name")")
done
printf '%s\n' "${times[@]}" "in all $((SECONDS / 60)) min $((SECONDS % 60)) s"
exit "$status"
