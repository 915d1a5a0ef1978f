#!/usr/bin/env bash
# Makes sure of the system's packages: `ensure-debian.sh run` for building and running, `ensure-debian.sh test` for the tests as well,
# `ensure-debian.sh bench` for measuring.
# As root it installs what is missing; else it stops with the one command to run.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

missing=()
need() { # PACKAGE COMMAND…: the package is missing when the command fails
    local package="$1"
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
libpq_headers() { [ -e /usr/include/postgresql/libpq-fe.h ] || has pg_config; }
some_font() { find /usr/share/fonts -name '*.[to]tf' | grep -q .; }
nginx_program() { has nginx || [ -x /usr/sbin/nginx ]; } # not everybody's PATH has that folder
python_venv() { python3 -c 'import ensurepip, venv'; }

need build-essential has cc
need libpq-dev libpq_headers
need brotli has brotli
need gzip has gzip
if [ "${1:-run}" = test ]; then
    need postgresql scripts/find-postgres.sh
    need chromium-headless-shell scripts/find-chromium.sh
    need fonts-liberation some_font
    need python3 has python3
    need python3-venv python_venv
    need curl has curl
    need nginx nginx_program
    need openssl has openssl
fi
if [ "${1:-run}" = bench ]; then
    need postgresql scripts/find-postgres.sh
    need python3 has python3
    need python3-venv python_venv
    need wrk has wrk
    need chromium-headless-shell scripts/find-chromium.sh
    need fonts-liberation some_font
fi
[ "${#missing[@]}" -gt 0 ] || exit 0

install="apt-get install --yes --no-install-recommends ${missing[*]}"
has apt-get || die "these are missing (by their Debian names), please install them: ${missing[*]}"
[ "$(id -u)" = 0 ] || die "some packages are missing; run this, then make again:  sudo $install"
say "installing Debian packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update --quiet=2
$install --quiet=2 >/dev/null
