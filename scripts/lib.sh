# What the other scripts share; sourced by each, from the top folder of the repository.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
tools="${COUNTERSIGN_TOOLS:-$HOME/.cache/countersign-tools}"
venv="$root/.venv"
cd "$root"

bold='' plain=''
if [ -t 2 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\033[1m' plain=$'\033[0m'; fi

say() { printf '%s==>%s %s\n' "$bold" "$plain" "$*" >&2; }

die() {
    printf '%serror:%s %s\n' "$bold" "$plain" "$*" >&2
    exit 1
}

# Keeps a server's log where TEST_LOGS says, for `check-logs.sh`.
keep_log() {
    if [ -n "${TEST_LOGS:-}" ] && [ -s "$1" ]; then
        mkdir -p "$TEST_LOGS"
        cp "$1" "$TEST_LOGS/$(basename "$0" .sh)-$$-$(basename "$1")"
    fi
}

has() { command -v "$1" >/dev/null 2>&1; }

# Remembers that something was made from given files: `fresh NAME FILE…` is true while they are as they were when `made NAME FILE…` ran.
digest() { find "$@" -type f -not -path '*/node_modules/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum; }
fresh() { [ "$(cat "target/stamps/$1" 2>/dev/null)" = "$(digest "${@:2}")" ]; }
made() {
    mkdir -p target/stamps
    digest "${@:2}" >"target/stamps/$1"
}
