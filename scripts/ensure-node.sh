#!/usr/bin/env bash
# Makes sure of the Node packages of a folder, as its package-lock.json names them: `ensure-node.sh e2e`.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

folder="$1"
has npm || die "Node 20 or later with npm is needed for the tests: see https://nodejs.org"
stamp="node-${folder//\//-}"
if [ -d "$folder/node_modules" ] && fresh "$stamp" "$folder/package-lock.json"; then exit 0; fi
say "installing the Node packages of $folder"
npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error --prefer-offline >/dev/null
made "$stamp" "$folder/package-lock.json"
