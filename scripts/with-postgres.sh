#!/usr/bin/env bash
# Runs a command beside a private PostgreSQL: `with-postgres.sh COMMAND…`. The cluster is new, lives in a temporary folder, listens on
# loopback only, forgets nothing but promises nothing either (fsync is off), and is gone afterwards, however the command ends.
# COUNTERSIGN_TEST_POSTGRES_URL names it to the command; where that is set already, the server that it names is used.
# COUNTERSIGN_TEST_POSTGRES_CTL is a command by which a new one can be restarted: pg_ctl with its user, folder and port, for eval.
# COUNTERSIGN_TEST_POSTGRES_DURABLE, for those who stop it hard, lets it keep what it has committed: `process`, should its processes die
# (what they have written is with the system then), or `machine`, should the power fail.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

if [ -n "${COUNTERSIGN_TEST_POSTGRES_URL:-}" ]; then exec "$@"; fi
bin="$(scripts/find-postgres.sh)" || die "no PostgreSQL 15 or later is installed"

# PostgreSQL refuses to run as root.
as_user=()
if [ "$(id -u)" = 0 ]; then
    user=nobody
    if id postgres >/dev/null 2>&1; then user=postgres; fi
    as_user=(runuser -u "$user" --)
fi

dir="$(mktemp -d /tmp/countersign-pg.XXXXXX)"
child=
finish() {
    status=$?
    trap - EXIT INT TERM HUP
    if [ -e "$dir/data/postmaster.pid" ]; then "${as_user[@]}" "$bin/pg_ctl" stop -D "$dir/data" -m immediate -s || true; fi
    rm -rf "$dir"
    exit "$status"
}
forward() { # STATUS: the command is told, and waited for, before the cluster goes
    if [ -n "$child" ]; then
        kill "$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    fi
    exit "$1"
}
trap finish EXIT
trap 'forward 130' INT
trap 'forward 143' TERM
trap 'forward 129' HUP

# A superuser of PostgreSQL can run programs, so that even this one wants a password. It goes over loopback as it is, and without TLS, which
# makes connecting cheaper. (Two tests that had passed were once killed by SIGSEGV as their processes ended. Clean-up of the ciphers'
# library under a thread that was still connecting is suspected, not shown; without ciphers it was not seen again.)
password="$(head -c 24 /dev/urandom | base64 | tr '+/' '-_')"
printf '%s\n' "$password" >"$dir/password"
if [ "${#as_user[@]}" -gt 0 ]; then chown -R "$user" "$dir"; fi
cd "$dir" # where the user may look

"${as_user[@]}" "$bin/initdb" -D "$dir/data" -U countersign --pwfile="$dir/password" --auth=password \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; die "initdb failed"; }
case "${COUNTERSIGN_TEST_POSTGRES_DURABLE:-}" in
machine) promises= ;;
process) promises="fsync = off" ;;
*) promises=$'fsync = off\nsynchronous_commit = off\nfull_page_writes = off' ;;
esac
cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$dir'
max_connections = 300
shared_buffers = 128MB
$promises
autovacuum_naptime = 10min
timezone = 'UTC'
CONF

started=
for _ in 1 2 3 4 5; do # another program may hold the port
    port=$((RANDOM % 20000 + 20000))
    if "${as_user[@]}" "$bin/pg_ctl" start -D "$dir/data" -o "-p $port" -l "$dir/log" -w -s >/dev/null 2>&1; then
        started=yes
        break
    fi
done
if [ -z "$started" ]; then
    cat "$dir/log" >&2
    die "PostgreSQL did not start"
fi
cd "$root"

printf -v COUNTERSIGN_TEST_POSTGRES_CTL '%q ' "${as_user[@]}" "$bin/pg_ctl" -D "$dir/data" -o "-p $port" -l "$dir/log" -w -s
export COUNTERSIGN_TEST_POSTGRES_CTL
export COUNTERSIGN_TEST_POSTGRES_URL="postgres://countersign:$password@127.0.0.1:$port/postgres?sslmode=disable&gssencmode=disable"
"$@" <&0 &
child=$!
status=0
wait "$child" || status=$?
exit "$status"
