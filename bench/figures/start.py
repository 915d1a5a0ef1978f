"""P8: from starting the program to its first 200 of `/readyz`."""

import statistics
from pathlib import Path

from countersign import SERVER, environment
from lab import Lab
from processes import free_port, running
from table import Table

TIMES = 5


def measure(lab: Lab, table: Table):
    full = lab.full.copied(lab.folder / "started")
    data = [start(full.folder, full.url) for _ in range(TIMES)]
    tell(f"start with {lab.many:,} subscriptions", data, 300, table)
    sqlite = [start(folder := lab.temporary(None), f"sqlite:{folder}/countersign.db") for _ in range(TIMES)]
    tell("start on nothing, with all migrations, SQLite", sqlite, 1000, table)
    postgres = [start(lab.temporary(None), lab.postgres(f"bench_start_{number}")) for number in range(TIMES)]
    tell("start on nothing, with all migrations, PostgreSQL", postgres, 1000, table)


def start(folder: Path, url: str) -> float:
    port = free_port()
    env = environment(folder, url) | {"COUNTERSIGN_LISTEN": f"127.0.0.1:{port}"}
    with running([SERVER], f"http://127.0.0.1:{port}/readyz", env=env) as (_, milliseconds):
        return milliseconds


def tell(what: str, times: list[float], bar: float, table: Table):
    median = statistics.median(times)
    table.add("P8", what, f"{median:.0f} ms", of=median, at_most=bar, unit="ms")
