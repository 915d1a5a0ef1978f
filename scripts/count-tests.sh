#!/usr/bin/env bash
# Reads the output of a test program on its standard input and prints "PASSED FAILED", summed over the closing lines of
# cargo-nextest, cargo test, Playwright, pytest, node --test, Schemathesis and the programs of tests/deploy and tests/faults. What passed at the second attempt passed, and is named there.
set -euo pipefail

sed 's/\x1b\[[0-9;]*m//g' | awk '
    function sum(line, word,    n) {
        n = 0
        while (match(line, "[0-9]+ (tests? )?" word)) {
            n += substr(line, RSTART, RLENGTH) + 0
            line = substr(line, RSTART + RLENGTH)
        }
        return n
    }
    /^ *Summary \[/ || /^test result:/ || /^ +[0-9]+ (passed|failed|flaky|interrupted)/ || /^(=+ )?[0-9]+ (passed|failed|error).* in [0-9.]+s/ {
        passed += sum($0, "passed"); failed += sum($0, "failed") + sum($0, "interrupted") + sum($0, "timed out") + sum($0, "error")
    }
    /^ +[0-9]+ flaky/ { passed += sum($0, "flaky") } # cargo-nextest has them among the passed
    /^ +[0-9]+ generated, / { failed += sum($0, "unique failure") }
    /^[0-9]+ passed, [0-9]+ failed$/ { passed += sum($0, "passed"); failed += sum($0, "failed") }
    /^# pass [0-9]+$/ { passed += $3 }
    /^# (fail|cancelled) [0-9]+$/ { failed += $3 }
    END { print passed + 0, failed + 0 }'
