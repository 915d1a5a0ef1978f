"""P13: mails that wait, to a mail server on loopback that takes each at once; with nothing else waiting, and with much."""

import sqlite3
import time

from countersign import CREATED, Seeded, ask
from lab import Lab
from smtp_sink import Sink
from table import Table

TO = "contact@bench.example"
INVITED = CREATED | {"company_name": "Mercier", "customer_edits_signatures": True, "contact": {"full_name": "Camille Mercier", "email": TO}}
WAITING = 100_000
YEAR = 365 * 86_400 * 1_000_000


def measure(lab: Lab, table: Table):
    mails = 500 if lab.quick else 10_000
    alone, among = [sent(lab, name, mails, waiting) for name, waiting in (("mails", 0), ("mails_among", WAITING))]
    table.add("P13", f"{mails:,} mails to a local server", f"{mails / alone:,.0f}/s", of=mails / alone, at_least=150, unit="/s")
    table.add("P13", f"the same, while {WAITING:,} others wait for their time", f"{mails / among:,.0f}/s", ratio=among / alone, at_most=1.5)


def sent(lab: Lab, name: str, mails: int, waiting: int) -> float:
    """Seconds until all of them arrived."""
    filled = lab.few.copied(lab.folder / name)
    # Nobody listens at that port, so that the mail stays.
    with filled.served(COUNTERSIGN_SMTP_URL="smtp://127.0.0.1:1") as at:
        ask(at.base + at.post[0], at.authorization, INVITED)
        time.sleep(1)
    multiply(filled, mails, waiting)
    sink = Sink()
    try:
        with filled.served(COUNTERSIGN_SMTP_URL=f"smtp://127.0.0.1:{sink.port}"):
            end = time.monotonic() + 600
            while len(arrived := sink.taken.get(TO, [])) < mails:
                if time.monotonic() > end:
                    raise SystemExit(f"of {mails} mails {len(arrived)} arrived")
                time.sleep(0.05)
    finally:
        sink.stop()
    return arrived[-1] - arrived[0]


def multiply(filled: Seeded, mails: int, waiting: int):
    """Copies of the one mail: some due now, others in a year."""
    with sqlite3.connect(filled.folder / "countersign.db") as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(jobs)")]
        (one,) = db.execute("SELECT id FROM jobs WHERE lane = 'mail' AND state = 'pending' ORDER BY created_at DESC LIMIT 1").fetchone()
        told = {"id": "randomblob(16)", "attempts": "0", "due_at": f"j.created_at + CASE WHEN n.i > {mails - 1} THEN {YEAR} ELSE 0 END"}
        values = ", ".join(told.get(name, f"j.{name}") for name in names)
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {mails - 1 + waiting})"
        db.execute(f"{numbers} INSERT INTO jobs ({', '.join(names)}) SELECT {values} FROM jobs j, n WHERE j.id = ?", (one,))
        db.execute("UPDATE jobs SET due_at = created_at, attempts = 0 WHERE id = ?", (one,))
        db.execute("ANALYZE")
