#!/usr/bin/env bash
# Holds docs/security.md to what is there, so that it can't rot: every path that it names exists, every link leads to a file, and what
# stands behind a path in the last column of a table is in that file: a function of Rust, the title of a browser test, or else these words.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

doc=docs/security.md
missing=0
names=0
gone() { # LINE WORDS…
    printf '%s:%s: %s\n' "$doc" "$1" "${*:2}"
    missing=$((missing + 1))
}

# `api/src/…`, `docs/…`, or a file beside this folder, such as `Cargo.toml`; /addresses and sentences are none.
is_path() { [[ "$1" =~ ^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+$ || "$1" =~ ^[A-Za-z_-]+\.(md|toml|yaml|lock)$ ]]; }

holds() { # FILE NAME
    case "$1" in
    *.rs)
        if [[ "$2" =~ ^[a-z0-9_]+$ ]]; then
            grep -qE "\bfn $2[(<]" "$1"
        else
            grep -qwF -- "$2" "$1"
        fi
        ;;
    *.ts) grep -qF -- "\"$2\"" "$1" ;;
    *) grep -qF -- "$2" "$1" ;;
    esac
}

a_link='\]\(([^)#]+)[^)]*\)(.*)$'
number=0
while IFS= read -r line; do
    number=$((number + 1))
    in_table='' file=''
    if [[ "$line" == '|'*'|' ]]; then
        in_table=yes
        last="${line%|}"
        last="${last##*|}"
        before="${line%"$last|"}"
    else
        last='' before="$line"
    fi
    while [[ "$before" =~ \`([^\`]+)\`(.*)$ ]]; do # outside of last columns paths alone count
        name="${BASH_REMATCH[1]}" before="${BASH_REMATCH[2]}"
        if is_path "$name" && [ ! -e "$name" ]; then gone "$number" "$name is not there"; fi
    done
    while [[ -n "$in_table" && "$last" =~ \`([^\`]+)\`(.*)$ ]]; do
        name="${BASH_REMATCH[1]}" last="${BASH_REMATCH[2]}"
        names=$((names + 1))
        if is_path "$name"; then
            file="$name"
            if [ ! -e "$file" ]; then gone "$number" "$file is not there"; fi
        elif [ -z "$file" ]; then
            gone "$number" "$name stands behind no file"
        elif [ -e "$file" ] && ! holds "$file" "$name"; then
            gone "$number" "$name is not in $file"
        fi
    done
    while [[ "$line" =~ $a_link ]]; do
        link="${BASH_REMATCH[1]}" line="${BASH_REMATCH[2]}"
        if [ ! -e "docs/$link" ]; then gone "$number" "the link to $link leads nowhere"; fi
    done
done <"$doc"

[ "$names" -gt 0 ] || gone 0 "no table names anything: was its form changed?"
[ "$missing" = 0 ] || exit 1
