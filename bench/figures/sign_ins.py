"""P12: sign-ins beside what the processor gives for their hashes, and what a flood of them does to everybody else."""

import http.client
import json
import os
import sqlite3
import statistics
import time
from urllib.parse import urlsplit

from countersign import OWNER, Seeded
from lab import Lab
from load import interleaved, started, wrk
from open_loop import open_loop
from table import Table

# Each signs in seldom: sign-ins of one account at once are limited.
ACCOUNTS = 20_000
FLOOD = ("/api/v1/auth/login", {"email": "person-NUMBER@bench.example", "password": OWNER["password"]})
# Reads a second that go on meanwhile.
READS = 200


def measure(lab: Lab, table: Table):
    filled = lab.few.copied(lab.folder / "sign_ins")
    populate(filled)
    with filled.served() as at:
        hashing = hash_seconds(at.base)
        told = interleaved({"sign-ins": lambda: wrk(at.base, lab.seconds, post=FLOOD, every=1)}, lab.rounds)["sign-ins"]
        table.add("P12", "a sign-in alone, without what a refresh takes as well", f"{hashing * 1000:.1f} ms")
        possible = os.cpu_count() / hashing
        table.add(
            "P12",
            "sign-ins, beside cores ÷ that time",
            f"{told['rate']:.1f} : {possible:.1f}/s",
            ratio=told["rate"] / possible,
            at_least=0.8,
        )
        paths, seconds, quiet, flooded = at.one_paths(), lab.seconds * 2, [], []
        for _ in range(lab.rounds):
            quiet.append(open_loop(at.base, paths, at.authorization, READS, seconds))
            flood = started(at.base, seconds + 1, post=FLOOD, every=1)
            time.sleep(0.5)
            flooded.append(open_loop(at.base, paths, at.authorization, READS, seconds))
            flood()
        before, after = (statistics.median(one["p99"] for one in rounds) for rounds in (quiet, flooded))
        table.add(
            "P12",
            f"GET one at {READS}/s, p99 in a flood of sign-ins beside quiet",
            f"{after:.1f} : {before:.1f} ms",
            ratio=after / before,
            at_most=4,
        )


def populate(filled: Seeded):
    """Accounts with the owner's password."""
    with sqlite3.connect(filled.folder / "countersign.db") as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(accounts)")]
        told = {
            "id": "randomblob(16)",
            "email": "'person-' || n.i || '@bench.example'",
            "email_key": "'person-' || n.i || '@bench.example'",
        }
        values = ", ".join(told.get(name, f"a.{name}") for name in names)
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ACCOUNTS})"
        db.execute(
            f"{numbers} INSERT INTO accounts ({', '.join(names)}) SELECT {values} FROM accounts a, n WHERE a.email = ?", (OWNER["email"],)
        )


def hash_seconds(base: str, times: int = 20) -> float:
    """What a sign-in takes more than a refresh, which opens a session's next token as well, but hashes no password."""
    connection, cookie, taken = http.client.HTTPConnection(urlsplit(base).netloc), "", {"login": [], "refresh": []}
    for number in range(times):
        for what, body in ("login", OWNER), ("refresh", {}):
            headers = {"Content-Type": "application/json"} | ({"Cookie": cookie} if what == "refresh" else {})
            began = time.perf_counter()
            connection.request("POST", f"/api/v1/auth/{what}", json.dumps(body), headers)
            answer = connection.getresponse()
            answer.read()
            taken[what].append(time.perf_counter() - began)
            if answer.status != 200:
                raise SystemExit(f"{what} was refused: {answer.status}")
            cookie = answer.headers["Set-Cookie"].split(";")[0]
    connection.close()
    return statistics.median(taken["login"]) - statistics.median(taken["refresh"])
