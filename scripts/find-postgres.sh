#!/usr/bin/env bash
# Prints the folder with the programs of the newest PostgreSQL that is installed, if it is 15 or later.
set -euo pipefail

{
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null || true
    if command -v initdb >/dev/null; then dirname "$(command -v initdb)"; fi
} | while read -r bin; do
    if [ -x "$bin/initdb" ] && [ -x "$bin/pg_ctl" ]; then
        version="$("$bin/initdb" --version | grep -oE '[0-9]+' | head -n 1)"
        if [ "$version" -ge 15 ]; then echo "$version $bin"; fi
    fi
done | sort -rn | head -n 1 | cut -d ' ' -f 2- | grep .
